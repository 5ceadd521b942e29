"""Pure functions on frames: joins, indicators, pairs, groups, rules of quality."""
