"""What a cell means: dates, numbers and amounts as people write them in French, Arabic and English.

Reading forgives the form and never guesses the content: where two readings are possible (`1,234`), the cell is refused and both
are told.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel.dates import get_month_names
from babel.numbers import list_currencies

from coopstats.imports.drafts import Unread
from coopstats.searching import folded

# Locales whose names of months are read; the Levant's are among those of plain Arabic.
MONTHS = ("fr", "en", "ar", "ar_MA")
SCALES = {
    "milliard": 1_000_000_000, "milliards": 1_000_000_000, "billion": 1_000_000_000, "mrd": 1_000_000_000, "مليار": 1_000_000_000,
    "million": 1_000_000, "millions": 1_000_000, "m": 1_000_000, "mn": 1_000_000, "مليون": 1_000_000, "ملايين": 1_000_000,
    "mille": 1_000, "thousand": 1_000, "k": 1_000, "ألف": 1_000, "الف": 1_000,
}  # fmt: skip
CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "أورو": "EUR", "اورو": "EUR", "يورو": "EUR",
    "mad": "MAD", "dh": "MAD", "dhs": "MAD", "dirham": "MAD", "dirhams": "MAD", "درهم": "MAD",
    "$": "USD", "usd": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "دولار": "USD",
}  # fmt: skip
ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
NUMBER = re.compile(r"-?\d[\d.,]*")
GROUPED = re.compile(r"-?\d{1,3}([.,])\d{3}")


def plain(text: str) -> str:
    """A cell's text with Latin digits and plain spaces, without marks of direction."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(str(unicodedata.digit(sign, sign)) for sign in signs).replace("٫", ",").replace("٬", " ").split())


def as_date(cell: object) -> str:
    """A date as far as it is known: `2018`, `2018-06` or `2018-06-27`. Between two numbers the day stands first, as in French."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    text = plain(str(cell)).removesuffix(".0")
    if found := ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        year, month, day = in_words(text)
    try:
        known = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unread("date_unread", "2018, 2018-06, 2018-06-27, 27/06/2018") from None
    return known.isoformat()[: 10 if day else 7 if month else 4]


def in_words(text: str) -> tuple[str, str, str | None]:
    """Year, month and day of a date that names its month: "27 juin 2018", "June 27, 2018", "يونيو 2018"."""
    words = re.findall(r"\w+", folded(text))
    named = [months()[word] for word in words if word in months()]
    numbers = [re.sub(r"^(\d{1,2})(?:er|st|nd|rd|th)$", r"\1", word) for word in words if word not in months()]
    years = [word for word in numbers if re.fullmatch(r"\d{4}", word)]
    days = [word for word in numbers if re.fullmatch(r"\d{1,2}", word)]
    if len(named) != 1 or len(years) != 1 or len(days) > 1:
        raise Unread("date_unread", "2018, 2018-06, 2018-06-27, 27/06/2018")
    return years[0], str(named[0]), days[0] if days else None


def as_money(cell: object) -> tuple[str, str]:
    """An amount and the currency it is told in, the latter empty when none is: "45 M€", "1 234 567,50 DH", "45 مليون أورو"."""
    words = re.sub(r"(?<=\d) (?=\d{3}\b)", "", spaced(plain(str(cell)))).split()
    numbers = [word for word in words if NUMBER.fullmatch(word)]
    others = [word.strip(".").lower() for word in words if not NUMBER.fullmatch(word)]
    others = [word for word in others if word not in ("de", "d", "d'", "of")]
    currencies = {currency(word) for word in others if word not in SCALES}
    scales = [SCALES[word] for word in others if word in SCALES]
    if len(numbers) != 1 or None in currencies or len(currencies) > 1 or len(scales) > 1:
        raise Unread("number_unread", "1 234 567,50")
    number = as_decimal(numbers[0]) * (scales[0] if scales else 1)
    return as_text(number), str(next(iter(currencies), ""))


def as_number(cell: object) -> str:
    """A number without a unit, or with per cent."""
    number, unit = as_money(str(cell).replace("%", "").replace("٪", ""))
    if unit:
        raise Unread("number_unread", "1 234 567,50")
    return number


def as_currency(text: str) -> str:
    """The code of a currency by its code, its sign or its name."""
    if told := currency(plain(text)):
        return told
    raise Unread("currency_unknown", "MAD, EUR, USD")


def as_decimal(text: str) -> Decimal:
    """Digits with points and commas. Raises Unread where one sign may part thousands as well as decimals."""
    if GROUPED.fullmatch(text) and not text.startswith(("0", "-0")):
        raise Unread("number_ambiguous", f"{re.sub('[.,]', '', text)} · {text.replace('.', ',')}0")
    last = max(text.rfind("."), text.rfind(","))
    parts_decimals = last >= 0 and text.count(text[last]) == 1
    whole, rest = (text[:last], text[last + 1 :]) if parts_decimals else (text, "")
    groups = re.split("[.,]", whole)
    if (not rest.isdigit() and rest) or any(len(group) != 3 for group in groups[1:]):  # noqa: PLR2004 - thousands
        raise Unread("number_unread", "1 234 567,50")
    return Decimal("".join(groups) + (f".{rest}" if rest else ""))


def as_text(number: Decimal) -> str:
    """A number as the dataset writes it: no exponent, no zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spaced(text: str) -> str:
    """Figures and what stands next to them, parted: "45M€" is three words."""
    text = re.sub(r"(?i)\bUS ?\$", "$", text)
    text = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text)
    return re.sub(r"([€$])", r" \1 ", re.sub(r"(?i)\b([mk])(?=(?:dhs?|mad|eur|usd)\b)", r"\1 ", text))


def currency(word: str) -> str | None:
    """The currency that a word or a code means."""
    known = CURRENCIES.get(folded(word)) or CURRENCIES.get(re.sub(r"^(?:d'|b?ال)", "", folded(word)))
    return known or (word.upper() if word.upper() in list_currencies() else None)


@cache
def months() -> dict[str, int]:
    """Names of months, folded → their number."""
    found: dict[str, int] = {}
    for locale in MONTHS:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                found.update(dict.fromkeys(re.findall(r"\w+", folded(name)), number))
    return found
