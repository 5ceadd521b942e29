from geo.ui.pages import presentation

presentation.render()
