"""Data that would be code: whatever a cell holds, pages show it as it stands, files keep it harmless, DuckDB stays locked."""

from __future__ import annotations

import csv
import io
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from coopstats.checking import contract
from coopstats.downloads import FORMULA_STARTS, as_csv
from coopstats.exports import FORMATS, Asked
from coopstats.feed import atom
from coopstats.opening import open_store
from coopstats.questions import questions
from coopstats.request import read_request
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.tables import in_words
from coopstats.texts import check_folder
from coopstats.wish import Wish
from coopstats.words import LANGUAGES, Words

from .visiting import ADDRESSES, served, settled, visit

# Columns of text that are no free text: names of filters' values, of places and of units.
NAMES = {
    "places.csv": {"place"},
    "commitments.csv": {"unit"},
    "events.csv": {"country", "partner", "partner_type"},
    "public_totals.csv": {"scope", "partner_type", "country", "partner", "authority", "region", "level", "instrument"},
}
# Pages that show nothing of the dataset, unless a visitor brings something of their own.
NO_DATA = {"accessibility", "contribute"}
HOSTILE = (
    '=1+1 <img src=x onerror="window.hit=1"> [lien](javascript:window.hit=2) ![](https://elsewhere.example/p.png) '
    '<a href="https://elsewhere.example/">la</a> https://elsewhere.example/bare :material/home: :red[rouge] $\\LaTeX$ '
    "**gras** `code` </script><script>window.hit=3</script> %s"
)
ADDRESS = 'https://source.example/")[x](javascript:window.hit=4)<img/src=x/onerror=window.hit=5>**gras**`code`/%s'
# What an injected text would have become, anywhere in the page.
INJECTED = """() => {
    const all = [...document.querySelectorAll("*")], leaf = (sign, text) => all.filter(e => e.matches(sign) && e.textContent.trim() === text);
    const found = {
        hit: window.hit ? [window.hit] : [],
        images: all.filter(e => e.matches('img[src="x"], img[src*="elsewhere"]')),
        handlers: all.filter(e => e.hasAttribute("onerror")),
        // An address of the web in a text may lead to itself, and our own links repeat what was asked for.
        links: all.filter(e => { const to = e.getAttribute("href") || e.getAttribute("xlink:href") || "";
            return /^javascript:/i.test(to) || (/elsewhere/.test(to.split("?")[0]) && decodeURI(to) !== e.textContent); }),
        scripts: all.filter(e => e.matches("script") && e.type !== "application/ld+json" && /window.hit/.test(e.textContent)),
        formulas: all.filter(e => e.matches(".katex")),
        icons: all.filter(e => e.getAttribute("aria-label") === "home icon"), colours: leaf(".stMarkdownColoredText", "rouge"),
        bold: leaf("strong, b, tspan", "gras"), code: leaf("code", "code"),
    };
    return Object.entries(found).filter(([_, several]) => several.length)
        .map(([kind, several]) => kind + ": " + (several[0].outerHTML || several[0]).toString().slice(0, 300));
}"""


def free_texts(table: dict[str, Any]) -> list[str]:
    """The columns of a table that may hold any text."""
    schema = table["schema"]
    codes = {
        name
        for key in schema.get("foreignKeys", [])
        for name in ([key["fields"]] if isinstance(key["fields"], str) else key["fields"])
    }
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and "pattern" not in field.get("constraints", {})
        and field["name"] not in codes | NAMES.get(table["path"], set())
    ]


@pytest.fixture(scope="module")
def hostile_folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset with something hostile in every cell of free text; the checks find nothing wrong with it."""
    folder, number = tmp_path_factory.mktemp("hostile") / "data", 0
    shutil.copytree(tiny_folder, folder)
    for table in contract():
        path = folder / table["path"]
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for row in rows:
            for name in {*free_texts(table), *({"address"} & set(row))}:
                if row[name]:
                    number += 1
                    row[name] = (ADDRESS if name == "address" else HOSTILE) % number
        if rows:
            with path.open("w", encoding="utf-8", newline="") as lines:
                writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    assert number > 4_000
    assert check_folder(folder) == []
    return folder


@pytest.fixture(scope="module")
def hostile_store(hostile_folder: Path) -> Store:
    return open_store(hostile_folder)


@pytest.fixture(scope="module")
def hostile_server(hostile_folder: Path) -> Iterator[str]:
    with served(COOPSTATS_DATA=str(hostile_folder)) as base:
        yield base


@pytest.mark.long
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_shows_hostile_data_as_it_stands(address: str, hostile_server: str, page: Page) -> None:
    """No element, link, picture, icon, formula or colour comes out of it, in the page and in the panels under its charts."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    own = urlencode(
        {
            "agreement": "agence-inventee--province-inventee--2018",
            "party": "agence-inventee",
            "programme": "appel-invente--2020",
            "event": "rencontre-inventee",
            "scope": "all",
            "since": "2000-01-01",
        }
    )
    visit(page, f"{hostile_server}/{address}?lang=fr&{own}")
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    assert ("<img src=x" in (page.locator("body").text_content() or "")) == (address not in NO_DATA), "the data is there"
    assert page.evaluate(INJECTED) == []
    for panel in page.get_by_role("button", name="Données").all()[:2]:
        panel.click()
        settled(page)
        assert page.evaluate(INJECTED) == []
        page.keyboard.press("Escape")


def test_a_hostile_link_is_told_as_it_stands(hostile_server: str, page: Page) -> None:
    """What an address asks for in vain is repeated to the reader, and is text there too."""
    for name in (
        *Selection.__dataclass_fields__,
        *Wish.__dataclass_fields__,
        "lens",
        "vs",
        "lang",
        "agreement",
        "party",
        "event",
        "by",
    ):
        visit(page, f"{hostile_server}/agreements?{urlencode({'lang': 'fr'} | {name: HOSTILE % 0})}")
        assert page.evaluate(INJECTED) == [], name


@pytest.mark.parametrize("name", questions())
def test_a_csv_of_hostile_data_holds_no_formula(name: str, hostile_store: Store) -> None:
    """Of every question, in codes and in words, cells and headings alike."""
    with hostile_store.choose(Selection(scope=()), party="agence-inventee") as choice:
        answer = choice.ask(name)
    for table in (answer, in_words(answer, Words("fr", hostile_store.labels("fr")))):
        cells = [cell for row in csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not is_number(cell)] == []


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_workbook_of_hostile_data_holds_neither_formula_nor_link(hostile_store: Store) -> None:
    """Every sheet, every cell; the text itself is there."""
    with hostile_store.choose(Selection(scope=())) as chosen:
        made = FORMATS["xlsx"].make(Asked(hostile_store, chosen, "fr"))[".xlsx"]
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(made)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells if cell.hyperlink and not str(cell.hyperlink.target or "").startswith("https://")] == []
    assert [cell for cell in cells if "<img src=x" in str(cell.value)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_of_hostile_data_is_text(language: str, hostile_store: Store) -> None:
    """Titles and summaries come back as they were; no element but those of Atom."""
    request = read_request({"lang": [language], "since": ["2000-01-01"], "scope": ["all"]}, hostile_store)
    feed = ET.fromstring(atom(request, hostile_store, "https://dashboard.example/"))  # noqa: S314 - our own file
    assert {element.tag.partition("}")[0] for element in feed.iter()} == {"{http://www.w3.org/2005/Atom"}
    titles = [element.text or "" for element in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert [title for title in titles if "<img src=x" in title]
