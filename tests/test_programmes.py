"""Funding programmes: what a project may ask for, case by case, what it would be given, and what stands side by side."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from coopstats.charts import windows
from coopstats.comparison import ROWS, Cell, cells, differs
from coopstats.downloads import as_calendar, call_events
from coopstats.opening import open_store
from coopstats.questions import on_programmes, questions
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.wish import Wish, read_wish
from coopstats.words import LANGUAGES, Words

from . import independent, independent_programmes
from .charted import charts
from .test_pages import asked, texts, visit
from .test_questions import ANSWERS as QUESTIONS_ANSWERED
from .test_questions import cells as table_cells

EVERYTHING = Selection(scope=())
FACDI, EBRD = "dgct--facdi--2020", "berd--sba--undated"
CALL, FUND, FARAWAY, SILENT = "appel-invente--2020", "fonds-invente--2015", "programme-lointain--2018", "programme-muet--undated"
COMMUNE: dict[str, Any] = {"applicant": "commune", "partner_country": "FR", "day": "2026-11-22"}


def judged(store: Store, programme: str, **project: Any) -> tuple[str, list[str]]:
    """The verdict on a project and the reasons that decide it."""
    with store.choose(EVERYTHING, wish=Wish(programme=programme, **project)) as choice:
        row = choice.ask("eligibility").iloc[0]
    return row["verdict"], row["because"].split("|")


# (programme of the tiny dataset, what differs from a commune with a French partner on 22 November 2026, verdict, deciding reasons)
CASES = [
    (CALL, {}, "eligible", ["applicant_fits", "partner_fits", "day_open"]),
    (CALL, {"applicant": ""}, "cannot_tell", ["applicant_not_said"]),
    (CALL, {"applicant": "province"}, "not_eligible", ["applicant_other_kind"]),
    (CALL, {"applicant": "province", "partner_country": ""}, "not_eligible", ["applicant_other_kind", "partner_missing"]),
    (CALL, {"applicant": "province", "partner_country": "ES"}, "not_eligible", ["applicant_other_kind", "partner_elsewhere"]),
    (CALL, {"partner_country": ""}, "not_eligible", ["partner_missing"]),
    (CALL, {"partner_country": "ES"}, "not_eligible", ["partner_elsewhere"]),
    (CALL, {"field": "energy"}, "eligible", ["applicant_fits", "partner_fits", "field_named", "day_open"]),
    (CALL, {"field": "transport"}, "not_eligible", ["field_not_named"]),
    (CALL, {"cost": 2_000_000}, "eligible", ["applicant_fits", "partner_fits", "cost_fits", "day_open"]),
    (CALL, {"cost": 2_000_001}, "eligible", ["applicant_fits", "partner_fits", "cost_capped", "day_open"]),
    (CALL, {"day": "2020-05-25"}, "not_eligible", ["day_before"]),
    (CALL, {"day": "2020-05-20"}, "eligible", ["applicant_fits", "partner_fits", "day_open"]),
    (CALL, {"day": "2019-12-31"}, "not_eligible", ["day_before"]),
    (CALL, {"day": "2097-04-30"}, "eligible", ["applicant_fits", "partner_fits", "day_open"]),
    (CALL, {"day": "2097-05-01"}, "cannot_tell", ["day_closed"]),
    (CALL, {"day": "2099-01-01"}, "not_eligible", ["day_over"]),
    (FUND, {}, "eligible", ["applicant_fits", "partner_not_needed", "day_continuous"]),
    (FUND, {"applicant": "company"}, "cannot_tell", ["applicant_named"]),
    (FUND, {"applicant": "ngo"}, "not_eligible", ["applicant_other_kind"]),
    (FUND, {"cost": 62_499}, "not_eligible", ["cost_too_small"]),
    (FUND, {"cost": 62_500}, "eligible", ["applicant_fits", "partner_not_needed", "cost_fits", "day_continuous"]),
    (
        FUND,
        {"cost": 62_500, "currency": "EUR"},
        "eligible",
        ["applicant_fits", "partner_not_needed", "cost_fits", "day_continuous"],
    ),
    (
        FUND,
        {"cost": 62_501, "currency": "EUR"},
        "eligible",
        ["applicant_fits", "partner_not_needed", "cost_capped", "day_continuous"],
    ),
    (FARAWAY, {}, "not_eligible", ["morocco_excluded", "day_over"]),
    (FARAWAY, {"day": "2019-06-30"}, "not_eligible", ["morocco_excluded"]),
    (SILENT, {}, "cannot_tell", ["applicant_unknown", "day_unknown"]),
    (
        SILENT,
        {"partner_country": "", "field": "energy"},
        "cannot_tell",
        ["applicant_unknown", "partner_unknown", "field_unknown", "day_unknown"],
    ),
    (CALL, {"place": "06.371.01.01"}, "eligible", ["applicant_fits", "partner_fits", "place_named", "day_open"]),
    (CALL, {"place": "06.371"}, "eligible", ["applicant_fits", "partner_fits", "place_named", "day_open"]),
    (CALL, {"place": "06"}, "cannot_tell", ["place_partly"]),
    (CALL, {"place": "04.441.01.0"}, "not_eligible", ["place_elsewhere"]),
    (FUND, {"place": "06"}, "eligible", ["applicant_fits", "partner_not_needed", "place_whole", "day_continuous"]),
    (FUND, {"applicant": "company", "place": "06"}, "cannot_tell", ["applicant_named", "place_unknown"]),
    (SILENT, {"place": "04.441.01.0", "day": "2026-11-22"}, "cannot_tell", ["applicant_unknown", "day_unknown"]),
    (SILENT, {"place": "06"}, "cannot_tell", ["applicant_unknown", "place_not_first", "day_unknown"]),
    (FARAWAY, {"place": "06"}, "not_eligible", ["morocco_excluded", "day_over"]),
    (SILENT, {"cost": 10}, "cannot_tell", ["applicant_unknown", "day_unknown"]),
]


@pytest.mark.parametrize(("programme", "project", "verdict", "because"), CASES, ids=lambda value: str(value)[:60])
def test_each_rule_decides_as_it_is_written(
    programme: str, project: dict[str, Any], verdict: str, because: list[str], tiny_store: Store
) -> None:
    """Eligible, not eligible because, or not to be told because: verdict and deciding reasons."""
    assert judged(tiny_store, programme, **(COMMUNE | project)) == (verdict, because)


def test_every_reason_follows_from_a_case_or_from_the_real_programmes(store: Store, tiny_store: Store) -> None:
    """No reason is written that nothing can give."""
    given = set()
    wishes = [
        Wish(applicant=a, partner_country=p, field="energy", cost=10**6)
        for a in ("commune", "ngo", "company")
        for p in ("", "FR", "CA", "JP")
    ]
    wishes += [Wish(applicant=a, place=p) for a in ("commune", "other") for p in ("01", "06")]
    for asked_of, some in ((store, wishes), (tiny_store, [Wish(**(COMMUNE | project)) for _, project, *_ in CASES])):
        for wish in some:
            with asked_of.choose(EVERYTHING, wish=wish) as choice:
                answer = choice.ask("eligibility")
            given |= {reason for name in answer.filter(like="_reason") for reason in answer[name].dropna()}
    assert set(store.codes()["eligibility_reasons"]) - given == set()


# The fund's own page: at least 30 % and 10 % from the two sides, the rest of 60 % within MAD 2.4 million, African partners.
FACDI_CASES = [
    ({"partner_country": "CI", "day": "2025-03-01"}, "eligible"),
    ({"partner_country": "CI", "day": "2026-11-22"}, "cannot_tell"),
    ({"partner_country": "FR", "day": "2025-03-01"}, "not_eligible"),
    ({"partner_country": "", "day": "2025-03-01"}, "not_eligible"),
    ({"partner_country": "CI", "day": "2025-03-01", "applicant": "ngo"}, "not_eligible"),
    ({"partner_country": "CI", "day": "2020-02-29"}, "not_eligible"),
]


@pytest.mark.parametrize(("project", "verdict"), FACDI_CASES)
def test_the_african_fund_is_open_to_moroccan_authorities_with_an_african_one(
    project: dict[str, Any], verdict: str, store: Store
) -> None:
    assert judged(store, FACDI, **({"applicant": "commune"} | project))[0] == verdict


# One real programme for each reason: what differs from a commune with a French partner on 22 November 2026, the reason, the page of its rule.
REAL_CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("france-maroc--fonds-conjoint-2022-2024--2021", {"day": "2022-12-20"}, "applicant_fits", "lianescooperation.org"),
    ("afd--ciclia--2016", {}, "applicant_country_unclear", "citiesclimatefinance.org"),
    ("afd--performance-communes--2019", {}, "applicant_named", "telquel.ma"),
    ("ambassade-etats-unis--laayoune-dakhla--2024", {}, "applicant_other_kind", "lematin.ma"),
    ("afd--ficol--2014", {}, "applicant_through_partner", "afd.fr"),
    ("afd--ficol--2014", {"partner_country": "DE"}, "applicant_abroad", "afd.fr"),
    ("la-guilde--agence-micro-projets--1983", {}, "applicant_other_partner", "la-guilde.org"),
    ("meae-france--jeunesse-vi--2019", {}, "morocco_excluded", "territoires-solidaires.com"),
    ("berd--green-cities--undated", {}, "partner_not_needed", "allafrica.com"),
    ("bmz--kwt-maghreb-allemagne--2016", {"partner_country": "DE"}, "partner_fits", "giz.de"),
    ("bmz--kwt-maghreb-allemagne--2016", {}, "partner_elsewhere", "giz.de"),
    ("afd--ficol--2014", {"partner_country": ""}, "partner_missing", "afd.fr"),
    ("ambassade-france--appel-eau-biodiversite--2024", {}, "partner_of_another_kind", "scribd.com"),
    ("union-europeenne--jumelage-institutionnel-taiex--undated", {}, "partner_country_unknown", "gov.si"),
    ("amee--jiha-tinou--2012", {"partner_country": ""}, "partner_unknown", "amee.ma"),
    ("amee--jiha-tinou--2012", {}, "partner_perhaps", "amee.ma"),
    ("amee--jiha-tinou--2012", {"field": "energy"}, "field_named", "amee.ma"),
    ("afd--fexte--undated", {"field": "energy"}, "field_not_named", "afd.fr"),
    ("france-maroc--fonds-conjoint-appel-2026-2027--2026", {"field": "energy"}, "field_unknown", "lesiteinfo.com"),
    ("afd--ciclia--2016", {"cost": 100_000}, "cost_too_small", "citiesclimatefinance.org"),
    ("afd--ciclia--2016", {"cost": 500_000, "currency": "EUR"}, "cost_fits", "citiesclimatefinance.org"),
    ("afd--ciclia--2016", {"cost": 1_000_001, "currency": "EUR"}, "cost_capped", "citiesclimatefinance.org"),
    ("amee--jiha-tinou--2012", {"cost": 100_000}, "cost_unknown", "amee.ma"),
    ("france-maroc--fonds-conjoint-2022-2024--2021", {"day": "2022-12-14"}, "day_open", "diplomatie.gouv.fr"),
    ("afd--fexte--undated", {}, "day_continuous", "afd.fr"),
    ("afd--provinces-du-sud--2025", {"day": "2019-03-15"}, "day_before", "article19.ma"),
    ("ambassade-france--piscca--2017", {"day": "2019-03-15"}, "day_over", "asso.lafranceaumaroc.org"),
    ("etat-maroc--flcn--undated", {}, "day_closed", "worldbank.org"),
    ("amee--jiha-tinou--2012", {"day": "2019-03-15"}, "day_unknown", "amee.ma"),
]


@pytest.mark.parametrize(("programme", "project", "reason", "page"), REAL_CASES)
def test_a_reason_rests_on_the_page_of_its_rule(
    programme: str, project: dict[str, Any], reason: str, page: str, store: Store
) -> None:
    """The rule of a real programme gives the reason that its page gives, and that page stands beside the verdict."""
    with store.choose(EVERYTHING, wish=Wish(programme=programme, **(COMMUNE | project))) as choice:
        row = choice.ask("eligibility").iloc[0]
    kind = reason.partition("_")[0] if reason != "morocco_excluded" else "applicant"
    assert row[f"{kind}_reason"] == reason
    assert any(page in address for address in row[["address", "applicant_address"]].dropna())


def test_every_reason_has_a_real_case(store: Store) -> None:
    """But those that no programme of this dataset gives: an applicant that was not said, or that no page tells of."""
    tested = {reason for _, _, reason, _ in REAL_CASES} | {reason for _, _, _, reason, _ in PLACE_CASES}
    assert set(store.codes()["eligibility_reasons"]) - tested == {"applicant_not_said", "applicant_unknown"}


# Where pages say that a programme acts, each with the page that says so.
PLACE_CASES = [
    ("afd-expertise-france--prim--2020", "ngo", "09", "place_named", "prim"),
    ("afd-expertise-france--prim--2020", "ngo", "06", "place_elsewhere", "prim"),
    ("union-europeenne--moucharaka-mouwatina--2018", "ngo", "02.411", "place_named", "aujourdhui.ma"),
    ("union-europeenne--moucharaka-mouwatina--2018", "ngo", "07", "place_elsewhere", "aujourdhui.ma"),
    ("ambassade-etats-unis--laayoune-dakhla--2024", "ngo", "11", "place_named", "lematin.ma"),
    ("ambassade-etats-unis--laayoune-dakhla--2024", "ngo", "10", "place_elsewhere", "lematin.ma"),
    ("vng--fonds-urgence-reconstruction-maroc--2023", "commune", "07.041.07.05", "place_named", "vng-international"),
    ("vng--fonds-urgence-reconstruction-maroc--2023", "commune", "07.041", "place_partly", "vng-international"),
    ("cites-unies-france--fonds-solidarite-maroc--2023", "commune", "09.541.04.35", "place_named", "raict"),
    ("union-europeenne--poctefex--2008", "region", "01", "place_partly", "libe.ma"),
    ("union-europeenne--poctefex--2008", "region", "02", "place_named", "libe.ma"),
    ("wallonie-bruxelles--programme-maroc-2023-2027--2023", "other", "06", "place_first", "wallonia"),
    ("wallonie-bruxelles--programme-maroc-2023-2027--2023", "other", "09", "place_not_first", "wallonia"),
    ("famsi--an-mar--2006", "commune", "01", "place_unclear", "docslib"),
    ("banque-mondiale--transport-urbain--2015", "commune", "04", "place_unclear", "labass"),
    (FACDI, "commune", "12", "place_whole", None),
    ("afd--ficol--2014", "commune", "12", "place_unknown", None),
]


@pytest.mark.parametrize(("programme", "applicant", "place", "reason", "page"), PLACE_CASES)
def test_a_territory_counts_where_a_page_names_one(
    programme: str, applicant: str, place: str, reason: str, page: str | None, store: Store
) -> None:
    """Within it, elsewhere, around a part of it, in or behind those with priority, or not to be told; the page stands beside."""
    with store.choose(EVERYTHING, wish=Wish(programme=programme, applicant=applicant, place=place)) as choice:
        row = choice.ask("eligibility").iloc[0]
    assert row["place_reason"] == reason
    assert page in row["places_address"] if page else pd.isna(row["places_address"])


# A fund that only German municipalities may ask, with a partner municipality: the call of 15 February to 31 August 2021.
NAKOPA = "bmz-skew--nakopa--2013"
NAKOPA_CASES = [
    ("DE", "eligible", ["applicant_through_partner", "partner_fits", "day_open"]),
    ("FR", "not_eligible", ["applicant_abroad", "partner_elsewhere"]),
    ("", "not_eligible", ["applicant_abroad", "partner_missing"]),
]


@pytest.mark.parametrize(("country", "verdict", "because"), NAKOPA_CASES)
def test_a_fund_of_another_country_is_asked_by_the_partner(country: str, verdict: str, because: list[str], store: Store) -> None:
    """Nobody on the Moroccan side may apply; an authority of the fund's own country does."""
    assert judged(store, NAKOPA, applicant="commune", partner_country=country, day="2021-03-01") == (verdict, because)


