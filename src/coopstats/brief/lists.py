"""The lists of a brief: agreements, open commitments, next dates, relations asleep, sources; each with its rule and its gaps told.

A list has a title, what leads to it (`lead`), headings (`heads`), rows and a rule of reading beneath (`note`); one without rows
says so (`none`). Each row has a text with a quiet line beneath (`aside`), further cells, and the page that it leads to (`link`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from coopstats.asking import Choice
from coopstats.brief.letters import shortened
from coopstats.paging import Page
from coopstats.words import Words

# A name or text of the dataset has at most so many letters in a brief: none can fill a page.
LONGEST_TEXT = 150
ASLEEP_YEARS = 10
UNKNOWN = "—"

List = dict[str, Any]


def lists(choice: Choice, words: Words, rows: int, site: str) -> dict[str, List]:
    """The lists of a selection, with so many rows each; the sheets of agreements stand on `site`, "" when that is not known."""
    return {
        "agreements": agreements(choice, words, rows, site),
        "commitments": commitments(choice, words, rows),
        "dates": dates(choice, words, rows),
        "relations": relations(choice, words, rows),
        "sources": sources(choice, words, rows),
    }


def agreements(choice: Choice, words: Words, rows: int, site: str) -> List:
    """The agreements with the latest dates, each leading to its sheet."""
    title, sheet = f"title_{words.language}", f"{site}/agreement?lang={words.language}&agreement="
    latest = records(choice.ask("agreements", Page("latest", 0, rows)))
    told = [
        row(
            cut(r[title], words),
            words.label("partner_types", r["partner_type"]),
            words.date(r["date"]),
            words.money(r["amount"], r["currency"]),
            link=sheet + r["fact_id"] if site else "",
        )
        for r in latest
    ]
    return listed(words.say("Les accords les plus récents"), heads(words, "title", "date", "amount"), told, words)


def commitments(choice: Choice, words: Words, rows: int) -> List:
    """The commitments that are not known to be complete, those due nearest first, and how many there are."""
    say, states = words.say, choice.ask("commitments_by_state")
    text, title, total = f"text_{words.language}", f"title_{words.language}", int(states["commitments"].sum())
    not_complete = int(states[states["state"] != "complete"]["commitments"].sum())
    told = [
        row(
            cut(r[text], words),
            cut(r[title], words),
            cut(words.label("parties", r["debtor"]), words) if r["debtor"] else words.label("bearers", r["bearer"]),
            words.date(r["due"]),
            words.label("commitment_states", r["state"]),
            link=r["address"] or "",
        )
        for r in records(choice.ask("commitments_open").head(rows))
    ]
    lead = say(
        "Non connus comme réalisés : %(n)s sur %(total)s. Les échéances les plus proches de ce jour d'abord.",
        n=not_complete,
        total=total,
    )
    note = say("« Aucune preuve publique » ne veut pas dire en retard : rien n'a été trouvé, ni pour ni contre.")
    shown = heads(words, "text", "debtor", "due", "state")
    return listed(say("Engagements ouverts"), shown, told, words, lead=lead if total else "", note=note)


def dates(choice: Choice, words: Words, rows: int) -> List:
    """What falls due, ends or is to be expected next."""
    say, found = words.say, records(choice.ask("dates_next").head(rows))
    text, title = f"text_{words.language}", f"title_{words.language}"
    told = [
        row(
            words.pair(words.heading(r["date_of"]), cut(r[text] or r[title], words)),
            cut(r[title], words) if r[text] else "",
            words.date(r["date"]),
        )
        for r in found
    ]
    expected = say("Date attendue selon le rythme que l'accord se donne ; aucune page publique ne l'annonce.")
    note = expected if any(r["date_of"] == "next_meeting" for r in found) else ""
    return listed(say("Prochaines dates"), heads(words, "date", "date_of"), told, words, note=note)


def relations(choice: Choice, words: Words, rows: int) -> List:
    """The relations without any public trace for more than ten years, twinnings first, and how many there are."""
    say, by_silence, longest = words.say, choice.ask("relations_by_silence"), choice.ask("relations")
    asleep, total = by_silence[by_silence["silence"] == "over_10"], int(by_silence["relations"].sum())
    told = [
        row(
            words.list(cut(words.label("parties", r[side]), words) for side in ("authority", "partner")),
            words.heading("twinning") if r["twinning"] else "",
            words.date(r["seen"]),
            words.number(int(r["silent_years"])),
        )
        for r in records(longest[longest["silent_years"].gt(ASLEEP_YEARS).fillna(value=False)].head(rows))
    ]
    lead = say(
        "Sans trace publique depuis plus de dix ans : %(n)s sur %(total)s, dont %(twinnings)s par jumelage.",
        n=int(asleep["relations"].sum()),
        total=total,
        twinnings=int(asleep["twinnings"].sum()),
    )
    note = say("Une absence de trace publique n'est pas une absence de relation.")
    shown = [say("Relation"), *heads(words, "seen", "silent_years")]
    return listed(say("Relations endormies"), shown, told, words, lead=lead if total else "", note=note)


def sources(choice: Choice, words: Words, rows: int) -> List:
    """The pages that most agreements rest on, and how many agreements rest on a page of a party or of the funder."""
    figures = choice.ask("figures").iloc[0]
    told = [
        row(
            cut(r["source_title"] or r["address"], words),
            cut(r["publisher"], words) if r["publisher"] else "",
            words.date(r["read"]),
            words.number(int(r["agreements"])),
            link=r["address"],
        )
        for r in records(choice.ask("sources").head(rows))
    ]
    lead = words.say(
        "Accords qui reposent sur une page d'une partie ou du bailleur : %(n)s sur %(total)s. Les pages dont le plus d'accords dépendent d'abord.",
        n=int(figures["primary_sourced"]),
        total=int(figures["agreements"]),
    )
    return listed(words.say("Sources"), heads(words, "source_title", "read", "agreements"), told, words, lead=lead)


def listed(title: str, names: Sequence[str], rows: Sequence[List], words: Words, *, lead: str = "", note: str = "") -> List:
    """One list; without rows it says that nothing is known, and has neither headings nor a rule of reading."""
    if not rows:
        return {"title": title, "lead": lead, "none": words.say("Rien de connu pour cette sélection."), "rows": []}
    return {"title": title, "lead": lead, "heads": list(names), "rows": list(rows), "note": note}


def row(text: str, aside: str, *cells: str, link: str = "") -> List:
    """One row; a cell that is not known is a dash."""
    return {"text": text, "aside": aside, "cells": [cell or UNKNOWN for cell in cells], "link": link}


def heads(words: Words, *columns: str) -> list[str]:
    """What columns of answers are called."""
    return [words.heading(column) for column in columns]


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an answer; what is unknown is None."""
    return [dict(zip(table.columns, cells, strict=True)) for cells in table.astype(object).where(table.notna(), None).to_numpy()]


def cut(text: str | None, words: Words) -> str:
    """A text of the dataset that cannot fill a page, kept from turning its surroundings round; a dash when it is not known."""
    return words.isolate(shortened(text, LONGEST_TEXT)) if text else UNKNOWN
