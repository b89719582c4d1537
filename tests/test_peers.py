"""A territory beside its peers, on its page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES

from .charted import charts
from .test_pages import asked, texts, visit

PAGE = "pages/planning/peers.py"


def test_the_nearest_five_are_of_the_same_level(store: Store) -> None:
    """No authority is its own peer, none has more than five, the alike in urban share come first, and nobody left out is nearer."""
    with store.choose(Selection(scope=())) as everything:
        found = everything.ask("peers")
    assert not (found["authority"] == found["peer"]).any()
    assert found.groupby("authority").size().max() == 5
    known = "select party, level, population_2024, urban_share from party_named join place using (place) where is_authority"
    places = {party: tuple(row) for party, *row in store.cursor().execute(known).fetchall()}
    filled_up = 0
    for authority, group in found.groupby("authority"):
        level, population, urban = places.pop(str(authority))
        far = [abs(places[peer][2] - urban) > 0.2 for peer in group["peer"]]
        assert {places[peer][0] for peer in group["peer"]} == {level}
        assert far == sorted(far)
        others = [(abs(share - urban) > 0.2, abs(n - population)) for of, n, share in places.values() if of == level]
        assert list(zip(far, group["population_gap"], strict=True)) == sorted(others)[:5]
        filled_up += any(far)
        places[str(authority)] = (level, population, urban)
    assert 0 < filled_up < found["authority"].nunique()


def test_urban_inhabitants_add_up_to_the_census(data_folder: Path) -> None:
    """Those of the communes are those of their provinces and regions, and of the country: 62.8 of a hundred in 2024."""
    places = pd.read_csv(data_folder / "places.csv", dtype={"place": str, "region": str, "province": str})
    assert places["urban_2024"].notna().all()
    assert (places["urban_2024"] <= places["population_2024"]).all()
    communes, urban = places[places["level"] == "commune"], places.set_index("place")["urban_2024"]
    assert (communes.groupby("province")["urban_2024"].sum() - urban[communes["province"].unique()] == 0).all()
    assert (communes.groupby("region")["urban_2024"].sum() - urban[communes["region"].unique()] == 0).all()
    assert round(communes["urban_2024"].sum() / communes["population_2024"].sum(), 3) == 0.628


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panels_share_one_scale_and_name_the_peers(language: str, store: Store) -> None:
    """Six panels, the territory's own first; every axis of a kind has the same range."""
    app = visit(PAGE, lang=language, territory="rabat")
    assert not app.exception
    (chart,) = charts(app)
    layout = chart["spec"]["layout"]
    for axis in ("xaxis", "yaxis"):
        ranges = [tuple(of["range"]) for name, of in layout.items() if name.startswith(axis)]
        assert len(ranges) == 6
        assert len(set(ranges)) == 1
    with store.choose(Selection(authority=("rabat",))) as own:
        peers = own.ask("peers")
    named = [store.labels(language)["authorities", peer] for peer in peers[peers["authority"] == "rabat"]["peer"]]
    assert all(name in chart["alt"] for name in named)
    assert all(name in "".join(app.table[0].value.iloc[:, 0]) for name in named)


def test_the_measure_changes_the_columns_and_stands_in_the_address() -> None:
    app = visit(PAGE, lang="fr", territory="rabat")
    before = charts(app)[0]["spec"]
    app.segmented_control(key="measure").set_value("per_100000").run()
    assert not app.exception
    assert charts(app)[0]["spec"] != before
    assert (asked(app, "measure"), asked(app, "territory")) == (["per_100000"], ["rabat"])


def test_an_unknown_territory_gives_way_to_the_one_of_most_agreements(store: Store) -> None:
    app = visit(PAGE, lang="fr", territory="nowhere", level="commune")
    with store.choose(Selection(level=("commune",))) as communes:
        found = communes.ask("agreements_by_authority")
    assert app.selectbox(key="territory").value == found["authority"].iloc[0]
    assert "nowhere" not in texts(app)
