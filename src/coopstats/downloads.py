"""Files made of an answer. Zero rows is a file too: the heading says what would stand there."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from coopstats.words import Words

if TYPE_CHECKING:  # `coopstats import` does without, in a third of the memory
    import pandas as pd

# A spreadsheet takes a cell that begins so for a formula.
LONGEST_CALENDAR_LINE = 75
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


Event = tuple[object, str, str, str]
"""What stands in a calendar: the day, a summary, a description and a key of its own."""


def agreement_events(commitments: pd.DataFrame, endings: pd.DataFrame, committees: pd.DataFrame, words: Words) -> list[Event]:
    """What falls due by the agreements, which of them end, and the meetings expected by an agreement's own rhythm."""
    say, title = words.say, f"title_{words.language}"
    events: list[Event] = [
        (r["due"], r[f"text_{words.language}"], r[title], f"{r['fact_id']}-{n}") for n, r in commitments.iterrows()
    ]
    events += [(r["end"], say("Fin : %(title)s", title=r[title]), "", f"{r['fact_id']}-end") for _, r in endings.iterrows()]
    expectation = say("Date attendue selon le rythme que l'accord se donne ; aucune page publique ne l'annonce.")
    return events + [
        (r["next_meeting"], say("Réunion attendue : %(title)s", title=r[title]), expectation, f"{r['fact_id']}-meeting")
        for _, r in committees.iterrows()
    ]


def call_events(calls: pd.DataFrame, words: Words) -> list[Event]:
    """When calls of programmes open and close; expected ones have no day."""
    events: list[Event] = []
    for _, row in calls[calls["call"].notna()].iterrows():
        title = words.label("programmes", row["programme"])
        for event in ("opens", "closes"):
            summary = words.pair(words.label("call_events", event), title)
            events.append((row[event], summary, row[f"tranche_{words.language}"], f"{row['call']}-{event}"))
    return events


def as_calendar(events: list[Event]) -> bytes:
    """Events as an iCalendar file (RFC 5545).

    A date known to the month or year only has no place in a calendar and is left out.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coopstats//FR"]
    for day, summary, description, key in events:
        if isinstance(day, str) and len(day) == len("2026-01-01"):
            lines += ["BEGIN:VEVENT", f"UID:{key}@coopstats", f"DTSTAMP:{day.replace('-', '')}T000000Z"]
            lines += [f"DTSTART;VALUE=DATE:{day.replace('-', '')}", f"SUMMARY:{calendar_text(summary)}"]
            lines += [f"DESCRIPTION:{calendar_text(description)}", "END:VEVENT"]
    return "\r\n".join([*(part for line in lines for part in folded(line)), "END:VCALENDAR", ""]).encode()


def calendar_text(text: str) -> str:
    """Text with what iCalendar reads as signs of its own made harmless."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> list[str]:
    """A line in parts of at most 75 bytes, the next ones beginning with a space, no letter cut in two."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LONGEST_CALENDAR_LINE:
            parts, part = [*parts, part], " "
        part += letter
    return [*parts, part]


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, for a spreadsheet that opens it by a double click; unknown is an empty cell."""
    return BOM_UTF8 + csv_part(table, first=True)


def csv_part(table: pd.DataFrame, *, first: bool) -> bytes:
    """Rows of a CSV; the heading stands above the first."""
    safe = table.map(harmless).rename(columns=harmless)
    return safe.to_csv(index=False, header=first, lineterminator="\n").encode()


def as_json(table: pd.DataFrame) -> str:
    """A list of records; unknown is null."""
    return json.dumps(records(table), ensure_ascii=False, indent=2)


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table as JSON has them."""
    told: list[dict[str, object]] = json.loads(table.to_json(orient="records", force_ascii=False, double_precision=15))
    return told
