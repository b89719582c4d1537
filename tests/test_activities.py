"""Activities of IATI become drafts of agreements: our own come back as they went, those of others as far as they say it.

examples/iati holds files in the form of the standard's own examples and of some publishers, with the drafts worked out by hand. What
can be wrong with such a file stands in examples/imports beside the faults of other files (`test_imports.py`).
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from okfn_iati import SectorCategory

from coopstats.checking import Query
from coopstats.exports import FORMATS, Asked
from coopstats.exports.activity import crosswalk
from coopstats.imports.activities import drafts_of_activities
from coopstats.imports.drafts import Draft
from coopstats.imports.elements import purposes
from coopstats.imports.known import Known
from coopstats.imports.organisations import KINDS, refs, rules
from coopstats.imports.stream import CHUNK, DEEPEST, LARGEST_ACTIVITY, LONGEST_TAG, MOST_NAMES, is_xml
from coopstats.imports.taking import propose
from coopstats.problems import Problem
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.texts import check_folder, open_texts

TESTS = Path(__file__).resolve().parent
EXAMPLES = TESTS / "examples" / "imports"
ACTIVITIES = TESTS / "examples" / "iati"
FORMS = sorted(ACTIVITIES.glob("*.xml"))


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    with open_texts(tiny_folder, tmp_path_factory.mktemp("tiny-texts")) as query:
        yield query


@pytest.fixture(scope="module")
def names(tiny: Query) -> Known:
    """The names of the tiny dataset, for what takes nothing into it."""
    return Known(tiny)


def read(text: bytes, known: Known, name: str = "input.xml") -> list[Draft | Problem]:
    """All that a file gives."""
    return list(drafts_of_activities(io.BytesIO(text), name, known, lambda _: None))


@pytest.fixture(scope="module")
def real(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    with open_texts(data_folder, tmp_path_factory.mktemp("texts")) as query:
        yield query


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_forms_of_the_standard_and_of_publishers_are_read(form: Path, real: Query) -> None:
    """Every row of every draft, and everything left aside, against what was worked out by hand."""
    found = read(form.read_bytes(), Known(real), form.name)
    expected = json.loads(form.with_suffix(".json").read_text(encoding="utf-8"))
    drafts = [
        {"line": one.line, "fact_id": one.fact_id, "rows": [{"table": table} | row for table, row in one.rows]}
        for one in found
        if isinstance(one, Draft)
    ]
    for draft in drafts:
        assert {row.pop("fact_id") for row in draft["rows"] if "fact_id" in row} == {draft["fact_id"]}
    assert drafts == expected["drafts"]
    assert [one.as_dict() for one in found if isinstance(one, Problem)] == expected["problems"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_a_file_is_read_in_the_encoding_that_it_tells(encoding: str, names: Known, tmp_path: Path) -> None:
    """By its declaration or its mark; and it is known for XML by its first sign."""
    text = (EXAMPLES / "party_ambiguous-authority" / "input.xml").read_text(encoding="utf-8")
    file = tmp_path / "input"
    file.write_bytes(text.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding))
    assert is_xml(file)
    found = read(file.read_bytes(), names)
    assert [(one.check, one.value) for one in found if isinstance(one, Problem)] == [("party_ambiguous", "Fès")]


@pytest.fixture(scope="module")
def exported(store: Store) -> bytes:
    """All that our own export can hold."""
    with store.choose(Selection(scope=())) as chosen:
        return FORMATS["iati"].make(Asked(store, chosen, "fr", assume=True))[".xml"]


def test_our_own_export_comes_back_as_it_went(exported: bytes, real: Query) -> None:
    """Every agreement of the file, every cell that the format carries: parties with side and role, sectors and pages in their order."""
    found = read(exported, Known(real))
    assert [one for one in found if isinstance(one, Problem)] == []
    drafts = [one for one in found if isinstance(one, Draft)]
    assert [one.fact_id for one in drafts] == re.findall(r"<iati-identifier>coopstats-([a-z0-9-]+)<", exported.decode())
    assert len(drafts) > 300
    held = {
        table: rows_of(real, table) for table in ("agreements", "agreement_parties", "agreement_sectors", "agreement_sources")
    }
    carried = {
        "fact_id",
        "partner_type",
        "instrument",
        "status",
        "title_fr",
        "title_ar",
        "title_en",
        "summary_fr",
        "summary_ar",
        "summary_en",
    }
    for draft in drafts:
        told: dict[str, list[dict[str, str]]] = {}
        for table, row in draft.rows:
            told.setdefault(table, []).append(row)
        ((row,), (known,)) = told["agreements"], held["agreements"][draft.fact_id]
        assert carried <= set(row) | {column for column in known if known[column] is None}
        assert {column: known[column] for column in row} == row
        dates = {column: text for column, text in known.items() if column in ("start", "end", "date") and len(text or "") == 10}
        assert dates.keys() - row.keys() <= ({"date"} if "start" in dates else set())
        assert not ({"amount", "currency", "money_role"} & row.keys()) or known["money_role"] == "committed"
        for table, columns in (("parties", ("side", "party", "role")), ("sectors", ("sector",)), ("sources", ("source",))):
            before = [tuple(one[column] for column in columns) for one in held[f"agreement_{table}"].get(draft.fact_id, [])]
            assert [tuple(one[column] for column in columns) for one in told.get(f"agreement_{table}", [])] == before
        assert told.keys() <= held.keys()


def test_what_our_own_export_commits_and_frames_comes_back(exported: bytes, real: Query) -> None:
    """As many amounts and parents as the file has transactions and related activities."""
    rows = [dict(one.rows)["agreements"] for one in read(exported, Known(real)) if isinstance(one, Draft)]
    text = exported.decode()
    assert sum("amount" in row for row in rows) == text.count("<transaction>") > 50
    assert sum("parent" in row for row in rows) == text.count("<related-activity ") > 5


def rows_of(query: Query, table: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a raw table as they stand, by agreement."""
    columns = [
        column
        for (column,) in query(f"select column_name from duckdb_columns() where table_name = 'raw_{table}'")
        if column != "line"
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    found: dict[str, list[dict[str, str]]] = {}
    for row in query(f"select {listed} from raw_{table} order by line"):
        told = dict(zip(columns, row, strict=True))
        found.setdefault(told["fact_id"], []).append(told)
    return found


def test_a_file_of_others_is_taken_whole_and_a_second_time_changes_nothing(tmp_path: Path, data_folder: Path) -> None:
    """What the standard's own form says enters a sound dataset; the second reading finds the same agreements."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder, folder)
    form = ACTIVITIES / "style-ec.xml"
    with propose(form, form.name, folder) as proposal:
        assert (proposal.plan.added, proposal.plan.changed, proposal.plan.problems) == (2, 0, ())
        proposal.take()
    assert check_folder(folder) == []
    with propose(form, form.name, folder) as proposal:
        assert (proposal.plan.unchanged, proposal.plan.takes, proposal.plan.problems) == (2, 0, ())


def test_our_own_export_changes_nothing_in_the_dataset_it_came_from(exported: bytes, tmp_path: Path, data_folder: Path) -> None:
    file = tmp_path / "activities.xml"
    file.write_bytes(exported)
    with propose(file, file.name, data_folder) as proposal:
        assert (proposal.plan.takes, proposal.plan.problems) == (0, ())
        assert proposal.plan.unchanged == exported.count(b"<iati-identifier>")


def test_a_code_of_each_table_is_one_of_the_dataset(store: Store) -> None:
    """References of organisations lead to parties, purpose codes to sectors, types and kinds to codes; purposes agree with our export."""
    codes = store.codes()
    assert set(refs().values()) <= set(codes["parties"])
    assert set(purposes().values()) <= set(codes["sectors"])
    assert set(KINDS.values()) | {row["kind"] for row in rules()} - {""} <= set(codes["kinds"])
    assert {row["partner_type"] for row in rules()} <= set(codes["partner_types"])
    assert {code for code in purposes() if len(code) == 5} <= set(SectorCategory.__members__)
    assert all(purposes().get(becomes, code) == code for (table, code), becomes in crosswalk().items() if table == "sectors")


def activity(inside: str = "", attributes: str = "") -> str:
    return f"<iati-activity{attributes}><iati-identifier>X-1</iati-identifier>{inside}</iati-activity>"


HUGE = {
    "text": activity(f"<title>{'x' * (LARGEST_ACTIVITY + CHUNK)}</title>"),
    "texts": activity("<title>" + "<narrative>xxxxxxxxxx</narrative>" * (LARGEST_ACTIVITY // 200) + "</title>"),
    "attributes": activity(attributes="".join(f' a{number}="x"' for number in range(LONGEST_TAG // 5))),
    "one attribute": activity(attributes=f' a="{"x" * (LONGEST_TAG + 2 * CHUNK)}"'),
    "comment": f"<!--{'x' * (LONGEST_TAG + 2 * CHUNK)}-->" + activity(),
    "names": activity("".join(f"<result><n{number}/></result>" for number in range(MOST_NAMES + CHUNK // 10))),
    "depth": activity("<title>" * DEEPEST + "</title>" * DEEPEST),
    "depth passed over": activity("<result>" * 100_000),
}


@pytest.mark.parametrize("inside", HUGE.values(), ids=HUGE)
def test_what_no_honest_file_holds_is_a_problem_before_it_is_memory(inside: str, names: Known) -> None:
    """One problem, and nothing of it is held: what expat and we keep stays below what such a thing weighs."""
    tracemalloc.start()
    (problem,) = [
        one
        for one in read(f'<iati-activities version="2.03">{inside}</iati-activities>'.encode(), names)
        if isinstance(one, Problem) and one.check != "activities_left_aside"
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem.check == "too_large"
    assert most < 8 * LARGEST_ACTIVITY


def test_an_activity_too_large_keeps_nobody_from_reading_the_next(names: Known) -> None:
    fault = (EXAMPLES / "amount_not_one-none" / "input.xml").read_text(encoding="utf-8")
    text = fault.replace("<iati-activity ", f"{HUGE['text']}\n<iati-activity ", 1)
    assert [one.check if isinstance(one, Problem) else "draft" for one in read(text.encode(), names)] == [
        "too_large",
        "amount_not_one",
        "draft",
    ]


def test_progress_is_told_in_bytes_to_the_end(exported: bytes, names: Known) -> None:
    told: list[int] = []
    for _ in drafts_of_activities(io.BytesIO(exported), "x", names, told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == len(exported)
    assert len(told) > len(exported) / CHUNK


WHOLE = b"".join(path.read_bytes() for path in FORMS)
PIECES = sorted({piece for piece in re.findall(rb"<[^>]*>|[^<]+", WHOLE) if len(piece) < 200})


@settings(max_examples=200, deadline=None)
@given(text=some.binary(max_size=2_000))
def test_no_bytes_are_an_error(text: bytes, names: Known) -> None:
    """Whatever they are: a problem or nothing at all, never a failure."""
    found = read(text, names)
    assert found
    assert all(isinstance(one, Problem) for one in found)


@settings(max_examples=200, deadline=None)
@given(data=some.data())
def test_no_activity_is_an_error_however_it_is_broken(data: some.DataObject, names: Known) -> None:
    """Elements and texts of real forms, exchanged, doubled, taken away, cut short: each reading ends with drafts and problems."""
    pieces = re.findall(rb"<[^>]*>|[^<]+", data.draw(some.sampled_from(FORMS)).read_bytes())
    for _ in range(data.draw(some.integers(1, 12))):
        place = data.draw(some.integers(0, len(pieces) - 1))
        other = data.draw(some.sampled_from(PIECES) | some.binary(max_size=20) | some.just(b""))
        pieces[place : place + data.draw(some.integers(0, 2))] = [other]
        pieces = pieces or [b""]
    for one in read(b"".join(pieces), names):
        assert isinstance(one, Draft | Problem)


@settings(max_examples=200, deadline=None)
@given(data=some.data())
def test_no_code_is_an_error_in_sound_xml(data: some.DataObject, names: Known) -> None:
    """Values of attributes and texts replaced by any others: dates, amounts, codes, addresses."""
    text = data.draw(some.sampled_from(FORMS)).read_text(encoding="utf-8")
    values = sorted(set(re.findall(r'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', text)))
    for _ in range(data.draw(some.integers(1, 6))):
        old = data.draw(some.sampled_from(values))
        new = data.draw(
            some.text(max_size=12) | some.sampled_from(["1e999", "NaN", "-0", "9" * 40, "http://[::", "2021-13-45", "٢"])
        )
        text = text.replace(f'"{old}"', quoteattr(new)).replace(f">{old}<", f">{escape(new)}<")
    for one in read(text.encode(errors="surrogatepass"), names):
        assert isinstance(one, Draft | Problem)
        if isinstance(one, Draft):
            assert all(isinstance(cell, str) for _, row in one.rows for cell in row.values())


def tall(path: Path, megabytes: int) -> int:
    """Write a file of so many megabytes, its activities those of a real form, and give how many they are."""
    form = (ACTIVITIES / "standard-2.03.xml").read_text(encoding="utf-8")
    head, body, foot = re.fullmatch(r"(.*?)( <iati-activity .*</iati-activity>\n)(.*)", form, re.DOTALL).groups()  # type: ignore[union-attr]
    results = "<result type='1'><indicator measure='1'><title><narrative>x</narrative></title></indicator></result>" * 20
    body = body.replace("</iati-activity>", f"{results}</iati-activity>")
    count = megabytes * 1_000_000 // len(body.encode())
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(count):
            told = {"INVENTED-1<": f"INVENTED-{number}<", 'code="MA"': f'code="{"MA" if number % 50 == 0 else "TN"}"'}
            told |= {word: f"{word} {number}" for word in ("Planification", "Invented planning", "تخطيط")}
            told |= {"2026-01-15": f"{1990 + number % 36}-01-15"}
            file.write(re.sub("|".join(told), lambda found, told=told: told[found[0]], body))
        file.write(foot)
    return count


READING = """
import sys
from pathlib import Path
from coopstats.imports.activities import drafts_of_activities
from coopstats.imports.drafts import Draft
from coopstats.imports.known import Known
from coopstats.texts import open_texts
with open_texts(Path(sys.argv[2]), Path(sys.argv[3])) as query, open(sys.argv[1], "rb") as file:
    told = []
    drafts = sum(isinstance(one, Draft) for one in drafts_of_activities(file, "tall.xml", Known(query), told.append))
print(drafts, len(told), told[-1], open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.long
def test_a_long_file_is_read_within_the_memory_of_a_short_one(tmp_path: Path, data_folder: Path) -> None:
    """200 MB in a fresh process that never holds more than 300, and hears all along how far it is."""
    file = tmp_path / "tall.xml"
    count = tall(file, 200)
    done = subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", READING, str(file), str(data_folder), str(tmp_path)], check=True, capture_output=True, text=True
    )
    drafts, told, read_bytes, kilobytes = map(int, done.stdout.split())
    assert drafts == -(-count // 50)
    assert read_bytes == file.stat().st_size > 199_000_000
    assert told > read_bytes / CHUNK
    assert kilobytes < 300_000
