"""Whether every reader can use every page: axe-core's judgement, keyboard alone, charts told in words, contrast, motion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from coopstats.charts import FAMILY_COLOURS, PARTNER_TYPE_COLOURS
from coopstats.charts.figure import PLAIN_COLOUR, UNKNOWN_COLOUR, VERDICT_COLOURS
from coopstats.screen.style import said_by_streamlit
from coopstats.words import LANGUAGES, RIGHT_TO_LEFT, Words

from .visiting import ADDRESSES, ROOT, holds, served, settled, visit

# What the pages of one thing show: an agreement, a party, a programme, a project, a territory.
OWN = (
    "agreement=casablanca-settat--ile-de-france--2016&party=casablanca-settat&territory=casablanca-settat"
    "&programme=dgct--facdi--2020.berd--sba--undated&place=04.441.01.0&field=culture.transport"
)
SIZES = {"wide": 1280, "narrow": 390}
# A chart is drawn when it comes near the screen: on one so tall all are.
TALL = 4000
LOOKS: tuple[Any, ...] = ("light", "dark")
# What axe-core finds and cannot be mended here: its rule, what the element is, and why. The statement says the same (pages/register).
BORNE = {
    (
        "region",
        'role="listbox"',
    ): "React Aria draws an open list of choices at the end of the page; its field announces and owns it.",
}
BACKGROUNDS = {"light": "#ffffff", "dark": "#10161f"}
PAPERS = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 22, 31)"}
# Where the keyboard is, and the line that shows it: of the element itself or of the field around it.
FOCUS = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    here.dataset.reached = "";
    let marked = false;
    for (let each = here; each && each !== document.body; each = each.parentElement) {
        const look = getComputedStyle(each);
        marked ||= look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    }
    const box = here.getBoundingClientRect();
    return { text: (here.getAttribute("aria-label") || here.innerText || "").trim(), tag: here.tagName, marked, x: box.x, y: box.y,
             bar: Boolean(here.closest(".st-key-bar")), main: Boolean(here.closest("main")) };
}"""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """One visitor for all pages of a test, who has left nothing open before; look and width change without loading anew."""
    context = browser.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


def findings(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, without what is borne."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert result["passes"], "axe judged nothing"
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in BORNE)
    ]


def lasting_findings(page: Page) -> list[str]:
    """What axe-core still finds when the page has had time to finish: a busy machine draws widths and looks over several moments."""
    for _ in range(4):
        page.wait_for_timeout(500)
        found = findings(page)
        if not found:
            break
    return found


def untold_charts(page: Page) -> list[str]:
    """The charts that say nothing to who does not see them, or whose table no button opens."""
    return page.evaluate("""() => {
        const charts = [...document.querySelectorAll(".chart")];
        const told = (chart) => chart.matches("figure[aria-label]") && chart.getAttribute("aria-label").length > 20;
        const silent = charts.filter((chart) => !told(chart)).map((chart) => "without a sentence: " + chart.outerHTML.slice(0, 120));
        const tables = document.querySelectorAll('[class*="st-key-data_"] button').length;
        return charts.length && !tables ? [...silent, "no table under any chart"] : silent;
    }""")


def faults_of(page: Page, base: str, address: str, language: str, looks: Sequence[Any] = LOOKS) -> list[str]:
    """All findings on one page, in each width and look."""
    page.set_viewport_size({"width": SIZES["wide"], "height": TALL})
    page.emulate_media(color_scheme=looks[0], reduced_motion="reduce")
    visit(page, f"{base}/{address}?lang={language}&{OWN}")
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=20_000)
    found = untold_charts(page)
    for size, width in SIZES.items():
        page.set_viewport_size({"width": width, "height": TALL})
        for look in looks:
            page.emulate_media(color_scheme=look)
            expect(page.locator(".stApp")).to_have_css("background-color", PAPERS[look])
            found += [f"{size} {look} {text}" for text in lasting_findings(page)]
    return [f"/{address} {language} {text}" for text in dict.fromkeys(found)]


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("address", ["", "agreement"])
def test_axe_finds_nothing(address: str, language: str, server: str, visitor: Page) -> None:
    """Two pages in two directions, wide and narrow, light and dark; the long test judges them all."""
    assert faults_of(visitor, server, address, language) == []


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(language: str, server: str, visitor: Page) -> None:
    """Every page of the menu and behind it, wide and narrow, light and dark."""
    assert [fault for address in ADDRESSES for fault in faults_of(visitor, server, address, language)] == []


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT | {"en"}))
def test_axe_finds_nothing_in_what_opens(language: str, look: Any, server: str, visitor: Page) -> None:
    """An open menu, list, table, query, claim, take-away, comparison, warning, search without answer; the filters of a phone."""
    page, faults = visitor, []

    def judge(state: str) -> None:
        faults.extend(f"{state}: {text}" for text in lasting_findings(page))

    def go(address: str, width: int = 1280) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=look)
        visit(page, f"{server}/{address}lang={language}")

    go("?region=06&vs=region%3D01&sector=nonsense&")
    judge("compared, with a warning")
    page.locator("[data-testid=stTopNav] button").first.click()
    judge("menu")
    go("sectors?sector=transport&")
    page.locator("[data-testid=stMultiSelect] input").first.click()
    judge("list")
    go("territories?sector=transport&")
    page.locator(".st-key-data_regions_by_family button").first.click()
    for number in range(3):
        page.get_by_role("tab").nth(number).click()
        judge(f"data {number}")
    go("agreement?agreement=casablanca-settat--ile-de-france--2016&")
    page.locator("[class*=st-key-mark_] button").first.click()
    judge("claim")
    go("agreements?text=eau&")
    page.locator(".st-key-take button").first.click()
    judge("take along")
    go("agreements?text=zzzzzz&")
    judge("nothing found")
    go("?", 390)
    page.get_by_test_id("stExpandSidebarButton").click()
    judge("filters of a phone")
    assert faults == []


