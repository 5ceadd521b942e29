"""The slide that colours the QPV of a place by a rate of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers.quartiers import rates
from geo.answers.sentence import Chiffre
from geo.core import catalog
from geo.labels import rendu as mots
from geo.labels.formats import NBSP, accord, nombre
from geo.printing.footer import notes_de, sources_de
from geo.printing.model import Slide, Vue
from geo.printing.pictures.describe_map import carte_theme

if TYPE_CHECKING:
    import pandas as pd

    from geo.answers.view import ThemeView
    from geo.core.model import Indicator
    from geo.printing.world import Donnees

SHOWN = "qpv_taux_pauvrete_pct"
"""The rate that a deck shows: the one that the QPV are drawn from."""


def slide_quartiers(donnees: Donnees, view: ThemeView, asked: str = SHOWN) -> Slide | None:
    """Return the slide of a rate of the QPV of a place; ``None`` where it has no QPV."""
    indicator = catalog.indicator(asked)
    if view.rows.empty:
        return None
    values = rates(view, asked).reindex(view.rows["code_qpv"])
    rows = view.rows.assign(**{asked: values.set_axis(view.rows.index)})
    known = rows.dropna(subset=[asked]).sort_values(asked, kind="stable")
    carte = carte_theme(donnees, view, indicateur=asked)
    source = sources_de([catalog.source("qpv_population").mention, *carte.sources])
    return Slide(
        id="qpv-quartiers",
        genre="contenu",
        titre=mots.QUARTIERS_TITRE.format(theme=view.theme.titre),
        message=_message(known, len(rows), indicator),
        suite=mots.QUARTIERS_ENTIERS,
        chiffres=_ends(known, len(known) < len(rows), indicator),
        carte=carte,
        source=source,
        notes=notes_de(
            source, mots.NOTES_METHODE.format(methode=indicator.methode), carte.description
        ),
        vue=Vue(theme=view.theme.id, indicateur=asked),
    )


def _message(known: pd.DataFrame, total: int, indicator: Indicator) -> str:
    among = accord(total, "quartier")
    if known.empty:
        return mots.QUARTIERS_INCONNUS.format(titre=indicator.titre, total=among)
    low, high = (nombre(known[indicator.id].iloc[rank], indicator.decimales) for rank in (0, -1))
    told = f"{low}{NBSP}{indicator.unite}"
    if low != high:
        told = mots.QUARTIERS_ETENDUE.format(bas=low, haut=f"{high}{NBSP}{indicator.unite}")
    if len(known) == total:
        return mots.QUARTIERS_TOUS.format(titre=indicator.titre, valeur=told, total=among)
    return mots.QUARTIERS_CONNUS.format(
        titre=indicator.titre, valeur=told, connus=nombre(len(known)), total=among
    )


def _ends(known: pd.DataFrame, some_unknown: bool, indicator: Indicator) -> tuple[Chiffre, ...]:  # noqa: FBT001
    """Return the highest and the lowest rate, with the QPV; nothing where one alone is known."""
    if len(known) <= 1:
        return ()
    source = catalog.source("qpv_population").mention
    labels = mots.QUARTIERS_BOUTS_CONNUS if some_unknown else mots.QUARTIERS_BOUTS
    ends = (known[indicator.id].max(), known[indicator.id].min())
    return tuple(
        Chiffre(
            nombre(end, indicator.decimales),
            indicator.unite,
            label.format(qui=_who(known[known[indicator.id] == end])),
            source,
        )
        for label, end in zip(labels, ends, strict=True)
    )


def _who(rows: pd.DataFrame) -> str:
    """Return the QPV that has a rate, with its communes, or how many have it."""
    if len(rows) > 1:
        return accord(len(rows), "quartier")
    return mots.QUARTIER_NOMME.format(nom=rows["nom"].iloc[0], communes=rows["communes"].iloc[0])
