from geo.ui import home

home.render()
