"""The published folder: what the store holds is in it, it appears whole or not at all, and what is no such folder is said to be none."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from coopstats.cli import main
from coopstats.engines import publish as publishing
from coopstats.engines.publish import KEPT_BACK, publish
from coopstats.engines.published import CODE, CODES, DIGITS, MANIFEST, UnreadableError, read_published
from coopstats.questions import questions
from coopstats.store import Store

WITHOUT_YEAR = "__HIVE_DEFAULT_PARTITION__"


@pytest.fixture(scope="module")
def folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset, published."""
    target = tmp_path_factory.mktemp("published") / "it's here"
    publish(tiny_folder, target)
    return target


def rows_of(folder: Path, name: str, columns: list[str]) -> list[tuple[Any, ...]]:
    """The rows of a published table, read without DuckDB and without the manifest."""
    table = ds.dataset(folder / name, format="parquet", partitioning=ds.partitioning(flavor="hive")).to_table(columns=columns)
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return [tuple(None if cell == WITHOUT_YEAR else cell for cell in row) for row in rows]


def digits(number: int) -> list[int]:
    """The places of the binary digits of a number."""
    return [place for place in range(number.bit_length()) if number >> place & 1]


def coded(position: Any, codes: tuple[str, ...]) -> Any:
    """The code at a place of a list, the codes at several, or None."""
    return [codes[one] for one in position] if isinstance(position, list) else None if position is None else codes[position]


def test_every_cell_of_the_store_is_published(folder: Path, tiny_store: Store) -> None:
    """Texts, numbers, codes and lists come back as the store has them, and each code's place is its place in its list."""
    tiny_store.wait_for_all()
    published = read_published(folder)
    lists, cursor = published.lists, tiny_store.cursor()
    names = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    assert set(published.tables) == names - set(KEPT_BACK)
    for name, table in published.tables.items():
        columns = list(table.columns)
        held = cursor.execute(f"select * from {name}").fetchall()
        kinds = [column.type for column in columns]
        held = [
            tuple(digits(cell) if kind == DIGITS and cell is not None else cell for cell, kind in zip(row, kinds, strict=True))
            for row in held
        ]
        found = rows_of(folder, name, [column.name for column in columns])
        if table.parted_by:
            place = [column.name for column in columns].index(table.parted_by)
            found = [tuple(int(c) if n == place and c is not None else c for n, c in enumerate(row)) for row in found]
        assert sorted(map(repr, found)) == sorted(map(repr, held)), name
        for column in columns:
            if column.type in (CODE, CODES):
                both = rows_of(folder, name, [column.name, f"{column.name}_position"])
                assert all(text == coded(position, lists[column.codes]) for text, position in both), (name, column)


def test_every_table_that_a_question_names_is_published(folder: Path, tiny_store: Store) -> None:
    """What a question stands on is in the folder, or is a view or made for the reader."""
    tiny_store.wait_for_all()
    held = {name for (name,) in tiny_store.cursor().execute("select table_name from duckdb_tables()").fetchall()}
    named = {word for text in questions().values() for word in re.findall(r"\b(?:from|join) (\w+)", text)} & held
    assert named
    assert named <= set(read_published(folder).tables)


def test_what_is_published_says_what_it_is(folder: Path, tiny_store: Store) -> None:
    """The manifest names the form, the dataset's version and its licence."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert (told["version"], told["licence"]) == (tiny_store.version, "CC-BY-4.0")
    assert read_published(folder).codes() == tiny_store.codes()
    assert read_published(folder).labels("ar") == tiny_store.labels("ar")


def test_publishing_again_replaces_the_folder(tiny_folder: Path, tmp_path: Path) -> None:
    """What was published before gives way to the new folder as a whole; nothing else is left beside it."""
    target = tmp_path / "published"
    publish(tiny_folder, target)
    (target / "left over").write_text("", encoding="utf-8")
    assert main(["publish", "-o", str(target), "--data", str(tiny_folder)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["published"]
    assert not (target / "left over").exists()


def test_a_publication_that_fails_leaves_the_former_one(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads finds the whole folder of before; what was written so far is gone."""
    target = tmp_path / "published"
    publish(tiny_folder, target)

    def full(*_: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(publishing, "manifest_of", full)
    with pytest.raises(OSError, match="No space"):
        publish(tiny_folder, target)
    assert [path.name for path in tmp_path.iterdir()] == ["published"]
    assert read_published(target).tables["agreement"].rows == 8


def test_a_folder_of_others_is_left_as_it_is(tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command refuses in one sentence to write where something else stands."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["publish", "-o", str(tmp_path), "--data", str(tiny_folder)]) == 2
    assert "is no published folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_faulty_dataset_is_not_published(tiny_folder: Path, tmp_path: Path) -> None:
    """The checks stand before it, and no folder appears."""
    data = shutil.copytree(tiny_folder, tmp_path / "data")
    (data / "agreements.csv").unlink()
    assert main(["publish", "-o", str(tmp_path / "published"), "--data", str(data)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def emptied(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def of_another_form(folder: Path) -> None:
    (folder / MANIFEST).write_text('{"format": "parquet of mine"}', encoding="utf-8")


def scribbled(folder: Path) -> None:
    (folder / MANIFEST).write_text("[1, 2", encoding="utf-8")


def cut_short(folder: Path) -> None:
    file = folder / "tie" / "data_0.parquet"
    file.write_bytes(file.read_bytes()[:-20])


def without_a_year(folder: Path) -> None:
    shutil.rmtree(next((folder / "agreement").glob("year=*")))


@pytest.mark.parametrize("harm", [emptied, of_another_form, scribbled, cut_short, without_a_year])
def test_a_folder_that_is_not_whole_is_told_in_one_sentence(harm: Any, folder: Path, tmp_path: Path) -> None:
    """Which file is wrong, and that it is to be published anew; never a traceback or half an answer."""
    broken = shutil.copytree(folder, tmp_path / "published")
    harm(broken)
    with pytest.raises(UnreadableError, match=r"publish") as caught:
        read_published(broken)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("given", "told"), [([], "--from"), (["--from", "nowhere"], "no published folder")])
def test_an_engine_without_its_folder_is_told_in_one_sentence(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is started: what is missing, and which command makes it."""
    assert main(["ask", "figures", "--engine", "spark", *given]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "coopstats publish" in said
    assert said.count("\n") == 1


def test_an_engine_that_is_not_installed_is_told_with_what_installs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Spark is an extra, which most do without."""
    monkeypatch.delitem(sys.modules, "coopstats.engines.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert main(["ask", "figures", "--engine", "spark", "--from", str(folder)]) == 2
    assert "pip install 'coopstats[spark]'" in capsys.readouterr().err
