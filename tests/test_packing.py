"""How pages and files travel: compressed, kept by the browser, few bytes, and something to read before any script has come."""

from __future__ import annotations

import gzip
import html
import re
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, Page, expect

from coopstats.headlines import headline
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

from .visiting import served, settled

STATIC = Path(st.__file__).parent / "static"
# Without the websocket, which brings some 15 kB each time (docs/performance.md).
MOST_FIRST, MOST_AGAIN = 2_000_000, 4_000


def fetched(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer, as it travels."""
    request = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_every_script_and_sheet_of_the_page_travels_compressed_and_stays_with_the_browser(server: str) -> None:
    """Its content is that of the file, its address changes with it, and who holds it is not sent it again."""
    _, _, page = fetched(f"{server}/")
    named = re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', page.decode())
    assert len(named) > 20
    for name in named:
        status, headers, body = fetched(f"{server}/{name}", Accept_Encoding="gzip")
        file = (STATIC / name).read_bytes()
        assert status == 200
        assert "immutable" in str(headers["cache-control"])
        if len(file) > 500:
            assert headers["content-encoding"] == "gzip"
            assert len(body) < len(file)
            body = gzip.decompress(body)
        assert body == file or name.endswith(".css")
        assert fetched(f"{server}/{name}", If_None_Match=str(headers["etag"]))[0] == 304
    status, headers, body = fetched(f"{server}/{named[0]}")
    assert (headers["content-encoding"], body) == (None, (STATIC / named[0]).read_bytes())


@pytest.mark.parametrize(
    "way", ["/static/../index.html", "/static/%2e%2e/index.html", "/app/static/../app.py", "/app/static/%2e%2e/pyproject.toml"]
)
def test_no_way_leads_out_of_the_folders(way: str, server: str) -> None:
    _, _, body = fetched(f"{server}{way}")
    assert b"open_door" not in body
    assert b"[build-system]" not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_its_figures_before_any_script(language: str, server: str, store: Store) -> None:
    """In the reader's language and direction, without Streamlit's typeface; a page with filters waits for its own figures."""
    page = fetched(f"{server}/?lang={language}")[2].decode()
    words = Words(language, store.labels(language))
    assert f'<html lang="{language}" dir="{words.direction}">' in page
    with store.choose(Selection()) as choice:
        lines = headline(choice.ask("figures").iloc[0], words)
        types = choice.ask("agreements_by_partner_type")
        known = choice.ask("known")
    assert len(lines) > 3
    assert all(f"<b>{value}</b>" in page for _, value, _ in lines)
    bars = re.findall(r'<th scope="row">(.*?)</th><td><i style="width:([\d.]+)%[^>]*></i> (.*?)</td>', page)
    names = [words.label("partner_types", code) for code in types["partner_type"]] + [
        words.heading(f) for f in known["known_field"]
    ]
    assert [html.unescape(name) for name, _, _ in bars] == names
    assert [n for _, _, n in bars] == [words.number(n) for n in [*types["agreements"], *known["agreements"]]]
    assert [float(width) for _, width, _ in bars] == [
        round(75 * n / max(answer["agreements"]), 1) for answer in (types, known) for n in answer["agreements"]
    ]
    assert "SourceSans" not in page
    assert "<dl>" not in fetched(f"{server}/?lang={language}&sector=transport")[2].decode()
    assert "<dl>" not in fetched(f"{server}/sectors?lang={language}")[2].decode()
    assert f'<html lang="{language}"' in fetched(f"{server}/sectors", Accept_Language=f"{language}-MA,en;q=0.5")[2].decode()


def test_no_figure_is_told_to_who_has_not_signed_in(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        '[sign_in]\npages = { "*" = [] }\n[sign_in.proxy]\nperson = "x-person"\nroles = "x-roles"\n', encoding="utf-8"
    )
    with served("--settings", str(settings)) as base:
        page = fetched(f"{base}/?lang=fr")[2].decode()
    assert 'id="waiting"' in page
    assert "<dl>" not in page


def test_a_first_visit_takes_few_bytes_and_a_second_next_to_none(server: str, browser: Browser) -> None:
    """All that travels for the overview with its charts, in the browser's own count."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800})
    visitor = context.new_page()
    wire, sizes = context.new_cdp_session(visitor), list[int]()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))

    def visited() -> int:
        sizes.clear()
        visitor.goto(f"{server}/?lang=fr")
        expect(visitor.locator(".chart .barlayer path").first).to_be_visible(timeout=60_000)
        settled(visitor)
        visitor.wait_for_timeout(2_000)
        return sum(sizes)

    assert 1_000_000 < visited() <= MOST_FIRST
    assert visited() <= MOST_AGAIN
    context.close()


def test_something_stands_there_while_scripts_are_on_their_way(server: str, page: Page) -> None:
    """With every script held back the question, the figures and that the page is loading are read."""
    page.route("**/*.js", lambda _: None)
    page.goto(f"{server}/?lang=fr", wait_until="commit")
    expect(page.get_by_role("status")).to_have_text("La page se charge…")
    expect(page.locator("#waiting b")).to_have_count(5)
