"""What a map is made of: layers fetched by URL, a small spec of what to show, a legend in HTML.

A layer is a GeoJSON document that the browser keeps in its cache; it never changes with a filter.
What changes is the spec: which features are seen, in which class, which commune is chosen. A
filter therefore costs a few hundred bytes, not the outlines of 136 communes.
"""
