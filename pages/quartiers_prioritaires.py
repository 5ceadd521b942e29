from geo.ui import theme_page
from geo.ui.parts import quartiers, reports

theme_page.render("qpv", quartiers.habitants, reports.projets_fcs)
