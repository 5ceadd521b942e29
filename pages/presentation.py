from geo.ui import presentation_page

presentation_page.render()
