"""The two datasets that tests ask: the real one in data/, and a tiny invented one in examples/data/ worked out by hand."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
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


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A fresh server that nobody has visited yet."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "coopstats.cli", "serve", "--port", str(port)],
        cwd=TESTS.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=1).close()  # noqa: S310 - our own server
                break
            except OSError:
                assert process.poll() is None, "the server stopped"
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(10)
