from geo.ui.pages import data

data.render()
