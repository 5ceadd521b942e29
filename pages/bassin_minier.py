from geo.ui.pages import bassin_minier

bassin_minier.render()
