"""Charts in a browser: changed in place, drawn when they come near the screen, whole on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from plotly.offline import get_plotlyjs_version

from coopstats.screen.drawing import FOLDER, SCRIPTS
from coopstats.selection import Selection
from coopstats.store import Store

from .visiting import holds, settled, visit

FILES = re.compile(r"plotly-basic\.min\.js\?[\d.]+")
BARS = "document.querySelector('.chart .barlayer')"


def test_the_browser_draws_with_the_plotly_that_the_figures_are_written_for() -> None:
    """The tests judge each figure by the package plotly: what draws it is of the same version, and comes with its licence."""
    head = (FOLDER / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in head
    assert FILES.findall((FOLDER / "chart.js").read_text(encoding="utf-8")) == [SCRIPTS[1].rpartition("/")[2]]
    assert "MIT" in (FOLDER / "LICENSE-plotly").read_text(encoding="utf-8")


def test_a_chart_is_changed_in_place(server: str, page: Page) -> None:
    """A filter moves its bars; the chart itself stays, and says the new figures."""
    visit(page, f"{server}/?lang=fr")
    holds(page, f"{BARS}?.querySelectorAll('path').length > 5")
    page.evaluate("document.querySelector('.chart').known = true")
    before, told = page.evaluate(f"{BARS}.innerHTML"), page.locator(".chart").first.get_attribute("aria-label")
    page.locator(".st-key-filter_sector input").click()
    page.get_by_role("option", name="Transport").click()
    settled(page)
    assert page.evaluate("document.querySelector('.chart').known")
    assert page.evaluate(f"{BARS}.innerHTML") != before
    assert page.locator(".chart").first.get_attribute("aria-label") != told


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_no_tick_says_what_another_says(most: int, store: Store, server: str, page: Page) -> None:
    """Of few agreements, and of few years, an axis bears whole numbers, each once."""
    visit(page, f"{server}/party?lang=ar&party={busiest_with(most, store)}")
    holds(page, "document.querySelectorAll('.chart .ytick').length > 1")
    for axis in ("xtick", "ytick"):
        told = page.locator(f".chart .{axis} text").all_text_contents()
        assert told
        assert len(told) == len(set(told)), axis


def busiest_with(most: int, store: Store) -> str:
    """A party whose busiest year has so many agreements."""
    for party in store.codes()["parties"]:
        with store.choose(Selection(), party=party) as choice:
            by_year = choice.ask("agreements_by_year").dropna(subset="year").groupby("year")["agreements"].sum()
        if len(by_year) and by_year.max() == most:
            return party
    raise AssertionError(most)


def test_a_chart_far_below_waits_until_it_comes_near(server: str, page: Page) -> None:
    """It keeps its place meanwhile, so that nothing moves when it is drawn."""
    visit(page, f"{server}/?lang=fr")
    last = page.locator(".chart").last
    expect(last).to_be_attached()
    assert page.locator(".chart").first.locator(".main-svg").count()
    assert not last.locator(".main-svg").count()
    place = last.bounding_box()
    assert place
    assert place["height"] > 100
    last.scroll_into_view_if_needed()
    expect(last.locator(".barlayer path").first).to_be_visible()
    now = last.bounding_box()
    assert now
    assert now["height"] == place["height"]


def test_on_paper_no_chart_is_missing(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=fr")
    assert page.locator(".chart:not(:has(.main-svg))").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".chart:not(:has(.main-svg[viewBox]))")).to_have_count(0)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".main-svg[viewBox]")).to_have_count(0)


def test_a_chart_takes_the_width_of_its_place(server: str, page: Page) -> None:
    """A window made narrow, or the filters folded away."""
    visit(page, f"{server}/?lang=fr")
    for width in (1280, 700, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".chart").first.scroll_into_view_if_needed()
        holds(
            page,
            "[...document.querySelectorAll('.chart')].slice(0, 1).every(c => c.querySelector('.main-svg').getAttribute('width') == c.clientWidth)",
        )


def test_a_chart_speaks_in_the_colours_of_its_theme(server: str, browser: Browser) -> None:
    """What appears beneath the pointer is paper and ink of the page, in the dark too."""
    found = {}
    for scheme in ("light", "dark"):
        visitor = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}).new_page()
        visit(visitor, f"{server}/?lang=fr")
        holds(visitor, f"{BARS}?.querySelectorAll('path').length > 5")
        bar = visitor.locator(".chart .barlayer path").first.bounding_box()
        assert bar
        visitor.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
        box = visitor.locator(".chart .hoverlayer .hovertext path").first
        expect(box).to_be_visible()
        paper = visitor.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        expect(box).to_have_css("fill", paper)
        found[scheme] = paper
    assert found["light"] != found["dark"]
