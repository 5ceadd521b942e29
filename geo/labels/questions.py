"""The words of the questions that the data leave open."""

from __future__ import annotations

TITRE = "Questions à poser"
MESSAGE = "Ce que les données ne disent pas : {questions}."
MESSAGE_TOUTES = "Ce que les données ne disent pas : {questions}, dont {montrees} ici."
NOTES = "Chaque question vient d’une ligne des tables : rien n’est écrit à la main."
QUESTION = ("question", "questions")
COLONNES = ("Question", "Pourquoi", "Source")
AUCUNE = "Les données de cette diapositive ne laissent aucune question ouverte."

ETAT = "Dans quel état est aujourd’hui « {nom} » ({commune}) ?"
EXISTENCE = "Peut-on confirmer que « {nom} » ({commune}) existe ?"
RIEN_ECRIT = "Aucune source ne dit son état."
CONTRADICTION = "{sujet} : quel chiffre est le bon ?"
OBJECTIF = "Où en est-on : {libelle} ?"
CIBLE = "Visé : {cible}, pour {echeance}."
SANS_CIBLE = "Prévu pour {echeance}."
