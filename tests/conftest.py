"""The two datasets that tests ask: the real one in data/, and a tiny invented one in examples/data/ worked out by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopstats.store import Store, open_store

TESTS = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The dataset that the dashboard shows."""
    return TESTS.parent / "data"


@pytest.fixture(scope="session")
def tiny_folder(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight invented agreements with the real places and codes. A test that changes a file works on its own copy."""
    folder = tmp_path_factory.mktemp("tiny") / "data"
    shutil.copytree(TESTS / "examples" / "data", folder)
    shutil.copytree(data_folder / "codes", folder / "codes")
    shutil.copy(data_folder / "places.csv", folder)
    return folder


@pytest.fixture(scope="session")
def store(data_folder: Path) -> Store:
    """The real dataset, opened."""
    return open_store(data_folder)


@pytest.fixture(scope="session")
def tiny_store(tiny_folder: Path) -> Store:
    """The tiny dataset, opened."""
    return open_store(tiny_folder)
