from geo.ui.pages import indicators

indicators.render()
