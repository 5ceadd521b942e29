from geo.ui import theme_page
from geo.ui.parts import stations

theme_page.render("inondations", stations.stations_panel)
