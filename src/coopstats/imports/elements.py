"""What single elements of an IATI activity say, in the codes of the dataset: one function an element, whatever the version.

Codes of 1.0x (words and letters) and of 2.0x (numbers) never clash, so both are understood everywhere. A function raises Unread where
the file says what cannot be, or nothing where the dataset must know something; it never fills a gap by guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from xml.etree.ElementTree import Element

from coopstats.iati import NOT_SPECIFIED, OWN, SDG_GOALS
from coopstats.imports.drafts import Row, Unread
from coopstats.imports.known import Known
from coopstats.imports.organisations import HOME, coded, rows, texts
from coopstats.words import LANGUAGES

# 1.0x → 2.0x
DATES = {"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"}
TRANSACTIONS = {"C": "2"}
OUTGOING_COMMITMENT, CHILD = "2", "2"
STARTS, ENDS = ("2", "1"), ("4", "3")
GENERAL = ("", "1")
DAC = {"", "1", "2", "DAC", "DAC-3"}
GOALS = {str(goal) for goal in range(1, 18)}
GOAL_SECTORS, GOAL_TAGS = {"7", "8", "9"}, {SDG_GOALS, "3"}
# FinanceType → instrument, 410 being the loan of 1.0x; that a grant was won under a call no code says.
INSTRUMENTS = {"110": "grant", "410": "loan", "421": "loan", "510": "equity", "1100": "guarantee"}
# AidType: staff of the donor's country, other technical assistance. These are given, not lent.
ASSISTANCE = {"D01", "D02"}
GIVEN = {"", "110"}
# ActivityStatus: in preparation nothing is agreed yet; else we know that a published list holds it, not that an act was signed.
STATUSES = {"1": "announced", "2": "listed", "3": "listed", "4": "listed", "6": "listed"}
CANCELLED = "5"
STATED = "stated"
CENT = Decimal("0.01")


def codes(element: Element, path: str) -> list[str]:
    """The codes of some elements, each once."""
    return list(dict.fromkeys(code for one in element.findall(path) if (code := one.get("code", "").strip())))


def titles(element: Element, language: str) -> Row:
    """The title in the languages that we speak. Raises Unread: there is none, or nobody says in which language it stands."""
    found = texts(element.findall("title"), language)
    told = {f"title_{code}": found[code] for code in LANGUAGES if code in found}
    if not told:
        raise Unread("language_unread", ", ".join(LANGUAGES)) if found else Unread("value_missing")
    return told


def summaries(element: Element, language: str) -> Row:
    """The general description, where it says more than the title."""
    general = [one for one in element.findall("description") if one.get("type", "").strip() in GENERAL]
    found, named = texts(general, language), set(texts(element.findall("title"), language).values())
    return {f"summary_{code}": found[code] for code in LANGUAGES if code in found and found[code] not in named}


def days(element: Element) -> Row:
    """Start and end: what happened, or else what was planned. A start is no signature: the date of an act is not in the file."""
    told: Row = {}
    for one in element.findall("activity-date"):
        kind = one.get("type", "").strip()
        told.setdefault(DATES.get(kind, kind), day_of(one))
    found = {column: next(filter(None, map(told.get, types)), "") for column, types in (("start", STARTS), ("end", ENDS))}
    found = {column: as_day(text) for column, text in found.items() if text}
    if found.get("end", "9") < found.get("start", ""):
        raise Unread("end_before_start", found["start"], found["end"])
    return found


def day_of(one: Element) -> str:
    """The date of an element as it stands."""
    return (one.get("iso-date") or one.text or "").strip()


def as_day(text: str) -> str:
    """A day; a time or a zone after it says nothing to us."""
    if not is_day(text[:10]):
        raise Unread("date_impossible", value=text)
    return text[:10]


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def commitments(element: Element) -> list[Element]:
    """The transactions that are outgoing commitments."""
    found = ((one, one.find("transaction-type")) for one in element.findall("transaction"))
    kinds = ((one, "" if kind is None else kind.get("code", "").strip()) for one, kind in found)
    return [one for one, kind in kinds if TRANSACTIONS.get(kind, kind) == OUTGOING_COMMITMENT]


def money(element: Element) -> Row:
    """The sum of what is committed; of an activity that names its parts, the envelope that they share. Disbursements are never taken.

    Raises Unread where it is no one sum, or not for Morocco alone.
    """
    sums: dict[str, Decimal] = {}
    for value in (value for one in commitments(element) for value in one.findall("value")):
        currency = (value.get("currency") or element.get("default-currency") or "").strip()
        sums[currency] = sums.get(currency, Decimal()) + as_amount(value.text or "")
    if not sums:
        return {}
    whole = all(share in ("", "100") for share in shares(element))
    (currency, total), *others = sums.items()
    if others or not whole or not re.fullmatch("[A-Z]{3}", currency) or total <= 0:
        raise Unread("amount_not_one", (", ".join(filter(None, sums)) or "currency") if whole else "recipient-country")
    text = f"{total.quantize(CENT):f}".rstrip("0").rstrip(".")
    parts = any(one.get("type", "").strip() == CHILD for one in element.findall("related-activity"))
    return {"amount": text, "currency": currency, "money_role": "envelope" if parts else "committed"}


def as_amount(text: str) -> Decimal:
    """A number as the standard writes it."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise Unread("not_a_number", value=text.strip()) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 16:
        raise Unread("not_a_number", value=text.strip())
    return number


