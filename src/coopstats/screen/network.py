"""The network: one party that the reader chooses, those it is tied to, and whom these could introduce it to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pandas as pd
import streamlit as st

from coopstats.charts import BEYOND_SHOWN, NEAR_SHOWN, RING, network, on_one_scale
from coopstats.once import once
from coopstats.screen.drawing import places, plot
from coopstats.screen.tables import escaped
from coopstats.screen.take import take_pictures
from coopstats.screen.view import View
from coopstats.sentence import sentence
from coopstats.store import Store


@once
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
            st.header(escaped(title), anchor=False)
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
    """What the page draws with when a party stands in the centre of the selection, and of the one to compare with."""
    with ExitStack() as open_ones:
        its_own = [
            open_ones.enter_context(view.reader.store.choose(choice.selection, party=party, habit="centred"))
            for choice in view.choices
        ]
        yield View(view.reader, *its_own)


def graph(view: View) -> bool:
    """Draw the ring of the party in the centre, one a selection. False when there is nothing to draw."""
    say, words, party = view.say, view.words, view.choice.party or ""
    name = words.isolate(words.label("parties", party))
    answers = [(choice.ask("party_ties"), choice.ask("network_second")) for choice in view.choices]
    counted = [{"1": known(ties), "2": known(second)} for ties, second in answers]
    if not any(both["1"] for both in counted):
        st.info(say("%(name)s n'a aucun accord dans cette sélection.", name=escaped(name)))
        return False
    titles = [view.say_n("%(name)s : %(n)s lien", "%(name)s : %(n)s liens", both["1"], name=name) for both in counted]
    if len(answers) == 1:
        st.header(escaped(titles[0]), anchor=False)
    degree = ask_degree(view, counted[0])
    most = max(int(ties["agreements"].max()) for ties, _ in answers if len(ties))
    drawn = {
        number: network(ties, second if degree == "2" else None, words, centre=party, names=words.labels("parties"), most=most)
        for number, (ties, second) in enumerate(answers)
        if len(ties)
    }
    on_one_scale(list(drawn.values()))
    for number, place in enumerate(places(len(answers))):
        with place:
            if len(answers) > 1:
                st.header(escaped(titles[number]), anchor=False)
                st.caption(escaped(sentence(view.choices[number].selection, words)))
            if number in drawn:
                plot(drawn[number], titles[number], f"graph_{number}_{party}_{degree}_{words.language}", centre)
    shown = {"1": RING} if degree == "1" else {"1": NEAR_SHOWN, "2": BEYOND_SHOWN}
    rest = sum(max(0, counted[0][code] - n) for code, n in shown.items())
    note = say(
        "Taille : nombre d'accords. Pointillé : l'une des deux n'en est que bénéficiaire ou contributrice. Un clic sur un point le met au centre."
    )
    if rest:
        note += " " + view.say_n("%(n)s autre est dans les tableaux.", "%(n)s autres sont dans les tableaux.", rest)
    st.caption(note)
    with st.popover(say("Emporter"), on_change="rerun", type="tertiary", key="take_ring") as box:
        if box.open:
            take_pictures(view, "party_ties", {number: (titles[number], figure) for number, figure in drawn.items()}, note)
    return True


def known(answer: pd.DataFrame) -> int:
    """How many parties an answer counts, those it does not list included."""
    return int(answer["total"].iloc[0]) if len(answer) else 0


def ask_degree(view: View, counted: dict[str, int]) -> str:
    """How far the reader looks: to the ties, or to those whom these could introduce; the address holds it."""
    state, names = st.session_state, {"1": view.say("Liens directs"), "2": view.say("Second degré")}
    state.degree = state.get("degree") if state.get("degree") in names else "1"
    return str(
        st.segmented_control(
            view.say("Jusqu'où"),
            list(names),
            format_func=lambda code: f"{names[code]} ({view.words.number(counted[code])})",
            key="degree",
            required=True,
            label_visibility="collapsed",
        )
    )


def centre(party: str) -> None:
    """Put the party of the node that was clicked in the centre."""
    st.session_state.party = party
