from geo.ui import theme_page
from geo.ui.parts import charging

theme_page.render("bornes", charging.panel)