def shares(store: Store, programme: str, **project: Any) -> pd.DataFrame:
    with store.choose(EVERYTHING, wish=Wish(programme=programme, **project)) as choice:
        return choice.ask("cost_split")


def test_the_first_call_of_the_african_fund_is_split_as_its_page_says(store: Store) -> None:
    """Of MAD 27.18 million: 16.27 from the fund, 7.44 from Moroccan, 2.80 from African authorities, 0.67 from others; each with its page."""
    told = shares(store, FACDI, applicant="region", cost=27_180_000)
    seen = told[told["rule"] == "observed"]
    assert list(seen["payer"]) == ["fund", "applicant", "partner", "other"]
    assert [round(amount / 1e6, 2) for amount in seen["amount"]] == [16.27, 7.44, 2.80, 0.67]
    assert seen["percent"].sum() == pytest.approx(100)
    assert told["address"].str.startswith("http").all()


def test_the_african_fund_never_pays_more_than_its_ceiling(store: Store) -> None:
    """60 % of 3 million are paid, of 30 million 2.4 and no more, and what is left is said."""
    for cost, paid in ((3_000_000, 1_800_000), (30_000_000, 2_400_000)):
        told = shares(store, FACDI, applicant="region", cost=cost)
        rule = told[(told["payer"] == "fund") & (told["rule"] == "max")].iloc[0]
        assert [rule["amount"], rule["rest"], rule["by_percent"]] == [paid, cost - paid, cost * 0.6]


