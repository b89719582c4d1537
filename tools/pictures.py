"""Take the README's pictures from the running app: a fresh server, Debian's chromium, docs/pictures/."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from coopstats.brief import Imprint, contents, laid_out, typeset
from coopstats.selection import Selection
from coopstats.showing import the_store
from coopstats.words import Words

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# name: (address, width, height, colour scheme)
TAKEN = {
    "overview-fr": ("?lang=fr", 1280, 900, "light"),
    "sectors-ar": ("sectors?lang=ar", 1280, 900, "light"),
    "sheet-en": ("agreement?lang=en&agreement=casablanca-settat--laayoune-sakia-el-hamra--undated", 1280, 1200, "dark"),
    "phone-ar": ("?lang=ar", 390, 844, "light"),
}


def main() -> None:
    """Serve, look, save."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "coopstats.cli", "serve", "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            PICTURES.mkdir(parents=True, exist_ok=True)
            for name in TAKEN:
                take(browser, f"http://127.0.0.1:{port}/", name)
    finally:
        server.terminate()
    brief()


def brief() -> None:
    """The first page of a region's brief."""
    words = Words("ar", the_store().labels("ar"))
    with the_store().choose(Selection(region=("06",))) as choice:
        content = laid_out(contents(choice, words, Imprint(the_store().version, date.today())), rows=4)  # noqa: DTZ011 - the day where we are
    (PICTURES / "brief-ar.png").write_bytes(typeset(content, format="png", ppi=96)[0])


def take(browser: Browser, base: str, name: str) -> None:
    """One picture, once nothing on the page is still loading."""
    address, width, height, scheme = TAKEN[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light")
    page.goto(base + address)
    page.wait_for_selector("h1")
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    page.wait_for_timeout(2500)
    page.screenshot(path=str(PICTURES / f"{name}.png"))
    page.close()


if __name__ == "__main__":
    main()
