"""« Accès aux services »: what is asked, what is computed, in what words, as which tables.

Pure: what is read (facilities, roads) is given. It stands among the answers, above ``geo.access``
which measures, since it speaks of a selection, of key figures and of the words of a page.
"""
