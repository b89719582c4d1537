"""A file is taken whole or not at all, whatever happens on the way; and the command line that does it."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coopstats.cli import main
from coopstats.folder import version_of
from coopstats.imports.taking import FolderChangedError, propose
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES

TESTS = Path(__file__).resolve().parent
LIST = """Titre,Collectivité,Partenaire,Type de partenaire,Type d'accord,Date de signature,Source
Convention de la Ville Inventée,Ville Inventée,Ville Lointaine,Jumelage de villes,Convention de partenariat,04/05/2021,https://journal-invente.example/9
"""
REFUSED = "Convention d'un jour,Ville Inventée,Ville Lointaine,Jumelage de villes,Jumelage,30/02/2021,https://journal-invente.example/9\n"


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset, alone in its folder."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "kept" / "data"))


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    """A council's list of one agreement."""
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def beside(folder: Path) -> list[str]:
    """What stands where the dataset stands."""
    return sorted(path.name for path in folder.parent.iterdir())


def test_whoever_is_killed_on_the_way_leaves_the_old_dataset_or_the_new_one(folder: Path, list_file: Path) -> None:
    """At every instant that is tried one of two versions stands there whole; the next one to take a file clears what lay about."""
    before = version_of(folder)
    command = [sys.executable, str(TESTS / "stopping.py"), str(folder), str(list_file), "23"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)  # noqa: S603 - our own file
    assert done.returncode == 0, done.stderr
    *left, last = done.stdout.splitlines()
    after = version_of(folder)
    assert after != before
    assert last == f"{after} {['.data.lock', 'data', 'kept']}"
    assert set(left) == {before, after}
    assert left.count(before) > 10


def test_the_second_of_two_is_told_that_the_dataset_is_another(folder: Path, list_file: Path) -> None:
    """What was shown to whoever decided is what is taken, or nothing is."""
    with propose(list_file, "a.csv", folder) as first, propose(list_file, "b.csv", folder) as second:
        first.take()
        taken = version_of(folder)
        with pytest.raises(FolderChangedError):
            second.take()
    assert version_of(folder) == taken
    assert beside(folder) == [".data.lock", "data"]


NO_ROOM = """
import resource, sys
from pathlib import Path
from coopstats.imports import taking

def without_room(*paths):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    return real(*paths)

real, taking.write_table = taking.write_table, without_room
from coopstats.cli import main
sys.exit(main(["import", sys.argv[1], "--into", sys.argv[2], "--yes"]))
"""
NEVER_ROOM = NO_ROOM.replace(
    "def without_room", "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\ndef without_room"
)


@pytest.mark.parametrize("program", [NO_ROOM, NEVER_ROOM], ids=["while it is written", "while it is read"])
def test_without_room_on_the_disk_nothing_is_taken_and_one_sentence_says_so(program: str, folder: Path, list_file: Path) -> None:
    """Where a file cannot grow as far as it must, the old dataset stands as it did, alone."""
    before = version_of(folder)
    command = [sys.executable, "-c", program, str(list_file), str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)  # noqa: S603 - our own lines
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith("Nothing was taken: ")
    assert version_of(folder) == before
    assert [name for name in beside(folder) if name not in ("data", ".data.lock")] == []


def command(*arguments: str | Path) -> int:
    return main(["import", *map(str, arguments)])


