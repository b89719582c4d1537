"""Words, numbers and dates in one language: the edge where codes become text.

French is the source wording: a sentence of the app stands in French in the code, `locale/ar` and `locale/en` hold its
translations, and a missing one fails a test. Names of codes come from the dataset, side by side in three columns.
Numbers, dates and plural forms come from Babel with the locales of Moroccan readers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent, get_currency_name

LANGUAGES = {"fr": "Français", "ar": "العربية", "en": "English"}
# ar_MA, not ar: Latin digits and the months that Morocco uses. fr_FR, not fr_MA: thousands parted by a thin space.
LOCALES = {"fr": "fr_FR", "ar": "ar_MA", "en": "en_GB"}
SOURCE_LANGUAGE = "fr"
RIGHT_TO_LEFT = {"ar"}

# In a right-to-left sentence a number with a space or a sign turns round unless it is isolated (first strong / left-to-right).
LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, END_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"


class Words:
    """The words of one language.

    `labels` maps (code list, code) to the name in this language; see `Store.labels`.
    """

    def __init__(self, language: str, labels: Mapping[tuple[str, str], str] | None = None) -> None:
        self.language = language
        self.locale = LOCALES[language]
        self.rtl = language in RIGHT_TO_LEFT
        self.direction = "rtl" if self.rtl else "ltr"
        self._labels = labels or {}
        self._catalogue = catalogue(language)

    def say(self, message: str, /, **values: object) -> str:
        """A sentence of the app; `message` is its French wording, `values` fill its %(named)s places."""
        text = self._catalogue.gettext(message)
        return text % {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()} if values else text

    def say_n(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A sentence about a number of things, in the plural form the language asks for; `%(n)s` is the number."""
        if self.language == SOURCE_LANGUAGE:
            text = one if Locale.parse(self.locale).plural_form(n) == "one" else many
        else:
            text = self._catalogue.ngettext(one, many, n)
        return text % {"n": self.number(n), **values}

    def label(self, code_list: str, code: object) -> str:
        """The name of a code. An unknown code is shown as it is: the checks of the dataset keep that from happening."""
        if code_list == "columns":
            return self.heading(str(code))
        return self._labels.get((code_list, str(code)), str(code))

    def labels(self, code_list: str) -> dict[str, str]:
        """The names of all codes of a list."""
        return {code: text for (name, code), text in self._labels.items() if name == code_list}

    def heading(self, column: str) -> str:
        """What a column of an answer is called."""
        return columns()[column][self.language]

    def number(self, value: float | Decimal | None) -> str:
        """A number grouped as the language does; an empty string when unknown."""
        return "" if value is None else self._isolated(decimal(value, self.locale))

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as whole per cent."""
        return self._isolated(format_percent(share, locale=self.locale))

    def money(self, amount: Decimal | float | None, currency: str | None) -> str:
        """An amount with its currency, without decimals; an empty string when unknown."""
        if amount is None or not currency:
            return ""
        text = format_currency(amount, currency, locale=self.locale, currency_digits=False, format="#,##0 ¤¤")
        return self._isolated(text)

    def currency(self, code: str) -> str:
        """What a currency is called."""
        return get_currency_name(code, count=100, locale=self.locale)

    def round_number(self, value: float) -> str:
        """A number in round figures, for the head of a page: "778,3 M"."""
        return self.isolate(format_compact_decimal(value, locale=self.locale, fraction_digits=1))

    def period(self, start: str | None, end: str | None) -> str:
        """From when to when, as far as it is known; an empty string when nothing is."""
        if start and end:
            return self.say("%(start)s à %(end)s", start=self.date(start), end=self.date(end))
        if start:
            return self.say("à partir de : %(date)s", date=self.date(start))
        return self.say("jusqu'à : %(date)s", date=self.date(end)) if end else ""

    def date(self, value: str | None) -> str:
        """A date known to the year, month or day (`2018`, `2018-06`, `2018-06-27`) in words."""
        if not value:
            return ""
        year, _, month_and_day = value.partition("-")
        month, _, day = month_and_day.partition("-")
        if not month:
            return self._isolated(year)
        form = "d MMMM y" if day else "MMMM y"
        return format_date(date(int(year), int(month), int(day or 1)), form, locale=self.locale)

    def date_kind(self, event: object, basis: object) -> str:
        """What happened on a date and how the date is known: "Signature (déduite)"; without an event, that there is no date."""
        if not isinstance(event, str):
            return self.say("Sans date")
        name = self.label("date_events", event)
        return self.say("%(event)s (date déduite)", event=name) if basis == "derived" else name

    def pair(self, name: str, value: object) -> str:
        """A name with its value; where the colon stands, and whether a space precedes it, is the language's affair."""
        return self.say("%(name)s : %(value)s", name=name, value=value)

    def authority(self, code: str, level: str) -> str:
        """An authority with its level: a city, its prefecture and its region may bear one name."""
        return self.say("%(name)s (%(level)s)", name=self.label("parties", code), level=self.label("levels", level).lower())

    def list(self, items: Iterable[str]) -> str:
        """Several things as one enumeration."""
        return format_list([self.isolate(item) for item in items], locale=Locale.parse(self.locale))

    def either(self, items: Iterable[str]) -> str:
        """Several things of which one is meant."""
        return format_list([self.isolate(item) for item in items], style="or", locale=Locale.parse(self.locale))

    def inside(self, name: str) -> str:
        """A common name as it stands inside a sentence: with a small letter, unless it is an abbreviation."""
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    def sentence(self, subject: str, clauses: Iterable[str]) -> str:
        """What is spoken of, and what narrows it."""
        return f"{subject} {self.say(', ').join(clauses)}".strip()

    def isolate(self, text: str) -> str:
        """Text of any direction, kept from turning its surroundings round."""
        return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}" if self.rtl else text

    def _isolated(self, text: str) -> str:
        return f"{LEFT_TO_RIGHT_ISOLATE}{text}{END_ISOLATE}" if self.rtl else text


@lru_cache(maxsize=4096)
def decimal(value: float | Decimal, locale: str) -> str:
    """A number as a locale writes it; the same counts stand in every list of a page."""
    return format_decimal(value, locale=locale)


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of one language, read from its .po file: no build step, no binary file to forget."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    path = resources.files("coopstats") / "locale" / language / "LC_MESSAGES" / "coopstats.po"
    compiled = io.BytesIO()
    with path.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def columns() -> dict[str, dict[str, str]]:
    """The columns of answers: name → {list, fr, ar, en}; `list` is the code list whose codes the column holds, or empty."""
    with resources.files("coopstats").joinpath("columns.csv").open(encoding="utf-8") as lines:
        return {row["column"]: row for row in csv.DictReader(lines)}
