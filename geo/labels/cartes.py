"""The words of a map that leaves the page."""

AUTONOME = "Carte seule (HTML)"
AUTONOME_DE = "Carte seule (HTML) : «\N{NO-BREAK SPACE}{titre}\N{NO-BREAK SPACE}»"
AUTONOME_AIDE = "Un fichier qui s’ouvre sans réseau : la carte vivante, sa légende, sa source."
AUTONOME_PIED = "Source : {source}. Atlas Artois, données {version}."
