"""Tables on the screen: answers in words as HTML, and agreements as the register lists them, each leading to its sheet."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from coopstats.screen.reader import Reader
from coopstats.searching import excerpt, parted, sought_words
from coopstats.selection import Selection
from coopstats.tables import DATES, SEVERAL, SHARES, YEARS, names_of, said
from coopstats.words import LANGUAGES, Words, columns

SECTORS_SHOWN = 3
PARTY_LISTS = ("parties", "authorities")
# How many letters of a text stand before and after a word that was sought.
AROUND = 60
UNKNOWN = "—"
# What Markdown takes for the beginning of a list: "6. ", "- ".
LIST_SIGN = re.compile(r"^(\s*\d*)([.)+-])(?=\s)")
# ":material/home:" or ":smile:": Streamlit looks for these in the text that Markdown has become, where no backslash helps.
SHORTCODE = re.compile(r":(?=[\w/+-]+:)", re.ASCII)
WORD_JOINER = "\u2060"


def answer_table(answer: pd.DataFrame, words: Words) -> None:
    """An answer with names for codes and numbers as the language writes them, each party and programme leading to its page."""
    table = said(answer, words)
    st.table(pd.DataFrame({words.heading(name): cells(answer, table[name], words) for name in table.columns}), hide_index=True)


def linked_table(reader: Reader, answer: pd.DataFrame, names: Sequence[str], key: str) -> None:
    """Some columns of an answer; the title of an agreement and a programme lead to their sheets, a party to its page, what a page says to it."""
    words = reader.words
    table = said(answer, words)
    most = {name: SECTORS_SHOWN for name in names if name != "sdgs"}
    shown = {words.heading(name): cells(answer, table[name], words, most.get(name)) for name in names}
    if "title" in names:
        titles = zip(shown[words.heading("title")], answer["fact_id"], strict=True)
        shown[words.heading("title")] = [f"[{title}]({sheet_link(reader, fact_id)})" for title, fact_id in titles]
    for said_by_page in {"what", "told"} & set(names):
        told = zip(shown[words.heading(said_by_page)], answer["address"], strict=True)
        shown[words.heading(said_by_page)] = [
            f"[{words.isolate(text) if text != UNKNOWN else words.say('source')}]({link_target(address)})"
            for text, address in told
        ]
    # Agreements and programmes become paragraphs on a phone (style.css); a table of figures keeps its columns.
    kind = "rows" if {"title", "programme"} & set(names) else "table"
    with st.container(key=f"{kind}_{key}"):
        st.table(pd.DataFrame(shown), hide_index=True, border="horizontal")


def cells(answer: pd.DataFrame, column: pd.Series, words: Words, most: int | None = None) -> list[str]:
    """The cells of one column of an answer in words; of several codes in a cell the first `most`, and how many more there are."""
    name = str(column.name)
    if name in SEVERAL and not pd.api.types.is_numeric_dtype(column):
        return [some_names(codes, SEVERAL[name], words, most) or UNKNOWN for codes in answer[name]]
    code_list = columns()[name]["list"] if name in columns() else ""
    if code_list in (*PARTY_LISTS, "programmes"):
        link = programme_link if code_list == "programmes" else party_link
        named = zip(written(column, words), answer[name], strict=True)
        return [UNKNOWN if pd.isna(code) else f"[{text}]({link(words, code)})" for text, code in named]
    return written(column, words)


def written(column: pd.Series, words: Words) -> list[str]:
    """The cells of a column of words and figures as the language writes them; unknown is a dash."""
    if column.name in SHARES:
        return [UNKNOWN if pd.isna(value) else words.percent(value) for value in column]
    if column.name in YEARS:
        return [UNKNOWN if pd.isna(value) else str(int(value)) for value in column]
    if column.name in DATES:
        return [words.date(value) if isinstance(value, str) else UNKNOWN for value in column]
    if pd.api.types.is_bool_dtype(column):
        return [words.say("oui") if value else words.say("non") for value in column]
    if pd.api.types.is_numeric_dtype(column):
        return [UNKNOWN if pd.isna(value) else words.number(int(value) if value == int(value) else value) for value in column]
    return [UNKNOWN if pd.isna(value) or value == "" else escaped(str(value)) for value in column]


def listing(reader: Reader, rows: pd.DataFrame, key: str) -> None:
    """Rows of the question `agreements` as the register shows them; on a phone each row becomes a paragraph.

    When words are sought they are marked in the title, and in an excerpt where the title alone does not tell.
    """
    words, wanted = reader.words, sought_words(reader.selection.text)
    sheets = zip(rows[f"title_{words.language}"], rows["fact_id"], strict=True)
    shown = {
        "title": [f"[{marked(title, wanted)}]({sheet_link(reader, fact_id)})" for title, fact_id in sheets],
    }
    if wanted:
        shown["excerpt"] = [found_in(row, wanted, words) for row in rows.to_dict("records")]
    shown |= {
        "date": [words.date(date if isinstance(date, str) else None) or "—" for date in rows["date"]],
        "partner_type": [escaped(words.label("partner_types", code)) for code in rows["partner_type"]],
        "sectors": [some_names(codes, "sectors", words, SECTORS_SHOWN) or UNKNOWN for codes in rows["sectors"]],
        "amount": [
            words.money(None if pd.isna(a) else a, None if pd.isna(c) else str(c)) or "—"
            for a, c in zip(rows["amount"], rows["currency"], strict=True)
        ],
        "status": [escaped(words.label("statuses", code)) for code in rows["status"]],
    }
    with st.container(key=f"rows_{key}"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")


def marked(text: str, wanted: Sequence[str]) -> str:
    """A text with the words sought marked."""
    pieces = parted(text, wanted) if wanted else [(text, False)]
    return "".join(f":primary-background[{escaped(piece)}]" if mark else escaped(piece) for piece, mark in pieces)


def found_in(row: dict[Hashable, Any], wanted: Sequence[str], words: Words) -> str:
    """Where the words sought stand in an agreement: in its summary in the reader's language or another, or among its parties."""
    languages = [words.language, *(language for language in LANGUAGES if language != words.language)]
    texts = [row[f"{kind}_{language}"] for kind in ("summary", "title") for language in languages]
    parties = " · ".join(names_of(row[side], "parties", words) for side in ("moroccan", "partners"))
    for text in (*texts[:1], parties, *texts[1:]):
        part = excerpt(text, wanted, AROUND) if isinstance(text, str) else ""
        if part:
            return marked(words.isolate(part), wanted)
    return UNKNOWN


