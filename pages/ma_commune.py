from geo.ui.pages.commune import page

page.render()
