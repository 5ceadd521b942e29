"""Pure functions on frames: joins, indicators, pairs, groups, rules of quality.

Their examples are run by the tests. They stand on two communes, squares of 1 km side by side in
Lambert-93 (``communes``: 62001 from x = 680 000 m, 62002 from x = 681 000 m, y from 7 040 000 m,
1 000 and 3 000 inhabitants, each mairie in the middle), and on a perimeter of 400 m by 200 m that
straddles them (``qpv``: from x = 680 900 m). ``gpd``, ``pd``, ``np`` and ``Point`` are those that
one expects.
"""
