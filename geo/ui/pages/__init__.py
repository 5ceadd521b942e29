"""One module, or folder, a page; pages never import each other."""