def test_the_bank_pays_up_to_eighty_per_cent_of_an_advice(store: Store) -> None:
    """80 % of the assignment by the agreement with Casablanca-Settat; the other page's 85 % stands beside it."""
    told = shares(store, EBRD, applicant="company", cost=500_000)
    most = told[told["rule"] == "max"]
    assert list(most["amount"]) == [400_000, 425_000]


def test_a_rule_that_cannot_hold_for_morocco_is_left_out(store: Store, tiny_store: Store) -> None:
    """Neither rates of least developed countries nor rules for another kind of applicant divide a cost."""
    told = shares(tiny_store, f"{CALL}.{FUND}", applicant="commune", cost=1_000_000)
    assert list(told["percent"]) == [60, 30, 59.5, 40.5, 80]
    assert 90 not in set(shares(store, "meae-france--jeunesse-x--2024", applicant="commune", cost=1)["percent"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"applicant": "commune", "partner_country": "FR", "cost": 4_000_000, "field": "water_sanitation", "day": "2024-03-01"},
        {"applicant": "ngo", "cost": 90_000, "currency": "EUR", "field": "culture.energy"},
        {"applicant": "company", "cost": 20_000, "currency": "USD", "partner_country": "DE"},
        {"who": "commune", "day": "2023-02-01"},
        {"support": "loan", "window": "continuous"},
        {"programme": f"{FACDI}.{EBRD}", "applicant": "region", "cost": 27_180_000},
        {"applicant": "ngo", "place": "09", "day": "2023-06-01"},
        {"applicant": "commune", "place": "07.041.07.05"},
        {"place": "01.511", "applicant": "region", "partner_country": "ES"},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", [name for name in questions() if on_programmes(name)])
def test_a_wish_is_answered_alike_without_sql(name: str, wish: dict[str, Any], store: Store, data_folder: Path) -> None:
    """SQL in the store and pandas on the files agree for projects and picks too."""
    chosen = independent.choose(data_folder, scope=())
    programmes = independent_programmes.chosen_programmes(data_folder, wish)
    with store.choose(EVERYTHING, wish=Wish(**wish)) as choice:
        answer = choice.ask(name)
    expected = QUESTIONS_ANSWERED[name](replace(chosen, programmes=programmes, wish=wish))
    assert table_cells(answer) == table_cells(expected)


def test_no_question_adds_awards_to_budgets() -> None:
    """Amounts of awards, of budgets and of cumulative reviews are listed, never summed."""
    summed = [name for name in questions() if on_programmes(name) and "sum(" in questions()[name].replace("sum(count(*))", "")]
    assert summed == []


def test_no_figure_of_agreements_holds_money_of_programmes() -> None:
    """A question that adds up amounts reads neither programmes nor awards nor calls, and none adds two amounts."""
    money = [name for name, sql in questions().items() if re.search(r"sum\([^)]*amount", sql)]
    assert money
    beside = re.compile(r"\b(from|join) (chosen_programme|programme|award|award_agreement|call)\b")
    assert [name for name in money if beside.search(questions()[name])] == []
    added = re.compile(r"(amount|budget)\w*\s*\+|\+\s*(\w+\.)?(amount|budget)")
    assert [name for name, sql in questions().items() if added.search(sql)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_tells_each_award_and_the_budget_apart(language: str, store: Store) -> None:
    """The figures on the sheet are those of the data, one by one: no total of awards and none with the budget."""
    words = Words(language, store.labels(language))
    with store.choose(EVERYTHING) as choice:
        told, awards = cells(choice.ask, words), choice.ask("programme_awards")
        budgets = choice.ask("programme_sheet").set_index("programme")
    for programme, own in awards.groupby("programme"):
        known = [words.money(a, c) for a, c in zip(own["amount"], own["currency"], strict=True) if not pd.isna(a)]
        lines = [line for row in ("awards", "reviews") for line in told[row][programme].lines]
        total = own.groupby("currency")["amount"].agg(["sum", "size"])
        sums = [words.money(row["sum"], str(currency)) for currency, row in total.iterrows() if row["size"] > 1]
        budget = budgets.loc[programme, "budget"]
        apart = [*known, "" if pd.isna(budget) else words.money(budget, budgets.loc[programme, "currency"])]
        assert not [figure for figure in sums if figure not in apart and any(figure in line for line in lines)]


def test_a_wish_is_read_from_a_link_and_what_is_unknown_is_named(store: Store) -> None:
    """Codes, a whole number, a day: the rest is refused by name and value."""
    link = {
        "applicant": ["commune"],
        "cost": ["1000000"],
        "day": ["2026-11-22"],
        "programme": [f"{FACDI}.none"],
        "field": ["magic"],
    }
    wish, refused = read_wish(link, store.codes())
    assert wish == Wish(applicant="commune", cost=1_000_000, day="2026-11-22", programme=FACDI)
    assert refused == [("programme", "none"), ("field", "magic")]
    for name, value in (
        ("cost", "-1"),
        ("cost", "1e5"),
        ("day", "2026-02-30"),
        ("day", "20261122"),
        ("currency", "XXX"),
        ("window", "ajar"),
    ):
        assert read_wish({name: [value]}, store.codes()) == (Wish(), [(name, value)])
    assert not {field.name for field in fields(Wish)} & {field.name for field in fields(Selection)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_programme_is_told_or_said_to_be_unknown(language: str, store: Store) -> None:
    """Each row of a sheet has a cell for each programme; a cell with words rests on a page."""
    with store.choose(EVERYTHING) as choice:
        told = cells(choice.ask, Words(language, store.labels(language)))
        sheets = choice.ask("programme_sheet")
    assert list(told) == list(ROWS)
    for row in told.values():
        assert set(row) == set(sheets["programme"])
        assert all(cell.pages for cell in row.values() if cell.lines)
        assert all(line for cell in row.values() for line in cell.lines)


def test_a_sheet_says_what_is_known(tiny_store: Store) -> None:
    """Figures, rules and lists in words; a cumulative review stands in a row of its own."""
    with tiny_store.choose(EVERYTHING) as choice:
        told = cells(choice.ask, Words("en", tiny_store.labels("en")))
    assert told["rate_max"][CALL].lines == ("60%",)
    assert told["max_amount"][FUND].lines == ("from 5,000 EUR to 50,000 EUR",)
    assert told["rate_max"][SILENT] == Cell()
    assert told["programme_shares"][CALL].lines[2].endswith("59.5% — First call")
    assert [len(told[row][CALL].lines) for row in ("awards", "reviews")] == [1, 1]
    assert told["period"][FUND].derived


def test_programmes_differ_where_their_facts_do() -> None:
    same, other = Cell(("a",), 1), Cell(("b",), 2)
    assert not differs({"one": same, "two": Cell(("other words",), 1)})
    assert differs({"one": same, "two": other})
    assert differs({"one": same, "two": Cell()})
    assert not differs({"one": Cell(), "two": Cell()})


def test_the_board_is_picked_and_sorted_by_its_address() -> None:
    app = visit("pages/funding/programmes.py", lang="fr", who="commune", order="rate")
    assert not app.exception
    assert app.selectbox(key="who").value == "commune"
    rates = [cell.replace("\u202f", "").replace(" %", "") for cell in app.table[0].value["Taux maximal (%)"]]
    known = [float(rate.strip(" %\xa0")) for rate in rates if rate != "—"]
    assert known == sorted(known, reverse=True)
    assert rates.index("—") >= len(known)
    app.selectbox(key="window").set_value("continuous").run()
    assert asked(app, "window") == ["continuous"]
    assert int(app.metric[0].value) < 10


def test_programmes_side_by_side_say_what_differs_and_what_is_unknown() -> None:
    app = visit("pages/funding/programme.py", lang="fr", programme=f"{FACDI}.{EBRD}")
    assert not app.exception
    said = texts(app)
    assert "≠" in said
    assert "Non trouvé dans une page publique" in said
    assert "60" in said
    assert asked(app, "programme") == [f"{FACDI}.{EBRD}"]


def table_texts(app: AppTest) -> str:
    """All that stands in the tables of a page."""
    return "\n".join(str(cell) for table in app.table for cell in table.value.to_numpy().ravel())


def test_a_project_is_shared_by_its_link() -> None:
    """What the form holds stands in the address, and the address fills the form."""
    app = visit(
        "pages/funding/eligibility.py", lang="en", applicant="commune", cost="27180000", partner_country="CI", day="2025-03-01"
    )
    assert not app.exception
    assert app.number_input(key="cost").value == 27_180_000
    assert str(app.date_input(key="day").value) == "2025-03-01"
    app.multiselect(key="field").set_value(["education", "culture"]).run()
    assert asked(app, "field") == ["education.culture"]
    assert asked(app, "cost") == ["27180000"]
    assert any("FACDI" in str(cell) for table in app.table for cell in table.value.to_numpy().ravel())


def test_a_project_lies_in_a_region_or_a_commune_of_it() -> None:
    """The link names the place; another region takes the commune away, and the verdicts follow."""
    app = visit("pages/funding/eligibility.py", lang="fr", applicant="ngo", place="09.541.04.35")
    assert not app.exception
    assert [app.selectbox(key=f"place_{part}").value for part in ("region", "commune")] == ["09", "09.541.04.35"]
    assert "Le programme nomme d'autres territoires" in table_texts(app)
    app.selectbox(key="place_commune").set_value("").run()
    assert asked(app, "place") == ["09"]
    app.selectbox(key="place_region").set_value("06").run()
    assert asked(app, "place") == ["06"]
    assert not app.exception
    app.selectbox(key="place_region").set_value("").run()
    assert asked(app, "place") == []
    assert "autres territoires" not in table_texts(app)


@pytest.mark.parametrize("page", ["programmes", "eligibility", "calls"])
def test_a_filter_that_no_programme_answers_says_so(page: str) -> None:
    app = visit(f"pages/funding/{page}.py", lang="fr", text="aucunprogrammeneditcela")
    assert not app.exception
    assert "aucunprogrammeneditcela" in app.info[0].value
    app.button(key="clear_empty").click().run()
    assert charts(app)


def test_what_opens_or_closes_soon_is_told_by_its_distance_from_today(tiny_folder: Path, tmp_path: Path) -> None:
    """Within 30, 90 and 180 days, both ends included; a date known to its month falls on its first or last day, one known to its year never."""
    today = independent.today().date()
    day = {n: (today + timedelta(n)).isoformat() for n in (-1, 0, 30, 31, 90, 91, 180, 181)}
    pairs = [(day[-1], day[0]), (day[30], day[31]), (day[90], day[91]), (day[180], day[181]), ("2000", today.isoformat()[:4])]
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    with (folder / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "calls.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(
            rows[0] | {"programme": FARAWAY, "source": "journal-invente-1", "call": f"call-{n}", "opens": opens, "closes": closes}
            for n, (opens, closes) in enumerate(pairs)
        )
    (folder / "awards.csv").unlink()
    (folder / "award_agreements.csv").unlink()
    with open_store(folder).choose(EVERYTHING) as choice:
        due = choice.ask("calls_due")
    expected = [
        (0, "closes", 30),
        (30, "opens", 30),
        (31, "closes", 90),
        (90, "opens", 90),
        (91, "closes", 180),
        (180, "opens", 180),
    ]
    assert [tuple(row) for row in due[["date", "call_event", "delay"]].itertuples(index=False)] == [
        (day[n], event, f"within_{most}") for n, event, most in expected
    ]


def test_a_call_is_expected_only_where_a_rhythm_is_stated(store: Store, data_folder: Path) -> None:
    """The next one of every programme that states how many calls it makes a year, and of no other; it is marked as expected."""
    with store.choose(EVERYTHING) as choice:
        calls = choice.ask("calls")
    programmes = independent_programmes.table(data_folder, "programmes")
    stated = set(programmes[programmes["calls_per_year"].notna()]["programme"])
    expected = calls[calls["call_state"] == "expected"]
    assert set(expected["programme"]) <= stated
    assert not expected.empty
    assert expected["call"].isna().all()
    assert (expected["end"] >= independent.today().date().isoformat()).all()
    assert calls[calls["call_state"] != "expected"]["call"].notna().all()


def test_the_calendar_holds_the_days_that_are_known(tiny_store: Store) -> None:
    """Openings and closings known to the day; a month, a year and an expected call have no day."""
    words = Words("en", tiny_store.labels("en"))
    with tiny_store.choose(EVERYTHING) as choice:
        file = as_calendar(call_events(choice.ask("calls"), words)).decode()
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", file)
    assert sorted(days) == ["20200520", "20200601", "20901231", "20970110"]
    assert "SUMMARY:Closing: Invented call" in file


def test_a_time_line_mirrors_and_holds_every_dated_window(tiny_store: Store) -> None:
    """Each window with a day is in the figure; in Arabic time runs to the left."""
    with tiny_store.choose(EVERYTHING) as choice:
        calls = choice.ask("calls")
    for language in LANGUAGES:
        words = Words(language, tiny_store.labels(language))
        figure = windows(calls, words, names=words.labels("programmes"), today="2026-11-22")
        drawn = [day for trace in figure.spec["data"] if trace["mode"] != "text" for day in trace["x"] if day]
        assert sorted(drawn) == sorted(day for name in ("start", "end") for day in calls[name].dropna())
        first, last = figure.spec["layout"]["xaxis"]["range"]
        assert (first > last) == words.rtl
        assert words.number(2) in figure.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_goals_that_programmes_state_stand_apart_from_those_of_agreements(language: str, data_folder: Path, store: Store) -> None:
    """One table of programmes, each with the goals of its own page; a filter of agreements alone leaves it as it is."""
    page = "pages/planning/sdgs.py"
    stated = independent.texts(data_folder, "programme_sdgs")
    names, goals = (store.labels(language)[of, code] for of, code in (("programmes", stated["programme"][0]), ("sdgs", "11")))
    app, narrowed = visit(page, lang=language), visit(page, lang=language, region="06")
    assert not app.exception
    assert app.metric[-1].value.strip("\u2066\u2069") == str(stated["programme"].nunique())
    assert narrowed.metric[-1].value == app.metric[-1].value
    assert app.metric[0].value != app.metric[-1].value
    rows = app.table[-1].value
    assert len(rows) == stated.groupby(["programme", "source"]).ngroups
    assert rows.equals(narrowed.table[-1].value)
    assert names.replace("(", "").split()[0] in rows.iloc[:, 0].str.cat()
    assert goals in rows.iloc[:, 1].str.cat().replace("\\", "")
