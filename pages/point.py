from geo.ui import point_page

point_page.render()
