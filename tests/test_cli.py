"""The command line gives the same answers, checks and refusals as the dashboard."""

import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coopstats.cli import main
from coopstats.downloads import harmless
from coopstats.opening import open_store
from coopstats.problems import Problem
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES, Words

SELECTIONS = {
    "nothing": Selection(),
    "everything": Selection(scope=()),
    "codes": Selection(partner_type=("french_agency", "multilateral"), sector=("transport", "energy"), status=("signed",)),
    "parties": Selection(scope=(), partner=("agence-lointaine",), country=("FR",)),
    "years": Selection(scope=(), from_year=2018, to_year=2020, undated="without"),
    "text": Selection(scope=(), text="ville inventée"),
    "none": Selection(text="nothing is called so"),
}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """One command: its exit code, what it printed and what it complained of."""
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def process(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on a dataset of its own."""
    command = [sys.executable, "-m", "coopstats.cli", *arguments]
    environment = {**os.environ, "COOPSTATS_DATA": str(data), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment, timeout=60)  # noqa: S603


def filters(selection: Selection) -> list[str]:
    """The parts of a link, as the command line takes them."""
    link = selection.to_link()
    return [f"{name}={value}" for name, values in link.items() for value in ([values] if isinstance(values, str) else values)]


OPENED_ONCE = cache(open_store)


@pytest.fixture(autouse=True)
def _opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred commands on one dataset open it once; the commands that run in a process of their own open it themselves."""
    monkeypatch.setattr("coopstats.engines.engine.open_store", OPENED_ONCE)


@pytest.fixture(scope="module")
def broken_folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two problems in one line: a party without country, of a kind that nobody knows."""
    folder = tmp_path_factory.mktemp("broken") / "data"
    shutil.copytree(tiny_folder, folder)
    parties = folder / "parties.csv"
    parties.write_text(
        parties.read_text(encoding="utf-8").replace("ville-lointaine,commune,FR", "ville-lointaine,hamlet,"), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def problems(broken_folder: Path) -> list[Problem]:
    return check_folder(broken_folder)


def test_the_list_names_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    """One a line, with what it asks; `ask` alone gives the same list."""
    code, out, err = run(capsys, "ask", "--list")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(questions())
    assert all(re.search(r"\s[A-Z].*[?.]$", line) for line in out.splitlines())
    assert run(capsys, "ask") == (0, out, "")


def is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def same(one: Any, other: str) -> bool:
    """Whether a value of the JSON is the same as a text of another format."""
    if is_figure(one):
        return math.isclose(one, float(other), rel_tol=1e-9, abs_tol=1e-9)
    return other == ("" if one is None else str(harmless(one)))


@pytest.mark.parametrize("name", questions())
def test_every_format_gives_the_same_figures(name: str, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON, CSV and the table for the eye agree row by row and cell by cell."""
    printed = {}
    asked = [name, "scope=all", *(["party=casablanca-settat"] if name.startswith("party_") else [])]
    for form in ("json", "csv", "table"):
        code, printed[form], err = run(capsys, "ask", "--data", str(data_folder), "--format", form, *asked)
        assert (code, err) == (0, "")
    records = json.loads(printed["json"])
    assert records or "current_date" in questions()[name]  # what depends on today may be nothing
    rows = list(csv.DictReader(io.StringIO(printed["csv"])))
    assert [list(row) for row in rows] == [list(record) for record in records]
    for record, row in zip(records, rows, strict=True):
        assert all(same(value, row[column]) for column, value in record.items()), (record, row)
    heading, *lines = printed["table"].splitlines() if records else [""]
    assert [heading.split()] == [list(record) for record in records[:1] or [{}]]
    for record, line in zip(records, lines, strict=True):
        place = 0
        for value in record.values():
            if is_figure(value):
                figure = re.compile(r"(?<!\S)-?[\d.]+(?!\S)").search(line, place)
                assert figure is not None, line
                assert math.isclose(value, float(figure.group()), rel_tol=1e-9, abs_tol=1e-9), line
                place = figure.end()
            elif value is not None:
                place = line.index(str(value), place) + len(str(value))


def test_large_amounts_are_written_out(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To the last unit in the table for the eye as well: no powers of ten, no rounding."""
    arguments = ["--data", str(data_folder), "amounts_by_currency", "scope=all"]
    amounts = [record["amount"] for record in json.loads(run(capsys, "ask", "--format", "json", *arguments)[1])]
    assert all(map(is_figure, amounts))
    assert max(amounts) > 10**9
    printed = [line.split()[-1] for line in run(capsys, "ask", *arguments)[1].splitlines()[1:]]
    assert [float(figure) for figure in printed] == amounts
    assert all(re.fullmatch(r"[0-9.]+", figure) for figure in printed)


def test_whole_numbers_stay_whole_beside_unknown_ones(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The undated have no year; that makes no 2018.0 of the others, in no format."""
    for name, column in (("agreements_by_year", "year"), ("agreements_by_partner", "first_year")):
        arguments = ["--data", str(data_folder), name, "scope=all"]
        records = json.loads(run(capsys, "ask", "--format", "json", *arguments)[1])
        assert {type(record[column]) for record in records} == {int, type(None)}
        rows = csv.DictReader(io.StringIO(run(capsys, "ask", "--format", "csv", *arguments)[1]))
        assert all(re.fullmatch(r"\d{4}|", row[column]) for row in rows)


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_filters_are_spelled_as_in_a_link(
    selection: Selection, tiny_store: Store, tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in the address after the question mark stands after the question."""
    code, out, err = run(capsys, "ask", "--data", str(tiny_folder), "--format", "json", "agreements", *filters(selection))
    assert (code, err) == (0, "")
    with tiny_store.choose(selection) as choice:
        wanted = choice.ask("agreements")["fact_id"].tolist()
    assert [record["fact_id"] for record in json.loads(out)] == wanted


@pytest.mark.parametrize("name", ["agreements_by_year", "party_ties", "network_second"])
def test_a_party_is_spelled_as_in_a_link(
    name: str, tiny_store: Store, tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands in the centre of the answer, beside the filters: another party gets another answer."""
    found = []
    for party in ("ville-imaginaire", "region-inventee"):
        code, out, err = run(capsys, "ask", "--data", str(tiny_folder), "--format", "csv", name, f"party={party}", "scope=all")
        assert (code, err) == (0, "")
        with tiny_store.choose(Selection(scope=()), party=party) as choice:
            assert list(csv.DictReader(io.StringIO(out))) == list(
                csv.DictReader(io.StringIO(choice.ask(name).map(harmless).to_csv(index=False)))
            )
        found.append(out)
    assert found[0] != found[1]


def test_the_selections_above_differ(tiny_store: Store) -> None:
    """Else a filter that is dropped on the way would not be noticed."""
    found = set()
    for selection in SELECTIONS.values():
        with tiny_store.choose(selection) as choice:
            found.add(tuple(choice.ask("agreements")["fact_id"]))
    assert len(found) == len(SELECTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_an_answer_comes_in_words_when_a_language_is_named(
    language: str, form: str, tiny_store: Store, tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Codes become names and columns get their headings; without a language they stay codes."""
    words = Words(language, tiny_store.labels(language))
    named = run(capsys, "ask", "--data", str(tiny_folder), "--format", form, "agreements_by_sector", f"lang={language}")
    assert named[0::2] == (0, "")
    for text in (words.heading("sector"), words.heading("share"), words.label("sectors", "transport")):
        assert text in named[1]
    assert "transport" in run(capsys, "ask", "--data", str(tiny_folder), "--format", form, "agreements_by_sector")[1]


@pytest.mark.parametrize(
    ("arguments", "wrong", "known"),
    [
        (["figure"], ["figure"], ["figures", "agreements_by_year"]),
        (["figures", "town=sale"], ["town"], ["lang", "sector", "undated"]),
        (["figures", "sector"], ["sector="], ["transport", "energy"]),
        (["figures", "sector=transports", "sector=energy"], ["sector=transports"], ["transport", "energy"]),
        (["figures", "authority=nowhere"], ["authority=nowhere"], ["ville-inventee", "region-inventee"]),
        (["figures", "from_year=long ago"], ["from_year=long ago"], ["1900", "2100"]),
        (["figures", "from_year=2020", "to_year=2010"], ["to_year=2010"], ["from_year"]),
        (["figures", "undated=maybe"], ["undated=maybe"], ["with", "without", "only"]),
        (["figures", "publishers=10", "elements=none"], ["elements=none", "publishers=10"], ["1 to 9"]),
        (["figures", "lang=es"], ["lang=es"], ["fr", "ar", "en"]),
        (["figures", "party=nobody"], ["party=nobody"], ["ville-inventee", "agence-lointaine"]),
        (["figures", "town=sale", "status=lost", "lang=es"], ["town", "status=lost", "lang=es"], ["signed", "ar"]),
    ],
    ids=" ".join,
)
def test_what_is_not_known_is_refused_with_what_is(
    arguments: list[str], wrong: list[str], known: list[str], tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing printed as an answer, one sentence for each wrong part."""
    code, out, err = run(capsys, "ask", "--data", str(tiny_folder), *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == len(wrong)
    assert all(part in line for part, line in zip(wrong, err.splitlines(), strict=True))
    assert all(re.search(rf"\b{name}\b", err) for name in known)


@pytest.mark.parametrize(
    "arguments", [[], ["tell"], ["ask", "figures", "--format", "xml"], ["check", "--lang", "es"], ["serve", "now"]]
)
def test_a_command_that_is_not_understood_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: coopstats" in capsys.readouterr().err


def test_a_sound_folder_passes_in_silence(tiny_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0; for programs an empty list."""
    assert run(capsys, "check", str(tiny_folder)) == (0, "", "")
    code, out, err = run(capsys, "check", "--json", str(tiny_folder))
    assert (code, json.loads(out), err) == (0, [], "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_broken_folder_is_a_line(
    language: str, broken_folder: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language asked for, with exit code 1."""
    assert [(problem.field, problem.check) for problem in problems] == [("country", "value_missing"), ("kind", "key_unknown")]
    code, out, err = run(capsys, "check", str(broken_folder), "--lang", language)
    assert (code, out.splitlines(), err) == (1, [problem.sentence(Words(language)) for problem in problems], "")


def test_problems_come_as_records_for_programs(
    broken_folder: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    """The same problems, field by field, with the same exit code."""
    code, out, err = run(capsys, "check", "--json", str(broken_folder))
    assert (code, err) == (1, "")
    assert json.loads(out) == [problem.as_dict() for problem in problems]
    assert list(json.loads(out)[0]) == ["file", "line", "field", "check", "value", "expected"]


def test_no_answer_comes_from_a_broken_folder(
    broken_folder: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 and every problem, instead of figures that may be wrong."""
    code, out, err = run(capsys, "ask", "--data", str(broken_folder), "figures")
    assert (code, out) == (1, "")
    assert err.splitlines() == [problem.sentence(Words("en")) for problem in problems]


def test_a_folder_that_is_not_there_is_a_broken_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", str(tmp_path / "nowhere"))
    assert (code, err) == (1, "")
    assert out.splitlines()[0] == "agreements.csv: the file is missing"


def test_the_installed_command_answers(tiny_folder: Path, tiny_store: Store) -> None:
    """In its own process, on the dataset that COOPSTATS_DATA names, in Arabic too."""
    done = process("ask", "--format", "json", "agreements_by_sector", "lang=ar", data=tiny_folder)
    assert (done.returncode, done.stderr) == (0, "")
    words = Words("ar", tiny_store.labels("ar"))
    with tiny_store.choose(Selection()) as choice:
        wanted = choice.ask("agreements_by_sector")
    assert [(record[words.heading("sector")], record[words.heading("agreements")]) for record in json.loads(done.stdout)] == [
        (words.label("sectors", code), n) for code, n in zip(wanted["sector"], wanted["agreements"], strict=True)
    ]


def test_a_broken_dataset_is_not_served(broken_folder: Path, problems: list[Problem]) -> None:
    """One sentence that names the first problem and how many more there are; no server, exit code 1."""
    done = process("serve", "--port", "0", data=broken_folder)
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    first, *others = problems
    assert sentence.startswith(first.sentence(Words("en")))
    assert str(len(others)) in sentence.removeprefix(first.sentence(Words("en")))


def test_a_reader_who_stops_before_the_last_line_gets_no_complaint() -> None:
    """`coopstats ask agreements | head`: the rest is not written, and nothing is said about it."""
    command = [sys.executable, "-m", "coopstats.cli", "ask", "agreements", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:  # noqa: S603 - our own command
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline().startswith(b"fact_id,")
        program.stdout.close()
        assert program.stderr.read() == b""
