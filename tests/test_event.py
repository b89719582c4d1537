"""The pack for a meeting: whom it concerns, and what stands in it."""

from __future__ import annotations

import re

from coopstats.selection import Selection
from coopstats.store import Store

from . import independent
from .test_pages import asked, texts, visit

PAGE = "pages/funding/event.py"
ASSISES = "assises-france-maroc-2026"
TYPES = ("sister_region", "city_twinning", "decentralised_cooperation")


def figure(store: Store, selection: Selection) -> str:
    with store.choose(selection) as choice:
        return str(choice.ask("figures").iloc[0]["agreements"])


def test_a_meeting_shows_the_agreements_that_it_concerns(store: Store) -> None:
    """Those with a partner of its countries and types; its page, its days and the place that nobody gives are told."""
    app = visit(PAGE, lang="fr", event=ASSISES)
    assert not app.exception
    assert app.metric[0].value == figure(store, Selection(country=("FR",), partner_type=TYPES))
    with store.choose(Selection()) as choice:
        told = choice.ask("events").set_index("event")
    assert app.metric[0].value == str(told.loc[ASSISES, "agreements"])
    said = texts(app)
    assert "du 1 décembre 2026 au 2 décembre 2026" in said
    assert "lieu non trouvé" in said
    assert told.loc[ASSISES, "address"] in said.replace("%20", " ")


def test_the_reader_s_own_filters_speak_before_those_of_a_meeting(store: Store) -> None:
    """Another country is the reader's word; a region narrows what the meeting concerns."""
    app = visit(PAGE, lang="fr", event=ASSISES, country="BE")
    assert app.metric[0].value == figure(store, Selection(country=("BE",), partner_type=TYPES))
    app = visit(PAGE, lang="fr", event=ASSISES, region="06")
    assert app.metric[0].value == figure(store, Selection(country=("FR",), partner_type=TYPES, region=("06",)))


def test_without_a_meeting_the_filters_alone_count(store: Store) -> None:
    """The choice stands in the address; an unknown meeting is the next one, or none when none is to come."""
    app = visit(PAGE, lang="fr", event=ASSISES, partner="afd")
    app.selectbox(key="event").set_value("own").run()
    assert not app.exception
    assert asked(app, "event") == ["own"]
    assert app.metric[0].value == figure(store, Selection(partner=("afd",)))
    with store.choose(Selection()) as choice:
        events = choice.ask("events")
    coming = [*events[events["to_come"].astype(bool)]["event"], "own"]
    assert visit(PAGE, lang="fr", event="no-such-meeting").selectbox(key="event").value == coming[0]


def test_sleeping_and_living_relations_are_all_relations_once(store: Store) -> None:
    """Silent for more than five years or without any trace, or else living: no pair is missing or told twice."""
    app = visit(PAGE, lang="fr", event=ASSISES)
    counts = {heading.value.partition(" (")[0]: heading.value for heading in app.header if "Relations" in heading.value}
    asleep, living = (int(re.search(r"\((\d+)\)", counts[name])[1]) for name in sorted(counts))  # type: ignore[index]
    with store.choose(Selection(country=("FR",), partner_type=TYPES)) as choice:
        relations = choice.ask("relations")
    assert asleep + living == len(relations)
    years = independent.today().year - relations["seen"].dropna().str[:4].astype(int)
    assert living == int((years <= 5).sum())


def test_a_selection_without_relations_says_so() -> None:
    app = visit(PAGE, lang="en", event="own", sector="francophonie", authority="rabat", partner_type="european_bank")
    assert not app.exception
    assert app.info or "Nothing known for this selection" in texts(app)
