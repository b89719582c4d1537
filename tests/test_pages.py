"""Every page through app.py, as a reader meets it, without a browser."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from plotly.graph_objects import Figure as Judged
from streamlit.testing.v1 import AppTest

from coopstats.screen.filters import SELDOM
from coopstats.screen.tables import escaped
from coopstats.selection import CODED, Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES

from .charted import charts

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py"))
CHARTED = [
    page
    for page in PAGES
    if not page.startswith(
        (
            "pages/funding/event.py",
            "pages/funding/programme.py",
            "pages/planning/finder.py",
            "pages/register/accessibility.py",
            "pages/register/agreement",
            "pages/register/contribute.py",
            "pages/register/party",
        )
    )
]
# Pages on programmes tell under a chart which programmes are meant, the others which agreements.
ON_PROGRAMMES = ("pages/funding/programmes.py", "pages/funding/eligibility.py", "pages/funding/calls.py")
ON_BOTH = (
    "pages/planning/sdgs.py",
    "pages/funding/overlap.py",
    "pages/funding/watch.py",
)
AGREEMENT, PARTY = "casablanca-settat--ile-de-france--2016", "afd"


def visit(file: str, **link: str | list[str]) -> AppTest:
    """A page opened by a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / file))
    return app.run()


def texts(app: AppTest) -> str:
    """All that stands on the page as text, Markdown's escapes taken out."""
    kinds = (app.title, app.header, app.caption, app.markdown, app.info)
    return "\n".join(str(element.value).replace("\\", "") for kind in kinds for element in kind)


def asked(app: AppTest, name: str) -> list[str]:
    """The values of one parameter of the address."""
    value = app.query_params.get(name, [])
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(page: str, language: str) -> None:
    app = visit(page, lang=language, agreement=AGREEMENT, party=PARTY)
    assert not app.exception
    assert app.title
    assert app.segmented_control(key="language").value == language


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_something_else_in_each_language(page: str) -> None:
    assert len({visit(page, lang=language, agreement=AGREEMENT, party=PARTY).title[0].value for language in LANGUAGES}) == len(
        LANGUAGES
    )


