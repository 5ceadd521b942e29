from geo.ui import theme_page
<<<<<<< HEAD
from geo.ui.pages import pools

theme_page.render("piscines", pools.water_surface)
=======
from geo.ui.parts import schools

theme_page.render("piscines", schools.pupils_panel)
>>>>>>> main