def test_axe_would_find_a_fault(server: str, visitor: Page) -> None:
    """A picture without words and pale letters are found: the judgement is at work."""
    visitor.emulate_media(color_scheme="light")
    visit(visitor, f"{server}/sources?lang=fr")
    assert lasting_findings(visitor) == []
    visitor.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><p style=\"color: #ddd\">pale</p>')"
    )
    assert {text.split(":")[0] for text in findings(visitor)} == {"image-alt", "color-contrast"}


def stops(page: Page, most: int = 300) -> list[dict[str, Any]]:
    """Every place where the keyboard stops on the way through the page."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None:
            return found
        found.append(here)
    raise AssertionError("the keyboard is caught")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_keyboard_reaches_everything_and_is_always_seen(language: str, server: str, page: Page) -> None:
    """From the link past the filters to the last row; each stop is marked, and the bar is walked in the direction of reading."""
    visit(page, f"{server}/?lang={language}&sector=transport")
    skip = {"fr": "Aller au contenu", "ar": "الانتقال إلى المحتوى"}[language]
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(skip, timeout=20_000)
    walked = stops(page)
    assert walked[0]["text"] == skip
    assert [stop for stop in walked if not stop["marked"]] == []
    assert len(walked) > 30, [stop["text"][:30] for stop in walked]
    unreached = page.evaluate("""[...document.querySelectorAll("main :is(a[href], button:not([disabled])), header button")]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && each.role !== "radio")
        .filter((each) => !("reached" in each.dataset)).map((each) => each.outerHTML.slice(0, 200))""")
    assert unreached == []
    bar = [stop for stop in walked if stop["bar"]]
    across = [stop["x"] for stop in bar if abs(stop["y"] - bar[0]["y"]) < 12 and stop["text"] not in LANGUAGES.values()]
    assert len(across) > 2
    assert across == sorted(across, reverse=language in RIGHT_TO_LEFT)


def test_who_skips_lands_in_the_page(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=fr")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["main"]


def test_menu_filter_table_and_file_by_keyboard(server: str, page: Page) -> None:
    """A page is chosen in the menu, a sector among the filters, a chart's table opened and saved, without a pointer."""
    visit(page, f"{server}/?lang=fr")
    page.get_by_test_id("stTopNav").get_by_role("button").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_visible()
    for _ in range(20):
        if page.evaluate(FOCUS)["text"] == "Territoires":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("territoires")
    settled(page)
    page.get_by_label("Secteur", exact=True).focus()
    page.keyboard.type("Transport")
    expect(page.get_by_role("option", name="Transport").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-parts")).to_contain_text("dans le secteur transport")
    page.keyboard.press("Escape")
    settled(page)
    page.locator(".st-key-data_regions_by_family button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stPopoverBody").locator("table").first).to_be_visible()
    settled(page)
    page.locator(".st-key-take_regions_by_family").get_by_role("button", name="CSV").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).stat().st_size > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_streamlit_says_is_said_in_the_readers_language(language: str, server: str, page: Page) -> None:
    """Names of fields, lists and parts of the page that only a listener meets; after a switch of language too."""
    visit(page, f"{server}/?lang={'en' if language == 'fr' else 'fr'}")
    page.get_by_role("radio", name=LANGUAGES[language]).or_(page.get_by_role("button", name=LANGUAGES[language])).first.click()
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=20_000)
    settled(page)
    # Our script looks at the page five times a second.
    page.wait_for_timeout(1_000)
    named = page.evaluate("[...document.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label'))")
    assert len(named) > 20
    english = re.compile(r"^(Open|Selected values|Sidebar|App pages|Collapse sidebar|Remove [^:]*)$")
    assert [text for text in named if english.match(text)] == []
    assert page.get_by_test_id("stSkipToContent").inner_text() != "Skip to main content" or language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_opens_in_the_readers_language(language: str, server: str, browser: Browser) -> None:
    """Its control counts the pages that it hides in the reader's words, shows them all, and hides them again."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visitor = context.new_page()
    visit(visitor, f"{server}/?lang={language}")
    visitor.get_by_test_id("stExpandSidebarButton").click()
    control, pages = visitor.get_by_test_id("stSidebarNavViewButton"), visitor.get_by_test_id("stSidebarNavLink")
    said = said_by_streamlit(Words(language))
    few = pages.count()
    expect(control).to_have_text(re.compile(re.escape(said["View # more"]).replace(r"\#", r"\d+")))
    control.click()
    expect(control).to_have_text(said["View less"])
    assert pages.count() > few
    control.click()
    expect(control).to_have_text(re.compile(re.escape(said["View # more"]).replace(r"\#", r"\d+")))
    context.close()


def test_nothing_moves_for_who_asks_for_stillness(server: str, browser: Browser) -> None:
    """With reduced motion asked for, no transition or animation lasts, on the page or before it is drawn."""
    context = browser.new_context(reduced_motion="reduce")
    visitor = context.new_page()
    visit(visitor, f"{server}/?lang=fr")
    lasting = """[...document.querySelectorAll("*")].flatMap((each) => [null, "::before", "::after"].map((part) => getComputedStyle(each, part)))
        .flatMap((look) => [...look.transitionDuration.split(","), ...look.animationDuration.split(",")])
        .filter((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000) > 0.02).length"""
    holds(visitor, f"({lasting}) === 0")
    visitor.emulate_media(reduced_motion="no-preference")
    assert visitor.evaluate(lasting) > 0
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_says_what_the_tests_know(language: str, server: str, page: Page) -> None:
    """The judge's version, the widths of screens, and every rule that something is borne from; whom to tell when the house says nothing."""
    visit(page, f"{server}/accessibility?lang={language}")
    expect(page.get_by_role("heading", level=2)).to_have_count(4)
    told = page.locator("main").inner_text()
    version = re.match(r"/\*! axe v(\d+\.\d+)", AXE_SCRIPT)
    assert version
    assert f"axe-core {version[1]}" in told
    assert str(SIZES["narrow"]) in told
    for rule, _ in BORNE:
        assert rule in told
    assert "MIT" in told


