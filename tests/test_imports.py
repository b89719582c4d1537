"""A file that somebody brings: read whatever its form, told what is wrong, taken whole or not at all, and nothing of ours lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import openpyxl
import pytest

from coopstats.downloads import as_csv
from coopstats.exports import FORMATS, Asked, bundled
from coopstats.imports.headings import BECOMES
from coopstats.imports.taking import propose
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES, Words

TESTS = Path(__file__).resolve().parent
EXAMPLES = sorted((TESTS / "examples" / "imports").iterdir())
IN_CODES = ""
FORMS = [("csv", IN_CODES), *((form, language) for form in ("csv", "xlsx") for language in LANGUAGES)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset that a test may change."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "data"))


@pytest.fixture
def register(tmp_path: Path) -> Callable[[Store, str, str], Path]:
    """The whole register of a store as readers take it along: (store, format, language) → file."""

    def written(store: Store, form: str, language: str) -> Path:
        with store.choose(Selection(scope=())) as chosen:
            made = bundled(form, Asked(store, chosen, language))
        file = tmp_path / f"registre{'.zip' if FORMATS[form].parts else FORMATS[form].ending}"
        file.write_bytes(made)
        return file

    return written


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_what_is_wrong_with_a_file_is_told_with_its_place_and_nothing_else_is(example: Path, tiny_folder: Path) -> None:
    """The whole list is compared: file, line, column as its writer wrote it, check, value and what would be right."""
    (file,) = example.glob("input.*")
    with propose(file, file.name, tiny_folder) as proposal:
        told = [problem.as_dict() for problem in [*proposal.plan.problems, *proposal.plan.notices]]
    assert told == json.loads((example / "expected.json").read_text(encoding="utf-8"))
    assert example.name.partition("-")[0] in {record["check"] for record in told}


@pytest.mark.slow
@pytest.mark.parametrize(("form", "language"), FORMS)
def test_our_own_register_brought_back_changes_nothing(
    form: str, language: str, tiny_store: Store, folder: Path, register: Callable[[Store, str, str], Path]
) -> None:
    """In codes and in three languages, every agreement is known again, and no byte of the dataset is another."""
    unchanged(register(tiny_store, form, language), folder, agreements=8)


@pytest.mark.long
@pytest.mark.parametrize(("form", "language"), FORMS)
def test_the_real_register_brought_back_changes_nothing(
    form: str, language: str, store: Store, data_folder: Path, tmp_path: Path, register: Callable[[Store, str, str], Path]
) -> None:
    """As above, with every name, date and amount that there is."""
    ((agreements,),) = store.cursor().execute("select count(*) from agreement").fetchall()
    copy = Path(shutil.copytree(data_folder, tmp_path / "data"))
    unchanged(register(store, form, language), copy, agreements=agreements)


def unchanged(file: Path, folder: Path, agreements: int) -> None:
    before = contents(folder)
    with propose(file, file.name, folder) as proposal:
        plan = proposal.plan
        assert proposal.changes() == []
        assert proposal.touched() == []
        assert proposal.query("from change") == []
        proposal.take()
    assert (plan.unchanged, plan.takes, plan.refused, plan.problems) == (agreements, 0, 0, ())
    assert {notice.check for notice in plan.notices} == {"sheet_left"}
    assert contents(folder) == before
    assert check_folder(folder) == []


F = "ville-inventee--agence-lointaine--2020"
REGION = "region-inventee--agence-lointaine--2020"
# Its page is told again, as it was, on a later line for another agreement.
ASSOCIATION = "association-inventee--agence-lointaine--2020"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_edited_by_hand_gives_these_changes_and_no_others(
    language: str, tiny_store: Store, folder: Path, register: Callable[[Store, str, str], Path]
) -> None:
    """Changed, added, taken out, emptied by its word, left empty, deleted: each comes back as what it is."""
    file = register(tiny_store, "xlsx", language)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    words = Words(language)
    places = {cell.value: cell.column for cell in sheet[3]}
    lines = {sheet.cell(line, 1).value: line for line in range(4, sheet.max_row + 1)}

    def cell(fact_id: str, column: str) -> Any:
        return sheet.cell(lines[fact_id], places[words.heading(column)])

    sector = {"fr": "Énergie", "ar": "الطاقة", "en": "Energy"}[language]
    cell(F, "title").value = "Autre titre"
    cell(F, "sectors").value += f" · {sector}"
    cell(F, "sources").value += " https://journal-invente.example/77"
    cell(F, "end").value = {"fr": "[vide]", "ar": "[فارغ]", "en": "[empty]"}[language]
    cell(F, "start").value = None
    cell(REGION, "sectors").value = str(cell(REGION, "sectors").value).split(" · ")[0]
    action = sheet.cell(3, len(places) + 1, "Action").column
    gone = "agence-inventee--province-inventee--2018"
    sheet.cell(lines[gone], action, {"fr": "supprimer", "ar": "حذف", "en": "delete"}[language])
    added, like = sheet.max_row + 1, "ville-imaginaire--ville-lointaine--1999"
    for column in ("moroccan", "partners", "partner_type", "instrument", "sources"):
        sheet.cell(added, places[words.heading(column)], cell(like, column).value)
    sheet.cell(added, places[words.heading("title")], "Nouvelle convention")
    book.save(file)

    with propose(file, file.name, folder) as proposal:
        plan, changes = proposal.plan, proposal.changes()
        touched = [row[:2] for row in proposal.touched()]
        proposal.take()
    assert plan.problems == ()
    assert touched == [
        (gone, "deleted"),
        (REGION, "changed"),
        ("ville-imaginaire--ville-lointaine--undated", "added"),
        (F, "changed"),
    ]
    left = next(
        sector for sector in ("transport", "energy") if (REGION, "agreement_sectors", sector, "", sector, None) in changes
    )
    assert changes == [
        (REGION, "agreement_sectors", left, "", left, None),
        (F, "agreement_sectors", "energy", "", None, "energy"),
        (F, "agreement_sources", "3", "", None, "3"),
        (F, "agreements", "", "end", "2055", None),
        (F, "agreements", "", f"title_{language}", ANY, "Autre titre"),
        (F, "sources", "journal-invente-3", "", None, "journal-invente-3"),
    ]
    assert (plan.added, plan.changed, plan.unchanged, plan.deleted) == (1, 2, 5, 1)
    assert check_folder(folder) == []


# Of each sheet of the register: an agreement, a column of ours, what is written there instead, and what comes back of it.
CELLS = {
    "agreements": [
        (F, "title_fr", "Un"), (F, "title_ar", "واحد"), (F, "title_en", "One"), (F, "partner_type", "foreign_agency"),
        (F, "instrument", "grant"), (F, "status", "listed"), (F, "date", "2020-12"), (F, "date_event", "decision"),
        (F, "date_basis", "stated"), (F, "date_note", "relative"), (F, "start", "2019"), (F, "end", "2056-01-01"),
        (F, "amount", "3000000.25"), (F, "currency", "USD"), (F, "money_role", "envelope"),
        (F, "parent", "agence-inventee--province-inventee--2018"), (F, "programme", "appel-invente--2020"),
        (F, "summary_fr", "Un"), (F, "summary_ar", "واحد"), (F, "summary_en", "One"),
        (REGION, "amount_note_fr", "Un"), (REGION, "amount_note_ar", "واحد"), (REGION, "amount_note_en", "One"),
        ("ancienne-region--region-lointaine--undated", "note_fr", "Un"),
        ("ancienne-region--region-lointaine--undated", "note_ar", "واحد"),
        ("ancienne-region--region-lointaine--undated", "note_en", "One"),
    ],
    "parties": [(F, "named_as", "Un"), ("region-inventee-ville-imaginaire--fonds-invente--2020", "role", "beneficiary")],
    "sources": [
        (ASSOCIATION, "source_title", "Un"), (ASSOCIATION, "publisher", "Une"), (ASSOCIATION, "language", "ar"),
        (ASSOCIATION, "published", "2019"), (ASSOCIATION, "read", "2026-10"), (ASSOCIATION, "confidence", "press"),
    ],
    "commitments": [
        (F, "text_fr", "Un"), (F, "text_ar", "واحد"), (F, "text_en", "One"), (F, "debtor", "ville-inventee"),
        (F, "creditor", "agence-lointaine"), (F, "amount", "5"), (F, "currency", "USD"), (F, "due", "2022"),
        (F, "address", "https://journal-invente.example/1"), (REGION, "quantity", "3"), (REGION, "per", "month"),
    ],
    "claims": [
        (F, "field", "start"), (F, "stance", "inferred"), (F, "value", "1"), (F, "language", "fr"), (F, "other_value", "2"),
        (F, "address", "https://agence-lointaine.example/accords"), (REGION, "other_language", "en"),
        (REGION, "other_address", "https://journal-invente.example/2"),
        (F, "reason_fr", "Un"), (F, "reason_ar", "واحد"), (F, "reason_en", "One"),
    ],
}  # fmt: skip
# Keys, lists (tested above), what follows from other cells, and what our export works out.
OTHERWISE = {
    "agreements": {"fact_id", "scope", "moroccan", "partners", "sectors", "sources", "confidence"},
    "parties": {"fact_id", "side", "party", "kind", "country", "place_code"},
    "sectors": {"fact_id", "sector"},
    "sources": {"fact_id", "rank", "source", "address"},
    "commitments": {"fact_id", "commitment", "bearer", "rate_percent", "state", "seen"},
    "claims": {"fact_id", "rank"},
    "sdgs": {"fact_id", "stance", "sdg"},
}


def test_every_column_of_the_register_is_tried(tiny_store: Store) -> None:
    """A new column of the export is named here until somebody says how it comes back."""
    with tiny_store.choose(Selection(scope=())) as chosen:
        tables = Asked(tiny_store, chosen).tables()
    tried = {name: {column for _, column, _ in CELLS.get(name, [])} | OTHERWISE[name] for name in tables}
    assert tried == {name: set(table.columns) for name, table in tables.items()}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_changed_in_any_column_comes_back_as_that_change(
    name: str, tiny_store: Store, tiny_folder: Path, tmp_path: Path
) -> None:
    """One sheet, a cell of each column; all else stands as it was exported."""
    with tiny_store.choose(Selection(scope=())) as chosen:
        table = Asked(tiny_store, chosen).tables()[name].astype(object)
    for fact_id, column, cell in CELLS[name]:
        table.loc[table.index[table["fact_id"] == fact_id][0], column] = cell
    file = tmp_path / "sheet.csv"
    file.write_bytes(as_csv(table))
    with propose(file, file.name, tiny_folder) as proposal:
        changes = proposal.query("select field, fact_id, after from change")
        assert proposal.plan.problems == ()
    told = [
        (BECOMES.get(column, column) if name == "sources" else column.replace("address", "source"), fact_id)
        for fact_id, column, _ in CELLS[name]
    ]
    assert sorted(change[:2] for change in changes) == sorted(told)
    written = {(column, fact_id): cell for fact_id, column, cell in CELLS[name]}
    assert all(after == written.get((field, fact_id), after) for field, fact_id, after in changes)


@pytest.mark.slow
def test_what_hangs_on_a_refused_agreement_is_refused_however_long_the_chain(folder: Path, tmp_path: Path) -> None:
    """Each part names the one before as its frame; the first is refused, so none can enter and nothing unsound is taken."""
    length = 25
    head = "fact_id,title,moroccan,partners,partner_type,instrument,date_event,date,sources,parent\n"
    rows = [
        f"acte-{n},Acte {n},region-inventee,agence-lointaine,foreign_agency,protocol,{'' if n == 0 else 'signature'},2020,"
        f"https://example.org/{n},{f'acte-{n - 1}' if n else ''}\n"
        for n in range(length)
    ]
    file = tmp_path / "chaine.csv"
    file.write_text(head + "".join(rows), encoding="utf-8")
    before = contents(folder)
    with propose(file, file.name, folder) as proposal:
        assert {problem.line for problem in proposal.plan.problems} == set(range(2, length + 2))
        assert proposal.plan.takes == 0
        proposal.take()
    assert contents(folder) == before
    assert check_folder(folder) == []
