from geo.ui.pages.presentation import page

page.render()