@pytest.mark.parametrize("page", CHARTED)
def test_every_chart_has_its_sentence(page: str) -> None:
    """A chart that is not seen is heard: its alternative text names figures."""
    drawn = charts(visit(page, lang="fr", party=PARTY))
    assert drawn
    for chart in drawn:
        assert any(sign.isdigit() for sign in chart["alt"]), chart["alt"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", CHARTED)
def test_plotly_would_take_every_chart(page: str, language: str) -> None:
    """On a click nobody asks Plotly whether it knows every property and value: here it judges, and a wrong one raises.

    What the browser has of Plotly draws bars, scattered marks and pies alone (DECISIONS.md, 56).
    """
    for chart in charts(visit(page, lang=language, party=PARTY)):
        assert {trace.type for trace in Judged(**chart["spec"]).data} <= {"bar", "scatter", "pie"}


def test_plotly_would_refuse_a_wrong_property() -> None:
    with pytest.raises(ValueError, match="colour"):
        Judged(data=[{"type": "bar", "marker": {"colour": "red"}}])


@pytest.mark.parametrize("page", CHARTED)
def test_every_chart_says_the_selection_beneath(page: str) -> None:
    app = visit(page, lang="fr", sector="transport", party=PARTY)
    said = [text for text in texts(app).split("\n") if "dans le secteur transport" in text]
    assert len(said) >= len(charts(app))
    counted = r"programmes sur|datés? sur" if page in ON_BOTH else r"programmes sur" if page in ON_PROGRAMMES else r"datés? sur"
    assert all(re.search(counted, text) for text in said)


@pytest.mark.parametrize("page", CHARTED)
def test_a_filter_reaches_every_chart(page: str) -> None:
    """What is drawn for one sector differs from what is drawn for all."""
    everything, one = visit(page, lang="fr", party=PARTY), visit(page, lang="fr", sector="transport", party=PARTY)
    drawn = [[chart["spec"] for chart in charts(app)] for app in (everything, one)]
    assert len(drawn[0]) == len(drawn[1])
    assert all(a != b for a, b in zip(*drawn, strict=True))


def test_a_filter_click_changes_the_figures_and_the_address() -> None:
    app = visit("pages/council/overview.py", lang="fr")
    before = app.metric[0].value
    app.multiselect(key="filter_sector").select("energy").run()
    assert app.metric[0].value != before
    assert asked(app, "sector") == ["energy"]
    assert asked(app, "lang") == ["fr"]


def test_switching_the_language_keeps_page_and_filters() -> None:
    app = visit("pages/planning/sectors.py", lang="fr", region="06")
    app.segmented_control(key="language").set_value("ar").run()
    assert not app.exception
    assert asked(app, "lang") == ["ar"]
    assert asked(app, "region") == ["06"]
    assert "القطاعات" in texts(app) or "قطاعات" in texts(app)
    assert app.title[0].value == visit("pages/planning/sectors.py", lang="ar").title[0].value


def test_an_unknown_value_is_named_and_dropped() -> None:
    app = visit("pages/council/overview.py", lang="fr", sector=["transport", "magie"])
    assert not app.exception
    assert any("magie" in warning.value for warning in app.warning)
    assert asked(app, "sector") == ["transport"]


def test_an_empty_answer_says_so_and_offers_the_way_out() -> None:
    app = visit("pages/planning/sectors.py", lang="fr", text="aucunaccordneditcela")
    assert not app.exception
    assert "aucunaccordneditcela" in app.info[0].value
    app.button(key="clear_empty").click().run()
    assert not app.exception
    assert charts(app)
    assert asked(app, "text") == []


def test_other_moroccan_parties_are_one_click_away() -> None:
    app = visit("pages/council/overview.py", lang="fr")
    before = int(app.metric[0].value)
    app.button(key="open_scope").click().run()
    assert int(app.metric[0].value) > before
    assert asked(app, "scope") == ["all"]
    app.button(key="close_scope").click().run()
    assert int(app.metric[0].value) == before


def test_each_part_of_the_selection_can_be_taken_out() -> None:
    app = visit("pages/council/overview.py", lang="en", sector=["energy", "transport"], from_year="2010", undated="without")
    for remaining in range(4, 0, -1):
        parts = [button for button in app.button if str(button.key).startswith("remove_")]
        assert len(parts) == remaining
        parts[0].click().run()
        assert not app.exception
    assert set(app.query_params) == {"lang"}


def test_the_sheet_names_parties_and_sources(store: Store) -> None:
    app = visit("pages/register/agreement.py", lang="fr", agreement=AGREEMENT)
    said = texts(app)
    assert "Casablanca" in said
    assert "Île-de-France" in said
    addresses = store.cursor().execute(
        "select address from source join agreement_source using (source) join agreement using (agreement) where fact_id = ?",
        [AGREEMENT],
    )
    assert all(address in said for (address,) in addresses.fetchall())


@pytest.mark.parametrize("agreement", ["", "no-such-agreement"])
def test_a_sheet_of_nothing_leads_to_the_register(agreement: str) -> None:
    app = visit("pages/register/agreement.py", lang="en", **({"agreement": agreement} if agreement else {}))
    assert not app.exception
    assert app.get("page_link")


def test_the_register_turns_its_pages() -> None:
    app = visit("pages/register/agreements.py", lang="fr", order="title", page="2")
    assert not app.exception
    assert app.selectbox(key="order").value == "title"
    assert app.number_input(key="page").value == 2
    assert asked(app, "page") == ["2"]
    second = app.table[0].value.iloc[0, 0]
    app.number_input(key="page").set_value(1).run()
    assert app.table[0].value.iloc[0, 0] != second


def test_markdown_in_the_data_stays_text() -> None:
    """What a title or a link says is shown, never obeyed."""
    app = visit("pages/council/overview.py", lang="fr", text="![x](https://example.org/x.png)")
    shown = [element.value for element in (*app.info, *app.caption) if "x.png" in element.value]
    assert shown
    assert all("![x]" not in text for text in shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("6. Eau", "6\\. Eau"), ("- Eau", "\\- Eau"), ("2) Eau", "2\\) Eau"), ("C4C - Eau. 2", "C4C - Eau. 2"), ("-2", "-2")],
)
def test_no_list_comes_out_of_the_data(text: str, shown: str) -> None:
    """A number with a point, or a dash, at the beginning of a text is no item of a list."""
    assert escaped(text) == shown