def test_the_house_says_where_an_obstacle_is_told(page: Page, tmp_path: Path) -> None:
    """Its setting stands in the statement as a link."""
    settings = tmp_path / "settings.toml"
    settings.write_text('report = "mailto:acces@region.example"\n', encoding="utf-8")
    with served("--settings", str(settings)) as base:
        visit(page, f"{base}/accessibility?lang=fr")
        link = page.get_by_role("link", name="acces@region.example")
        expect(link).to_have_attribute("href", "mailto:acces@region.example")


@pytest.mark.parametrize(
    ("address", "language"), [("agreement", "fr"), ("commitments", "ar"), ("sources", "fr"), ("accessibility", "ar")]
)
def test_pages_of_text_print(address: str, language: str, server: str, browser: Browser) -> None:
    """On A4, from a dark screen: black on white, nothing to click or choose, nothing wider than the paper, addresses of links written out."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    visitor = context.new_page()
    visit(visitor, f"{server}/{address}?lang={language}&{OWN}")
    expect(visitor.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=20_000)
    cites = address in ("agreement", "sources")
    if cites:
        expect(visitor.locator("main a[data-outside]").first).to_be_attached(timeout=10_000)
    visitor.emulate_media(media="print", color_scheme="dark")
    # The room between the margins of A4, in pixels of print.
    visitor.set_viewport_size({"width": 695, "height": 1000})
    visitor.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = "aside, header, nav, section[data-testid=stSidebar], button, input, [data-testid=stPageLink]"
    assert [
        each.evaluate("each => each.outerHTML.slice(0, 160)") for each in visitor.locator(shown).all() if each.is_visible()
    ] == []
    dark = """[...document.querySelectorAll("main *")].filter((each) => each.checkVisibility()).map((each) => getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number))
        .filter(([red, green, blue, seen = 1]) => seen > 0.3 && red + green + blue < 400).length"""
    assert visitor.evaluate(dark) == 0
    wide = """[...document.querySelectorAll("main :is(table, p, h1, h2, svg.main-svg)")].filter((each) => each.checkVisibility())
        .map((each) => each.getBoundingClientRect()).filter((box) => box.left < -1 || box.right > innerWidth + 1).length"""
    assert visitor.evaluate(wide) == 0
    written = "getComputedStyle(document.querySelector('main a[data-outside]'), '::after').content"
    assert not cites or "http" in visitor.evaluate(written)
    context.close()


def luminance(colour: str) -> float:
    """Of a colour #rrggbb, as WCAG 2 reckons it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours by WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("look", LOOKS)
def test_every_mark_of_a_chart_stands_out_from_its_paper(look: str) -> None:
    """3 to 1 at least, in both looks: WCAG 2.2, 1.4.11."""
    assert f'backgroundColor = "{BACKGROUNDS[look]}"' in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    marks = {**PARTNER_TYPE_COLOURS, **FAMILY_COLOURS, **VERDICT_COLOURS, "plain": PLAIN_COLOUR, "unknown": UNKNOWN_COLOUR}
    pale = {name: colour for name, colour in marks.items() if contrast(colour, BACKGROUNDS[look]) < 3}
    assert pale == {}
