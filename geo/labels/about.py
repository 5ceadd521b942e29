"""The words of « À propos »."""

from __future__ import annotations

SOUS_TITRE = "Béthune-Bruay, Artois-Lys Romane et Lens-Liévin, commune par commune"
A_PROPOS_TITRE = "À propos"
VERSION = "0.1.0"
