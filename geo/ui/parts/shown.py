"""What a page shows of what it is asked, before any widget: its first view and its live one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.answers.sentence import Chiffre
    from geo.drawing.maps.legend import Bloc
    from geo.drawing.maps.spec import MapSpec
    from geo.ui.parts.images import Cartel


@dataclass(frozen=True, slots=True)
class CarteMontree:
    """A map, its legend, and what its pictures say of it."""

    spec: MapSpec
    blocs: tuple[Bloc, ...]
    cartel: Cartel


@dataclass(frozen=True, slots=True)
class Ecran:
    """Title, sentence, key figures and map of a page.

    ``carte`` is ``None`` where the page has none, ``dits`` is what it tells besides its sentence.
    """

    titre: str
    phrase: str
    chiffres: tuple[Chiffre, ...]
    carte: CarteMontree | None
    dits: tuple[str, ...]
