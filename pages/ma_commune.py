from geo.ui import commune_page

commune_page.render()