def source_listing(reader: Reader, rows: pd.DataFrame) -> None:
    """Rows of the question `sources`: each page leads to where it stands, its number of agreements to these in the register."""
    words = reader.words

    def text(value: object) -> str:
        return escaped(words.isolate(value)) if isinstance(value, str) else UNKNOWN

    titles = [
        title if isinstance(title, str) else page for title, page in zip(rows["source_title"], rows["address"], strict=True)
    ]
    register = f"agreements?lang={words.language}&scope=all&source="
    shown = {
        "source_title": [f"[{text(title)}]({link_target(page)})" for title, page in zip(titles, rows["address"], strict=True)],
        "publisher": [text(name) for name in rows["publisher"]],
        "language": [escaped(words.label("languages", code)) if isinstance(code, str) else UNKNOWN for code in rows["language"]],
        "published": [words.date(date if isinstance(date, str) else None) or UNKNOWN for date in rows["published"]],
        "confidence": [escaped(words.label("confidences", code)) for code in rows["confidence"]],
        "agreements": [
            f"[{words.number(int(n))}]({register}{source})" for n, source in zip(rows["agreements"], rows["source"], strict=True)
        ],
    }
    with st.container(key="rows_sources"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")


def link_target(address: str) -> str:
    """An address as the target of a Markdown link; the checks let only http and https in."""
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def some_names(codes: object, code_list: str, words: Words, most: int | None) -> str:
    """The names of several codes `a|b`, each party leading to its page: the first `most`, and how many more there are."""
    if not isinstance(codes, str):
        return ""
    several = codes.split("|")
    names = [
        f"[{escaped(words.label(code_list, code))}]({party_link(words, code)})"
        if code_list in PARTY_LISTS
        else escaped(words.label(code_list, code))
        for code in several[:most]
    ]
    more = [words.isolate(f"+{len(several) - len(names)}")] if len(names) < len(several) else []
    return " · ".join(names + more)


def party_link(words: Words, party: str) -> str:
    """The address of a party's own page, relative to any page of the menu."""
    return f"party?lang={words.language}&party={party}"


def programme_link(words: Words, programme: str) -> str:
    """The address of a programme's own sheet, relative to any page of the menu."""
    return f"programme?lang={words.language}&programme={programme}"


def sheet_link(reader: Reader, fact_id: str) -> str:
    """The address of an agreement's own sheet, relative to any page of the menu."""
    return f"agreement?lang={reader.words.language}&agreement={fact_id}"


def register_link(reader: Reader, **narrowed: Sequence[str]) -> str | None:
    """The address of the register with the reader's selection and some values of filters more; None where no link can say both."""
    return narrowed_link(reader, "agreements", narrowed)


def narrowed_link(reader: Reader, page: str, narrowed: Mapping[str, Sequence[str]]) -> str | None:
    """The same for any page that answers to filters."""
    selection: Selection | None = reader.selection
    for name, codes in narrowed.items():
        selection = selection.narrowed(name, codes) if selection else None
    if selection is None:
        return None
    return f"{page}?{urlencode({'lang': reader.words.language} | selection.to_link(), doseq=True)}"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands: no emphasis, picture, formula, colour, emoji or list comes out of the data.

    No link either, but that an address of the web in it leads to itself.
    """
    joined = SHORTCODE.sub(f":{WORD_JOINER}", text)
    signs = "".join(f"\\{sign}" if sign in "\\`*_[]<>#|$~:" else sign for sign in joined)
    return LIST_SIGN.sub(r"\1\\\2", signs)
