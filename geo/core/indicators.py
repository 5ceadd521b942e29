"""The registry of the indicators: one record each, in the order in which they are offered."""

from __future__ import annotations

from geo.core.model import Indicator

NON_PUBLIE = "secret statistique"
"""Why Insee publishes no value for some communes: too few households."""

NON_CONNU = "non connu"
"""Where the register of the QPV gives nothing."""

INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        Indicator(
            "population",
            "Population municipale",
            "habitants",
            "effectif",
            "Population municipale de 2022, en vigueur au 1er janvier 2025.",
        ),
        Indicator(
            "densite",
            "Densité de population",
            "hab./km²",
            "taux",
            "Population municipale divisée par la superficie officielle.",
        ),
        Indicator(
            "part_qpv_pct",
            "Part de la commune en quartier prioritaire",
            "%",
            "taux",
            "Surface des périmètres QPV 2024 dans la commune divisée par la surface de la commune, "
            "calculées en Lambert-93.",
            decimales=1,
        ),
        Indicator(
            "part_bande_300m_pct",
            "Part de la commune à moins de 300 m d’un quartier prioritaire",
            "%",
            "taux",
            "Surface de la commune couverte par les QPV 2024 et la bande de 300 m autour d’eux.",
            decimales=1,
        ),
        Indicator(
            "nb_qpv",
            "Quartiers prioritaires sur la commune",
            "quartiers",
            "effectif",
            "Nombre de périmètres QPV 2024 qui couvrent réellement une partie de la commune.",
        ),
        Indicator(
            "niveau_vie_median_eur",
            "Niveau de vie médian (2021)",
            "€ par an",
            "taux",
            "La moitié des habitants ont un niveau de vie plus élevé, l’autre un niveau plus bas : "
            "revenu disponible du ménage par unité de consommation (Insee, Filosofi 2021). Une "
            "médiane ne s’additionne ni ne se moyenne : aucune valeur n’est donnée pour un groupe "
            "de communes. Non publié (secret statistique) pour 1 commune.",
            absence=NON_PUBLIE,
        ),
        Indicator(
            "taux_pauvrete_pct",
            "Taux de pauvreté (2021)",
            "%",
            "taux",
            "Part des habitants dont le niveau de vie est sous 60 % de la médiane nationale "
            "(Insee, Filosofi 2021). Publié pour 59 communes ; le secret statistique couvre les "
            "autres, qui ne sont pas colorées.",
            absence=NON_PUBLIE,
        ),
        Indicator(
            "nb_equipements",
            "Équipements dont l’ouverture est prouvée",
            "équipements",
            "effectif",
            "Nombre d’équipements dont une source prouve qu’ils sont ouverts ; les projets, "
            "travaux, fermetures et ceux dont l’état n’est pas établi n’y sont pas : zéro ne veut "
            "pas dire qu’il n’y en a aucun.",
        ),
        Indicator(
            "points_de_charge",
            "Points de charge déclarés, au moins",
            "points",
            "effectif",
            "Points de charge sûrement distincts des sites de la commune, comptés ligne à "
            "ligne dans la base nationale du 25/10/2025. Une station déclarée deux fois compte une "
            "fois.",
        ),
        Indicator(
            "points_de_charge_max",
            "Points de charge déclarés, au plus",
            "points",
            "effectif",
            "Tous les points de charge que la base nationale du 25/10/2025 déclare dans la "
            "commune, déclarations en double comprises.",
        ),
        Indicator(
            "points_pour_1000_hab",
            "Points de charge déclarés, au moins",
            "pour 1\u202f000 habitants",
            "taux",
            "Points de charge sûrement distincts, hors aires d’autoroute, rapportés à la "
            "population municipale.",
            decimales=2,
        ),
        Indicator(
            "points_pour_1000_hab_max",
            "Points de charge déclarés, au plus",
            "pour 1\u202f000 habitants",
            "taux",
            "Tous les points de charge déclarés, hors aires d’autoroute, rapportés à la "
            "population municipale.",
            decimales=2,
        ),
        Indicator(
            "points_hors_concessions",
            "Points de charge hors concessions automobiles, au moins",
            "pour 1\u202f000 habitants",
            "taux",
            "Points de charge sûrement distincts des sites qui ne sont ni chez un concessionnaire "
            "automobile ni sur une aire d’autoroute, rapportés à la population municipale.",
            decimales=2,
        ),
        Indicator(
            "sites_2025",
            "Sites déclarés au 25/10/2025",
            "sites",
            "effectif",
            "Sites de la commune dans la base nationale du 25/10/2025.",
        ),
        Indicator(
            "sites_2022",
            "Sites déclarés au 05/12/2022",
            "sites",
            "effectif",
            "Sites de la commune dans la base nationale du 05/12/2022. Tous les exploitants ne "
            "déclaraient pas leurs stations : un écart avec 2025 n’est pas qu’une construction.",
        ),
        Indicator(
            "part_cites_pct",
            "Part de la commune en cité minière",
            "%",
            "taux",
            "Surface des cités minières recensées par la Mission Bassin Minier (avril 2026), bien "
            "inscrit et zone tampon, divisée par la surface de la commune, en Lambert-93. Une "
            "commune sans cité dans la source n’a pas de valeur : le périmètre du recensement "
            "n’est pas donné.",
            decimales=1,
            absence="rien dans la source",
        ),
        Indicator(
            "volume_m3",
            "Volume de stockage connu",
            "m³",
            "effectif",
            "Somme des volumes connus des ouvrages en service de la commune.",
        ),
        Indicator(
            "distance_m",
            "Distance à l’équipement ouvert le plus proche",
            "km",
            "distance",
            "Ligne droite, en Lambert-93, de la mairie de la commune à la position de l’équipement "
            "ouvert le plus proche, hors aires d’autoroute. Quand l’équipement n’est connu que par "
            "sa commune, la distance va de mairie à mairie et se lit comme un ordre de grandeur.",
            decimales=1,
        ),
    )
}

