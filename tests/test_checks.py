"""Whatever can be wrong with a dataset is found, told with its place in three languages, and keeps the dataset from the screen.

Each folder of examples/faults is named for a check (and, after a hyphen, for one way to break it). It holds one table that
replaces that of the tiny dataset, or an empty file `….missing` for a table to take away, and the problems to expect.
Each folder of examples/imports is named in the same way; it holds a file that somebody brings (test_imports.py).
"""

import ast
import inspect
import json
import shutil
from pathlib import Path

import pytest

from coopstats.checking import checks, contract
from coopstats.folder import version_of
from coopstats.opening import open_store
from coopstats.problems import DatasetError, Problem, of_a_file, of_activities, wrong
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES, Words

TESTS = Path(__file__).resolve().parent
FAULTS = sorted((TESTS / "examples" / "faults").iterdir())
IMPORTS = sorted((TESTS / "examples" / "imports").iterdir())
SOURCE = sorted((TESTS.parent / "src" / "coopstats").rglob("*.py"))


def expected(fault: Path) -> list[Problem]:
    return [Problem(**record) for record in json.loads((fault / "expected.json").read_text(encoding="utf-8"))]


def check_of(fault: Path) -> str:
    return fault.name.partition("-")[0]


def broken(folder: Path, faults: list[Path], tmp_path: Path) -> Path:
    """A copy of a dataset folder with faults laid over it."""
    copy = tmp_path / "data"
    shutil.copytree(folder, copy)
    for fault in faults:
        (table,) = (path for path in fault.rglob("*.csv*") if path.is_file())
        place = copy / table.relative_to(fault)
        if table.suffix == ".missing":
            place.with_suffix("").unlink()
        else:
            assert place.read_bytes() != table.read_bytes()
            shutil.copy(table, place)
    return copy


def worded_checks() -> set[str]:
    """The checks that have a wording: the keys of the tables in `problems.wrong`, `of_a_file` and `of_activities`."""
    told = [inspect.getsource(tables) for tables in (wrong, of_a_file, of_activities)]
    tables = [node for text in told for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Dict)]
    return {str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)}


def made_checks() -> set[str]:
    """The checks that the code can make: the files of `checks/`, and what is given by name to what makes problems."""
    named = {"Rule": 0, "Problem": 3, "Unread": 0, "refused": 1}
    calls = [
        node for path in SOURCE for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    given = [
        part
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in named
        for part in call.args[named[call.func.id] :][:1]
    ]
    # One of two words by a condition is both.
    told = [part for check in given for part in (ast.walk(check) if isinstance(check, ast.IfExp) else [check])]
    return {part.value for part in told if isinstance(part, ast.Constant) and isinstance(part.value, str)} | set(checks())


def test_every_check_has_a_wording_and_an_example() -> None:
    """A new check without its sentence or without its example is named here."""
    assert worded_checks() == made_checks()
    assert {check_of(example) for example in [*FAULTS, *IMPORTS]} == made_checks()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_with_its_place_and_nothing_else_is(fault: Path, tiny_folder: Path, tmp_path: Path) -> None:
    """The whole list is compared: file, line, field, check, value and what would be right."""
    problems = check_folder(broken(tiny_folder, [fault], tmp_path))
    assert problems == expected(fault)
    assert {problem.check for problem in problems} == {check_of(fault)}


@pytest.mark.parametrize(
    "names",
    [
        ("file_missing", "column_missing-two", "row_unreadable"),
        ("date_impossible", "name_missing", "not_a_number", "key_unknown"),
    ],
    ids=["files", "cells"],
)
def test_a_faulty_dataset_is_not_shown_and_every_problem_is_named(
    names: tuple[str, ...], tiny_folder: Path, tmp_path: Path
) -> None:
    """No fault is fatal to the next: those of several tables come together, one sentence each."""
    faults = [fault for fault in FAULTS if fault.name in names]
    assert len(faults) == len(names)
    folder = broken(tiny_folder, faults, tmp_path)
    with pytest.raises(DatasetError) as refused:
        open_store(folder)
    problems = sorted(problem for fault in faults for problem in expected(fault))
    assert sorted(refused.value.problems) == problems == sorted(check_folder(folder))
    assert sorted(str(refused.value).splitlines()) == sorted(problem.sentence(Words("en")) for problem in problems)


@pytest.mark.parametrize("dataset", ["data_folder", "tiny_folder"])
def test_a_sound_dataset_has_no_problem(dataset: str, request: pytest.FixtureRequest) -> None:
    assert check_folder(request.getfixturevalue(dataset)) == []


@pytest.mark.parametrize("fault", [*FAULTS, *IMPORTS], ids=lambda fault: f"{fault.parent.name}-{fault.name}")
def test_a_problem_is_told_in_three_languages(fault: Path) -> None:
    """One line each, with file, line and field as they stand in the file, and no place left unfilled."""
    for problem in expected(fault):
        told = {language: problem.sentence(Words(language)) for language in LANGUAGES}
        assert len(set(told.values())) == len(LANGUAGES)
        for sentence in told.values():
            assert problem.file in sentence
            assert "%(" not in sentence
            assert len(sentence.splitlines()) == 1
            if problem.line:
                assert str(problem.line) in sentence
                assert problem.field in sentence


def test_a_problem_without_wording_is_a_fault_of_the_code() -> None:
    """It is not told in half a sentence."""
    with pytest.raises(KeyError):
        Problem("agreements.csv", 2, "date", "no_such_check").sentence(Words("fr"))


def test_any_byte_of_a_table_changes_the_version(tiny_folder: Path, tmp_path: Path) -> None:
    """A figure can be traced to the very dataset it came from."""
    copy = tmp_path / "data"
    shutil.copytree(tiny_folder, copy)
    assert {path.relative_to(copy).as_posix() for path in copy.rglob("*.csv")} <= {table["path"] for table in contract()}
    before = version_of(tiny_folder)
    assert version_of(copy) == before
    for path in sorted(copy.rglob("*.csv")):
        path.write_bytes(path.read_bytes() + b"\n")
        assert version_of(copy) != before
        before = version_of(copy)
