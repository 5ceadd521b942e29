"""The colours of the atlas, each said once.

The style sheets and scripts of ``static/``, ``.streamlit/config.toml`` and the Typst templates
cannot import them: a test holds what they write to this list.
"""

ENCRE, ENCRE_SOMBRE = "#16222E", "#EEF3F6"
"""Text, on a light and on a dark ground."""

SECONDAIRE, SECONDAIRE_SOMBRE = "#4A5763", "#B4C1CB"
"""Secondary text."""

PAPIER, PAPIER_SOMBRE = "#FFFFFF", "#10202D"
"""The ground of a page."""

PANNEAU, PANNEAU_SOMBRE = "#F6F4EF", "#18303F"
"""The ground of a panel, and of what lies outside the territory."""

ACCENT, ACCENT_SOMBRE = "#12426B", "#7CC4F0"
"""Links, focus, what is chosen."""

FILET = "#7B8794"
"""Lines and borders of fields."""

FILET_LEGER = "#D5DADF"
"""Lines of a printed table."""

BORD, BORD_SOMBRE = "#D5D9DD", "#33485A"
"""Borders of a panel."""

PLAT = "#DDE2E6"
"""A commune that no indicator colours."""

GRIS, GRIS_INCONNU = "#8E979F", "#5F6B76"
"""What is beside the subject; a state that is not established."""

ATTENTE = "#F0C36D"
"""What is about to be compared."""

FAITS = "#5B3A8C"
"""Facts of the reports."""

SECONDE, MESURE = "#6B4E9B", "#0B6E75"
"""Layers beside the theme: schools and stations; what measures the water."""

CALL = "#B3781E"
"""The second of two territories, beside ``ACCENT``."""

THEMES = {
    "qpv": "#A3195B",
    "bornes": "#C25100",
    "dechets": "#1B5E20",
    "piscines": "#0077B6",
    "inondations": "#2B3F8F",
    "bassin_minier": "#7A00C8",
}
"""Theme -> its colour, told apart under the three colour blindnesses, 4.5 : 1 at least on white."""

THEMES_SOMBRE = {
    "qpv": "#F5668A",
    "bornes": "#DB9240",
    "dechets": "#97FE9D",
    "piscines": "#66A8D3",
    "inondations": "#DEE3F6",
    "bassin_minier": "#C371FE",
}
"""The same on a dark page: 3 : 1 at least on a plain commune, told apart as on a light one."""

SOMBRES = {
    PAPIER: PAPIER_SOMBRE,
    ENCRE: ENCRE_SOMBRE,
    SECONDAIRE: SECONDAIRE_SOMBRE,
    PANNEAU: PANNEAU_SOMBRE,
    ACCENT: ACCENT_SOMBRE,
    PLAT: BORD_SOMBRE,
    GRIS_INCONNU: "#C3CCD4",
    GRIS: "#9AA7B2",
    FAITS: "#C9B3F5",
    SECONDE: "#C4A8F2",
    MESURE: "#5FD3DB",
    CALL: "#E8B765",
} | {colour: THEMES_SOMBRE[theme] for theme, colour in THEMES.items()}
"""Colour of a light page -> the same on a dark one."""
