"""A server of one's own, and how a visitor opens its pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = ["", *sorted(path.stem for path in (ROOT / "pages").rglob("*.py") if path.stem != "overview")]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*options: str, root: Path = ROOT, port: int | None = None, **environment: str) -> Iterator[str]:
    """The address of a fresh server of the project in `root`, with options of `coopstats serve` and an environment."""
    port = port or free_port()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "coopstats.cli", "serve", "--port", str(port), *options],
        cwd=root,
        env={**os.environ, **environment},
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


def visit(page: Page, address: str) -> None:
    """Open an address and wait until the page has settled: not at the heading that the first page says before the app is there."""
    page.goto(address)
    expect(page.get_by_test_id("stMain").locator("h1")).to_be_visible(timeout=30_000)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the app has finished its run, all scripts are there that draw it, and nothing is added any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)
    page.wait_for_load_state("networkidle")
    drawn = -1
    for _ in range(40):
        before, drawn = drawn, int(page.evaluate("document.querySelectorAll('*').length"))
        if drawn == before:
            return
        page.wait_for_timeout(300)


def holds(page: Page, condition: str) -> None:
    """Wait until a condition in the browser's own words is true. Playwright's own way needs the eval that our pages forbid."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)
