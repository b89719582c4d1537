"""What a reader looks for among funding programmes: which ones to show, and the project that they are judged for.

It stands beside the selection: a link carries it, and `chosen_programmes.sql` knows it by the same names. Programmes themselves
are found by those filters of the selection that can be asked of them (see DECISIONS.md, 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from coopstats.selection import PROGRAMME_FILTERS, Selection
from coopstats.sentence import parts
from coopstats.words import Words

# The parts of a wish that are codes, with the code list that holds them.
WISHED = {
    "who": "applicants",
    "support": "funding_instruments",
    "window": "windows",
    "applicant": "applicants",
    "field": "sectors",
    "currency": "currencies",
    "place": "places",
    "partner_country": "countries",
}
# Those that hold several codes, parted by a point.
SEVERAL = {"programme": "programmes", "field": "sectors"}
CURRENCIES = ("MAD", "EUR", "USD")
LARGEST_COST = 10**12


@dataclass(frozen=True)
class Wish:
    """Empty means that it was not said. The first three pick programmes; the others describe a project.

    `programme` holds the programmes to show and `field` the sectors of the project, as their codes parted by a point; `place` is a
    region, province or commune; `cost` is in `currency`; `day` is the day on which windows are looked at (YYYY-MM-DD), today when
    it is not said; `since` the day from which changes are told, a year ago.
    """

    programme: str = ""
    who: str = ""
    support: str = ""
    window: str = ""
    applicant: str = ""
    field: str = ""
    cost: int | None = None
    currency: str = ""
    place: str = ""
    partner_country: str = ""
    day: str = ""
    since: str = ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of `chosen_programmes.sql`; what was not said is None."""
        said = {name: value or None for name, value in asdict(self).items()}
        return said | {name: several(said[name] or "") or None for name in SEVERAL}

    def project(self) -> Wish:
        """Where the project lies, and in which sectors: what a question on agreements knows of it."""
        return Wish(place=self.place, field=self.field)

    def statements(self) -> Iterator[tuple[str, dict[str, object]]]:
        """What questions on changes need beside the choice, with its parameters."""
        if self.since:
            yield "create or replace temp table watched_from as select $since::text as since", {"since": self.since}

    def sentence(self, selection: Selection, words: Words) -> str:
        """Which programmes are shown and for what project, in words."""
        said = [part.text for part in parts(selection, words) if part.filter in PROGRAMME_FILTERS] + self.told(words)
        return " · ".join(said) if said else words.say("Tous les programmes, sans filtre")

    def told(self, words: Words) -> list[str]:
        """What is wished, part by part, in words."""
        names = wish_names(words)
        wished = {name: value for name, value in asdict(self).items() if value and name in names}
        return [words.pair(names[name], words.isolate(self._told(name, value, words))) for name, value in wished.items()]

    def _told(self, name: str, value: Any, words: Words) -> str:
        if name == "cost":
            return words.money(value, self.currency or CURRENCIES[0])
        if name == "day":
            return words.date(value)
        codes = several(value) if name in SEVERAL else [value]
        return words.list(words.label(WISHED[name], code) for code in codes)

    def programmes(self) -> list[str]:
        """The programmes to show, each once."""
        return several(self.programme)

    def sectors(self) -> list[str]:
        """The sectors of the project, each once."""
        return several(self.field)


def several(value: str) -> list[str]:
    """The codes of a part that holds several, each once."""
    return list(dict.fromkeys(code for code in value.split(".") if code))


def wish_names(words: Words) -> dict[str, str]:
    """What the parts of a wish are called."""
    return {
        "who": words.say("Qui demande"),
        "support": words.say("Instrument de financement"),
        "window": words.say("Ouverture"),
        "applicant": words.say("Candidat"),
        "field": words.say("Secteurs du projet"),
        "cost": words.say("Coût du projet"),
        "place": words.say("Territoire du projet"),
        "partner_country": words.say("Pays de la collectivité partenaire"),
        "day": words.say("Date"),
    }


def read_wish(link: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]]) -> tuple[Wish, list[tuple[str, str]]]:
    """The wish that a link holds, and what in it was refused as (parameter, value)."""
    chosen: dict[str, Any] = {}
    refused: list[tuple[str, str]] = []
    for name in (field.name for field in fields(Wish)):
        value = next(iter(link.get(name, ())), "")
        if not value:
            continue
        if name in SEVERAL:
            known = [code for code in several(value) if code in codes[SEVERAL[name]]]
            refused += [(name, code) for code in several(value) if code not in known]
            chosen[name] = ".".join(known)
        elif fits(name, value, codes):
            chosen[name] = int(value) if name == "cost" else value
        else:
            refused.append((name, value))
    return Wish(**chosen), refused


def fits(name: str, value: str, codes: Mapping[str, Sequence[str]]) -> bool:
    """Whether a value can be one of this part of a wish."""
    if name == "cost":
        return value.isascii() and value.isdigit() and 0 < int(value) <= LARGEST_COST
    if name in ("day", "since"):
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return value in (CURRENCIES if name == "currency" else codes[WISHED[name]])
