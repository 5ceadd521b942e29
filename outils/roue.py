"""What the wheel needs beside the files that ``pyproject.toml`` lists: app.py, and Leaflet first.

hatchling loads this file; a checkout that is installed in place (``pip install -e``) needs nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEAFLET = "static/vendor/leaflet/leaflet.js"


class Roue(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Complete the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add ``app.py``, and bring Leaflet if the set-up has not yet.

        Raises
        ------
        SystemExit
            If no npm brings Leaflet: the maps of the wheel would stay blank.
        """
        if version == "editable":
            return
        root = Path(self.root)
        build_data["force_include"][str(root / "app.py")] = "geo/_bundle/app.py"
        if not (root / LEAFLET).is_file():
            sys.path.insert(0, str(root / "outils"))
            from etapes import main  # noqa: PLC0415 - only a build without Leaflet needs it

            main(["leaflet"])
