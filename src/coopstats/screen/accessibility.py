"""The statement of accessibility: what is aimed at, what is met and what is not and why, how it was tried, where obstacles are told."""

from __future__ import annotations

import streamlit as st

from coopstats.screen.tables import escaped, link_target
from coopstats.screen.view import View
from coopstats.settings import the_settings


def statement(view: View) -> None:
    """The whole statement; tests/test_every_reader.py holds it to what the tests know."""
    say = view.say
    st.title(say("Qui peut se servir de ces pages ?"), anchor=False)
    st.markdown(
        say(
            "Tous les lecteurs devraient pouvoir s'en servir : à l'écran ou à l'oreille, au clavier ou au pointeur, sur un téléphone ou "
            "sur du papier. Ces pages visent le niveau AA des règles WCAG 2.2 et n'en remplissent encore qu'une partie. "
            "Déclaration établie en novembre 2026 par ceux qui les font ; aucun tiers ne les a auditées."
        )
    )
    part(say("Ce qui est rempli"), met(view))
    part(say("Ce qui ne l'est pas, et pourquoi"), not_met(view))
    part(say("Comment c'est vérifié"), tried(view))
    st.header(say("Signaler un obstacle"), anchor=False)
    report(view)


def part(title: str, lines: list[str]) -> None:
    """A part of the statement as a list."""
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def met(view: View) -> list[str]:
    """What the tests hold."""
    say = view.say
    return [
        say("Chaque graphique dit sa réponse en une phrase, et « Données » ouvre la même réponse en tableau."),
        say("Tout s'atteint au clavier, dans l'ordre de lecture, et l'on voit toujours où l'on est ; un lien passe les filtres."),
        say("Ce que la carte et le réseau font au clic, un lien du tableau ou un champ le fait aussi."),
        say("Lettres d'au moins 4,5 pour 1 et marques d'au moins 3 pour 1 sur leur fond, en clair et en sombre."),
        say("Trois langues, chacune dans son sens de lecture, dites au navigateur et aux lecteurs d'écran."),
        say("Rien ne défile de côté sur un écran de 390 pixels, sauf les tableaux de chiffres, que les flèches déplacent."),
        say("Rien ne bouge pour qui demande moins de mouvement."),
        say("Sur le papier, chaque page de texte s'imprime sans menus ni filtres, les adresses des liens écrites."),
        say("Les notes PDF portent titres, langue et descriptions des graphiques (PDF/UA-1)."),
    ]


def not_met(view: View) -> list[str]:
    """What is not met or not known, each with its reason."""
    say = view.say
    return [
        say(
            "Une liste de choix ouverte se tient hors des parties de la page (règle « region » d'axe-core) : Streamlit la dessine ainsi ; "
            "son champ l'annonce."
        ),
        say(
            "Le calendrier d'un champ de date suit la langue du navigateur, non celle de la page : Streamlit ne permet pas d'en changer."
        ),
        say(
            "Sur un téléphone, les sections du menu se replient au toucher seulement ; elles sont ouvertes à l'arrivée et tous leurs liens "
            "s'atteignent."
        ),
        say("Les filtres précèdent la page dans l'ordre du clavier ; le premier lien les passe."),
        say(
            "Un graphique imprimé rapetisse avec sa page, lettres comprises ; la note PDF et l'image à emporter sont faites pour le papier."
        ),
        say("Les pages publiques citées sont celles d'autres éditeurs ; leur accessibilité n'a pas été jugée."),
        say(
            "Aucun essai avec des personnes handicapées ni avec un lecteur d'écran réel ; Firefox et Safari n'ont pas été essayés."
        ),
    ]


def tried(view: View) -> list[str]:
    """How it is checked on each change."""
    say = view.say
    return [
        say(
            "Des essais automatiques font juger par axe-core 4.12, dans Chromium, toutes les pages en trois langues, larges et étroites, en clair et en "
            "sombre ; rien n'est toléré hors de la liste ci-dessus."
        ),
        say("Des essais au clavier seul ouvrent le menu, choisissent un filtre, ouvrent un tableau et l'emportent."),
        say("Les contrastes des graphiques sont calculés à partir de leurs couleurs."),
    ]


def report(view: View) -> None:
    """Where an obstacle is told: where the house says, or to the house."""
    say, place = view.say, the_settings().report
    st.markdown(
        say("Dites la page, ce que vous vouliez faire et ce qui l'a empêché : le lien de la page suffit souvent.")
        + " "
        + (
            f"[{escaped(view.words.isolate(place.removeprefix('mailto:')))}]({link_target(place)})"
            if place
            else say(
                "Adressez-vous à l'administration qui vous ouvre ce tableau de bord ; le code en est libre (licence MIT), elle peut le corriger."
            )
        )
    )