@pytest.mark.slow
@pytest.mark.parametrize("page", CHARTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_selections_stand_beside_each_other(page: str, language: str) -> None:
    """Every chart is drawn twice on one scale, each under its own sentence; the address keeps both."""
    one = visit(page, lang=language, region="06", party="dgct")
    app = visit(page, lang=language, region="06", vs="region=04&sector=-transport", party="dgct")
    assert not app.exception
    drawn = charts(app)
    assert len(drawn) == 2 * len(charts(one))
    for here, there in zip(drawn[::2], drawn[1::2], strict=True):
        ranges = [
            {name: axis["range"] for name, axis in chart["spec"]["layout"].items() if name[1:5] == "axis" and "range" in axis}
            for chart in (here, there)
        ]
        assert ranges[0] == ranges[1]
    assert asked(app, "vs") == [Selection(sector=("-transport",), region=("04",)).query()]


def test_a_comparison_begins_changes_places_and_ends() -> None:
    """What is kept beside stays while the filters change; the two change places on request."""
    app = visit("pages/planning/sectors.py", lang="fr", region="06")
    app.button(key="compare").click().run()
    app.multiselect(key="filter_region").set_value(["04"]).run()
    assert (asked(app, "region"), asked(app, "vs")) == (["04"], ["region=06"])
    app.button(key="swap").click().run()
    assert (asked(app, "region"), asked(app, "vs")) == (["06"], ["region=04"])
    app.button(key="compare_no_more").click().run()
    assert "vs" not in dict(app.query_params)
    assert not app.exception


def test_a_part_of_the_sentence_turns_round_and_goes() -> None:
    """A click on its words leaves out what was asked for, and back; its cross takes it away."""
    app = visit("pages/planning/sectors.py", lang="fr", sector="transport")
    app.button(key="turn_0").click().run()
    assert asked(app, "sector") == ["-transport"]
    app.button(key="turn_0").click().run()
    assert asked(app, "sector") == ["transport"]
    app.button(key="remove_0").click().run()
    assert "sector" not in dict(app.query_params)


def test_a_filter_that_is_seldom_used_holds_while_it_is_not_drawn() -> None:
    """Opened and closed again, set by a link or by hand, it narrows the figures, stands in the address and is counted beside its control."""
    app = visit("pages/council/overview.py", lang="fr", status="signed")
    assert not [each for each in app.multiselect if each.key == "filter_status"]
    assert asked(app, "status") == ["signed"]
    signed = app.metric[0].value
    app.session_state.more_filters = True
    app.run()
    assert app.multiselect(key="filter_status").value == ["signed"]
    drawn = {each.key for each in [*app.expander[0].multiselect, *app.expander[0].selectbox]}
    assert drawn == {f"filter_{name}" for name in SELDOM}
    app.multiselect(key="filter_status").set_value(["announced"]).run()
    announced = app.metric[0].value
    assert announced != signed
    app.session_state.more_filters = False
    app.run()
    app.multiselect(key="filter_sector").set_value(["transport"]).run()
    assert asked(app, "status") == ["announced"]
    assert asked(app, "sector") == ["transport"]
    app.multiselect(key="filter_sector").set_value([]).run()
    assert app.metric[0].value == announced
    assert [each.label for each in app.expander if "filtres" in each.label] == ["Plus de filtres (1 actif)"]


def test_counts_in_the_filters_follow_the_other_filters(store: Store) -> None:
    """Each value stands with the number of agreements that choosing it would show; a filter does not narrow its own values."""
    app = visit("pages/planning/sectors.py", lang="en", region="06", sector="transport")
    app.session_state.more_filters = True
    app.run()
    for name in ("partner_type", "sector", "region", "country", "status", "mandate"):
        for option in app.multiselect(key=f"filter_{name}").proto.options:
            text, _, n = option.rpartition(" (")
            code = next(c for c in store.codes()[CODED[name]] if store.labels("en")[CODED[name], c] == text)
            asked_for = replace(Selection(region=("06",), sector=("transport",)), **{name: (code,)})
            with store.choose(asked_for) as choice:
                assert int(n.removesuffix(")").replace(",", "")) == choice.ask("figures")["agreements"].iloc[0], option


def test_a_dataset_without_outlines_shows_its_territories_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map stands back and says why; its figures stay."""
    monkeypatch.setattr(Store, "outlines", lambda _: {})
    app = visit("pages/planning/map.py", lang="fr")
    assert not app.exception
    assert "n'a pas de contours" in texts(app)
    assert len(charts(app)) == 1
    assert "Souss-Massa" in app.table[0].value.iloc[:, 0].str.cat()


@pytest.mark.parametrize("by", ["region", "province"])
@pytest.mark.parametrize("measure", ["agreements", "per_100000", "amount_mad", "amount_eur", "amount_usd"])
def test_the_map_shows_each_measure_even_where_nothing_is_known(measure: str, by: str) -> None:
    """For all, and for the agreements of a province none of which commits a known amount; map, matrix and address are there."""
    for link in ({}, {"region": "06", "province": "06.461"}):
        app = visit("pages/planning/map.py", lang="fr", measure=measure, by=by, **link)
        assert not app.exception
        assert len(charts(app)) == 2
        assert not app.table[0].value.empty
        assert [asked(app, "measure"), asked(app, "by"), asked(app, "lang")] == [[measure], [by], ["fr"]]


def test_more_agreements_than_a_server_makes_files_of_are_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is said, with the way out; fewer are offered."""
    monkeypatch.setattr("coopstats.screen.take.MOST_TAKEN", 100)
    assert "ligne de commande" in texts(visit("pages/register/agreements.py", lang="fr"))
    assert "ligne de commande" not in texts(visit("pages/register/agreements.py", lang="fr", sector="migration"))
