"""The two datasets that tests ask: the real one in data/, and a tiny invented one in examples/data/ worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from coopstats.opening import open_store
from coopstats.store import Store

from .visiting import served

# A busy machine draws late; what never comes is still a failure.
expect.set_options(timeout=30_000)

TESTS = Path(__file__).resolve().parent
# `make long` installs Spark; where it is not, its tests cannot even be read.
collect_ignore = [] if find_spec("pyspark") else ["test_spark.py"]
# Streamlit's page asks for its server under the page's own path first; that it is not there is no fault.
EXPECTED_404 = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every visit in a browser is slow but those marked as core."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("core"):
            item.add_marker("slow")


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


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A fresh server that nobody has visited yet."""
    with served() as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("chromium is missing; on Debian and Ubuntu: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        yield playwright.chromium.launch(executable_path=chromium, args=flags)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new visitor with a French browser on a laptop.

    What their page asks of other hosts, fails at, or tries against the Content-Security-Policy is an error.
    """
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800})
    visitor = context.new_page()
    outside: list[str] = []
    faults: list[str] = []
    visitor.on(
        "request", lambda r: outside.append(r.url) if not r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None
    )
    visitor.on("websocket", lambda w: outside.append(w.url) if not w.url.startswith("ws://127.0.0.1") else None)
    visitor.on("response", lambda r: faults.append(r.url) if r.status >= 400 and not r.url.endswith(EXPECTED_404) else None)
    visitor.on("pageerror", lambda error: faults.append(str(error)))
    visitor.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield visitor
    context.close()
    assert outside == []
    assert faults == []
