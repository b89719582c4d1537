"""The lens of priorities: in a link, in the questions, and on its page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from coopstats.cli import main
from coopstats.lens import Lens, read_lens
from coopstats.questions import looks_through_lens, questions
from coopstats.selection import Selection, read_query
from coopstats.store import Store
from coopstats.words import LANGUAGES

from . import independent
from .test_pages import asked, texts, visit
from .test_questions import cells

PAGE = "pages/planning/priorities.py"
ILE_DE_FRANCE = "ile_de_france_casablanca_settat"
LENSES = [Lens(ILE_DE_FRANCE), Lens("embassy_priorities"), Lens(sectors=("transport", "energy")), Lens(sectors=())]
SELECTIONS: list[dict[str, Any]] = [{}, {"scope": ()}, {"region": ("06",), "sector": ("transport", "-culture")}]
SEEN_THROUGH = [name for name in questions() if looks_through_lens(name)]


@pytest.mark.parametrize("lens", LENSES, ids=Lens.link)
def test_a_lens_comes_back_from_its_link(lens: Lens, store: Store) -> None:
    """Sectors of which none is left stay none: they are not the first set again."""
    assert read_lens(lens.link(), store.codes()) == (lens, [])


def test_without_a_lens_the_first_set_is_looked_through(store: Store) -> None:
    assert read_lens("", store.codes()) == (Lens(store.codes()["priority_sets"][0]), [])


def test_what_a_lens_asks_for_in_vain_is_named(store: Store) -> None:
    """An unknown sector goes, the others stay in the order of their list; nothing known is the first set."""
    assert read_lens("energy,magic,transport", store.codes()) == (Lens(sectors=("transport", "energy")), ["magic"])
    assert read_lens("magic", store.codes()) == (Lens(store.codes()["priority_sets"][0]), ["magic"])


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("lens", LENSES[:3], ids=Lens.link)
@pytest.mark.parametrize("name", SEEN_THROUGH)
def test_an_answer_through_a_lens_agrees_with_an_independent_computation(
    name: str, lens: Lens, chosen: dict[str, Any], store: Store, data_folder: Path
) -> None:
    """SQL and pandas give the same table, cell by cell; an agreement of two sectors of one priority counts once."""
    with store.choose(Selection(**chosen), lens=lens) as choice:
        answer = choice.ask(name)
    assert cells(answer) == cells(independent.ANSWERS[name](independent.choose(data_folder, lens.link(), **chosen)))


def test_some_questions_look_through_the_lens() -> None:
    assert {"priorities", "priority_share", "priority_amounts"} <= set(SEEN_THROUGH) < set(questions())


def test_no_priority_is_looked_through_when_none_is_picked(store: Store) -> None:
    with store.choose(Selection(), lens=Lens()) as choice:
        assert choice.ask("priorities").empty
        assert list(choice.ask("priority_share")["touching"]) == [0]


def links(app: AppTest, heading: str) -> list[tuple[int, str]]:
    """The numbers of a table that lead to the register, each with the query of its link."""
    found = []
    for table in app.table:
        if heading in table.value.columns or heading in table.value.index:
            found += [re.fullmatch(r"\[(\d+)\]\(agreements\?(.*)\)", str(cell)) for cell in table.value.to_numpy().flat]
    return [(int(match[1]), match[2]) for match in found if match]


@pytest.mark.parametrize("heading", ["Sister region", "Casablanca-Settat"])
@pytest.mark.parametrize("filters", [{}, {"sector": ["-culture", "transport", "energy"], "from_year": "2000"}], ids=str)
def test_a_cell_of_a_matrix_opens_as_many_agreements_as_it_counts(heading: str, filters: dict[str, Any], store: Store) -> None:
    """The register's link holds the reader's selection and the cell's own two values; a cell that no link can say has none."""
    app = visit(PAGE, lang="en", lens=ILE_DE_FRANCE, **filters)
    assert not app.exception
    found = links(app, heading)
    assert found
    for n, query in found[::7]:
        assert parse_qs(query)["lang"] == ["en"]
        with store.choose(read_query(query, store.codes())) as choice:
            assert choice.ask("figures")["agreements"].iloc[0] == n, query


def test_a_name_leads_to_the_agreements_of_that_party_on_that_priority(store: Store) -> None:
    app = visit(PAGE, lang="en", lens=ILE_DE_FRANCE)
    (table,) = (table.value for table in app.table if "Partners" in table.value.columns)
    for column in ("Partners", "Authorities"):
        for cell in table[column]:
            for query, n in re.findall(r"\(agreements\?([^)]*)\) \((\d+)\)", cell):
                with store.choose(read_query(query, store.codes())) as choice:
                    assert choice.ask("figures")["agreements"].iloc[0] == int(n), query


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_priority_that_nobody_touches_is_named(language: str, store: Store) -> None:
    """Plainly, in a sentence, and not only as a nought in a chart."""
    app = visit(PAGE, lang=language, lens="transport,francophonie", authority="rabat", from_year="2020", undated="without")
    with store.choose(
        Selection(authority=("rabat",), from_year=2020, undated="without"), lens=Lens(sectors=("transport", "francophonie"))
    ) as c:
        untouched = [s for s, n in zip(c.ask("priorities")["sectors"], c.ask("priorities")["agreements"], strict=True) if not n]
    assert untouched
    assert all(store.labels(language)["sectors", code] in texts(app) for code in untouched)


def test_a_set_becomes_sectors_of_one_s_own() -> None:
    """They begin as those of the set; the address then holds sectors, and none of them when all are taken away."""
    app = visit(PAGE, lang="fr", lens="embassy_priorities")
    app.selectbox(key="lens_set").set_value("own").run()
    assert set(asked(app, "lens")[0].split(",")) == {"institutional_support", "governance", "civil_society"}
    app.multiselect(key="lens_sectors").set_value(["energy"]).run()
    assert asked(app, "lens") == ["energy"]
    app.multiselect(key="lens_sectors").set_value([]).run()
    assert asked(app, "lens") == [","]
    assert not app.exception
    assert not app.table
    app.selectbox(key="lens_set").set_value("embassy_fields").run()
    assert asked(app, "lens") == ["embassy_fields"]
    assert app.table


def test_an_unknown_sector_of_a_lens_is_named_on_the_page() -> None:
    app = visit(PAGE, lang="fr", lens="energy,magie")
    assert any("magie" in warning.value for warning in app.warning)
    assert asked(app, "lens") == ["energy"]


def test_the_command_line_looks_through_the_same_lens(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    """With a lens as in a link; without one every sector is looked at; an unknown sector is refused with those there are."""
    assert main(["ask", "priorities", "lens=embassy_priorities", "--format", "json"]) == 0
    with store.choose(Selection(), lens=Lens("embassy_priorities")) as choice:
        expected = choice.ask("priorities")
    assert [row["agreements"] for row in json.loads(capsys.readouterr().out)] == list(expected["agreements"])
    assert main(["ask", "priorities", "--format", "json"]) == 0
    assert [row["sectors"] for row in json.loads(capsys.readouterr().out)] == list(store.codes()["sectors"])
    assert main(["ask", "priorities", "lens=energy,magic"]) == 2
    assert "lens=magic" in capsys.readouterr().err
