from geo.ui import indicators_page

indicators_page.render()
