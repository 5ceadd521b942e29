"""Write the configurations of nginx that ``deploy/`` holds: ``python -m outils.deployer``."""

from __future__ import annotations

from geo.commands.serving import DEPLOYED, WORK, configuration
from geo.core import catalog
from geo.core.writing import write_file


def main() -> None:
    """Write each of them."""
    for name, facade in DEPLOYED.items():
        path = catalog.ROOT / "deploy" / name
        write_file(path, configuration(WORK, facade).encode())
        print(path.relative_to(catalog.ROOT))


if __name__ == "__main__":
    main()
