"""Whatever stands in a table that somebody brings, in any language and with anything in its cells: drafts or problems, never a failure."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from coopstats.exports import Asked, bundled
from coopstats.imports.drafts import Draft
from coopstats.imports.headings import TABLES, every, wordings
from coopstats.imports.known import Known
from coopstats.imports.papers import Paper
from coopstats.imports.sheets import drafts_of_sheets
from coopstats.imports.spool import taken_tables
from coopstats.imports.taking import Proposal, propose
from coopstats.opening import open_store
from coopstats.problems import Problem
from coopstats.selection import Selection
from coopstats.texts import check_folder, open_texts
from coopstats.words import LANGUAGES, Words

# What cells hold in real lists, by column: what is read, then what is refused. Any cell may be odder than that.
RIGHT = {
    "title": ["Convention", "اتفاقية شراكة", "A title", "Convention\nde deux lignes", "Convention « eau »"],
    "moroccan": ["Ville Inventée", "المدينة المتخيلة", "Région Inventée | Ville Imaginaire", "Province Inventée; Ville Inventée"],
    "partners": ["Ville Lointaine", "Agence du Lointain", "Région Lointaine · Banque Inventée", "ville-lointaine"],
    "partner_type": ["Jumelage de villes", "Decentralised cooperation", "coopération decentralisee"],
    "instrument": ["Jumelage", "Convention de partenariat", "توأمة"],
    "sources": ["https://journal-invente.example/9", "voir https://journal-invente.example/8 et https://new.example/ي"],
    "date": ["2021", "juin 2021", "27/06/2021", "٢٠٢١", "June 27, 2018"],
    "start": ["2021-01-01", "1999"],
    "end": ["2031", "31/12/2030"],
    "amount": ["45 M€", "1 234 567,50 DH", "١٢٣٤ درهم", "0,5 EUR"],
    "sectors": ["Culture", "Transport | Énergie", "الطاقة"],
    "fact_id": ["ville-inventee--agence-lointaine--2020", "agence-inventee--province-inventee--2018", "", "", ""],
    "action": ["", "", "garder", "supprimer", "حذف"],
}
REFUSED = {
    "moroccan": ["Ville Inconnue"],
    "instrument": ["Jumelag"],
    "sources": ["http://[", "voir le site"],
    "date": ["2021-13-45", "30 février 2021"],
    "end": ["1900"],
    "amount": ["1,234", "-5 EUR", "45", "9" * 30 + " EUR"],
    "currency": ["EUR", "coquillages"],
    "fact_id": ["inconnu", "É"],
    "action": ["peut-être"],
    "kind": ["Commune"],
    "country": ["فرنسا"],
}
NEEDED = ("title", "moroccan", "partners", "partner_type", "instrument", "sources", "date")
ODD_CELLS = some.one_of(
    some.text(max_size=20),
    some.sampled_from(["", "[vide]", "[فارغ]", "=1+1", "'", '"', "\u202e1", "a" * 5000, "%s %(n)s", "\ud7ff", "N/A", "-", "٪"]),
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(),
    some.dates(),
    some.datetimes(),
    some.times(),
    some.timedeltas(),
)
HEADINGS = sorted({wording for table in TABLES for wording in wordings(table)} | set(every()))


@some.composite
def cell_under(draw: some.DrawFn, column: str, right: int) -> object:
    """A cell as it may stand under a column: so many times in a hundred one that is read there."""
    if column in RIGHT and draw(some.integers(0, 99)) < right:
        return draw(some.sampled_from(RIGHT[column]))
    return draw(some.sampled_from(REFUSED[column]) | ODD_CELLS if column in REFUSED else ODD_CELLS)


@some.composite
def lists(draw: some.DrawFn, right: int) -> list[list[object]]:
    """A list of agreements under headings of any language."""
    others = draw(some.lists(some.sampled_from(sorted({*RIGHT, *REFUSED} - {*NEEDED})), unique=True))
    columns = draw(some.permutations([*NEEDED, *others]))
    heading = [draw(some.sampled_from([column, *wordings_of(column)])) for column in columns]
    lines = draw(some.lists(some.tuples(*(cell_under(column, right) for column in columns)), min_size=1, max_size=6))
    return [heading, *map(list, lines)]


@some.composite
def sheets(draw: some.DrawFn) -> list[list[object]]:
    """Anything under headings of any sheet of the register, or under none."""
    known = some.sampled_from(HEADINGS)
    above = draw(some.lists(some.lists(some.text(max_size=5), max_size=2), max_size=2))
    heading = draw(some.lists(known | some.text(max_size=9), min_size=2, max_size=9))
    return [*above, heading, *draw(some.lists(some.lists(ODD_CELLS, max_size=10), max_size=5))]


def wordings_of(column: str) -> list[str]:
    """How a column of the list of agreements is called, in every language."""
    return sorted(wording for wording, meant in wordings("agreements").items() if any(name == column for name, _, _ in meant))


def told(problem: Problem) -> None:
    """A problem says where it is and what is wrong, in every language."""
    assert problem.file
    assert problem.line >= 0
    for language in LANGUAGES:
        sentence = problem.sentence(Words(language))
        assert problem.file in sentence
        assert len(sentence) > len(problem.file) + 3


@pytest.fixture(scope="module")
def names(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    with open_texts(tiny_folder, tmp_path_factory.mktemp("any-table")) as query:
        yield Known(query)


@given(table=lists(right=60) | sheets())
@settings(max_examples=100, deadline=None)
def test_any_cells_become_drafts_of_the_contract_or_problems(table: list[list[object]], names: Known) -> None:
    """Every row of a draft holds texts under columns that its table has."""
    for one in drafts_of_sheets(iter([Paper("liste", enumerate(table, 1))]), names, {}):
        if isinstance(one, Problem):
            told(one)
            continue
        assert isinstance(one, Draft)
        for name, row in one.rows:
            if name != "whole":
                assert set(row) <= set(taken_tables()[name])
            assert all(isinstance(cell, str) for cell in row.values())


def as_text(cell: object) -> str:
    """A cell as a spreadsheet writes it into CSV."""
    return cell.isoformat() if isinstance(cell, date | datetime | time) else "" if cell is None else str(cell)


def sound(proposal: Proposal) -> None:
    """What a proposal tells adds up, and every problem is told."""
    plan = proposal.plan
    assert min(plan.added, plan.changed, plan.unchanged, plan.deleted, plan.refused) >= 0
    assert len(proposal.touched(10_000)) == plan.takes
    for problem in (*plan.problems, *plan.notices):
        told(problem)


@pytest.mark.slow
@given(table=lists(right=97), language=some.sampled_from(["", *LANGUAGES]), sign=some.sampled_from(";,\t|"))
@settings(max_examples=5, deadline=timedelta(minutes=2))
def test_what_comes_of_any_table_is_a_sound_dataset_that_comes_back_unchanged(
    table: list[list[object]], language: str, sign: str, tiny_folder: Path
) -> None:
    """Taken, judged, exported in any language and brought back: the second time nothing is proposed."""
    with TemporaryDirectory() as place:
        folder, file = Path(place) / "kept" / "data", Path(place) / "liste.csv"
        shutil.copytree(tiny_folder, folder)
        with file.open("w", encoding="utf-8", errors="replace", newline="") as lines:
            csv.writer(lines, delimiter=sign).writerows([as_text(cell) for cell in line] for line in table)
        with propose(file, file.name, folder) as proposal:
            sound(proposal)
            proposal.take()
        assert check_folder(folder) == []
        store = open_store(folder)
        with store.choose(Selection(scope=())) as chosen:
            back = Path(place) / "registre.zip"
            back.write_bytes(bundled("csv", Asked(store, chosen, language)))
        store.close()
        with propose(back, back.name, folder) as proposal:
            assert proposal.query("from change") == []
            assert proposal.plan.problems == ()
