from geo.ui.pages import commune

commune.render()
