"""Whom to work with on a project: near it, with its peers, and which relations could be woken up."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from coopstats.cli import main
from coopstats.plan import as_plan, not_ruled_out
from coopstats.selection import Selection, read_link
from coopstats.store import Store
from coopstats.wish import Wish
from coopstats.words import LANGUAGES, Words, columns

from . import independent, independent_project
from .test_pages import asked, texts, visit
from .test_questions import cells

WISHES: dict[str, dict[str, Any]] = {
    "Salé, culture or transport": {"place": "04.441.01.0", "field": "culture.transport"},
    "a commune that no agreement names": {"place": "06.371.01.03", "field": "energy"},
    "a region, every sector": {"place": "05"},
    "a region apart from all in urban share": {"place": "08", "field": "water_sanitation"},
    "a province": {"place": "04.281", "field": "governance"},
    "a prefecture": {"place": "04.421"},
    "every territory's busiest, one sector": {"field": "migration"},
}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize(
    "asked", [{}, {"scope": (), "from_year": 2010, "undated": "without"}], ids=["default", "dated since 2010"]
)
@pytest.mark.parametrize("name", independent_project.ANSWERS)
def test_a_project_is_answered_alike_without_sql(
    name: str, wish: str, asked: dict[str, Any], store: Store, data_folder: Path
) -> None:
    """SQL in the store and pandas on the files agree for territories of every level and for one or several sectors."""
    chosen = replace(independent.choose(data_folder, **asked), wish=WISHES[wish])
    with store.choose(Selection(**asked), wish=Wish(**WISHES[wish])) as choice:
        answer = choice.ask(name)
    assert cells(answer) == cells(independent_project.ANSWERS[name](chosen))


PAGE = "pages/planning/finder.py"
SALE = {"place": "04.441.01.0", "field": "culture.transport", "cost": "3000000"}
UNKNOWN_COMMUNE = {"place": "06.371.01.03", "field": "energy"}


def cells_of(app: AppTest) -> list[str]:
    """Every cell of every table of the page."""
    return [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_takes_its_project_from_the_link(language: str) -> None:
    """Territory, sectors, cost and aid stand in the form and in the address; each of the five stages is there, in its order."""
    app = visit(PAGE, lang=language, support="loan", **SALE)
    assert not app.exception
    assert [app.selectbox(key=f"place_{part}").value for part in ("region", "commune")] == ["04", SALE["place"]]
    assert app.multiselect(key="field").value == ["culture", "transport"]
    assert app.number_input(key="cost").value == 3_000_000
    assert {name: asked(app, name) for name in (*SALE, "support")} == {name: [value] for name, value in SALE.items()} | {
        "support": ["loan"]
    }
    assert [title.value[0] for title in app.header] == list("12345")
    app.multiselect(key="field").set_value(["energy"]).run()
    assert asked(app, "field") == ["energy"]
    app.selectbox(key="place_commune").set_value("04.421").run()
    assert asked(app, "place") == ["04.421"]
    assert not app.exception


def test_a_project_begins_as_the_filters_say_and_follows_them() -> None:
    """One territory and sectors asked for become the project's; a later filter counts, a link that says its own comes first."""
    app = visit(PAGE, lang="fr", region="06", sector=["transport", "-culture"])
    assert (asked(app, "place"), asked(app, "field")) == (["06"], ["transport"])
    app.multiselect(key="filter_region").set_value(["05"]).run()
    assert asked(app, "place") == ["05"]
    app = visit(PAGE, lang="fr", region="06", place="04.421", authority="sale")
    assert asked(app, "place") == ["04.421"]
    assert asked(visit(PAGE, lang="fr", authority="sale"), "place") == ["04.441.01.0"]


@pytest.mark.parametrize("link", [SALE, {"place": "05"}, {"place": "04.421.01.0", "from_year": "2015"}], ids=str)
def test_a_suggestion_leads_to_its_agreements(link: dict[str, str], store: Store) -> None:
    """The register that it opens holds as many agreements as it says; a relation's register holds them at least."""
    app = visit(PAGE, lang="en", **link)
    found = [re.fullmatch(r"\[(\d+) agreements?\]\(agreements\?(.+)\)", cell) for cell in cells_of(app)]
    found = [match.groups() for match in found if match]
    assert len(found) > 10
    exact = 0
    for said, query in found:
        selection, refused = read_link(parse_qs(query), store.codes())
        assert not refused
        with store.choose(selection) as choice:
            held = int(choice.ask("figures")["agreements"].iloc[0])
        exact += held == int(said)
        assert held == int(said) or (held > int(said) and len(selection.authority) == 1)
    assert exact > 0.9 * len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_suggestion_says_why(language: str, store: Store) -> None:
    app = visit(PAGE, lang=language, **SALE)
    reasons = {text for (of, _), text in store.labels(language).items() if of == "project_reasons"}
    heading = columns()["reasons"][language]
    told = [
        part
        for table in app.table
        if "agreements" not in table.value and heading in table.value and len(table.value.columns) > 3
        for cell in table.value[heading]
        for part in str(cell).replace("\\", "").split(" · ")
    ]
    assert len(told) > 20
    assert set(told) <= reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_what_was_searched(language: str, store: Store) -> None:
    """No partner in a sector of nobody: how many territories and peers were looked at; an authority without agreements says so."""
    words = Words(language)
    app = visit(PAGE, lang=language, from_year="1901", to_year="1990", undated="without", **UNKNOWN_COMMUNE)
    assert not app.exception
    with store.choose(Selection(from_year=1901, to_year=1990, undated="without"), wish=Wish(**UNKNOWN_COMMUNE)) as choice:
        rings = choice.ask("project_rings").set_index("nearness")
    around = rings.drop("peer")
    said = words.say(
        "Aucun partenaire trouvé dans ces secteurs. Territoires de la région : %(n)s, dont jamais cherchés : %(never)s. Pairs : %(peers)s.",
        n=int(around["territories"].sum()),
        never=int(around["never_looked_at"].sum()),
        peers=5,
    )
    assert said in texts(app)
    assert texts(app).count(words.say("Aucun accord de ce jeu de données ne nomme cette collectivité.")) == 2


