"""Who takes part in an activity of IATI, as parties of the dataset.

An organisation is found by its reference (`organisations.csv`, from the code lists of the standard) or by any name it is given. One
that the dataset lacks becomes a party of it when the file itself says what it is called, what it is and where it is from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from xml.etree.ElementTree import Element

from coopstats.imports.drafts import Row, Unread
from coopstats.imports.known import Known
from coopstats.imports.naming import key
from coopstats.words import LANGUAGES

HOME = "MA"
FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"
# What 1.0x wrote in words.
ROLES = {"funding": FUNDING, "accountable": ACCOUNTABLE, "extending": EXTENDING, "implementing": IMPLEMENTING}
# OrganisationType → kind; a local government (11) may be of any level, so nothing is read from it.
KINDS = {
    "10": "state", "15": "agency", "21": "ngo", "22": "ngo", "23": "ngo", "24": "ngo", "30": "other", "40": "multilateral",
    "60": "ngo", "70": "company", "71": "company", "72": "company", "73": "company", "80": "university", "90": "other",
}  # fmt: skip
MULTILATERAL = "40"
OECD = "XM-DAC-"
LANGUAGE = "xml:lang"
AUTHORITIES = {"region", "prefecture", "province", "commune", "group"}


@dataclass(frozen=True)
class Organisation:
    """An organisation as a file names it. `home` is the country that its reference begins with, or empty."""

    ref: str
    kind: str
    names: Row
    roles: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What it is called, in whichever language, or else its reference."""
        return next(iter(self.names.values()), self.ref)

    def same(self, other: Organisation) -> bool:
        """Whether two are one: by reference, or by a name where one has no reference."""
        if self.ref and other.ref:
            return self.ref == other.ref
        return bool({key(name) for name in self.names.values()} & {key(name) for name in other.names.values()})


def organisation(element: Element, language: str, role: str = "") -> Organisation:
    """One organisation: of an activity, with the role that it tells, or of one side of a transaction."""
    told = element.get("role", role).strip()
    role = ROLES.get(told.lower(), told)
    kind = element.get("type", "").strip()
    return Organisation(element.get("ref", "").strip(), kind, texts([element], language), frozenset({role} - {""}))


def merged(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Each organisation once, with all its roles: many publishers name one again for each role."""
    found: list[Organisation] = []
    for one in organisations:
        place = next((place for place, other in enumerate(found) if one.same(other)), None)
        if place is None:
            found += [one] if one.ref or one.names else []
        else:
            other = found[place]
            found[place] = Organisation(
                other.ref or one.ref, other.kind or one.kind, one.names | other.names, one.roles | other.roles
            )
    return found


def texts(elements: Iterable[Element], language: str) -> Row:
    """Language → text, of narratives (2.0x) or of repeated elements (1.0x); the first in a language stands, an unknown one is ""."""
    found: Row = {}
    for element in elements:
        for part in element.findall("narrative") or [element]:
            text = " ".join("".join(part.itertext()).split())
            told = part.get(LANGUAGE) or element.get(LANGUAGE) or language
            if text:
                found.setdefault(told.strip().lower().partition("-")[0], text)
    return found


def party_of(one: Organisation, known: Known, moroccan: bool) -> str:  # noqa: FBT001 - the side is what is asked
    """The party that an organisation is. Raises Unread: nobody is known by its reference or a name, or several are."""
    told = [one.ref.upper(), one.ref.upper().removeprefix(OECD), *map(key, one.names.values())]
    coded = next((refs()[text] for text in told if text in refs()), "")
    if coded and known.has_party(coded):
        return coded
    unread = [Unread("party_unknown")]
    for name in wordings(one.names.values()):
        try:
            return known.party(name, moroccan=moroccan)
        except Unread as why:
            unread.append(why)
    raise max(unread, key=lambda why: (why.check != "party_unknown", bool(why.expected)))


def wordings(names: Iterable[str]) -> Iterator[str]:
    """Names as they stand, then turned round as English has them: "Souss-Massa Region" is the region Souss-Massa."""
    yield from names
    yield from (f"{last} {first}" for first, _, last in (name.rpartition(" ") for name in names) if first)


def newcomer(one: Organisation, known: Known, reporting: Organisation, unread: Unread, partner: bool) -> Row:  # noqa: FBT001
    """The row of a party that the dataset lacks. Raises what is `unread` when the file does not say all that it takes.

    Of the organisations that are no partner only those of Morocco become parties.
    """
    kind, country = (
        KINDS.get(one.kind, ""),
        country_of(one, known) or (country_of(reporting, known) if one.same(reporting) else ""),
    )
    if unread.check != "party_unknown" or not kind or not country or not one.names or not (partner or country == HOME):
        raise unread
    names = {f"name_{language}": one.names[language] for language in LANGUAGES if language in one.names}
    return known.new_party(one.name, kind, country, names)


def country_of(one: Organisation, known: Known) -> str:
    """Where an organisation is from: its reference begins with the country that registered it, a multilateral one has none."""
    if one.kind == MULTILATERAL:
        return "INT"
    prefix = one.ref.partition("-")[0].upper()
    return coded(known, "countries", prefix) if len(prefix) == len(HOME) else ""


def coded(known: Known, code_list: str, text: str) -> str:
    """The code that a text means; empty when it means none."""
    try:
        return known.code(code_list, text)
    except Unread:
        return ""


def partner_type(parties: Iterable[str], known: Known) -> str | None:
    """What kind of partner an agreement has: the first of its parties that tells one.

    A party tells the only kind that the dataset knows it as; else what follows from its kind and country (`partner_types.csv`).
    """
    return next(filter(None, (told_type(party, known) for party in parties)), None)


def told_type(party: str, known: Known) -> str | None:
    """What kind of partner one party is, or None."""
    held = known.partner_types(party)
    if len(held) == 1:
        return next(iter(held))
    kind, country = known.kind(party)
    return next((row["partner_type"] for row in rules() if row["kind"] in ("", kind) and row["country"] in ("", country)), None)


@cache
def refs() -> dict[str, str]:
    """Reference of an organisation in capitals, or name as names are compared → party."""
    return {row["ref"].upper() or key(row["name"]): row["party"] for row in rows("organisations.csv")}


@cache
def rules() -> tuple[Row, ...]:
    """Which kind of partner follows from kind and country; the first that fits counts."""
    return tuple(rows("partner_types.csv"))


def rows(name: str) -> Iterator[Row]:
    """The lines of a table of this package."""
    with resources.files("coopstats.imports").joinpath(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
