from geo.ui.pages import report_themes

report_themes.render()
