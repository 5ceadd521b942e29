"""The words of the trains and of the coaches of a commune."""

from __future__ import annotations

TITRE = "Trains et cars régionaux"
COLONNES = ("Quoi", "Ce que disent les horaires", "Source")
GARE_PROCHE = "Gare la plus proche"
GARE = "{nom} ({commune}), {distance}"
TRAINS = "Trains qui s’y arrêtent, les deux sens ensemble"
TRAINS_PAR_JOUR = "{semaine} un jour ouvré, {samedi} un samedi, {dimanche} un dimanche"
GARES_ICI = "Gares dans la commune"
GARE_ICI = "{nom} ({trains} un jour ouvré)"
GARE_NOMMEE = "À savoir"
CARS = "Arrêts de cars régionaux"
ARRETS = "{arrets} dans la commune, {lignes}"
ARRETS_AUCUN = "aucun dans ces horaires"
NOTE = (
    "Horaires théoriques de mars 2026 (le jour exact n’est pas donné), distance à vol d’oiseau "
    "depuis la mairie, gares des 136 communes seulement. Le réseau urbain (TADAO) n’y est pas : "
    "une commune sans gare ni arrêt ici "
    "n’est pas « sans transport »."
)
COURT = (
    "Gare la plus proche : {gare} ; {trains}, les deux sens ensemble (mars 2026, sans le réseau "
    "urbain TADAO)."
)
