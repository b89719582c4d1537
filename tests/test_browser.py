"""The served app in a real browser: Debian's chromium, a fresh server, no host but our own."""

import json
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TakesTooLong

from coopstats.selection import Selection
from coopstats.sentence import sentence
from coopstats.store import Store
from coopstats.words import LANGUAGES, RIGHT_TO_LEFT, Words

from .visiting import ADDRESSES, holds, settled, visit

AGREEMENT = "casablanca-settat--ile-de-france--2016"


@pytest.mark.core
def test_a_first_visit_by_deep_link_on_a_fresh_server(server: str, page: Page) -> None:
    """The very first visitor of a server may come by a link to any page; no other test may come before this one."""
    visit(page, f"{server}/sectors?lang=fr&region=06")
    expect(page.locator("h1")).to_contain_text("secteurs")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "region=06" in page.url
    expect(page.locator(".st-key-parts")).to_contain_text("Casablanca-Settat")


def test_a_first_visit_follows_the_browsers_language(server: str, browser: Browser) -> None:
    for locale, language in (("ar-MA", "ar"), ("en-GB", "en"), ("fr-FR", "fr"), ("de-DE", "fr")):
        context = browser.new_context(locale=locale)
        visitor = context.new_page()
        visit(visitor, server)
        assert f"lang={language}" in visitor.url
        context.close()


@pytest.mark.core
def test_a_language_switch_keeps_page_and_filters(server: str, page: Page) -> None:
    visit(page, f"{server}/territories?lang=fr&sector=transport")
    page.get_by_role("radio", name="العربية").or_(page.get_by_role("button", name="العربية")).first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert "/territories?" in page.url
    assert "lang=ar" in page.url
    assert "sector=transport" in page.url
    expect(page.locator(".st-key-parts")).to_contain_text("النقل")


