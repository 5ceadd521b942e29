"""Start Streamlit on the copy of ``data/`` named by ATLAS_ESSAI_DONNEES."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from streamlit.web import cli

from geo.core import catalog

catalog.DATA = Path(os.environ["ATLAS_ESSAI_DONNEES"])
cli.main()
