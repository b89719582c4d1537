"""A territory beside its peers, on its page."""

from __future__ import annotations

import json

import pytest

from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES

from .test_pages import asked, texts, visit

PAGE = "pages/planning/peers.py"


def test_the_nearest_five_are_of_the_same_level(store: Store) -> None:
    """No authority is its own peer, none has more than five, and nobody left out is nearer than the fifth."""
    with store.choose(Selection(scope=())) as everything:
        found = everything.ask("peers")
    assert not (found["authority"] == found["peer"]).any()
    assert found.groupby("authority").size().max() == 5
    rows = (
        store.cursor()
        .execute("select party, kind, population_2024 from party_named join place using (place) where is_authority")
        .fetchall()
    )
    places = {party: (kind, population) for party, kind, population in rows}
    for authority, group in found.groupby("authority"):
        kind, population = places[str(authority)]
        assert {places[peer][0] for peer in group["peer"]} == {kind}
        others = sorted(abs(n - population) for party, (of, n) in places.items() if of == kind and party != authority)
        assert list(group["population_gap"]) == others[:5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panels_share_one_scale_and_name_the_peers(language: str, store: Store) -> None:
    """Six panels, the territory's own first; every axis of a kind has the same range."""
    app = visit(PAGE, lang=language, territory="rabat")
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    layout = json.loads(chart.proto.spec)["layout"]
    for axis in ("xaxis", "yaxis"):
        ranges = [tuple(of["range"]) for name, of in layout.items() if name.startswith(axis)]
        assert len(ranges) == 6
        assert len(set(ranges)) == 1
    with store.choose(Selection(authority=("rabat",))) as own:
        peers = own.ask("peers")
    named = [store.labels(language)["authorities", peer] for peer in peers[peers["authority"] == "rabat"]["peer"]]
    assert all(name in chart.proto.alt for name in named)
    assert all(name in "".join(app.table[0].value.iloc[:, 0]) for name in named)


def test_the_measure_changes_the_columns_and_stands_in_the_address() -> None:
    app = visit(PAGE, lang="fr", territory="rabat")
    before = app.get("plotly_chart")[0].proto.spec
    app.segmented_control(key="measure").set_value("per_100000").run()
    assert not app.exception
    assert app.get("plotly_chart")[0].proto.spec != before
    assert (asked(app, "measure"), asked(app, "territory")) == (["per_100000"], ["rabat"])


def test_an_unknown_territory_gives_way_to_the_one_of_most_agreements(store: Store) -> None:
    app = visit(PAGE, lang="fr", territory="nowhere", level="commune")
    with store.choose(Selection(level=("commune",))) as communes:
        found = communes.ask("agreements_by_authority")
    assert app.selectbox(key="territory").value == found["authority"].iloc[0]
    assert "nowhere" not in texts(app)