def test_without_a_word_a_file_is_only_shown(folder: Path, list_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is at the terminal to be asked: nothing is taken, nothing of the progress is printed, and the way to take it is named."""
    before = version_of(folder)
    assert command(list_file, "--into", folder) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "added: 1 · changed: 0 · unchanged: 0 · deleted: 0 · lines refused: 0",
        "+ ville-inventee--ville-lointaine--2021 · Partnership agreement – Invented City – Faraway City, 2021",
    ]
    assert told.err == "Nothing was taken: --yes takes it.\n"
    assert version_of(folder) == before


def test_a_file_is_taken_but_for_the_lines_that_are_refused(folder: Path, tmp_path: Path) -> None:
    """Exit code 1 says that something was refused; the report names it."""
    file, report = tmp_path / "liste.csv", tmp_path / "report.csv"
    file.write_text(LIST + REFUSED, encoding="utf-8")
    assert command(file, "--into", folder, "--yes", "--report", report, "--lang", "fr") == 1
    assert check_folder(folder) == []
    with report.open(encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["Suite donnée", "Feuille", "Ligne", "Colonne", "Valeur", "Problème"]
    assert [row[:5] for row in rows[1:]] == [["refusé", "liste.csv", "3", "Date de signature", "30/02/2021"]]
    agreements = (folder / "agreements.csv").read_text(encoding="utf-8")
    assert "Convention de la Ville Inventée" in agreements
    assert "Convention d'un jour" not in agreements


def test_the_whole_file_or_nothing_of_it(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --whole one refused line keeps all the others out."""
    file = tmp_path / "liste.csv"
    file.write_text(LIST + REFUSED, encoding="utf-8")
    before = version_of(folder)
    assert command(file, "--into", folder, "--yes", "--whole") == 1
    assert "Nothing was taken" in capsys.readouterr().err
    assert version_of(folder) == before


def test_a_program_reads_one_record(folder: Path, list_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts, what is touched, changes, problems and notices."""
    assert command(list_file, "--into", folder, "--json", "--lang", "ar") == 0
    record = json.loads(capsys.readouterr().out)
    assert {name: record[name] for name in ("added", "changed", "unchanged", "deleted", "refused")} == {
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "deleted": 0,
        "refused": 0,
    }
    assert [row[:2] for row in record["touched"]] == [["ville-inventee--ville-lointaine--2021", "added"]]
    assert record["problems"] == record["notices"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_done_is_said_in_one_line(
    language: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No such file, no such dataset: exit code 2."""
    assert command(tmp_path / "none.csv", "--into", folder, "--lang", language) == 2
    assert capsys.readouterr().err.count("\n") == 1
    (folder / "agreements.csv").unlink()
    assert command(TESTS / "conftest.py", "--into", folder, "--lang", language) == 2
    assert re.fullmatch(r"agreements\.csv.*\n", capsys.readouterr().err)


def test_what_is_made_of_other_cells_is_marked_and_the_scope_follows(folder: Path, list_file: Path) -> None:
    """Titles that the file lacks are made of act, parties and year, and a claim says so; scope and role follow from the parties."""
    assert command(list_file, "--into", folder, "--yes") == 0

    def rows(table: str) -> list[dict[str, str]]:
        with (folder / f"{table}.csv").open(encoding="utf-8") as lines:
            return [row for row in csv.DictReader(lines) if row["fact_id"] == "ville-inventee--ville-lointaine--2021"]

    (agreement,) = rows("agreements")
    assert {
        name: agreement[name] for name in ("scope", "status", "date", "date_event", "date_basis", "title_fr", "title_en")
    } == {
        "scope": "territorial",
        "status": "signed",
        "date": "2021-05-04",
        "date_event": "signature",
        "date_basis": "stated",
        "title_fr": "Convention de la Ville Inventée",
        "title_en": "Partnership agreement – Invented City – Faraway City, 2021",
    }
    assert [(row["field"], row["stance"], row["value"]) for row in rows("claims")] == [
        ("wording", "inferred", "Convention de la Ville Inventée")
    ]
    assert {(row["side"], row["party"], row["role"]) for row in rows("agreement_parties")} == {
        ("moroccan", "ville-inventee", "party"),
        ("partner", "ville-lointaine", "party"),
    }


def test_a_new_dataset_is_sound_and_takes_a_council_s_list(tmp_path: Path, list_file: Path) -> None:
    """The lists, places and parties that every dataset needs, and no agreement until somebody brings one."""
    started = tmp_path / "mine"
    assert main(["new", str(started)]) == 0
    assert check_folder(started) == []
    assert (started / "agreements.csv").read_text(encoding="utf-8").count("\n") == 1
    assert main(["new", str(started)]) == 2
    list_file.write_text(LIST.replace("Ville Inventée,Ville Lointaine", "Casablanca,Marseille"), encoding="utf-8")
    assert command(list_file, "--into", started, "--yes") == 0
    assert (started / "agreements.csv").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.long
def test_every_page_opens_on_a_new_dataset(tmp_path: Path) -> None:
    """In a process of its own, for the dataset of a process is opened once."""
    started = tmp_path / "mine"
    assert main(["new", str(started)]) == 0
    pages = [
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_pages.py",
        "-k",
        "test_every_page_opens_in_every_language",
    ]
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, *pages],
        check=False,
        capture_output=True,
        text=True,
        timeout=900,
        cwd=TESTS.parent,
        env=os.environ | {"COOPSTATS_DATA": str(started)},
    )
    assert done.returncode == 0, done.stdout[-5000:]


