from geo.ui.pages.access import page

page.render()
