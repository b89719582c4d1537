"""Programmes in words, field by field: what a programme's sheet shows, and what two to five of them show side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from coopstats.words import Words

# The rows of a sheet, and which claims speak of each.
ROWS = {
    "funders": ("funder_type",),
    "supports": ("instruments",),
    "period": ("period_start", "period_end", "date_basis", "status"),
    "budget": ("budget", "currency", "money_role"),
    "max_amount": ("min_amount", "max_amount", "amount_currency"),
    "rate_max": ("rate_max",),
    "own_share_min": ("own_share_min",),
    "programme_shares": ("shares",),
    "max_months": ("max_months",),
    "applicants": ("applicants",),
    "partner_required": ("partner_required", "partner_rule"),
    "sectors": ("sectors",),
    "sdgs": (),
    "programme_conditions": (),
    "rhythm": ("rhythm",),
    "calls": ("calls",),
    "awards": ("awards",),
    "reviews": (),
}
QUESTIONS = ("applicants", "conditions", "shares", "awards", "lists")
CALLS_SHOWN, AWARDS_SHOWN = 4, 6


@dataclass(frozen=True)
class Cell:
    """One field of one programme: `lines` in words (none when it is unknown), the `key` by which programmes differ, the `pages` it rests on."""

    lines: tuple[str, ...] = ()
    key: object = None
    pages: tuple[str, ...] = ()
    derived: bool = False


def cells(ask: Callable[[str], pd.DataFrame], words: Words) -> dict[str, dict[str, Cell]]:
    """Row → programme → cell. `ask` answers the questions on the programmes to show."""
    sheets = ask("programme_sheet").set_index("programme")
    about = {name: ask(f"programme_{name}") for name in QUESTIONS} | {"calls": ask("calls")}
    told: dict[str, dict[str, Cell]] = {row: {} for row in ROWS}
    for programme, sheet in sheets.iterrows():
        own = {name: rows[rows["programme"] == programme] for name, rows in about.items()}
        for row, cell in (own_cells(sheet, words) | listed_cells(sheet, own, words)).items():
            told[row][str(programme)] = cell
    return told


def differs(row: dict[str, Cell]) -> bool:
    """Whether programmes side by side do not say the same; what is unknown of all of them is no difference."""
    return len({repr(cell.key) for cell in row.values()}) > 1


def own_cells(sheet: pd.Series, words: Words) -> dict[str, Cell]:
    """The fields that are one value of the programme itself."""
    say = words.say

    def text(name: str) -> str:
        return sheet[name] if isinstance(sheet[name], str) else ""

    def worded(name: str) -> str:
        return text(f"{name}_{words.language}")

    def one(value: str, key: object, *more: str) -> Cell:
        return Cell((value, *filter(None, more)), key, (sheet["address"],)) if value else Cell()

    def per_cent(name: str) -> Cell:
        return one("" if pd.isna(sheet[name]) else words.rate(sheet[name]), sheet[name])

    least, most = (
        words.money(None if pd.isna(sheet[n]) else sheet[n], text("amount_currency")) for n in ("min_amount", "max_amount")
    )
    limits = say("de %(least)s à %(most)s", least=least, most=most) if least and most else ""
    limits = limits or (say("au plus %(most)s", most=most) if most else say("au moins %(least)s", least=least) if least else "")
    budget = words.money(None if pd.isna(sheet["budget"]) else sheet["budget"], text("currency"))
    months = "" if pd.isna(sheet["max_months"]) else words.say_n("%(n)s mois", "%(n)s mois", int(sheet["max_months"]))
    partner = words.label("answers", text("partner_required")) if text("partner_required") else ""
    if text("partner_kind"):
        partner = f"{partner} — {words.isolate(words.label('partner_kinds', text('partner_kind')))}"
    period = one(words.period(text("period_start"), text("period_end")), (text("period_start"), text("period_end")))
    return {
        "period": Cell(period.lines, period.key, period.pages, derived=text("date_basis") == "derived"),
        "budget": one(
            budget and words.pair(words.label("money_roles", text("money_role")), budget),
            (text("currency"), budget),
            worded("budget_note"),
        ),
        "max_amount": one(limits, limits),
        "rate_max": per_cent("rate_max"),
        "own_share_min": per_cent("own_share_min"),
        "max_months": one(months, months),
        "partner_required": one(partner or worded("partner_rule"), partner, worded("partner_rule") if partner else ""),
        "rhythm": one(worded("rhythm"), (sheet["continuous"], str(sheet["calls_per_year"]), worded("rhythm"))),
    }


def listed_cells(sheet: pd.Series, own: dict[str, pd.DataFrame], words: Words) -> dict[str, Cell]:
    """The fields that are lists: funders, sectors, applicants, rules, calls, awards."""
    column = f"wording_{words.language}"
    main = (sheet["address"],)

    def listed(name: str) -> Cell:
        codes = [str(code) for code in own["lists"][own["lists"]["list"] == name]["code"]]
        return Cell(tuple(words.label(name, code) for code in codes), codes, main) if codes else Cell()

    def lines(rows: pd.DataFrame, line: Callable[[pd.Series], str], key: Iterable[object]) -> Cell:
        told = tuple(line(row) for _, row in rows.iterrows())
        return Cell(told, list(key), tuple(rows["address"])) if told else Cell()

    funders = listed("parties")
    kind = words.pair(words.heading("funder_type"), words.label("partner_types", sheet["funder_type"]))
    applicants, shares, conditions = own["applicants"], own["shares"], own["conditions"]
    awards, calls = own["awards"], own["calls"]
    known = calls[calls["call"].notna()]
    single, reviews = awards[~awards["cumulative"].astype(bool)], awards[awards["cumulative"].astype(bool)]
    return {
        "funders": Cell((*funders.lines, kind), funders.key, main),
        "supports": listed("funding_instruments"),
        "sectors": listed("sectors"),
        "sdgs": listed("sdgs"),
        "applicants": lines(
            applicants,
            lambda row: words.pair(words.label("applicants", row["applicant"]), words.isolate(row[column])),
            sorted(set(applicants["applicant"])),
        ),
        "programme_conditions": lines(conditions, lambda row: row[column], conditions[column]),
        "programme_shares": lines(
            shares,
            lambda row: share_line(row, words, column),
            zip(shares["payer"], shares["rule"], shares["percent"], strict=True),
        ),
        "calls": lines(known.head(CALLS_SHOWN), lambda row: call_line(row, words), known["call"]),
        "awards": lines(single.tail(AWARDS_SHOWN), lambda row: award_line(row, words, column), single["award"]),
        "reviews": lines(reviews, lambda row: award_line(row, words, column), reviews["award"]),
    }


def share_line(row: pd.Series, words: Words, column: str) -> str:
    """Who pays what part, by which rule, in one line."""
    who = f"{words.label('payers', row['payer'])} · {words.label('share_rules', row['rule']).lower()}"
    return f"{words.pair(who, words.rate(row['percent']))} — {words.isolate(row[column])}"


def call_line(row: pd.Series, words: Words) -> str:
    """One call with its window, in one line; a day that is not known is left out and said by what stands."""
    start, end = (row[name] if isinstance(row[name], str) else None for name in ("opens", "closes"))
    when = words.period(start, end) or words.say("dates non trouvées")
    return words.pair(words.isolate(row[f"tranche_{words.language}"]), when)


def award_line(row: pd.Series, words: Words, column: str) -> str:
    """One decision: when, how many projects, how much; never added to another."""
    parts = [
        words.date(row["date"] if isinstance(row["date"], str) else None),
        "" if pd.isna(row["number"]) else words.say_n("%(n)s projet", "%(n)s projets", int(row["number"])),
        words.money(
            None if pd.isna(row["amount"]) else row["amount"], row["currency"] if isinstance(row["currency"], str) else None
        ),
        words.isolate(row[column]),
    ]
    return " · ".join(part for part in parts if part)
