from geo.ui import theme_page
from geo.ui.parts import reports

theme_page.render("qpv", reports.projets_fcs)