ENTIER = "Le chiffre vaut pour le quartier entier, où qu’il s’étende."
"""What every rate of a QPV is of: never of its part of a commune."""

QUARTIERS: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        Indicator(
            "qpv_taux_pauvrete_pct",
            "Taux de pauvreté du quartier",
            "%",
            "taux",
            f"Part des habitants sous 60 % du niveau de vie médian (Insee). {ENTIER}",
            absence=NON_CONNU,
        ),
        Indicator(
            "qpv_logements_sociaux",
            "Logements sociaux du quartier",
            "pour 100 ménages",
            "taux",
            "Logements sociaux (comptés) pour 100 ménages (estimés par l’Insee) : il peut y avoir "
            f"plus de logements que de ménages. {ENTIER}",
            absence=NON_CONNU,
        ),
        Indicator(
            "qpv_taux_emploi_pct",
            "Taux d’emploi du quartier",
            "%",
            "taux",
            f"Part des habitants en âge de travailler qui ont un emploi (Insee). {ENTIER}",
            decimales=1,
            absence=NON_CONNU,
        ),
        Indicator(
            "qpv_caf_pct",
            "Habitants du quartier couverts par la CAF",
            "%",
            "taux",
            f"Personnes couvertes par la CAF divisées par les habitants. {ENTIER}",
            absence=NON_CONNU,
        ),
        Indicator(
            "qpv_rsa_pct",
            "Allocataires du quartier au RSA socle",
            "%",
            "taux",
            "Allocataires du RSA socle divisés par les allocataires de la CAF : ce n’est pas une "
            f"part des habitants. {ENTIER}",
            absence=NON_CONNU,
        ),
        Indicator(
            "qpv_menages_1_personne_pct",
            "Ménages d’une personne dans le quartier",
            "%",
            "taux",
            f"Part des ménages d’une seule personne (Insee). {ENTIER}",
            decimales=1,
            absence=NON_CONNU,
        ),
    )
}
"""The rates of each QPV, which colour its perimeter; a commune has none of them."""
