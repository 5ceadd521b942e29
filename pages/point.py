from geo.ui.pages import place

place.render()
