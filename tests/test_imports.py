"""A file that somebody brings: read whatever its form, told what is wrong, taken whole or not at all, and nothing of ours lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coopstats.exports import FORMATS, Asked, bundled
from coopstats.imports.taking import propose
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.texts import check_folder
from coopstats.words import LANGUAGES

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


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_what_is_wrong_with_a_file_is_told_with_its_place_and_nothing_else_is(example: Path, tiny_folder: Path) -> None:
    """The whole list is compared: file, line, column as its writer wrote it, check, value and what would be right."""
    (file,) = example.glob("input.*")
    with propose(file, file.name, tiny_folder) as proposal:
        told = [problem.as_dict() for problem in [*proposal.plan.problems, *proposal.plan.notices]]
    assert told == json.loads((example / "expected.json").read_text(encoding="utf-8"))
    assert example.name.partition("-")[0] in {record["check"] for record in told}


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
