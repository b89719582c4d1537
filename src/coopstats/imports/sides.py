"""Who stands on which side of an activity of IATI: the Moroccan parties, the partners, and where the works are.

Moroccan is who is of Morocco and takes part, or receives what is committed. Partners are the other organisations that fund or extend
the activity, and whoever reports a commitment of its own. Of several partners, those that report or extend are parties, the others
contribute. Where the works are is no party: a loan to the State for a region is an agreement of the State.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from coopstats.iati import OWN, PARTIES
from coopstats.imports.drafts import Row, Unread
from coopstats.imports.elements import commitments
from coopstats.imports.known import Known
from coopstats.imports.organisations import (
    AUTHORITIES,
    EXTENDING,
    FUNDING,
    HOME,
    Organisation,
    merged,
    newcomer,
    organisation,
    party_of,
    texts,
    wordings,
)

MOROCCAN, PARTNER = "moroccan", "partner"
PARTY, CONTRIBUTOR, BENEFICIARY = "party", "contributor", "beneficiary"
PARTNERS = {FUNDING, EXTENDING}
# A census code that no other list of places could mean; those of regions have two digits only.
CENSUS = re.compile(r"\d{2}\.\d{3}(\.\d{2}\.\d{1,2})?")
NOBODY = Organisation("", "", {})


class Party(NamedTuple):
    """A party of an activity, how the file calls it, and its row when the dataset lacks it."""

    side: str
    party: str
    role: str
    named_as: str = ""
    row: Row | None = None


class Unnamed(NamedTuple):
    """An organisation that is no party of the dataset: how the file calls it, and why."""

    name: str
    unread: Unread


def sides_of(element: Element, known: Known, language: str) -> tuple[list[Party], list[Unnamed]]:
    """The parties of another publisher's activity, each once, and whoever had to be one and is not known."""
    reporting = next((organisation(one, language, FUNDING) for one in element.findall("reporting-org")), NOBODY)
    orgs = merged(organisation(one, language) for one in element.findall("participating-org"))
    paid = merged(organisation(one, language) for paid in commitments(element) for one in paid.findall("receiver-org"))
    found, unnamed, unsure = named([*orgs, *(one for one in paid if not any(map(one.same, orgs)))], known, reporting)
    if not unnamed and not any(of_partner(one, known) for one in found) and commitments(element) and not secondary(element):
        reported, unnamed, _ = named([reporting], known, reporting)
        found += reported
    partners = [one for one in found if of_partner(one, known)]
    leading = {party for one, party, _ in partners if EXTENDING in one.roles or one.same(reporting)}
    home = [
        Party(MOROCCAN, party, CONTRIBUTOR if one.roles == {FUNDING} else PARTY, one.name, row)
        for one, party, row in found
        if known.kind(party)[1] == HOME
    ]
    away = [
        Party(PARTNER, party, PARTY if party in (leading or {party}) else CONTRIBUTOR, one.name, row)
        for one, party, row in partners
    ]
    if not any(side.role == PARTY for side in home):
        unnamed += [one for one in unsure if one.unread.check != "party_unknown" or one.unread.expected]
        unnamed.append(Unnamed("", Unread("party_missing", MOROCCAN)))
    elif not away and not unnamed:
        unnamed.append(Unnamed("", Unread("party_missing", PARTNER)))
    return once([*home, *away]), unnamed


Named = tuple[Organisation, str, Row | None]
"""An organisation, the party that it is, and the row of that party when the dataset lacks it."""


def named(orgs: list[Organisation], known: Known, reporting: Organisation) -> tuple[list[Named], list[Unnamed], list[Unnamed]]:
    """The organisations that are parties; those that fund or extend and are none; the others that are none."""
    found: list[Named] = []
    unnamed: list[Unnamed] = []
    unsure: list[Unnamed] = []
    for one in orgs:
        partner = bool(one.roles & PARTNERS)
        try:
            party = party_of(one, known, not partner)
            found.append((one, party, known.place_of(party)))
        except Unread as unread:
            try:
                row = newcomer(one, known, reporting, unread, partner)
                found.append((one, row["party"], row))
            except Unread:
                (unnamed if partner else unsure).append(Unnamed(one.name, unread))
    return found, unnamed, unsure


def of_partner(one: Named, known: Known) -> bool:
    """Whether an organisation stands on the partners' side."""
    return bool(one[0].roles & PARTNERS) and known.kind(one[1])[1] != HOME


def secondary(element: Element) -> bool:
    """Whether somebody reports what others do."""
    return any(one.get("secondary-reporter", "").strip() in ("1", "true") for one in element.findall("reporting-org"))


def once(sides: list[Party]) -> list[Party]:
    """Each party once on its side; being a party counts before contributing."""
    ranked = sorted(sides, key=lambda side: (side.side, side.role != PARTY))
    return list({(side.side, side.party): side for side in reversed(ranked)}.values())[::-1]


def places_of(element: Element, known: Known, language: str) -> tuple[list[Party], list[str]]:
    """The authorities where the works are, and the names of places that are none, or several."""
    found, left = [], []
    for location in element.findall("location"):
        names = texts(location.findall("name"), language) or texts(location.findall("administrative"), language)
        party = place_at(location, known) or next(
            filter(None, (place_named(name, known) for name in wordings(names.values()))), None
        )
        name = next(iter(names.values()), "")
        if party:
            found.append(Party(MOROCCAN, party, BENEFICIARY, name, known.place_of(party)))
        elif name:
            left.append(name)
    return found, left


def place_at(location: Element, known: Known) -> str | None:
    """The authority of a place that is told by its census code."""
    told = (one.get("code", "").strip() for path in ("location-id", "administrative") for one in location.findall(path))
    return next(filter(None, (known.party_at(code) for code in told if CENSUS.fullmatch(code))), None)


def place_named(name: str, known: Known) -> str | None:
    """The one authority that bears the name of a place."""
    try:
        party = known.party(name, moroccan=True)
    except Unread:
        return None
    kind, country = known.kind(party)
    return party if country == HOME and kind in AUTHORITIES else None


def at_home(element: Element, known: Known, language: str) -> bool:
    """Whether an activity that names no country has an organisation or a place of Morocco."""
    for one in merged(organisation(one, language) for one in element.findall("participating-org")):
        try:
            party = party_of(one, known, True)  # noqa: FBT003 - a party of Morocco
            if known.kind(party)[1] == HOME:
                return True
        except Unread:
            continue
    return bool(places_of(element, known, language)[0])


def own_sides(element: Element, known: Known) -> tuple[list[Party], list[Unnamed]]:
    """The parties of our own export: each is a tag, its side and role stand in the address of its vocabulary."""
    found, unnamed = [], []
    for one, told in own_parties(element):
        if known.has_party(one):
            found.append(Party(told.get("side", ""), one, told.get("role", ""), row=known.place_of(one)))
        else:
            unnamed.append(Unnamed(one, Unread("party_unknown")))
    return found, unnamed


def own_parties(element: Element) -> Iterator[tuple[str, Row]]:
    """The code of each party that our own export tags, with side and role."""
    for tag in element.findall("tag"):
        address = urlsplit(tag.get("vocabulary-uri", ""))
        if tag.get("vocabulary") == OWN and address.path == PARTIES:
            yield tag.get("code", ""), {name: values[0] for name, values in parse_qs(address.query).items()}
