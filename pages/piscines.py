from geo.ui import theme_page
from geo.ui.parts import pools, schools

theme_page.render("piscines", pools.water_surface, schools.pupils_panel)