def test_the_programmes_are_those_that_the_page_of_eligibility_does_not_rule_out() -> None:
    """One rule for both pages: the same programmes with the same reasons, for the authority of the territory."""
    app = visit(PAGE, lang="fr", **SALE)
    other = visit("pages/funding/eligibility.py", lang="fr", applicant="commune", **SALE)
    shown = {
        key: [table.value for table in page.table if "Source" in table.value] for key, page in (("finder", app), ("other", other))
    }
    assert len(shown["finder"]) == 2
    assert all(mine.equals(theirs) for mine, theirs in zip(shown["finder"], shown["other"][:2], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", [SALE, UNKNOWN_COMMUNE, {"place": "05"}], ids=str)
def test_the_plan_is_a_workbook_to_carry_on_in(wish: dict[str, str], language: str, store: Store) -> None:
    """A sheet a stage after the front, right to left in Arabic; every answer's rows, typed; empty columns with a list of states."""
    words, asked_for = Words(language, store.labels(language)), {k: int(v) if k == "cost" else v for k, v in wish.items()}
    party = store.territories()[wish["place"]][1]
    with (
        store.choose(Selection(), wish=Wish(**asked_for, applicant="commune")) as choice,
        store.choose(Selection(), party=party) as own,
    ):
        file = as_plan(
            choice,
            own if party else None,
            words,
            "v1",
            "https://example.org/finder?x=1",
            lambda _: "https://example.org/agreements",
        )
        answers = [choice.ask("project_rings"), choice.ask("project_partners"), not_ruled_out(choice.ask("eligibility"))]
        answers += [choice.ask("project_relations"), own.ask("commitments_open") if party else pd.DataFrame()]
    book = load_workbook(io.BytesIO(file))
    assert len(book.worksheets) == 6
    assert {bool(page.sheet_view.rightToLeft) for page in book.worksheets} == {language == "ar"}
    front = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert {"v1", "https://example.org/finder?x=1"} <= set(front)
    assert any(words.label("places", wish["place"]) in str(cell) for cell in front)
    assert set(answers[1]["address"].dropna()) <= set(front)
    for page, answer in zip(book.worksheets[1:], answers, strict=True):
        heading, *rows = page.iter_rows(min_row=int(str(page.freeze_panes)[1:]) - 1, values_only=True)
        assert len(rows) == len(answer)
        assert all(row[-3:] == (None, None, None) for row in rows)
        (offered,) = page.data_validations.dataValidation
        assert offered.formula1.strip('"').split(",") == [
            words.say(state) for state in ("À faire", "En cours", "Fait", "Abandonné")
        ]
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
        counts = [row[heading.index(words.heading("agreements"))] for row in rows] if "agreements" in answer else []
        assert counts == list(answer.get("agreements", []))
        if not rows:
            assert any(isinstance(cell, str) and len(cell) > 20 for cell in (page["A2"].value, page["A3"].value))
        if "seen" in answer and len(rows):
            days = [row[heading.index(words.heading("seen"))] for row in rows]
            assert [isinstance(day, datetime) for day in days] == [
                isinstance(day, str) and len(day) == 10 for day in answer["seen"]
            ]


def test_each_part_of_the_plan_is_a_question_for_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """`coopstats ask` with the parameters of the page's own link, in words."""
    asked_for = [f"{name}={value}" for name, value in SALE.items()]
    parts = {
        "project_rings": "Its five peers",
        "project_partners": "Works with a peer",
        "eligibility": "The programme names this sector",
        "project_relations": "No public trace for more than five years",
    }
    for name, told in parts.items():
        assert main(["ask", name, *asked_for, "applicant=commune", "lang=en", "--format", "csv"]) == 0
        assert told in capsys.readouterr().out
    assert main(["ask", "commitments_open", "party=sale", "lang=en", "--format", "csv"]) == 0
    assert "No public evidence" in capsys.readouterr().out
    assert main(["ask", "project_rings", "field=culture.magic", "place=99"]) == 2
    assert "field=magic" in capsys.readouterr().err
