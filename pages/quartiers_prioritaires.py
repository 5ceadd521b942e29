from geo.ui import reports, theme_page

theme_page.render("qpv", reports.projets_fcs)
