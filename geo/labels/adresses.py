"""The words of the addresses by which other tools read the tables."""

from __future__ import annotations

TITRE = "Atlas Artois : les tables, par adresse"
DESCRIPTION = (
    "Chaque table de l’atlas, entière ou pour un territoire ou des communes, en lecture seule. "
    "L’adresse ne change pas ; l’ETag et X-Atlas-Version disent si les données ont changé."
)
OFFICIELLES = "données officielles rapportées ici, s’il y en a"
VERSION = "version des données"
PARAMETRES = {
    "territoire": "ne garde qu’un territoire",
    "commune": "ne garde que ces communes : codes Insee ou noms, séparés par des virgules",
    "tableur": "« oui » : un CSV qu’un tableur français ouvre tel quel",
}
REPONSES = {
    200: "la table",
    304: "rien n’a changé depuis la copie que vous avez",
    404: "table, format ou commune inconnus ; le message dit ce qui est connu",
    429: "trop de demandes : Retry-After dit quand revenir",
    503: "un fichier de données est abîmé",
}
FORMAT_INCONNU = "Format inconnu : « {format} ». Formats connus : {connus}."
PARAMETRE_INCONNU = "Paramètre inconnu : {noms}. Paramètres connus : {connus}."
COMMUNE_INCONNUE = (
    "Commune inconnue : {noms}. Donnez des codes Insee ou des noms de communes de l’atlas."
)
SANS_PLACE = "La table « {table} » n’a pas de lieu à dessiner : pas de {format}."
SANS_COMMUNE = "La table « {table} » ne dit pas les communes : elle ne se filtre pas."
SOURCE_INCONNUE = "Source inconnue : « {source} ». Sources connues : {connues}."
TABLE_INCONNUE = "Table inconnue : « {table} ». Tables de cette source : {connues}."
PAS_RAPPORTEE = "Rien n’a été rapporté pour « {source} »."
TROP_DE_DEMANDES = "Trop de demandes : revenez dans {s} s."
ADRESSES_TITRE = "Par adresse, pour un autre outil"
ADRESSES_AIDE = (
    "QGIS, Excel ou un programme peuvent lire chaque table à une adresse qui ne change pas : "
    "/atlas/donnees/bornes.csv, /atlas/donnees/qpv.geojson?territoire=call, "
    "/atlas/donnees/piscines.gpkg?commune=62119. Formats : CSV, XLSX, GeoJSON, GeoPackage, Parquet."
)
DESCRIPTION_LIEN = "La description complète (OpenAPI) : /atlas/donnees/openapi.json"
