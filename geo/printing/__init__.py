"""What leaves the screen: maps, charts, slides and fiches as PNG, SVG, PPTX and PDF files.

``donnees`` gathers what every export reads, ``fonds`` and ``cartes`` describe a map, ``vues`` that
of a screen, ``dessin`` draws it; ``lecture`` reads the figure of a chart and ``graphiques`` draws
it; ``papier`` has what both drawings share. ``diapo`` and ``recits`` make the model of a deck,
``feuille`` that of a fiche; ``pptx`` and ``pdf`` only set a model, so that a figure is the same
wherever it is read; ``lot`` makes the fiches of every commune. ``grille`` says where things stand
on a slide, measured with the letters of ``arial``; ``formes`` is what a PPTX slide is made of.

matplotlib, python-pptx and typst are imported when something is drawn, not before.
"""
