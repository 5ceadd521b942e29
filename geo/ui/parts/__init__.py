"""What several pages are made of: filters, layers, components, images, downloads, reports."""
