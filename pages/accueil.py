from geo.ui.pages import home

home.render()
