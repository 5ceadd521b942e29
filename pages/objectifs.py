from geo.ui.pages import objectifs

objectifs.render()
