"""The rules of quality: a code each, what is expected, how grave, and their thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.core.model import Severity


HORS_COMMUNE_M = 100.0
"""Distance to its commune from which a point is outside it: more than the outlines, drawn to some
ten metres, and the geocoding of an address along a border may be wrong by."""

DOUBLON_M = 30.0
"""Distance under which two facilities of a table may be one: about the error of a geocoding."""

PUISSANCE_MIN_KW, PUISSANCE_MAX_KW = 1.0, 400.0
"""Powers of a station: a domestic socket gives 1.8 kW, the strongest stations of France 400 kW;
beyond, watts were most often written for kilowatts."""

ANNEE_MIN, ANNEE_MAX = 1850, 2035
"""Years of opening: nothing here is older than the mines, nor planned later than 2035."""

MARGE_DEGRES = 0.02
"""Margin around the territories (1.4 to 2.2 km) beyond which a point is in neither of them."""

PART_QPV_MIN_PCT = 1.0
"""Share of a QPV from which a commune that it does not declare is really covered: under it, the
piece is the error of the outlines."""

ECART_SURFACE_PCT = 4.0
"""Gap between the area of an outline and the official area, itself cadastral: 3 % is normal."""

ECART_TERRITOIRE_PCT = 0.5
"""Gap between the summed area of the communes and the official one, which is rounded to 1 km²."""

CURRENT_QPV_GENERATION = 2024


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked; ``attendu`` is what is right, ``explication`` why we look."""

    code: str
    titre: str
    gravite: Severity
    attendu: str
    explication: str


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "B01",
            "Point hors de sa commune",
            "erreur",
            f"à moins de {HORS_COMMUNE_M:.0f} m de la commune déclarée",
            "La position et le code de la commune viennent de la même source : l’un des deux est "
            "faux. Les contours sont tracés à une dizaine de mètres, un petit écart est normal.",
        ),
        Rule(
            "B02",
            "Deux équipements presque au même endroit",
            "avertissement",
            f"au moins {DOUBLON_M:.0f} m entre deux équipements d’une même table",
            "Une même installation est parfois déclarée deux fois, et serait comptée deux fois.",
        ),
        Rule(
            "B03",
            "Puissance hors des bornes",
            "erreur",
            f"entre {PUISSANCE_MIN_KW:.0f} et {PUISSANCE_MAX_KW:.0f} kW",
            "Une valeur plus forte est le plus souvent écrite en watts.",
        ),
        Rule(
            "B04",
            "Code de commune inconnu",
            "erreur",
            "le code d’une commune des deux agglomérations",
            "La ligne ne serait rattachée à aucune commune et manquerait dans les cartes.",
        ),
        Rule(
            "B05",
            "Communes d’un quartier en désaccord avec son contour",
            "avertissement",
            f"les communes couvertes sur au moins {PART_QPV_MIN_PCT:.0f} % du quartier",
            "Un quartier appartient aux communes qu’il couvre réellement.",
        ),
        Rule(
            "B06",
            "Point hors du territoire",
            "erreur",
            "une longitude et une latitude dans l’une des deux agglomérations",
            "La longitude et la latitude sont souvent inversées dans les fichiers publics.",
        ),
        Rule(
            "B07",
            "Coordonnées inconnues",
            "avertissement",
            "une longitude et une latitude",
            "L’équipement est dessiné au point de sa commune, « position approximative », et "
            "n’entre dans aucune distance plus fine que la commune.",
        ),
        Rule(
            "B08",
            "Équipement sans commune",
            "erreur",
            "un code de commune",
            "L’équipement ne peut être ni placé ni compté.",
        ),
        Rule(
            "B09",
            "Puissance ou nombre de points de charge non renseigné",
            "avertissement",
            "une puissance et un nombre de points",
            "La station manque dans les totaux de points ou dans les classes de puissance.",
        ),
        Rule(
            "B10",
            "Mairie hors de sa commune",
            "erreur",
            "dans le contour de la commune",
            "Le point de la mairie sert aux distances ; un point intérieur de la commune le "
            "remplace alors.",
        ),
        Rule(
            "B11",
            "Total d’une agglomération différent du total officiel",
            "erreur",
            "le nombre de communes et la population officiels, et la superficie à "
            f"{ECART_TERRITOIRE_PCT} % près".replace(".", ","),
            "Une commune manquante ou en double fausse tous les taux.",
        ),
        Rule(
            "B12",
            "Même nom dans la même commune",
            "avertissement",
            "un nom par équipement dans une commune",
            "C’est souvent le même équipement, reçu de deux sources.",
        ),
        Rule(
            "B13",
            "Agglomération différente de celle de la commune",
            "erreur",
            "l’agglomération de la commune",
            "La ligne serait comptée dans la mauvaise agglomération.",
        ),
        Rule(
            "B14",
            "Année invraisemblable",
            "erreur",
            f"entre {ANNEE_MIN} et {ANNEE_MAX}",
            "Faute de frappe probable.",
        ),
        Rule(
            "B15",
            "Équipement ouvert sans source",
            "erreur",
            "au moins une source",
            "Un équipement compté dans les totaux doit pouvoir être vérifié.",
        ),
        Rule(
            "B16",
            "Existence ou état non établi",
            "avertissement",
            "une existence attestée et un état connu",
            "L’équipement est dit à part ; ce que son état changerait est donné en fourchette.",
        ),
        Rule(
            "B17",
            "Contour absent ou invalide",
            "erreur",
            "un contour fermé, qui ne se recoupe pas",
            "Les surfaces et les jointures seraient fausses.",
        ),
        Rule(
            "B18",
            "Identifiant en double",
            "erreur",
            "un identifiant par ligne",
            "La ligne serait comptée deux fois.",
        ),
        Rule(
            "B19",
            "Surface du contour éloignée de la surface déclarée",
            "avertissement",
            f"un écart d’au plus {ECART_SURFACE_PCT:.0f} %",
            "Le contour est trop grossier, ou n’est pas le bon.",
        ),
        Rule(
            "B20",
            "Balise dans un nom",
            "avertissement",
            "un texte simple",
            "Le nom est affiché tel quel, comme du texte, jamais interprété.",
        ),
        Rule(
            "B21",
            "Correspondance vers un quartier inconnu",
            "erreur",
            "un quartier de génération 2024 de la table des quartiers",
            "Un chiffre de la génération 2015 ne pourrait être relié à aucun contour.",
        ),
        Rule(
            "B22",
            "État d’un équipement dont l’existence n’est pas attestée",
            "erreur",
            "une existence attestée, ou un état en projet ou non établi",
            "Ce qui est ouvert, fermé, en travaux, réalisé ou démoli a été vu par une source : son "
            "existence est attestée.",
        ),
        Rule(
            "B23",
            "Existence ou état sans preuve",
            "erreur",
            "le nom d’une source pour l’existence attestée et pour l’état établi",
            "L’existence et l’état sont deux faits : chacun doit pouvoir être vérifié.",
        ),
        Rule(
            "B24",
            "Dernier état connu qui n’a pas lieu d’être",
            "erreur",
            "un dernier état seulement quand l’état n’est pas établi",
            "Le dernier état écrit par une source remplace un état que rien n’établit plus ; à "
            "côté d’un état établi, il le contredirait.",
        ),
        Rule(
            "B25",
            "Adresse et position dans deux communes",
            "avertissement",
            "le code postal de la commune où est le point",
            "La position ou l’adresse déclarée est fausse, ou le site est sur la limite : la "
            "commune du point est retenue.",
        ),
        Rule(
            "B26",
            "Station déclarée plusieurs fois",
            "avertissement",
            "une déclaration par station",
            "L’exploitant et un agrégateur déclarent la même station : les nombres du site sont "
            "donnés en fourchette.",
        ),
        Rule(
            "B27",
            "Fourchette inversée",
            "erreur",
            "un minimum inférieur ou égal au maximum",
            "Les totaux « au moins » et « au plus » seraient faux.",
        ),
        Rule(
            "B28",
            "Commune déclarée différente de celle du point",
            "avertissement",
            "la commune où se trouve le point",
            "La source, ou le nom, désigne une autre commune : la ligne compte dans celle où elle "
            "se trouve, et l’autre est dite.",
        ),
        Rule(
            "B29",
            "Objet minier dessiné deux fois",
            "avertissement",
            "un contour par cité",
            "La source redessine une cité sans son numéro d’inscription : la ligne est gardée, dit "
            "de laquelle elle est le double, et ne compte pas.",
        ),
        Rule(
            "B30",
            "Objet minier hors des deux agglomérations",
            "avertissement",
            "un contour qui touche une commune de l’atlas",
            "L’objet n’est rattaché à aucune commune ; il reste sur la carte et dans le fichier.",
        ),
    )
}
"""Every rule by its code. A code is never given to another rule."""
