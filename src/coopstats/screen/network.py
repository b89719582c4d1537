"""The network: one party that the reader chooses, those it is tied to, and whom these could introduce it to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import streamlit as st

from coopstats.charts import BEYOND_SHOWN, NEAR_SHOWN, RING, network
from coopstats.screen.tables import escaped
from coopstats.screen.view import PLOTLY, View
from coopstats.store import Store


@cache
def by_name(store: Store, language: str) -> list[str]:
    """The codes of all parties in the order of their names."""
    labels = store.labels(language)
    return sorted(store.codes()["parties"], key=lambda code: labels["parties", code].casefold())


def ask_party(view: View) -> str | None:
    """The party that the reader searches for and chooses; the address holds it."""
    codes, state = by_name(view.reader.store, view.words.language), st.session_state
    state.party = state.get("party") if state.get("party") in codes else None
    chosen: str | None = st.selectbox(
        view.say("Au centre"),
        codes,
        index=None,
        format_func=lambda code: view.words.label("parties", code),
        key="party",
        placeholder=view.say("Chercher une collectivité, un partenaire, un réseau…"),
    )
    return chosen


def invite(view: View) -> None:
    """Nobody is chosen: who is tied to most others, in three short lists."""
    found = view.ask("network_parties")
    st.markdown(view.say("Choisissez une partie pour voir à qui elle est liée, et qui ses partenaires pourraient lui présenter."))
    networks = found["kind"] == "network"
    for column, title, rows in zip(
        st.columns(3, gap="medium"),
        (view.say("Collectivités"), view.say("Réseaux"), view.say("Partenaires et autres parties")),
        (found[found["territorial"]], found[networks & ~found["territorial"]], found[~found["territorial"] & ~networks]),
        strict=True,
    ):
        with column, st.container(gap="xsmall"):
            st.subheader(title, anchor=False)
            for _, row in rows.iterrows():
                name = view.words.isolate(view.words.label("parties", row["party"]))
                st.button(
                    escaped(view.say_n("%(name)s : %(n)s lien", "%(name)s : %(n)s liens", int(row["ties"]), name=name)),
                    on_click=centre,
                    args=(row["party"],),
                    type="tertiary",
                    key=f"most_{row['party']}",
                )
    view.beneath(
        "network_parties", view.say("Un lien est un accord où deux parties se font face, en quelque qualité que ce soit.")
    )


@contextmanager
def centred(view: View, party: str) -> Iterator[View]:
    """What the page draws with when a party stands in the centre of the selection."""
    with view.reader.store.choose(view.selection, party=party) as its_own:
        yield View(view.reader, its_own)


def graph(view: View) -> bool:
    """Draw the ring of the party in the centre; a click on a node moves that one there. False when there is nothing to draw."""
    say, words, party = view.say, view.words, view.choice.party or ""
    ties = view.ask("party_ties")
    name = words.isolate(words.label("parties", party))
    if ties.empty:
        st.info(say("%(name)s n'a aucun accord dans cette sélection.", name=escaped(name)))
        return False
    beyond = view.ask("network_second")
    counted = {"1": int(ties["total"].iloc[0]), "2": int(beyond["total"].iloc[0]) if len(beyond) else 0}
    title = view.say_n("%(name)s : %(n)s lien", "%(name)s : %(n)s liens", counted["1"], name=name)
    st.subheader(escaped(title), anchor=False)
    state = st.session_state
    state.degree = state.get("degree") if state.get("degree") in counted else "1"
    names = {"1": say("Liens directs"), "2": say("Second degré")}
    degree = st.segmented_control(
        say("Jusqu'où"),
        list(counted),
        format_func=lambda code: f"{names[code]} ({words.number(counted[code])})",
        key="degree",
        required=True,
        label_visibility="collapsed",
    )
    figure = network(ties, beyond if degree == "2" else None, words, centre=party, names=words.labels("parties"))
    st.plotly_chart(
        figure.spec,
        config=PLOTLY,
        alt=f"{title}. {figure.alt}",
        key=f"graph_{party}_{degree}_{words.language}",
        on_select=lambda: move(f"graph_{party}_{degree}_{words.language}"),
        selection_mode="points",
    )
    folded = (counted["1"] - RING, 0) if degree == "1" else (counted["1"] - NEAR_SHOWN, counted["2"] - BEYOND_SHOWN)
    rest = sum(max(0, n) for n in folded)
    note = say(
        "Taille : nombre d'accords. Pointillé : l'une des deux n'en est que bénéficiaire ou contributrice. Un clic sur un point le met au centre."
    )
    if rest:
        note += " " + view.say_n("%(n)s autre est dans les tableaux.", "%(n)s autres sont dans les tableaux.", rest)
    st.caption(note)
    return True


def centre(party: str) -> None:
    """Put a party in the centre."""
    st.session_state.party = party


def move(key: str) -> None:
    """Put the party whose node was clicked in the centre."""
    for point in st.session_state[key]["selection"]["points"]:
        centre(str(point["customdata"][0] if isinstance(point["customdata"], list) else point["customdata"]))
