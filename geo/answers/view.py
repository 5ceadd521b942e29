"""What one looks at: the communes of a selection, its name, and what it keeps of a theme.

Worked out once, then handed to all that tells or draws it: the sentence, the layers of the map,
the tables, the bars, the slides, the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import catalog
from geo.labels.formats import enumeration, sort_rows
from geo.labels.groupes import CHOISIES, LIEU_CHOISIES, SELECTION, SELECTION_MEMBRES
from geo.measures import joins, states

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.answers.bundle import Base, ThemeData
    from geo.core.model import Selection, Theme


@dataclass(frozen=True, eq=False, slots=True)
class PlaceView:
    """The communes of a selection, on the index of ``base.communes``.

    ``autour``: those of its territory, which a map colours. ``communes``: the chosen ones, or all
    those of the territory when none is chosen. ``nom``: how a sentence calls them, as « à Lens ».
    ``notes``: what a file says of them; nothing when they are all there are.
    """

    base: Base
    selection: Selection
    autour: gpd.GeoDataFrame
    communes: gpd.GeoDataFrame
    nom: str
    notes: tuple[str, ...]

    @property
    def voisine(self) -> tuple[str, frozenset[str]]:
        """Return the other agglomération and its communes, where one is looked at as a whole.

        What lies in both is counted in each: their totals do not add up. No name and no commune
        where both are looked at, or some communes.
        """
        chosen = self.selection
        if chosen.territoire is None or chosen.communes:
            return "", frozenset()
        others = self.base.communes[self.base.communes["territoire"] != chosen.territoire]
        name = next(one for one in catalog.TERRITORIES if one != chosen.territoire)
        return catalog.territory(name).sigle, frozenset(others["code_insee"])


@dataclass(frozen=True, eq=False, slots=True)
class ThemeView:
    """What a selection keeps of a theme. ``rows``: of its table, on the same index."""

    data: ThemeData
    place: PlaceView
    rows: gpd.GeoDataFrame

    @property
    def theme(self) -> Theme:
        """Return the theme."""
        return self.data.theme

    @property
    def drawn(self) -> gpd.GeoDataFrame:
        """Return the rows that a map draws: also those outside, unless a part of them is asked."""
        chosen, table = self.selection, self.data.table
        away = states.outside(table)
        if chosen.statuts or chosen.types or chosen.qpv or not away.any():
            return self.rows
        return table[table.index.isin(self.rows.index) | away]

    @property
    def base(self) -> Base:
        """Return the spine."""
        return self.data.base

    @property
    def selection(self) -> Selection:
        """Return the selection."""
        return self.place.selection

    @property
    def communes(self) -> gpd.GeoDataFrame:
        """Return the chosen communes, or all those of the territory."""
        return self.place.communes


def place_of(base: Base, selection: Selection) -> PlaceView:
    """Return the communes of a selection and their name."""
    around = base.communes
    if selection.territoire is not None:
        around = around[around["territoire"] == selection.territoire]
    chosen = around
    if selection.communes:
        chosen = around[around["code_insee"].isin(selection.communes)]
    name, notes = _name(base, selection, chosen), _notes(base, selection, chosen)
    return PlaceView(base, selection, around, chosen, name, notes)


def view_of(data: ThemeData, selection: Selection) -> ThemeView:
    """Return what a selection keeps of a theme."""
    return view_at(data, place_of(data.base, selection))


def view_at(data: ThemeData, place: PlaceView) -> ThemeView:
    """Return what a place keeps of a theme."""
    return ThemeView(data, place, _rows(data, place))


def _rows(data: ThemeData, place: PlaceView) -> gpd.GeoDataFrame:
    table, codes, selection = data.table, set(place.communes["code_insee"]), place.selection
    if data.theme.table == "qpv":
        touches = (
            table["codes_communes"].str.split("|").map(lambda listed: bool(codes & set(listed)))
        )
        kept = table[touches]
        return kept[kept["id"].isin(selection.qpv)] if selection.qpv else kept
    kept = table[joins.in_communes(table, codes)]
    if selection.statuts:
        kept = kept[kept["statut"].isin(selection.statuts)]
    if selection.types:
        kept = kept[kept["type"].isin(selection.types)]
    if selection.qpv:
        kept = kept[kept["code_qpv"].isin(selection.qpv)]
    return kept


def _name(base: Base, selection: Selection, chosen: gpd.GeoDataFrame) -> str:
    if selection.communes:
        if len(chosen) == 1:
            return at(chosen["nom"].iloc[0])
        group = base.groupes.de(tuple(chosen["code_insee"]))
        return LIEU_CHOISIES.format(compte=len(chosen)) if group is None else group.lieu
    if selection.territoire:
        return f"dans la {catalog.territory(selection.territoire).sigle}"
    return "dans les deux agglomérations"


def _notes(base: Base, selection: Selection, chosen: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return what a file says; chosen communes that have no name together are named one by one."""
    if selection.communes:
        group = base.groupes.de(tuple(chosen["code_insee"]))
        if group is not None:
            return (SELECTION.format(nom=group.nom),)
        names = enumeration(sort_rows(chosen["nom"]))
        if len(chosen) == 1:
            return (SELECTION.format(nom=names),)
        count = CHOISIES.format(compte=len(chosen))
        return (SELECTION_MEMBRES.format(nom=count, membres=names),)
    if selection.territoire:
        return (SELECTION.format(nom=catalog.territory(selection.territoire).sigle),)
    return ()


def at(name: str) -> str:
    """Return « à » and the name of a commune, contracted with the articles that ask for it."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"
