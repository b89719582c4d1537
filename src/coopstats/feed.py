"""What changed, as an Atom feed (RFC 4287) for feed readers: the same link as the page, `lang` and `since` included.

    feed = atom(request, store, "https://example.org/")

Every time is one of the data's own dates, the first moment that it can mean; the identity of an entry is made of the fact that it
tells, so that a feed made anew shows nothing twice. The data does not know on which day a fact entered it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import pandas as pd

from coopstats.asking import Choice
from coopstats.request import Request
from coopstats.sentence import sentence
from coopstats.store import Store
from coopstats.words import SOURCE_LANGUAGE, Words

# Every identity is drawn from this one, a number picked once; to change it would show all entries again.
NAMESPACE = UUID("6f0c9a52-2f0e-4d6e-9b1c-3f5b8f6f2a11")
ATOM = "http://www.w3.org/2005/Atom"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold at all.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class Entry:
    """One change: its key for good, its date as known, a title, what a page says, our sheet and that page."""

    key: str
    date: str
    kind: str
    title: str
    told: str
    sheet: str
    source: str


def atom(request: Request, store: Store, root: str) -> bytes:
    """The feed of a request; `root` is the address at which the dashboard stands, with a slash at its end."""
    language = request.language or SOURCE_LANGUAGE
    words = Words(language, store.labels(language))
    with request.choose(store) as choice:
        found = sorted(entries(choice, words), key=lambda entry: (entry.date, entry.key), reverse=True)
        read = choice.ask("holding").iloc[0]["read"]
    query = feed_query(request, language)
    feed = ET.Element("feed", {"xmlns": ATOM, XML_LANGUAGE: language})
    add(feed, "id", identity(f"feed?{query}"))
    add(feed, "title", words.say("Coopération des collectivités territoriales du Maroc : ce qui a changé"))
    add(feed, "subtitle", sentence(request.selection, words))
    add(feed, "updated", moment(max((entry.date for entry in found), default=read)))
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{root}feed.atom?{query}")
    add(feed, "link", rel="alternate", type="text/html", href=f"{root}watch?{query}")
    author = ET.SubElement(feed, "author")
    add(author, "name", "coopstats")
    add(feed, "rights", words.say("Titres, résumés et notes : CC BY 4.0. Les faits sont ceux des pages citées."))
    for entry in found:
        feed.append(element(entry, root))
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def feed_query(request: Request, language: str) -> str:
    """The query of a feed's address and of its page's: language, filters, the day from which changes are told."""
    own = {"party": request.party, "since": request.wish.since}
    return urlencode({"lang": language} | request.selection.to_link() | {k: v for k, v in own.items() if v}, doseq=True)


def entries(choice: Choice, words: Words) -> Iterator[Entry]:
    """Every change of agreements and of programmes, in words."""
    for _, row in choice.ask("changes").iterrows():
        sheet = f"agreement?lang={words.language}&agreement={row['fact_id']}"
        yield entry_of(row, row["date"], row[f"title_{words.language}"], sheet, words)
    for _, row in choice.ask("programme_changes").iterrows():
        sheet = f"programme?lang={words.language}&programme={row['programme']}"
        to_come = row["change"] in ("opening", "closing", "expected")
        title = words.label("programmes", row["programme"])
        yield entry_of(row, row["told_on"] if to_come else row["date"], title, sheet, words)


def entry_of(row: pd.Series, date: str, title: str, sheet: str, words: Words) -> Entry:
    """One row of an answer on changes; `date` is the day on which it was known."""
    kind = words.label("changes", row["change"])
    told = row[f"told_{words.language}"]
    what = words.pair(kind, words.isolate(title))
    said = [words.date(row["date"]), words.isolate(told) if isinstance(told, str) else ""]
    return Entry(row["entry"], date, kind, what, " · ".join(filter(None, said)), sheet, row["address"])


def element(entry: Entry, root: str) -> ET.Element:
    """An entry as Atom knows it."""
    made = ET.Element("entry")
    add(made, "id", identity(entry.key))
    add(made, "title", entry.title)
    add(made, "updated", moment(entry.date))
    add(made, "link", rel="alternate", type="text/html", href=root + entry.sheet)
    add(made, "link", rel="via", href=entry.source)
    add(made, "category", term=entry.key.partition("/")[0], label=entry.kind)
    add(made, "summary", entry.told)
    return made


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    """An element with its text and attributes, without the signs that XML cannot hold."""
    child = ET.SubElement(parent, name, {key: value.translate(UNWRITABLE) for key, value in attributes.items()})
    child.text = text.translate(UNWRITABLE) or None


def identity(key: str) -> str:
    """An identity that is the same for the same key, on every machine."""
    return f"urn:uuid:{uuid5(NAMESPACE, key)}"


def moment(date: str) -> str:
    """The first moment that a date known to the year, month or day can mean."""
    return f"{date}{'-01-01'[len(date) - 4 :] if len(date) < len('2026-01-01') else ''}T00:00:00Z"
