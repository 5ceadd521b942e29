from geo.ui import report_themes_page

report_themes_page.render()
