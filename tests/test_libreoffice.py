"""Workbooks in a spreadsheet program: LibreOffice opens what we export, and what it saves is what we exported."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from coopstats.exports import Asked, bundled
from coopstats.imports.taking import propose
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, RIGHT_TO_LEFT

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where LibreOffice keeps its own things."""
    if not shutil.which("soffice"):
        pytest.fail("LibreOffice is missing; on Debian and Ubuntu: apt-get install libreoffice-calc-nogui", pytrace=False)
    return tmp_path_factory.mktemp("profile")


def exported(store: Store, language: str, folder: Path) -> Path:
    """The whole register as a workbook."""
    file = folder / "registre.xlsx"
    with store.choose(Selection(scope=())) as chosen:
        file.write_bytes(bundled("xlsx", Asked(store, chosen, language)))
    return file


def saved(file: Path, form: str, profile: Path) -> Path:
    """The file as LibreOffice opens it and saves it in another form."""
    folder = file.parent / "saved"
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=300)  # noqa: S603 - our own file
    return folder / f"{file.stem}.{form}"


def cells(book: Workbook) -> dict[str, list[tuple[object, ...]]]:
    """The values of every sheet; empty places at the end of a row or of a sheet are nothing."""
    found = {}
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        found[sheet.title] = [tuple(row) for row in rows]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_our_workbook_and_holds_the_same(language: str, store: Store, profile: Path, tmp_path: Path) -> None:
    """Every sheet with its name, every cell with its value and type, the sheets from right to left where the language is."""
    ours = exported(store, language, tmp_path)
    before = load_workbook(io.BytesIO(ours.read_bytes()))
    after = load_workbook(saved(ours, "xlsx", profile))
    assert len(before.worksheets) > 5
    assert cells(after) == cells(before)
    directions = {bool(sheet.sheet_view.rightToLeft) for sheet in after.worksheets}
    assert directions == {language in RIGHT_TO_LEFT}


@pytest.mark.parametrize(("form", "language"), [("ods", "fr"), ("ods", "ar"), ("xls", "en"), ("xlsx", "ar")])
def test_what_libreoffice_saves_comes_back_and_changes_nothing(
    form: str, language: str, store: Store, data_folder: Path, profile: Path, tmp_path: Path
) -> None:
    """Whoever opens the register there and saves it in any of its forms brings the same agreements back."""
    file = saved(exported(store, language, tmp_path), form, profile)
    copy = Path(shutil.copytree(data_folder, tmp_path / "data"))
    with propose(file, file.name, copy) as proposal:
        assert proposal.changes() == []
        plan = proposal.plan
    assert (plan.unchanged, plan.takes, plan.refused, plan.problems) == (store.size(), 0, 0, ())
