from geo.ui import data_page

data_page.render()
