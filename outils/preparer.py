"""Prepare what a target of the Makefile needs: ``python3 outils/preparer.py STEP...``.

This file keeps to what Python 3.6 reads, so that an old Python is refused in plain words.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Atlas Artois demande Python 3.11 ou plus récent ; celui-ci est Python "
        f"{sys.version_info[0]}.{sys.version_info[1]} ({sys.executable}).\n"
        "Installez un Python récent, ou indiquez-le : make run PYTHON=/chemin/vers/python3.12"
    )

from etapes import main

main(sys.argv[1:])
