from geo.ui.pages import about

about.render()
