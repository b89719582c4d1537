"""A party of its own: its page, its names, its peers, and the links that lead there."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from coopstats.charts import BEYOND_SHOWN, NEAR_SHOWN, RING, network
from coopstats.questions import questions
from coopstats.screen.tables import some_names
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

from . import independent
from .charted import charts
from .test_pages import texts, visit
from .test_questions import cells

EVERYTHING = Selection(scope=())
PAGE = "pages/register/party.py"
# One of each kind that the page draws differently: region of today and of before, commune, prefecture, group, State, agency,
# bank, network, embassy, a party that is only beneficiary, and one whose agreements have no date.
SAMPLE = [
    "casablanca-settat",
    "tanger-tetouan",
    "rabat",
    "prefecture-agadir-ida-outanane",
    "arm",
    "etat-maroc",
    "afd",
    "bei",
    "convention-des-maires",
    "ambassade-france",
    "al-hoceima",
    "wallonie",
]
ABOUT_A_PARTY = [name for name in questions() if name.startswith(("party_", "network_"))]


def every_party(folder: Path) -> list[str]:
    """The parties of agreements; those that only fund a programme stand across from nobody."""
    with (folder / "agreement_parties.csv").open(encoding="utf-8", newline="") as lines:
        return sorted({row["party"] for row in csv.DictReader(lines)})


@pytest.mark.parametrize("party", SAMPLE)
def test_the_page_of_a_party_opens_under_its_name(party: str, store: Store) -> None:
    """Its name is the title, in every language, and nothing on the page fails."""
    for language in LANGUAGES:
        app = visit(PAGE, lang=language, party=party)
        assert not app.exception
        assert app.title[0].value.replace("\\", "") == store.labels(language)["parties", party]
        assert app.query_params["party"] in (party, [party])


@pytest.mark.parametrize("party", ["", "nobody", "![x](https://example.org/x.png)"])
def test_a_page_of_nobody_leads_to_the_register(party: str) -> None:
    """An unknown code is named and never obeyed."""
    app = visit(PAGE, lang="fr", **({"party": party} if party else {}))
    assert not app.exception
    assert app.get("page_link")
    assert bool(app.warning) == bool(party)
    assert all("![x]" not in warning.value for warning in app.warning)


@pytest.mark.slow
def test_every_party_is_answered_for_as_without_sql(store: Store, data_folder: Path) -> None:
    """What is asked of one party agrees with pandas for every party of the dataset, whose agreements alone are chosen."""
    whole = independent.choose(data_folder, scope=())
    differing = []
    for party in every_party(data_folder)[::7]:
        chosen = independent.about(whole, party)
        with store.choose(EVERYTHING, party=party) as choice:
            assert set(choice.ask("agreements")["fact_id"]) == set(chosen.agreements["fact_id"])
            differing += [
                (party, name) for name in ABOUT_A_PARTY if cells(choice.ask(name)) != cells(independent.ANSWERS[name](chosen))
            ]
    assert differing == []


@pytest.mark.slow
def test_every_party_has_a_page_to_fill(store: Store, data_folder: Path) -> None:
    """Each is known, each takes part in an agreement, and each stands across from somebody."""
    for party in every_party(data_folder):
        with store.choose(EVERYTHING, party=party) as choice:
            assert list(choice.ask("party_sheet")["party"]) == [party]
            assert choice.ask("figures")["agreements"].iloc[0] > 0
            assert not choice.ask("party_ties").empty, party


def test_a_party_narrows_what_is_chosen_and_leaves_the_rest_around(tiny_store: Store) -> None:
    """Filters and party hold together; without a party the centre is the one with most agreements."""
    with tiny_store.choose(EVERYTHING, party="ville-imaginaire") as its_own:
        assert len(its_own.ask("agreements")) == 2
        assert its_own.ask("party_peers")["agreements"].tolist() == [2, 2]
    with tiny_store.choose(Selection(scope=(), from_year=2020), party="ville-imaginaire") as narrowed:
        assert narrowed.ask("agreements")["fact_id"].tolist() == [
            "region-inventee-ville-imaginaire--fonds-invente--2020",
        ]
    with tiny_store.choose(EVERYTHING) as whole:
        assert whole.ask("party_sheet")["party"].tolist() == ["agence-lointaine"]
        assert len(whole.ask("agreements")) == 8
    with tiny_store.choose(EVERYTHING, party="nobody") as nothing:
        assert nothing.ask("agreements").empty
        assert nothing.ask("party_sheet").empty


def test_name_variants_of_a_party_stand_together(tiny_store: Store, store: Store, data_folder: Path) -> None:
    """Names read in the pages and spellings on record are one list, each once, with the agreements that use it."""
    with tiny_store.choose(EVERYTHING, party="agence-lointaine") as choice:
        assert cells(choice.ask("party_names")) == [("named_as", "agreements"), ("Agence du Lointain", 1)]
    with (data_folder / "parties.csv").open(encoding="utf-8", newline="") as lines:
        written = {row["party"]: row["also_written"].split("|") for row in csv.DictReader(lines) if row["also_written"]}
    assert written
    for party, spellings in written.items():
        with store.choose(EVERYTHING, party=party) as choice:
            names = choice.ask("party_names")["named_as"]
        assert set(spellings) <= set(names)
        assert names.is_unique
    said = texts(visit(PAGE, lang="fr", party="arm"))
    assert all(spelling in said for spelling in written["arm"])


def test_peers_are_the_nearest_by_population_of_one_level(tiny_store: Store) -> None:
    """Five at most, the authority itself first, and never another level."""
    with tiny_store.choose(EVERYTHING, party="ville-inventee") as choice:
        peers = choice.ask("party_peers")
    assert peers["authority"].tolist() == ["ville-inventee", "ville-imaginaire"]
    assert peers["population_gap"].tolist() == [0, abs(peers["population_2024"][0] - peers["population_2024"][1])]
    assert peers["agreements"].tolist() == [2, 2]


def test_the_page_of_a_party_is_the_same_whatever_the_filters() -> None:
    """It says so, and a filter changes none of its charts."""
    everything, narrowed = visit(PAGE, lang="fr", party="rabat"), visit(PAGE, lang="fr", party="rabat", sector="culture")
    assert [chart["spec"] for chart in charts(everything)] == [chart["spec"] for chart in charts(narrowed)]
    assert everything.metric[0].value == narrowed.metric[0].value
    assert "quels que soient les filtres" in texts(narrowed)


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("pages/register/agreement.py", {"agreement": "casablanca-settat--ile-de-france--2016"}),
        ("pages/council/relations.py", {}),
        ("pages/planning/territories.py", {}),
        (PAGE, {"party": "casablanca-settat"}),
    ],
)
def test_the_name_of_a_party_leads_to_its_page(page: str, link: dict[str, Any], store: Store) -> None:
    """In the lists of a sheet and in the tables of every page, in the language of the reader."""
    app = visit(page, lang="ar", **link)
    tables = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    targets = set(re.findall(r"\]\(party\?lang=ar&party=([^)]+)\)", "\n".join([*tables, texts(app)])))
    assert targets
    assert targets <= set(store.codes()["parties"])


def test_several_parties_in_one_cell_each_lead_to_their_page(store: Store) -> None:
    """The first ones by name, and how many more there are."""
    words = Words("fr", store.labels("fr"))
    cell = some_names("afd|bei|berd", "parties", words, 2)
    assert cell.endswith("· +1")
    assert [part.split("party=")[1].rstrip(")") for part in cell.split(" · ")[:2]] == ["afd", "bei"]


NETWORK = "pages/planning/network.py"


def test_the_network_of_nobody_invites_and_draws_no_graph() -> None:
    """Without a party there is no hairball: lists of the most connected, each a click away from the centre."""
    app = visit(NETWORK, lang="fr")
    assert not app.exception
    assert not charts(app)
    buttons = [button for button in app.button if str(button.key).startswith("most_")]
    assert len(buttons) > 20
    buttons[0].click().run()
    assert not app.exception
    assert len(charts(app)) == 1
    assert app.query_params["party"] in (party := str(buttons[0].key).removeprefix("most_"), [party])


def test_a_party_chosen_stays_in_the_centre_when_the_filters_change() -> None:
    """The filters narrow the agreements that make ties; a party without any left says so."""
    app = visit(NETWORK, lang="fr", party="afd", scope="all")
    everything = charts(app)[0]["alt"]
    app.multiselect(key="filter_sector").select("transport").run()
    assert app.selectbox(key="party").value == "afd"
    assert charts(app)[0]["alt"] != everything
    none = visit(NETWORK, lang="fr", party="afd", text="portalegre")
    assert not none.exception
    assert not charts(none)
    assert any("aucun accord" in info.value for info in none.info)


@pytest.mark.parametrize("degree", ["1", "2"])
@pytest.mark.parametrize("party", SAMPLE)
def test_a_graph_never_shows_more_than_sixty(party: str, degree: str, store: Store) -> None:
    """Each node once, at a place of its own, told by its name; what is folded is counted in words beneath."""
    words = Words("fr", store.labels("fr"))
    with store.choose(EVERYTHING, party=party) as choice:
        ties, second = choice.ask("party_ties"), choice.ask("network_second")
    figure = network(ties, second if degree == "2" else None, words, centre=party, names=words.labels("parties"))
    nodes = [trace for trace in figure.spec["data"] if "customdata" in trace]
    codes = [code for trace in nodes for code in trace["customdata"]]
    places = [place for trace in nodes for place in zip(trace["x"], trace["y"], strict=True)]
    assert len(codes) == len(set(codes)) == len(set(places))
    assert len(codes) < 60
    assert len(codes) == (min(len(ties), RING) if degree == "1" else min(len(ties), NEAR_SHOWN) + min(len(second), BEYOND_SHOWN))
    assert all(words.labels("parties")[code] in figure.alt for code in codes)


def test_a_graph_is_the_same_every_time_and_turned_round_in_arabic(store: Store) -> None:
    """No chance, no physics: the same answer gives the same picture; where reading begins on the right, so does the ring."""
    with store.choose(EVERYTHING, party="afd") as choice:
        ties = choice.ask("party_ties")

    def at(language: str) -> dict[str, float]:
        words = Words(language, store.labels(language))
        spec = network(ties, None, words, centre="afd", names=words.labels("parties")).spec
        traces = [trace for trace in spec["data"] if "customdata" in trace]
        return {code: x for trace in traces for code, x in zip(trace["customdata"], trace["x"], strict=True)}

    assert at("fr") == at("fr")
    assert all(at("fr")[code] * at("ar")[code] < 0 for code in at("fr"))
    assert at("fr")[ties["party"][0]] < 0


def test_introductions_are_those_of_no_agreement_of_ones_own(store: Store) -> None:
    """Nobody at the second degree is a tie, each is reached through one, and shared sectors are sectors of both."""
    with store.choose(EVERYTHING, party="casablanca-settat") as choice:
        ties, second = set(choice.ask("party_ties")["party"]), choice.ask("network_second")
        own = set(choice.ask("agreement_sectors")["sector"])
    assert not second.empty
    assert not ties & set(second["party"])
    assert all(set(through.split("|")) <= ties for through in second["through"])
    for party, sectors in zip(second["party"].head(10), second["sectors"].head(10), strict=True):
        with store.choose(EVERYTHING, party=party) as choice:
            assert set(sectors.split("|")) <= own & set(choice.ask("agreement_sectors")["sector"])


def test_a_party_that_only_funds_shows_its_programmes(data_folder: Path) -> None:
    """Each of them, by name, and no empty table or chart; a party of agreements shows both."""
    funders = independent.texts(data_folder, "programme_funders")
    parties = set(independent.texts(data_folder, "agreement_parties")["party"])
    only = sorted(set(funders["party"]) - parties)
    assert only
    for party in only:
        app = visit(PAGE, lang="en", party=party)
        assert not app.exception
        assert not charts(app)
        shown = app.table[0].value.iloc[:, 0].str.cat()
        assert len(app.table) == 1
        for programme in funders[funders["party"] == party]["programme"]:
            assert f"programme={programme})" in shown
    both = visit(PAGE, lang="en", party="afd")
    assert "Programmes that it funds" in texts(both)
    assert charts(both)
