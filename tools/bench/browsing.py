"""A reader's browser: what a first and a second visit bring and take, and a click on a filter until the charts have changed."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from contenders import Contender, page_of
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# So long nothing more must be drawn before a page counts as drawn, in milliseconds.
QUIET = 1_000
LONGEST = 120
# Notes when the pointer went down and when a chart was last changed, in milliseconds since 1970. A page without charts
# is drawn when it is loaded.
WATCH = """
(() => {
  const now = () => performance.timeOrigin + performance.now()
  const seen = {charts: new Set(), last: 0}
  const hosts = node => node.nodeType !== 1 ? [] :
    [node.closest('.js-plotly-plot'), ...node.querySelectorAll('.js-plotly-plot')].filter(Boolean)
  const note = chart => { seen.charts.add(chart); seen.last = now() }
  new MutationObserver(changes => {
    for (const change of changes) {
      const chart = change.target.nodeType === 1 && change.target.closest('.js-plotly-plot')
      if (chart) note(chart)
      for (const node of change.addedNodes) hosts(node).forEach(note)
    }
  }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true})
  document.addEventListener('pointerdown', () => {
    seen.charts.clear()
    seen.last = 0
    sessionStorage.setItem('pressed', now())
  }, true)
  window.drawn = charts => {
    const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd
    const last = charts ? seen.last : loaded && performance.timeOrigin + loaded
    const busy = document.title === 'Updating...' || !!document.querySelector('[data-test-script-state="running"]')
    return {last, now: now(), began: performance.timeOrigin, charts: seen.charts.size, busy,
            pressed: Number(sessionStorage.getItem('pressed') || 0)}
  }
})()
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def drawn(page: Page, *, charts: bool, since: float = 0) -> dict[str, float]:
    """What was noted once the page has been drawn after the moment `since`."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        time.sleep(0.05)
        try:
            state: dict[str, float] = page.evaluate(f"drawn({str(charts).lower()})")
        except Exception:  # noqa: BLE001, S112 - between two pages there is none to ask; the time runs out if none comes
            continue
        if state["last"] > since and not state["busy"] and (not charts or state["now"] - state["last"] > QUIET):
            return state
    raise RuntimeError(f"{page.url} was not drawn in {LONGEST} s")


class Relay:
    """Stands between browser and server and counts what the server sends, to the byte: websocket and headers too."""

    def __init__(self, port: int) -> None:
        self.server, self.sent, self.port = port, 0, 0
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.run(started)), daemon=True).start()
        started.wait()

    async def run(self, started: threading.Event) -> None:
        """Relay until the process ends."""
        listening = await asyncio.start_server(self.join, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        started.set()
        await listening.serve_forever()

    async def join(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        """One connection."""
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server)
        await asyncio.gather(self.copy(read, to_server), self.copy(from_server, write, counted=True))

    async def copy(self, read: asyncio.StreamReader, write: asyncio.StreamWriter, *, counted: bool = False) -> None:
        """Whatever comes, until one of both hangs up."""
        with suppress(OSError):
            while part := await read.read(1 << 16):
                self.sent += len(part) if counted else 0
                write.write(part)
                await write.drain()
        write.close()


def arrival(context: BrowserContext, contender: Contender, port: int) -> dict[str, float]:
    """One visit: requests that the browser did not answer itself, milliseconds to the last chart, how many charts."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache") or not event["response"]["url"].startswith("http"):
            asked.discard(event["requestId"])

    wire.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    wire.on("Network.requestServedFromCache", lambda event: asked.discard(event["requestId"]))
    wire.on("Network.responseReceived", answered)
    page.goto(f"http://127.0.0.1:{port}{page_of(contender)}", timeout=LONGEST * 1000)
    state = drawn(page, charts=contender.browser != "datasette")
    page.wait_for_timeout(300)
    page.close()
    return {"requests": len(asked), "ms": state["last"] - state["began"], "charts": state["charts"]}


def visits(browser: Browser, contender: Contender, port: int, runs: int) -> dict[str, list[dict[str, float]]]:
    """First visits, each with an empty browser, and second visits. The very first one, which warms the server, counts the bytes only."""
    found: dict[str, list[dict[str, float]]] = {"first": [], "second": []}
    relay = Relay(port)
    sent: dict[str, float] = {}
    for run in range(runs + 1):
        context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800})
        context.add_init_script(WATCH)
        for visit, every in found.items():
            before = relay.sent
            seen = arrival(context, contender, port if run else relay.port)
            if run:
                every.append({"kB": sent[visit], **seen})
            else:
                sent[visit] = (relay.sent - before) / 1000
        context.close()
    return found


def filter_clicks(browser: Browser, contender: Contender, port: int, runs: int) -> list[dict[str, float]]:
    """Clicks on one more value of the filter of sectors, each until the charts have changed: its milliseconds, how many charts."""
    charts = contender.browser != "datasette"
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}{page_of(contender)}", timeout=LONGEST * 1000)
    drawn(page, charts=charts)
    found = []
    for number in range(runs + 1):
        began = page.evaluate("drawn(false).now")
        choice(page, contender.browser).click()
        state = drawn(page, charts=charts, since=began)
        if number:
            found.append({"ms": state["last"] - state["pressed"], "charts": state["charts"]})
        page.keyboard.press("Escape")
    context.close()
    return found


def choice(page: Page, kind: str) -> Locator:
    """What is to be clicked: a value of the filter that is not chosen yet, its list being open."""
    if kind == "datasette":
        return page.locator(".facet-results a[href*='sectors__arraycontains']").first
    if kind == "dash":
        page.locator("#sector").click()
        page.wait_for_timeout(400)
        return page.locator(".dash-dropdown-option:not(:has(input:checked))").first
    page.locator(".st-key-filter_sector input").click()
    page.wait_for_timeout(400)
    return page.locator("[role=option]:not([aria-selected=true])", has_not_text="Select all").first
