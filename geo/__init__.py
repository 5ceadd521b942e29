"""Atlas Artois: the library under the pages.

Rooms, each one knowing only those on its left (checked by import-linter)::

    errors -> crs, model -> schema -> catalog -> sources
           -> joins, indicators, quality -> labels -> charts, maps, exports
           -> datasets -> ui (the only one that imports Streamlit)
"""
