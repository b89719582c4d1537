"""What changed since a day: on its page and as an Atom feed, by the same link."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree as ET

import pytest

from coopstats.feed import ATOM, atom, moment
from coopstats.questions import questions, watches
from coopstats.request import read_request
from coopstats.selection import Selection
from coopstats.showing import the_store
from coopstats.store import Store
from coopstats.wish import Wish
from coopstats.words import LANGUAGES

from . import independent, independent_changes, independent_programmes
from .test_pages import asked, texts, visit
from .test_questions import SELECTIONS
from .test_questions import cells as table_cells

PAGE = "pages/funding/watch.py"
ROOT = "https://cooperation.example/"
SINCE = "2010-06-15"
# Every entry of an Atom feed has these, each once: RFC 4287, 4.1.2.
NEEDED = ("id", "title", "updated")


@pytest.mark.parametrize("since", [SINCE, "2025-06-01", "1990-01-01"])
@pytest.mark.parametrize("chosen", [SELECTIONS["default"], SELECTIONS["everything"], SELECTIONS["region 06"]], ids=str)
@pytest.mark.parametrize("name", [name for name in questions() if watches(name)])
def test_changes_since_a_day_agree_with_an_independent_computation(
    name: str, chosen: dict[str, Any], since: str, store: Store, data_folder: Path
) -> None:
    """SQL in the store and pandas on the files, for days long ago and lately."""
    picked = independent_programmes.chosen_programmes(data_folder, chosen)
    other = replace(independent.choose(data_folder, **chosen), programmes=picked, wish={"since": since})
    with store.choose(Selection(**chosen), wish=Wish(since=since)) as choice:
        answer = choice.ask(name)
    assert not answer.empty
    assert table_cells(answer) == table_cells(independent_changes.ANSWERS[name](other))


def test_what_happened_on_the_invented_agreements(tiny_store: Store) -> None:
    """Worked out by hand: dates known to the year or month count when they may lie after that day, ends when they are over."""
    with tiny_store.choose(Selection(scope=()), wish=Wish(since="2020-11-15")) as choice:
        told = choice.ask("changes")[["date", "change", "fact_id"]]
        programmes = choice.ask("programme_changes")[["date", "change"]]
    rows = [(day, kind, fact.partition("--")[0]) for day, kind, fact in told.itertuples(index=False)]
    assert rows == [
        ("2022", "evidence", "ville-inventee"),
        ("2021-05", "evidence", "ville-inventee"),
        ("2021-04", "meeting", "region-inventee"),
        ("2020-12-01", "page", "ville-inventee"),
        ("2020-12", "ended", "ministere-invente"),
        ("2020-11-30", "agreement", "association-inventee"),
        ("2020-11-30", "agreement", "region-inventee-ville-imaginaire"),
        ("2020-11", "agreement", "ville-inventee"),
        *[("2020", "page", fact) for fact in PAGES_OF_2020],
    ]
    assert {kind for _, kind in programmes.itertuples(index=False)} <= {
        "award",
        "programme_page",
        "closing",
        "opening",
        "expected",
    }


PAGES_OF_2020 = ["ville-inventee", "region-inventee", "agence-inventee"]


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """What a server answers: status, headers, content."""
    try:
        with urlopen(Request(address, headers=headers), timeout=20) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own feed


def named(name: str) -> str:
    return f"{{{ATOM}}}{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_atom(language: str, server: str) -> None:
    """One feed with its id, title, author, time and address; entries with id, title and time, each id once, newest first."""
    status, headers, content = get(f"{server}/feed.atom?{urlencode({'lang': language, 'since': SINCE})}")
    assert status == 200
    assert headers["content-type"].startswith("application/atom+xml")
    feed = tree(content)
    assert feed.tag == named("feed")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = feed.findall(named("entry"))
    assert len(entries) > 50
    for element in (feed, *entries):
        assert all(len(element.findall(named(name))) == 1 for name in NEEDED)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(element.findtext(named("id"))))
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", str(element.findtext(named("updated"))))
        assert str(element.findtext(named("title"))).strip()
    assert feed.findtext(f"{named('author')}/{named('name')}")
    ids = [entry.findtext(named("id")) for entry in entries]
    assert len(set(ids)) == len(ids)
    times = [str(entry.findtext(named("updated"))) for entry in entries]
    assert times == sorted(times, reverse=True)
    assert feed.findtext(named("updated")) == times[0]
    assert times[0] <= f"{independent.today().date()}T24"
    links = {link.get("rel"): str(link.get("href")) for link in feed.findall(named("link"))}
    assert tree(get(links["self"])[2]).findtext(named("id")) == feed.findtext(named("id"))


def test_an_entry_leads_to_its_sheet_and_to_its_page(store: Store) -> None:
    """Every sheet exists, every page is one of the dataset's."""
    request = read_request({"scope": ["all"], "since": [SINCE], "lang": ["en"]}, store)
    pages = {address for (address,) in store.cursor().execute("select address from source").fetchall()}
    facts = {fact for (fact,) in store.cursor().execute("select fact_id from agreement").fetchall()}
    seen = set()
    for entry in tree(atom(request, store, ROOT)).findall(named("entry")):
        links = {link.get("rel"): str(link.get("href")) for link in entry.findall(named("link"))}
        assert links["via"] in pages
        assert links["alternate"].startswith(ROOT)
        query = parse_qs(urlsplit(links["alternate"]).query)
        seen.add(urlsplit(links["alternate"]).path)
        assert query.get("agreement", [""])[0] in facts or query["programme"][0] in store.codes()["programmes"]
    assert seen == {"/agreement", "/programme"}


