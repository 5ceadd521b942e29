from geo.ui import theme_page
from geo.ui.parts import schools

theme_page.render("piscines", schools.pupils_panel)