# A command, then its most memory in kilobytes: what the system tells the parent of it holds the parent's own as well.
MOST_MEMORY = """
import sys
from coopstats.cli import main
code = main(sys.argv[1:])
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.long
def test_a_list_of_a_hundred_thousand_lines_is_read_and_taken_within_300_mb(folder: Path, tmp_path: Path) -> None:
    """The whole command, Python and DuckDB: merged, judged, its titles made, compared and written."""
    file, (head, line, *_) = tmp_path / "liste.csv", LIST.splitlines()
    with file.open("w", encoding="utf-8") as lines:
        lines.write(f"{head}\n")
        lines.writelines(
            line.replace("Convention de la", f"Convention n° {n} de la").replace("/9", f"/{n}") + "\n" for n in range(100_000)
        )
    command = [sys.executable, "-c", MOST_MEMORY, "import", str(file), "--into", str(folder), "--yes"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own lines
    assert done.returncode == 0, done.stderr
    assert int(done.stderr.split()[-1]) < 300 * 1024
    assert (folder / "agreements.csv").read_text(encoding="utf-8").count("Convention n° ") == 100_000


def test_how_far_the_reading_is_is_told_in_bytes_whatever_becomes_of_the_lines(folder: Path, tmp_path: Path) -> None:
    """A list all of whose lines are refused, and activities that are all for another country: both are told up to their last byte."""
    list_file, activities = tmp_path / "liste.csv", tmp_path / "activities.xml"
    list_file.write_text(LIST.splitlines()[0] + "\n" + REFUSED * 3000, encoding="utf-8")
    one = "<iati-activity><iati-identifier>x</iati-identifier><recipient-country code='TN'/></iati-activity>\n"
    activities.write_text(f"<iati-activities version='2.03'>{one * 5000}</iati-activities>", encoding="utf-8")
    for file in (list_file, activities):
        told: list[tuple[int, int]] = []
        with propose(file, file.name, folder, lambda *read: told.append(read)) as proposal:  # noqa: B023
            assert proposal.plan.takes == 0
        assert told == sorted(told)
        assert told[-1][1] == 100
        assert len({percent for _, percent in told}) > 4


def test_the_command_tells_programs_how_far_it_is(folder: Path, list_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line each time: agreements read, and per cent of the file."""
    assert command(list_file, "--into", folder, "--progress") == 0
    assert re.findall(r"^\d+ \d+%$", capsys.readouterr().err, flags=re.MULTILINE)[-1] == "1 100%"


def test_bringing_a_file_needs_no_library_of_the_answers() -> None:
    """The command that judges and takes files holds none of what pages, charts and exports are made with."""
    program = "import sys, coopstats.cli as c; c.import_module(c.ROOMS['import'].module); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120).stdout  # noqa: S603
    assert "duckdb" in told.split()
    assert not {"pandas", "numpy", "pyarrow", "lxml", "xlsxwriter", "streamlit"} & set(told.split())
