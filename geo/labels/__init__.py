"""Every French word that the public reads, and the French way of writing numbers and dates.

``formats`` writes values, ``textes`` holds the fixed words, ``phrases`` builds the sentences
computed from a selection.
"""