def test_the_feed_is_the_same_again_in_any_order_of_asking(store: Store) -> None:
    """Identities are those of facts: neither the language nor the filters nor the hour change them."""

    def ids(**link: str) -> list[str]:
        feed = tree(atom(read_request({name: [value] for name, value in link.items()}, store), store, ROOT))
        return [str(entry.findtext(named("id"))) for entry in feed.findall(named("entry"))]

    assert ids(since="2025-01-01") == ids(since="2025-01-01", lang="ar")
    assert set(ids(since="2025-01-01", region="06")) < set(ids(since="2025-01-01"))


def test_signs_of_xml_in_a_title_stay_text(tiny_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks like an element is none, and a sign that XML cannot hold is left out."""
    title = '<b>1 & 2</b>\x07 "x"'
    real = type(tiny_store.choose(Selection())).ask

    def ask(choice: Any, name: str, page: Any = None) -> Any:
        answer = real(choice, name, page)
        return answer.assign(title_en=title) if name == "changes" else answer

    monkeypatch.setattr(type(tiny_store.choose(Selection())), "ask", ask)
    request = read_request({"since": [SINCE], "lang": ["en"], "scope": ["all"]}, tiny_store)
    titles = [str(entry.findtext(named("title"))) for entry in tree(atom(request, tiny_store, ROOT)).findall(named("entry"))]
    assert any('<b>1 & 2</b> "x"' in text for text in titles)
    assert not any("\x07" in text for text in titles)


def test_a_feed_that_did_not_change_is_not_sent_again(server: str) -> None:
    """Its tag holds the dataset's version; who has it gets an empty 304, who has an old one the feed."""
    tag = get(f"{server}/feed.atom")[1]["etag"]
    assert the_store().version in tag
    status, headers, content = get(f"{server}/feed.atom", **{"If-None-Match": f'"older", W/{tag}'})
    assert (status, content, headers["etag"]) == (304, b"", tag)
    assert get(f"{server}/feed.atom", **{"If-None-Match": '"older"'})[0] == 200


@pytest.mark.parametrize(
    ("query", "named_value"),
    [("sector=magie", "magie"), ("since=2026-02-30", "2026-02-30"), ("lang=xx", "xx"), ("colour=red", "colour")],
)
def test_a_feed_names_what_it_does_not_know(query: str, named_value: str, server: str) -> None:
    status, headers, content = get(f"{server}/feed.atom?{query}")
    assert status == 400
    assert headers["content-type"] == "application/json"
    assert any(named_value in problem for problem in json.loads(content)["problems"])


def test_a_date_becomes_the_first_moment_that_it_can_mean() -> None:
    assert [moment(day) for day in ("2020", "2020-05", "2020-05-09")] == [
        "2020-01-01T00:00:00Z",
        "2020-05-01T00:00:00Z",
        "2020-05-09T00:00:00Z",
    ]


def test_the_page_follows_the_day_in_its_link() -> None:
    """The link's day fills the field, changes the figures and stands in the feed's address; an impossible one is named."""
    long_ago, lately = visit(PAGE, lang="fr", since="2015-01-01"), visit(PAGE, lang="fr", since="2026-01-01")
    assert not long_ago.exception
    assert str(long_ago.date_input(key="since").value) == "2015-01-01"
    assert len(long_ago.table[0].value) > len(lately.table[0].value)
    assert any("since=2015-01-01" in code.value and "feed.atom?lang=fr" in code.value for code in long_ago.code)
    long_ago.date_input(key="since").set_value(date(2026, 1, 1)).run()
    assert asked(long_ago, "since") == ["2026-01-01"]
    assert long_ago.table[0].value.equals(lately.table[0].value)
    wrong = visit(PAGE, lang="fr", since="2026-02-30")
    assert any("2026-02-30" in warning.value for warning in wrong.warning)
    assert "ne note pas le jour" in texts(wrong)