@pytest.mark.core
def test_a_filter_click_changes_the_chart_and_the_address(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=fr")
    chart = page.locator(".chart").first
    before = chart.inner_text()
    box, option = page.get_by_label("Secteur", exact=False).first, page.get_by_role("option", name="Transport").first
    box.click()
    # On a busy machine the page may still be drawn anew, which closes a list: a reader clicks again.
    with suppress(TakesTooLong):
        option.wait_for(timeout=5_000)
    if not option.is_visible():
        box.click()
    option.click()
    expect(page.locator(".st-key-parts")).to_contain_text("dans le secteur transport")
    settled(page)
    assert chart.inner_text() != before
    assert "sector=transport" in page.url


def test_the_menu_keeps_the_selection(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=fr&sector=transport")
    page.get_by_text("Planification", exact=True).click()
    page.get_by_role("menuitem", name="Territoires").click()
    expect(page.locator("h1")).to_contain_text("territoires")
    settled(page)
    assert "/territories?" in page.url
    assert "sector=transport" in page.url


@pytest.mark.core
def test_the_arabic_page_is_mirrored(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=ar")
    holds(page, "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x > innerWidth / 2")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    expect(page.locator(".chart .barlayer path").first).to_be_visible()
    bars = page.evaluate(
        "[...document.querySelectorAll('.chart')][0].querySelectorAll('.barlayer path').length > 2 &&"
        "[...[...document.querySelectorAll('.chart')][0].querySelectorAll('.barlayer path')]"
        ".map(p => p.getBoundingClientRect()).map(r => [r.left, r.right])"
    )
    assert len({round(right) for _, right in bars}) == 1, "bars begin on the right"
    assert len({round(left) for left, _ in bars}) > 1, "and end where their figures are"


def test_the_french_page_is_not_mirrored(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=fr")
    holds(page, "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x === 0")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_the_typeface_is_our_own(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=ar")
    holds(page, "[...document.fonts].some(f => f.family.includes('Plex') && f.status === 'loaded')")


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overflows_a_phone(server: str, browser: Browser, language: str) -> None:
    """On a screen of 390 pixels no page scrolls sideways and the closed sidebar stays out of the way."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    visitor = context.new_page()
    for address in ADDRESSES:
        visit(visitor, f"{server}/{address}?lang={language}&agreement={AGREEMENT}&party=afd")
        assert visitor.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert visitor.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, address
        expect(visitor.locator("html")).to_have_attribute("dir", "rtl" if language in RIGHT_TO_LEFT else "ltr")
    context.close()


def test_the_data_behind_a_chart(server: str, page: Page) -> None:
    """Table, agreements and SQL open under a chart, and the file holds the rows of the table."""
    visit(page, f"{server}/sectors?lang=fr")
    page.get_by_role("button", name="Données").first.click()
    expect(page.get_by_role("tab", name="Tableau")).to_be_visible()
    settled(page)
    with page.expect_download() as download:
        page.locator(".st-key-take_sectors_by_family").get_by_role("button", name="CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Secteur,")
    assert len(lines) > 20
    page.get_by_role("tab", name="SQL").click()
    expect(page.locator("code", has_text="from agreement_sector")).to_be_visible()


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT | {"fr"}))
@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_chart_is_taken_along_as_an_image(form: str, language: str, server: str, page: Page, store: Store) -> None:
    """One click saves it: as SVG with the title of the page, the selection and the source as texts in it, as PNG of twice its size."""
    visit(page, f"{server}/sectors?lang={language}&country=FR")
    title = page.get_by_role("heading", level=2).first.inner_text()
    page.locator(".st-key-data_sectors_by_family").get_by_role("button").first.click()
    button = page.locator(f".st-key-save_{form}_sectors_by_family_0").get_by_role("button")
    settled(page)
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == f"coopstats-sectors_by_family.{form}"
    file = Path(download.value.path()).read_bytes()
    if form == "png":
        assert int.from_bytes(file[16:20]) == 2 * 800
    else:
        words = Words(language, store.labels(language))
        text = re.sub("[\u2066-\u2069]", "", " ".join(re.findall(r"<text[^>]*>(.*?)</text>", file.decode(), re.DOTALL)))
        plain = re.sub("<[^>]+>", "", text)
        assert re.sub("[\u2066-\u2069]", "", title) in plain
        assert re.sub("[\u2066-\u2069]", "", sentence(Selection(country=("FR",)), words)) in plain
        assert store.version in plain


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ("xlsx", "coopstats.xlsx"),
        ("csv", "coopstats-csv.zip"),
        ("package", "coopstats-dataset.zip"),
        ("iati", "coopstats-iati.zip"),
        ("scdl", "coopstats-scdl.zip"),
    ],
)
def test_the_register_is_taken_along(form: str, named: str, server: str, page: Page) -> None:
    """The selection in each format is one click away on the register, and made on that click."""
    visit(page, f"{server}/agreements?lang=fr&scope=all&partner=afd")
    page.get_by_role("button", name="Emporter").click()
    settled(page)
    with page.expect_download() as download:
        page.locator(f".st-key-take_line_{form}").get_by_role("button").first.click()
    assert download.value.suggested_filename == named
    assert Path(download.value.path()).stat().st_size > 1_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_of_the_selection_is_one_click_away(language: str, server: str, page: Page) -> None:
    """On any page, in the reader's language; its links lead back to this server with the same filters."""
    visit(page, f"{server}/years?lang={language}&region=06")
    with page.expect_download() as download:
        page.locator(".st-key-download_brief").get_by_role("button").click()
    assert download.value.suggested_filename == f"coopstats-{language}.pdf"
    file = Path(download.value.path()).read_bytes()
    assert re.search(rb"/Lang\s*\(" + language.encode(), file)
    assert f"({server}/?lang={language}&region=06)".encode() in file


def test_the_brief_on_the_page_of_a_party_is_the_partys(server: str, page: Page) -> None:
    """All its agreements, whatever the filters are, and a link to its page."""
    visit(page, f"{server}/party?lang=fr&party=afd&region=06")
    with page.expect_download() as download:
        page.locator(".st-key-download_brief").get_by_role("button").click()
    assert download.value.suggested_filename == "coopstats-afd-fr.pdf"
    assert f"({server}/party?lang=fr&scope=all&party=afd)".encode() in Path(download.value.path()).read_bytes()


def test_what_a_page_alone_knows_leaves_the_address_with_it(server: str, page: Page) -> None:
    """The measure of the map stays in its link and not in that of the next page; the selection stays in both."""
    visit(page, f"{server}/map?lang=fr&measure=per_100000&sector=transport")
    assert "measure=per_100000" in page.url
    page.get_by_text("Planification", exact=True).click()
    page.get_by_role("menuitem", name="Territoires").click()
    expect(page.locator("h1")).to_contain_text("territoires", timeout=20_000)
    expect(page).to_have_url(re.compile("/territories\\?(?!.*measure=).*sector=transport"))


def test_figures_in_the_rows_of_a_phone_say_what_they_are(server: str, page: Page) -> None:
    """There a row is a paragraph without headings: a dash or a bare figure in it is led by its own."""
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{server}/commitments?lang=fr")
    cell = page.locator(".st-key-rows_committees td", has_text=re.compile("^—$")).first
    expect(cell.locator("p")).to_have_attribute("data-of", re.compile(r"^\S.* : $"))
    assert "—" not in cell.locator("p").evaluate("text => getComputedStyle(text, '::before').content")
    assert len(cell.locator("p").evaluate("text => getComputedStyle(text, '::before').content")) > 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_of_a_project_is_taken_along(language: str, server: str, page: Page) -> None:
    """A click makes the workbook: the project and this page's link in front, each suggestion's agreements one click away."""
    visit(page, f"{server}/finder?lang={language}&place=04.441.01.0&field=culture.transport")
    with page.expect_download() as download:
        page.locator(".st-key-download_plan button").first.click()
    assert download.value.suggested_filename == "coopstats-plan.xlsx"
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert len(book.worksheets) == 6
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets} == {language in RIGHT_TO_LEFT}
    links = [
        cell.hyperlink.target for sheet in book.worksheets[:3] for row in sheet.iter_rows() for cell in row if cell.hyperlink
    ]
    (own,) = (link for link in links if link.startswith(f"{server}/finder?"))
    assert {("place", "04.441.01.0"), ("field", "culture.transport")} <= set(parse_qsl(own))
    register = next(link for link in links if link.startswith(f"{server}/agreements?"))
    visit(page, register)
    expect(page.locator(".st-key-rows_register a").first).to_be_visible()


def test_a_row_of_the_register_leads_to_its_sheet(server: str, page: Page) -> None:
    visit(page, f"{server}/agreements?lang=fr")
    link = page.locator(".st-key-rows_register a").first
    title = link.inner_text()
    target = link.get_attribute("href")
    assert target
    visit(page, f"{server}/{target.split('/')[-1]}")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_a_node_is_chosen_by_name_and_by_click(server: str, page: Page) -> None:
    """A party searched for stands in the centre; a click on one of its neighbours puts that one there, and the address says so."""
    visit(page, f"{server}/network?lang=fr&scope=all")
    expect(page.locator(".chart")).to_have_count(0)
    page.get_by_label("Au centre").click()
    page.keyboard.type("Île-de-France")
    page.get_by_role("option", name="Région Île-de-France").first.click()
    # The first chart of a visit has the drawing library fetched.
    expect(page.locator(".chart .scatterlayer .point").first).to_be_visible(timeout=20_000)
    settled(page)
    assert "party=ile-de-france" in page.url
    expect(page.locator(".chart")).to_contain_text("Settat")
    points = page.locator(".chart .scatterlayer .trace .points .point")
    box = points.nth(1).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(lambda address: "party=" in address and "party=ile-de-france" not in address)
    # While the new ring is drawn the old one still stands: the new one is known by what it says.
    expect(page.get_by_role("figure", name=re.compile("^Casablanca-Settat : .*Île-de-France : "))).to_be_visible()


def test_the_ring_is_mirrored_in_arabic_and_no_name_is_cut(server: str, browser: Browser) -> None:
    """The first neighbour stands where reading begins, and on a phone every label lies within the chart."""
    for language, starts_left in (("fr", True), ("ar", False)):
        context = browser.new_context(viewport={"width": 390, "height": 900})
        visitor = context.new_page()
        visit(visitor, f"{server}/network?lang={language}&party=casablanca-settat")
        expect(visitor.locator(".chart .scatterlayer .textpoint text").first).to_be_visible(timeout=20_000)
        chart = visitor.locator(".chart").bounding_box()
        assert chart
        boxes = visitor.evaluate(
            "[...document.querySelectorAll('.chart .textpoint text')].map(t => t.getBoundingClientRect()).map(r => [r.left, r.right])"
        )
        assert len(boxes) > 10
        assert all(chart["x"] - 1 <= left and right <= chart["x"] + chart["width"] + 1 for left, right in boxes), boxes
        first = visitor.locator(".chart .textpoint text", has_text="Île-de-" if language == "fr" else "إيل دو").bounding_box()
        assert first
        assert (first["x"] < chart["x"] + chart["width"] / 2 - 40) == starts_left
        context.close()


def click_on_the_map(page: Page, longitude: float, latitude: float) -> None:
    """Click on a place of the map, told by its degrees."""
    page.wait_for_selector(".st-key-map .nsewdrag")
    page.locator(".st-key-map").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    x, y = page.evaluate(
        """([longitude, latitude]) => {
            const chart = document.querySelector(".st-key-map .chart"), area = chart.getBoundingClientRect();
            const { xaxis, yaxis } = chart._fullLayout;
            return [area.left + xaxis._offset + xaxis.d2p(longitude), area.top + yaxis._offset + yaxis.d2p(latitude)];
        }""",
        [longitude, latitude],
    )
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    page.mouse.click(x, y)


def test_a_click_on_the_map_selects_a_territory_and_a_second_one_lets_go(server: str, page: Page) -> None:
    """The click reaches filter and address; the same click again takes it back."""
    visit(page, f"{server}/map?lang=fr")
    click_on_the_map(page, -7.9, 33.0)
    expect(page).to_have_url(re.compile("region=06"), timeout=20_000)
    settled(page)
    expect(page.locator(".st-key-parts")).to_contain_text("dans la région Casablanca-Settat")
    click_on_the_map(page, -7.9, 33.0)
    expect(page).not_to_have_url(re.compile("region="), timeout=20_000)
    settled(page)
    expect(page.locator(".st-key-parts")).not_to_contain_text("Casablanca-Settat")


def test_a_click_on_a_province_selects_it_within_its_region(server: str, page: Page) -> None:
    """On the map of provinces a chosen region is shown alone, and level and measure stand in the address."""
    visit(page, f"{server}/map?lang=ar&region=06&by=province&measure=amount_mad")
    click_on_the_map(page, -7.3, 32.9)
    expect(page).to_have_url(re.compile(r"province=06\.461"), timeout=20_000)
    settled(page)
    expect(page.locator(".st-key-parts")).to_contain_text("العمالة أو الإقليم")
    for part in ("region=06", "by=province", "measure=amount_mad"):
        assert part in page.url


def test_a_row_beside_the_map_leads_to_its_territory(server: str, page: Page) -> None:
    """What the pointer does on the map, a link does for the keyboard."""
    visit(page, f"{server}/map?lang=fr&measure=per_100000")
    target = page.get_by_role("link", name="Souss-Massa").get_attribute("href")
    assert target
    visit(page, f"{server}/{target.split('/')[-1]}")
    expect(page.locator(".st-key-parts")).to_contain_text("dans la région Souss-Massa")
    assert "measure=per_100000" in page.url


def test_a_mark_in_a_comparison_opens_who_says_so(server: str, page: Page) -> None:
    """Nothing lies over the small mark under a value: a click on it tells both readings of a rate in conflict."""
    page.goto(f"{server}/programme?lang=fr&programme=dgct--facdi--2020.berd--sba--undated")
    page.locator(".st-key-mark_rate_max_1 button").click(timeout=30_000)
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("85", timeout=30_000)


def test_search_engines_are_told_what_the_dataset_is(page: Page, server: str) -> None:
    """The page of sources holds the description of the dataset by schema.org, with the addresses of this server."""
    page.goto(f"{server}/sources?lang=fr")
    told = page.locator('script[type="application/ld+json"]')
    expect(told).to_have_count(1, timeout=30_000)
    dataset = json.loads(told.text_content() or "")
    assert (dataset["@type"], dataset["url"]) == ("Dataset", f"{server}/")


@pytest.mark.parametrize(("language", "scheme"), [("fr", "light"), ("ar", "dark")])
def test_the_pack_for_a_meeting_prints(language: str, scheme: Literal["light", "dark"], browser: Browser, server: str) -> None:
    """On paper there is nothing to click, nothing clipped, and black on white even from a dark screen; the tables run over pages."""
    visitor = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}).new_page()
    visitor.goto(f"{server}/event?lang={language}&event=assises-france-maroc-2026")
    expect(visitor.locator(".st-key-table_living table")).to_be_visible(timeout=30_000)
    expect(visitor.locator("[data-testid=stSkeleton]")).to_have_count(0)
    visitor.emulate_media(media="print", color_scheme=scheme)
    for hidden in ('[data-testid="stSidebar"]', '[data-testid="stHeader"]', ".st-key-bar", ".st-key-event_bar", ".stPopover"):
        assert not any(place.is_visible() for place in visitor.locator(hidden).all()), hidden
    ink = visitor.locator(".st-key-table_living td").first.evaluate("cell => getComputedStyle(cell).color")
    paper = visitor.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert (ink, paper) == ("rgb(17, 17, 17)", "rgb(255, 255, 255)")
    clipped = "[...document.querySelectorAll('.stMain, .stTable, .stTable > div')].filter(e => getComputedStyle(e).overflow != 'visible').length"
    assert visitor.evaluate(clipped) == 0
    pages = visitor.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 2 < pages < 15
    visitor.context.close()
