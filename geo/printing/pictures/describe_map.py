"""What a map of an export shows: the classes, colours and symbols of the screen, and the legend.

A ``Carte`` is only a description, in metres (Lambert-93): ``geo.printing.pictures.draw_map`` draws
it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely

from geo.answers import bundle, counts
from geo.answers.quartiers import rates
from geo.core import catalog
from geo.core.indicators import QUARTIERS
from geo.drawing.maps import colours, legend, quartiers, spec
from geo.drawing.maps.classes import Methode, classify, unsure
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.labels import rendu as mots
from geo.labels import states as mots_etats
from geo.labels import textes
from geo.labels.formats import accord, de, enumeration, nombre
from geo.measures import states
from geo.printing.pictures.frames import around, squared, touches
from geo.printing.pictures.grounds import PX, Symbole, est_creux
from geo.printing.pictures.map_model import Aire, Cadre, Carte, Cercle, Nom, Perimetre

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from shapely import Geometry

    from geo.answers.bundle import ThemeData
    from geo.answers.view import PlaceView, ThemeView
    from geo.core.model import Indicator, Selection
    from geo.drawing.maps.classes import Classification
    from geo.printing.pictures.grounds import Lieu
    from geo.printing.world import Donnees

ABSENT = ""
"""The colour of a commune without data: none, hatched."""
MARGE = 0.03
"""Share of the frame left free on each side."""
NOMS_TERRITOIRE = 12


# --- what all maps share ----------------------------------------------------------------------


def _frame(places: Iterable[Lieu]) -> Cadre:
    bounds = shapely.bounds([place.contour for place in places])
    west, south = (float(side) for side in bounds[:, :2].min(axis=0))
    east, north = (float(side) for side in bounds[:, 2:].max(axis=0))
    margin = MARGE * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin


def noms(places: Sequence[Lieu], limit: int | None, strong: Sequence[str] = ()) -> tuple[Nom, ...]:
    """Return the names of places, ``limit`` at most, in the order in which they take their place.

    The codes of ``strong`` come first; then the most populated.
    """
    ordered = sorted(places, key=lambda place: (place.code not in strong, place.rang))
    return tuple(
        Nom(*place.centre, place.nom, fort=place.code in strong) for place in ordered[:limit]
    )


def _limits(donnees: Donnees, selection: Selection) -> tuple[Geometry, ...]:
    outlines = donnees.fonds.territoires
    shown = [selection.territoire] if selection.territoire else list(outlines)
    return tuple(outlines[i] for i in shown if i in outlines)


def sources(mentions: Iterable[str]) -> tuple[str, ...]:
    """Return the mentions that a map carries, each told once, with that of the outlines."""
    return tuple(dict.fromkeys([*mentions, mots.FOND_COMMUNES]))


def pied(donnees: Donnees, mentions: Iterable[str]) -> str:
    """Return what stands at the foot of a map: its sources, the date and version of the data."""
    source = " ; ".join(sources(mentions))
    return mots.PIED.format(source=source, edition=donnees.edition.mention)


def _places(donnees: Donnees, communes: pd.DataFrame) -> list[Lieu]:
    return [donnees.fonds.communes[str(code)] for code in communes["code_insee"]]


# --- the communes -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Communes:
    """The communes as an indicator colours them, its legend and what it says."""

    aires: tuple[Aire, ...]
    cercles: tuple[Cercle, ...] = ()
    legende: tuple[Bloc, ...] = ()
    dit: tuple[str, ...] = ()
    voiles: tuple[Geometry, ...] = ()


def _flat(places: Sequence[Lieu]) -> tuple[Aire, ...]:
    return tuple(Aire(place.contour, colours.FLAT) for place in places)


def indicateur_par_defaut(data: ThemeData) -> str | None:
    """Return what colours the communes of a theme at first, as on screen; ``None`` for nothing.

    Where every indicator is a count, the symbols of the facilities already tell it.
    """
    first = data.theme.indicateurs[0]
    return None if catalog.indicator(first).nature == "effectif" else first


def _said_of_classes(
    classes: Classification, indicator: Indicator, of: tuple[str, str] = mots.ALT_COMMUNES
) -> tuple[str, ...]:
    """Return what the colours go from and to; ``of``: what is coloured, and one of it."""
    labels = legend.class_labels(classes, indicator)
    said = []
    if labels:
        said.append(
            mots.ALT_CLASSES.format(
                titre=f"{indicator.titre[0].lower()}{indicator.titre[1:]}",
                unite=indicator.unite,
                quoi=of[0],
                bas=de(labels[0].split(" à ")[0]),
                haut=labels[-1].split(" à ")[-1],
            )
        )
    if classes.absents:
        said.append(mots.ALT_ABSENTS.format(compte=accord(classes.absents, of[1])))
    return tuple(said)


def _choropleth(
    places: Sequence[Lieu],
    values: pd.Series,
    other: pd.Series | None,
    indicator: Indicator,
    colour: str,
    methode: Methode,
) -> _Communes:
    """Return the communes coloured by class, hatched where an unknown state could change it."""
    classes = classify(values, methode, zero=indicator.nature != "distance")
    palette = colours.ramp(colour, len(classes.effectifs), zero=classes.zero)
    ranks = [int(classes.indices[place.code]) for place in places]
    areas = tuple(
        Aire(place.contour, palette[rank] if rank >= 0 else ABSENT)
        for place, rank in zip(places, ranks, strict=True)
    )
    doubtful = set() if other is None else set(values.index[unsure(classes, other)])
    veils = tuple(place.contour for place in places if place.code in doubtful)
    block = legend.of_classes(classes, indicator, palette, len(veils))
    return _Communes(areas, (), (block,), _said_of_classes(classes, indicator), veils)


def _circles(
    places: Sequence[Lieu], values: pd.Series, indicator: Indicator, colour: str
) -> _Communes:
    known = values.dropna().astype(float)
    largest = float(known.max()) if len(known) else 0.0
    drawn = tuple(
        Cercle(*place.centre, spec.radius(float(known[place.code]), largest) * PX, colour)
        for place in places
        if place.code in known.index and known[place.code] > 0
    )
    block = legend.of_circles(indicator, colour, spec.legend_steps(largest))
    said = mots.ALT_CERCLES.format(titre=indicator.titre, unite=indicator.unite)
    return _Communes(_flat(places), drawn, (block,), (said,))


def _communes(
    data: ThemeData,
    shown: pd.DataFrame,
    places: Sequence[Lieu],
    asked: str | None,
    methode: Methode,
) -> _Communes:
    """Return the communes as asked: a rate is a choropleth, a count is never one."""
    if asked is None:
        return _Communes(_flat(places))
    indicator = catalog.indicator(asked)
    values = data.mesures.loc[shown.index, asked].set_axis(list(shown["code_insee"]))
    if indicator.nature == "effectif":
        return _circles(places, values, indicator, data.theme.couleur)
    other = bundle.other_end(data, asked)
    if other is not None:
        other = other.loc[shown.index].set_axis(values.index)
    return _choropleth(places, values, other, indicator, data.theme.couleur, methode)


# --- the facilities and the QPV ---------------------------------------------------------------


def _symbols(donnees: Donnees, data: ThemeData, rows: pd.DataFrame) -> tuple[Symbole, ...]:
    """Return the symbols of the rows that have a position."""
    known = donnees.fonds.symboles[data.theme.id]
    return tuple(known[row] for row in rows.index if row in known)


def _block_of_symbols(data: ThemeData, rows: pd.DataFrame) -> Bloc:
    approximate = bool((rows["position_approximative"] & (rows["statut"] == "ouverte")).any())
    return legend.of_symbols(
        data.theme,
        set(states.drawn(rows)),
        approximate=approximate,
        sized=mots.TAILLES.get(data.theme.id, ""),
    )


def _said_of_symbols(data: ThemeData, rows: pd.DataFrame) -> str:
    """Return what the symbols are, counted in the words of the sentence."""
    told = counts.told(data.theme.id, rows, 1)
    if outside := int(states.outside(rows).sum()):
        told += f" ; {nombre(outside)} {mots_etats.HORS_TERRITOIRE}"
    return mots.ALT_SYMBOLES.format(comptes=told)


def _perimeters(donnees: Donnees, codes: Sequence[str], *, band: bool) -> tuple[Perimetre, ...]:
    colour = catalog.theme("qpv").couleur
    bands = [Perimetre(donnees.fonds.bandes[c], colour, bande=True) for c in codes if band]
    return (*bands, *(Perimetre(donnees.fonds.qpv[c], colour) for c in codes))


def _coloured(
    donnees: Donnees, view: ThemeView, asked: str, methode: Methode
) -> tuple[tuple[Perimetre, ...], Bloc, str]:
    """Return the QPV coloured by a rate of their own, its legend and what it says."""
    indicator, colour = catalog.indicator(asked), view.theme.couleur
    told = quartiers.coloration(rates(view, asked), indicator, colour, methode)
    shown = view.rows["code_qpv"]
    shapes = tuple(
        Perimetre(donnees.fonds.qpv[code], group.couleur, bord=colour if group.connu else "")
        for group in told.groupes
        for code in sorted(group.codes & set(shown))
    )
    said = _said_of_classes(told.classes, indicator, mots.ALT_QUARTIERS)
    return shapes, told.legende, " ".join(said)


def _block_of_qpv(*, band: bool) -> Bloc:
    return legend.of_qpv(catalog.theme("qpv").couleur, band=band)


def _said_of_qpv(codes: Sequence[str]) -> str:
    return mots.ALT_QPV.format(compte=accord(len(codes), *textes.NOMS_THEMES["qpv"]))


def _described(title: str, *said: str) -> str:
    return " ".join([mots.ALT_CARTE.format(titre=title), *said])


# --- the maps ---------------------------------------------------------------------------------


def _chosen(donnees: Donnees, selection: Selection) -> tuple[tuple[Geometry, ...], list[str]]:
    places = [donnees.fonds.communes[code] for code in selection.communes]
    told = [mots.ALT_CHOIX.format(noms=enumeration([p.nom for p in places]))] if places else []
    outlines = [place.contour for place in places]
    return ((shapely.union_all(outlines),) if len(outlines) > 1 else tuple(outlines)), told


DEFAUT = "defaut"


def carte_theme(
    donnees: Donnees,
    view: ThemeView,
    *,
    indicateur: str | None = DEFAUT,
    methode: Methode = "jenks",
) -> Carte:
    """Return the map of a theme for a selection, as its page shows it.

    ``indicateur`` colours the communes: that of the page by default, ``None`` for nothing.
    """
    data, selection, rows = view.data, view.selection, view.drawn
    asked = indicateur_par_defaut(data) if indicateur == DEFAUT else indicateur
    shown = view.place.autour
    places = _places(donnees, shown)
    own = asked in QUARTIERS
    communes = _communes(data, shown, places, None if own else asked, methode)
    title = mots.CARTE_THEME.format(theme=data.theme.titre, lieu=view.place.nom)
    chosen, told = _chosen(donnees, selection)
    mentions = [catalog.source(data.theme.sources[0]).mention]
    perimeters: tuple[Perimetre, ...] = ()
    drawn: tuple[Symbole, ...] = ()
    if data.theme.table == "qpv":
        codes = list(rows["code_qpv"])
        perimeters = _perimeters(donnees, codes, band=not own)
        block, said = _block_of_qpv(band=True), _said_of_qpv(codes)
        if own:
            perimeters, block, said = _coloured(donnees, view, str(asked), methode)
    else:
        drawn = _symbols(donnees, data, rows)
        block, said = _block_of_symbols(data, rows), _said_of_symbols(data, rows)
    return Carte(
        titre=title,
        description=_described(title, *communes.dit, said, *told),
        cadre=_frame(_places(donnees, view.communes)),
        pied=pied(donnees, mentions),
        sources=sources(mentions),
        aires=communes.aires,
        limites=_limits(donnees, selection),
        perimetres=perimeters,
        cercles=communes.cercles,
        voiles=communes.voiles,
        symboles=drawn,
        choix=chosen,
        noms=noms(places, NOMS_TERRITOIRE, selection.communes),
        legende=(*communes.legende, *([block] if len(rows) else [])),
    )


def carte_territoire(donnees: Donnees, place: PlaceView) -> Carte:
    """Return the map of the territories themselves: communes, QPV, outlines."""
    shown, selection = place.autour, place.selection
    places = _places(donnees, shown)
    covered = donnees.base.qpv_communes
    codes = sorted(set(covered.loc[covered["code_insee"].isin(shown["code_insee"]), "code_qpv"]))
    title = mots.CARTE_TERRITOIRE.format(lieu=place.nom)
    chosen, told = _chosen(donnees, selection)
    limit = Bloc("", (Entree(Signe("limite"), mots.LIMITE),))
    mentions = [catalog.source(name).mention for name in ("communes", "qpv")]
    return Carte(
        titre=title,
        description=_described(title, _said_of_qpv(codes), *told),
        cadre=_frame(_places(donnees, place.communes)),
        pied=pied(donnees, mentions),
        sources=sources(mentions),
        aires=_flat(places),
        limites=_limits(donnees, selection),
        perimetres=_perimeters(donnees, codes, band=False),
        choix=chosen,
        noms=noms(places, NOMS_TERRITOIRE, selection.communes),
        legende=(*([_block_of_qpv(band=False)] if codes else []), limit),
    )


def carte_de_perimetres(
    donnees: Donnees,
    place: PlaceView,
    title: str,
    mentions: Sequence[str],
    perimetres: Sequence[Perimetre],
    legende: Sequence[Bloc],
) -> Carte:
    """Return the communes of a place, plain, under perimeters that are given in Lambert-93."""
    places = _places(donnees, place.autour)
    chosen, told = _chosen(donnees, place.selection)
    said = [f"{line.texte} : {line.effectif}." for bloc in legende for line in bloc.entrees]
    return Carte(
        titre=title,
        description=_described(title, *said, *told),
        cadre=_frame(_places(donnees, place.communes)),
        pied=pied(donnees, mentions),
        sources=sources(mentions),
        aires=_flat(places),
        limites=_limits(donnees, place.selection),
        perimetres=tuple(perimetres),
        choix=chosen,
        noms=noms(places, NOMS_TERRITOIRE, place.selection.communes),
        legende=tuple(legende),
    )


def silhouette(carte: Carte) -> Carte:
    """Return the communes of a map and nothing else."""
    return replace(
        carte,
        titre=mots.SILHOUETTE,
        description=mots.ALT_SILHOUETTE.format(compte=accord(len(carte.aires), "commune")),
        aires=tuple(Aire(area.contour, colours.FLAT) for area in carte.aires),
        perimetres=(),
        cercles=(),
        symboles=(),
        choix=(),
        noms=(),
        legende=(),
    )


def _near(places: Sequence[Lieu], frame: Cadre) -> list[Lieu]:
    west, south, east, north = frame
    return [p for p in places if west < p.centre[0] < east and south < p.centre[1] < north]


def _inside(donnees: Donnees, data: ThemeData, frame: Cadre) -> pd.DataFrame:
    """Return the facilities that stand in the frame."""
    west, south, east, north = frame
    kept = [
        row
        for row, symbol in donnees.fonds.symboles[data.theme.id].items()
        if west < symbol.x < east and south < symbol.y < north
    ]
    found: pd.DataFrame = data.table.loc[kept]
    return found


def _block_of_kinds(present: Sequence[tuple[ThemeData, pd.DataFrame]]) -> Bloc:
    """Return what each shape is: one line a kind, whatever the states."""
    lines = [Entree(_sign_of(data, "ouverte"), data.theme.titre) for data, _ in present]
    sized = any(data.theme.id in mots.TAILLES for data, _ in present)
    return Bloc("", tuple(lines), mots.TAILLE_COMMUNE if sized else "")


def _block_of_states(present: Sequence[tuple[ThemeData, pd.DataFrame]]) -> list[Bloc]:
    """Return what the outlines mean, once, on the first kind that has the state."""
    lines = []
    for statuts, text in mots.ETATS_COMMUNE.items():
        having = [data for data, rows in present if states.drawn(rows).isin(statuts).any()]
        if having:
            lines.append(Entree(_sign_of(having[0], statuts[0]), text))
    unsure = [
        data
        for data, rows in present
        if (rows["position_approximative"] & (rows["statut"] == "ouverte")).any()
    ]
    if unsure:
        text = textes.POSITION_APPROXIMATIVE.capitalize()
        lines.append(Entree(_sign_of(unsure[0], "ouverte", approximate=True), text))
    return [Bloc("", tuple(lines))] if lines else []


def _sign_of(data: ThemeData, statut: str, *, approximate: bool = False) -> Signe:
    return legend.symbol(data.theme, statut, hollow=est_creux(statut, approximate=approximate))


def carte_commune(donnees: Donnees, code: str, voisines: Sequence[str]) -> Carte:
    """Return the map of a commune in its surroundings: QPV, facilities, neighbours' names."""
    places = donnees.fonds.communes
    here = places[code]
    frame = squared(_frame([here, *(places[voisine] for voisine in voisines)]))
    near = _near(list(places.values()), frame)
    quartiers = [c for c, shape in donnees.fonds.qpv.items() if touches(shape, frame)]
    rows = {
        theme_id: _inside(donnees, data, frame)
        for theme_id, data in donnees.themes.items()
        if data.theme.table != "qpv"
    }
    present = [(donnees.themes[i], found) for i, found in rows.items() if len(found)]
    limit = Bloc("", (Entree(Signe("limite"), mots.LIMITE),))
    title = mots.CARTE_COMMUNE.format(nom=here.nom)
    told = [_said_of_qpv(quartiers)] if quartiers else []
    told += [_said_of_symbols(data, found) for data, found in present]
    about = [catalog.source(data.theme.sources[0]).mention for data, _ in present]
    mentions = [catalog.source("qpv").mention, *about]
    return Carte(
        titre=title,
        description=_described(title, *told, mots.ALT_CHOIX.format(noms=here.nom)),
        cadre=frame,
        pied=pied(donnees, mentions),
        sources=sources(mentions),
        aires=_flat([p for p in places.values() if touches(p.contour, around(frame))]),
        limites=tuple(donnees.fonds.territoires.values()),
        perimetres=_perimeters(donnees, quartiers, band=False),
        symboles=tuple(one for data, found in present for one in _symbols(donnees, data, found)),
        choix=(here.contour,),
        noms=noms(near, None, [code]),
        legende=(
            *([_block_of_qpv(band=False)] if quartiers else []),
            *([_block_of_kinds(present)] if present else []),
            *_block_of_states(present),
            limit,
        ),
    )
