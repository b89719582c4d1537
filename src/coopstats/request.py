"""A whole link, as the command line and files for others take it: selection, wish, lens, party, language; all that is refused at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopstats.asking import Choice
from coopstats.lens import Lens, read_lens
from coopstats.selection import CODED, FIRST_YEAR, LAST_YEAR, NUMBERS, Selection, read_link
from coopstats.store import Store
from coopstats.wish import CURRENCIES, WISHED, Wish, read_wish
from coopstats.words import LANGUAGES

YEARS = (f"{FIRST_YEAR} to {LAST_YEAR}, from_year not after to_year",)


@dataclass(frozen=True)
class Request:
    """What a link asks for; `language` is empty when it says none."""

    selection: Selection
    wish: Wish
    lens: Lens | None
    party: str
    language: str

    def choose(self, store: Store) -> Choice:
        """The agreements and programmes that are asked for."""
        return store.choose(self.selection, party=self.party or None, wish=self.wish, lens=self.lens)


def parted(filters: Sequence[str]) -> dict[str, list[str]]:
    """Filters as they are typed, `sector=transport`, as the parameters of a link."""
    link: dict[str, list[str]] = {}
    for part in filters:
        key, _, value = part.partition("=")
        link.setdefault(key, []).append(value)
    return link


def read_request(given: Mapping[str, Sequence[str]], store: Store) -> Request:
    """The request of a link. Raises ValueError with one line for each part that is not known, and what is."""
    link = {name: list(values) for name, values in given.items()}
    language, party = ((link.pop(name, None) or [""])[0] for name in ("lang", "party"))
    through = ",".join(link.pop("lens", []))
    filters_known = [*Selection.__dataclass_fields__, *Wish.__dataclass_fields__]
    unknown = [
        f"{key} is no filter; there are: lang, lens, party, {', '.join(filters_known)}"
        for key in link
        if key not in filters_known
    ]
    codes = store.codes()
    selection, refused = read_link(link, codes)
    wish, refused_too = read_wish(link, codes)
    lens, vain = read_lens(through, codes)
    numbers = {name: (f"whole numbers from {least} to {most}",) for name, (least, most) in NUMBERS.items()}
    known = (
        codes
        | numbers
        | {
            "lang": tuple(LANGUAGES),
            "from_year": YEARS,
            "to_year": YEARS,
            "currencies": CURRENCIES,
            "party": codes["parties"],
            "programme": codes["programmes"],
            "cost": ("a whole number",),
            "day": ("a day as 2026-11-22",),
            "since": ("a day as 2026-11-22",),
            "lens": (*codes.get("priority_sets", ()), *codes["sectors"]),
        }
    )
    refused += [*refused_too, *(("lens", part) for part in vain)]
    refused += [("lang", language)] if language and language not in LANGUAGES else []
    refused += [("party", party)] if party and party not in known["party"] else []
    unknown += [
        f"{key}={value} is not known; there are: {', '.join(known[(CODED | WISHED).get(key, key)])}" for key, value in refused
    ]
    if unknown:
        raise ValueError("\n".join(unknown))
    return Request(selection, wish, lens if through else None, party, language)
