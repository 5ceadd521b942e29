from geo.ui import theme_page

theme_page.render("qpv")
