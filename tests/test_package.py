"""The dataset as a data package: valid for anybody's tools, and true to what the program loads."""

import importlib.util
import json
from pathlib import Path

from frictionless import validate

from coopstats.checking import contract

ROOT = Path(__file__).resolve().parent.parent


def describe():  # noqa: ANN201 - a module of tools/, loaded by its path
    spec = importlib.util.spec_from_file_location("describe", ROOT / "tools" / "describe.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_package_is_valid_for_anybodys_tools(data_folder: Path) -> None:
    """Frictionless reads every table by its schema and finds no fault: types, keys, patterns."""
    report = validate(str(data_folder / "datapackage.json"))
    assert report.flatten(["taskNumber", "rowNumber", "fieldName", "type", "note"]) == []
    # Only a visitor's own copy names what a file brought.
    assert [table["name"] for table in contract() if not (data_folder / table["path"]).exists()] == ["contributions"]
    assert len(report.tasks) == len(contract()) - 1


def test_the_package_is_what_the_contract_says(data_folder: Path) -> None:
    written = json.loads((data_folder / "datapackage.json").read_text(encoding="utf-8"))
    assert written == describe().package(data_folder), "run: python tools/describe.py"


def test_every_table_has_titles_in_three_languages(data_folder: Path) -> None:
    for resource in describe().package(data_folder)["resources"]:
        assert all(resource["titles"].values()), resource["name"]
        assert set(resource["titles"]) == {"fr", "ar", "en"}


def test_every_column_of_the_contract_is_loaded() -> None:
    """A column that the package promises and the SQL does not know would have drifted away."""
    folder = ROOT / "src" / "coopstats"
    sql = "".join(
        (folder / name).read_text(encoding="utf-8") for name in ("tables.sql", "follow_up.sql", "programmes.sql", "labels.sql")
    )
    lost = [
        f"{table['name']}.{field['name']}"
        for table in contract()
        if not table["path"].startswith("codes/")  # all code lists are loaded alike
        for field in table["schema"]["fields"]
        if f"raw_{table['name']}" not in sql or (field["name"] not in sql and f"{table['name']}.*" not in sql)
    ]
    assert lost == []
