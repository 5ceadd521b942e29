from geo.ui import access_page

access_page.render()
