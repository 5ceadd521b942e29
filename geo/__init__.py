"""Atlas Artois: the library under the pages.

Rooms, each one knowing only those on its right (held by import-linter, see docs/architecture.md)::

    commands -> ui -> printing, refresh -> answers -> access -> drawing, measures
       -> sources -> reports -> labels -> core
"""
