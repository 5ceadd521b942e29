"""The rates of each QPV, from what its register counts: never those of a commune."""

from __future__ import annotations

import pandas as pd

from geo.core.indicators import QUARTIERS


def measures(people: pd.DataFrame) -> pd.DataFrame:
    """Return the rates of QPV, one column an indicator of ``QUARTIERS``, on the same index.

    ``people``: columns of ``qpv_population``. Each rate is that of the whole QPV, wherever it goes.
    Missing where the source gives nothing.

    Examples
    --------
    >>> people = pd.DataFrame({"habitants": [200], "menages": [80], "logements_sociaux": [60],
    ...     "taux_emploi_pct": [40.0], "taux_pauvrete_pct": [pd.NA], "personnes_caf": [150],
    ...     "allocataires_caf": [50], "rsa_socle": [10], "menages_1_personne_pct": [35.0]})
    >>> measures(people)[["qpv_logements_sociaux", "qpv_caf_pct", "qpv_rsa_pct"]].values.tolist()
    [[75.0, 75.0, 20.0]]
    """
    counted = people.astype("Float64", errors="ignore")
    columns = {
        "qpv_taux_pauvrete_pct": counted["taux_pauvrete_pct"],
        "qpv_logements_sociaux": _share(counted["logements_sociaux"], counted["menages"]),
        "qpv_taux_emploi_pct": counted["taux_emploi_pct"],
        "qpv_caf_pct": _share(counted["personnes_caf"], counted["habitants"]),
        "qpv_rsa_pct": _share(counted["rsa_socle"], counted["allocataires_caf"]),
        "qpv_menages_1_personne_pct": counted["menages_1_personne_pct"],
    }
    return pd.DataFrame({name: columns[name] for name in QUARTIERS}, index=people.index)


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0) * 100
