"""Maps and charts drawn as PNG and SVG pictures."""
