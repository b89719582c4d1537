"""Where funders meet and where none is: matrices of agreements and of programmes, each kind by itself, and what the rows stand for."""

from __future__ import annotations

import streamlit as st

from coopstats.lens import Lens
from coopstats.screen.lens import sectors_of
from coopstats.screen.matrix import matrix
from coopstats.screen.tables import escaped
from coopstats.screen.view import View


def reading(view: View, lens: Lens) -> None:
    """Which of our sectors each category of the list is read by; a list names categories, the dataset holds sectors."""
    words = view.words
    if lens.priority_set:
        pairs = [
            words.pair(wording, words.list(words.label("sectors", code) for code in codes.split("|")))
            for wording, codes in view.ask("priorities")[[f"wording_{words.language}", "sectors"]].itertuples(index=False)
        ]
        st.caption(
            view.say("Lecture du jeu de données : chaque catégorie est comptée par les secteurs que voici.")
            + " "
            + escaped(" · ".join(pairs))
        )


def programme_matrices(view: View) -> None:
    """Programmes by type of funder and by the region that they name; none of their figures holds an agreement."""
    say, words = view.say, view.words
    sectors = sectors_of(view)
    matrix(
        view,
        say("Programmes par type de financeur"),
        "programme_sectors_by_funder_type",
        "partner_type",
        sectors,
        note=say(
            "Un point : aucun programme connu. Rien ne dit quels financeurs ont été cherchés sans qu'un programme soit trouvé."
        ),
    )
    placed = view.ask("programmes_placed").iloc[0]
    matrix(
        view,
        say("Programmes qui nomment une région"),
        "programme_sectors_by_region",
        "region",
        sectors,
        note=view.say_n(
            "%(n)s programme ne nomme aucun territoire du Maroc et n'est dans aucune ligne ; %(placed)s en nomment un.",
            "%(n)s programmes ne nomment aucun territoire du Maroc et ne sont dans aucune ligne ; %(placed)s en nomment un.",
            int(placed["unplaced"]),
            placed=words.number(int(placed["placed"])),
        ),
    )
