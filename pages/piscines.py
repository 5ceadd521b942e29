from geo.ui import theme_page
from geo.ui.pages import pools

theme_page.render("piscines", pools.water_surface)
