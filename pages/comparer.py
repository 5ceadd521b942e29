from geo.ui.pages import compare

compare.render()