def countries(element: Element) -> list[str]:
    """The countries that an activity is for, as the activity says it or else its transactions."""
    return [code.upper() for code in codes(element, "recipient-country") or codes(element, "transaction/recipient-country")]


def shares(element: Element) -> Iterator[str]:
    """The shares of Morocco and, as "0", of everything else that an activity is for: whole when they are all empty or "100"."""
    for one in element.findall("recipient-country"):
        yield one.get("percentage", "").strip().partition(".")[0] if one.get("code", "").strip().upper() == HOME else "0"
    if set(countries(element)) != {HOME} or element.find("recipient-region") is not None:
        yield "0"


def instrument(element: Element) -> str:
    """How it is financed. Raises Unread where no code says it, or one that we have no word for."""
    finance = codes(element, "default-finance-type")
    finance = finance or sorted({code for one in commitments(element) for code in codes(one, "finance-type")})
    aid = codes(element, "default-aid-type")
    if len(finance) <= 1 and set(finance) <= GIVEN and set(aid) & ASSISTANCE:
        return "technical_assistance"
    if not finance:
        raise Unread("value_missing")
    if len(finance) > 1 or finance[0] not in INSTRUMENTS:
        raise Unread("key_unknown", f"FinanceType {', '.join(INSTRUMENTS)}", ", ".join(finance))
    return INSTRUMENTS[finance[0]]


def status(element: Element) -> str:
    """How far it is known to be agreed."""
    told = codes(element, "activity-status")
    if not told:
        raise Unread("value_missing")
    if told[0] not in STATUSES:
        raise Unread("key_unknown", f"ActivityStatus {', '.join(STATUSES)}", told[0])
    return STATUSES[told[0]]


def sectors(element: Element) -> tuple[list[str], list[str]]:
    """Our sectors that the purpose codes of the DAC mean (`sectors.csv`), and the codes that mean none of ours."""
    told = element.findall("sector") or element.findall("transaction/sector")
    told = [one for one in told if one.get("vocabulary", "") not in GOAL_SECTORS and one.get("code", "").strip() != NOT_SPECIFIED]
    pairs = [(one.get("code", "").strip(), one.get("vocabulary", "").strip() in DAC) for one in told]
    found = [purposes()[code] for code, dac in pairs if dac and code in purposes()]
    return list(dict.fromkeys(found)), [code for code, dac in pairs if not dac or code not in purposes()]


def goals(element: Element, known: Known | None) -> list[str]:
    """The goals of sustainable development that an activity names, also by a target or an indicator of one.

    Our own export tags goals that sectors only indicate as well, and says of each which it is: with `known`, only those stated count.
    """
    told = [one for one in element.findall("sector") if one.get("vocabulary", "") in GOAL_SECTORS]
    told += [one for one in element.findall("tag") if one.get("vocabulary", "") in GOAL_TAGS]
    told = [one for one in told if not known or {coded(known, "stances", name) for name in texts([one], "").values()} == {STATED}]
    return sorted({one.get("code", "").strip().partition(".")[0] for one in told} & GOALS, key=int)


def links(element: Element, language: str, known: Known) -> Iterator[tuple[str, Row]]:
    """The address of each page that an activity links to, and what is said of the page."""
    for one in element.findall("document-link"):
        address = one.get("url", "").strip()
        spoken = codes(one, "language")
        days = [day_of(day)[:10] for day in one.findall("document-date")]
        told = {
            "title": next((text for text in texts(one.findall("title"), language).values() if text != address), ""),
            "language": coded(known, "languages", spoken[0]) if len(spoken) == 1 else "",
            "published": next((day for day in days if is_day(day)), ""),
        }
        yield address, {column: text for column, text in told.items() if text}
    yield from (((one.text or "").strip(), {}) for one in element.findall("activity-website"))


def own_codes(element: Element, path: str, table: str) -> list[str]:
    """The codes that our own export writes in vocabulary 99, of one table of the dataset."""
    own = [one for one in element.findall(path) if one.get("vocabulary") == OWN and one.get("vocabulary-uri") == table]
    return [one.get("code", "") for one in own]


@cache
def purposes() -> dict[str, str]:
    """DAC code of five or three digits → sector, where what the DAC calls so is one sector of ours."""
    return {row["code"]: row["sector"] for row in rows("sectors.csv")}
