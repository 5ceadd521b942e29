from geo.ui import about_page

about_page.render()
