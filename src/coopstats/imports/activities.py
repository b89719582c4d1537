"""Activities of IATI (1.01–1.05, 2.01–2.03, of any publisher) as drafts of agreements.

Our own export (`exports/activity.py`) comes back as it went: its identifiers are references of the dataset, its tags codes of ours.
Another publisher's activity becomes an agreement when it is for Morocco, names a Moroccan party and is financed or run by a partner.
Its reference is that of the same parties, year and title (`Known.identity`): the dataset has no column for identifiers of others, so
that a second reading finds the same agreement by these. An activity that says less than an agreement needs is refused with what is
missing; activities of other countries, cancelled ones and codes without an equivalent are left aside and counted at the end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar
from xml.etree.ElementTree import Element

from coopstats.iati import PARENT, PUBLISHER, TAGS
from coopstats.imports import elements
from coopstats.imports.drafts import Draft, Reading, Row, Unread
from coopstats.imports.known import Known
from coopstats.imports.merging import NOTICES
from coopstats.imports.organisations import HOME, partner_type
from coopstats.imports.sides import MOROCCAN, PARTNER, PARTY, Party, at_home, own_sides, places_of, sides_of
from coopstats.imports.stream import Progress, activities
from coopstats.problems import Problem

OWN_IDENTIFIER = re.compile(rf"{PUBLISHER}-([a-z0-9-]+)")
# In signs: what a problem repeats of a file, what an example of many is, what a cell of the dataset may be.
LONGEST_TOLD, LONGEST_EXAMPLE, LONGEST_CELL = 200, 60, 100_000
EXAMPLES = 5

# Tables of things that agreements name; the rows of all others are the agreement's own.
NAMED = {"parties", "sources"}
# What an agreement must say besides: the element that tells it.
READ = (("instrument", "default-finance-type", elements.instrument), ("status", "activity-status", elements.status))

T = TypeVar("T")
Told = tuple[str, Row]
"""A table and a row of it, without the agreement."""
Pages = dict[str, Row | None]
"""Code of a page → its row when the dataset lacks it."""


def drafts_of_activities(file: BinaryIO, name: str, known: Known, progress: Progress) -> Reading:
    """The drafts and problems of a file, in its order; then what was left aside. `progress` is told the bytes read so far."""
    reader = File(name, known)
    for found in activities(file, name, progress):
        if isinstance(found, Problem):
            yield found
        else:
            yield from reader.read(*found)
    yield from reader.left_aside()


class File:
    """A file that is being read: what its activities have been taken for so far.

    `taken` are the references that identifiers became, `given` the same turned round. `added` are rows that the dataset lacks: they
    stand in each draft that needs them, because another may be refused.
    """

    def __init__(self, name: str, known: Known) -> None:
        self.name, self.known = name, known
        self.taken: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.added: dict[tuple[str, str], Row] = {}
        self._others: Counter[tuple[str, str]] = Counter()
        self._left: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = defaultdict(list)

    def read(self, line: int, element: Element) -> Reading:
        """The draft of an activity, or what is wrong with it; nothing when it is none of ours."""
        activity = Activity(self, line, element)
        if reason := activity.not_ours():
            self._others[reason] += 1
            return
        draft = activity.draft()
        yield from activity.problems
        if draft:
            yield draft

    def leave(self, field: str, codes: list[str]) -> None:
        """Count what means nothing here, and keep a few as examples."""
        self._left.update([field] * len(codes))
        for code in codes:
            if len(self._examples[field]) < EXAMPLES and code[:LONGEST_EXAMPLE] not in self._examples[field]:
                self._examples[field].append(code[:LONGEST_EXAMPLE])

    def left_aside(self) -> Iterator[Problem]:
        """What was not taken, counted."""
        for (field, reason), count in sorted(self._others.items()):
            yield Problem(self.name, 0, field, "activities_left_aside", str(count), reason)
        for field, count in sorted(self._left.items()):
            yield Problem(self.name, 0, field, "codes_left_aside", str(count), ", ".join(self._examples[field]))

    def with_row(self, table: str, code: str, row: Row | None) -> Iterator[tuple[str, Row]]:
        """The row of a party or a page, where the dataset lacks it."""
        if row:
            self.added[table, code] = row
        if added := self.added.get((table, code)):
            yield table, added


class Activity:
    """One activity, being read."""

    def __init__(self, file: File, line: int, element: Element) -> None:
        self.file, self.known, self.line, self.element = file, file.known, line, element
        self.language = element.get("xml:lang", "")
        self.identifier = " ".join((element.findtext("iati-identifier") or "").split())[:LONGEST_TOLD]
        own = OWN_IDENTIFIER.fullmatch(self.identifier)
        self.own = own[1] if own else ""
        self.held = self.known.is_agreement(self.own)
        self.problems: list[Problem] = []

    def not_ours(self) -> tuple[str, str] | None:
        """The element by which an activity is left aside, and why: it is for other countries, or nothing came of it."""
        named = elements.countries(self.element)
        if HOME not in named and (named or not at_home(self.element, self.known, self.language)):
            return "recipient-country", f"≠ {HOME}"
        status = elements.codes(self.element, "activity-status")[:1]
        return ("activity-status", elements.CANCELLED) if status == [elements.CANCELLED] else None

    def draft(self) -> Draft | None:
        """The agreement that the activity is; None when something is wrong."""
        if not self.identifier:
            self.wrong("iati-identifier", Unread("value_missing"))
        row = self.take("title", elements.titles, self.element, self.language) or {}
        row |= elements.summaries(self.element, self.language)
        row |= self.take("activity-date", elements.days, self.element) or {}
        row |= self.take("transaction", elements.money, self.element) or {}
        sides, unnamed = own_sides(self.element, self.known) if self.own else sides_of(self.element, self.known, self.language)
        for one in unnamed:
            self.wrong("participating-org", one.unread, one.name or self.identifier)
        proper = [side for side in sides if side.role == PARTY]
        moroccan, partners = ([one.party for one in proper if one.side == side] for side in (MOROCCAN, PARTNER))
        row |= self.coded(partners) | self.parent()
        if "date_event" in row and "start" in row:
            row["date"] = row.pop("start")
        pages = self.pages()
        if not pages and not self.held:
            self.wrong("document-link", Unread("source_missing"), self.identifier)
        if self.refused():
            return None
        titles = {column: text for column, text in row.items() if column.startswith("title_")}
        fact_id = self.own or self.known.identity(moroccan, partners, row.get("start", ""), titles)
        if self.identifier in self.file.taken or self.file.given.setdefault(fact_id, self.identifier) != self.identifier:
            self.wrong("iati-identifier", Unread("value_repeated"), self.identifier)
            return None
        self.file.taken[self.identifier] = fact_id
        rows = [*self.parties(sides), *self.lists(), *self.sources(pages)]
        if any(len(cell) > LONGEST_CELL for _, told in [("agreements", row), *rows] for cell in told.values()):
            self.wrong("iati-activity", Unread("too_large"))
            return None
        named = tuple(one for one in rows if one[0] in NAMED)
        own = ((table, {"fact_id": fact_id} | told) for table, told in [("agreements", row), *rows] if table not in NAMED)
        return Draft(self.file.name, self.line, fact_id, (*named, *own))

    def coded(self, partners: list[str]) -> Row:
        """What an agreement must say in codes: as our own export tags it, else as other elements let it be read."""
        found = {column: code for column in TAGS if self.own and (code := self.tag(column))}
        for column, field, read in READ:
            if column not in found and not self.held and (code := self.take(field, read, self.element)):
                found[column] = code
        if "partner_type" not in found and not self.held and partners:
            if kind := partner_type(partners, self.known):
                found["partner_type"] = kind
            else:
                self.wrong("participating-org", Unread("partner_type_unknown"), partners[0])
        return found

    def tag(self, column: str) -> str | None:
        """A code that our own export gives in a tag."""
        told = elements.own_codes(self.element, "tag", f"codes/{TAGS[column]}.csv")
        return self.take("tag", self.known.code, TAGS[column], told[0]) if told else None

    def parent(self) -> Row:
        """The agreement above this one: of our own export, or of an activity that stood before it in the file."""
        above = [one.get("ref", "").strip() for one in self.element.findall("related-activity") if one.get("type") == PARENT]
        found = [own[1] if (own := OWN_IDENTIFIER.fullmatch(ref)) else self.file.taken.get(ref, "") for ref in above]
        return {"parent": found[0]} if any(found[:1]) else {}

    def pages(self) -> Pages:
        """The pages that an activity links to. An address that is none is left aside."""
        found: Pages = {}
        for address, told in elements.links(self.element, self.language, self.known):
            try:
                code, row = self.known.source(address, told)
            except ValueError:  # Unread, or an address that nothing can take apart
                self.file.leave("document-link", [address])
            else:
                found.setdefault(code, row)
        return found

    def parties(self, sides: list[Party]) -> Iterator[Told]:
        """Who takes part; then where the works are, unless it is a party: our own export tells both in its tags."""
        places, left = ([], []) if self.own else places_of(self.element, self.known, self.language)
        self.file.leave("location", left)
        seen = set()
        for one in [*sides, *places]:
            if (one.side, one.party) not in seen:
                seen.add((one.side, one.party))
                yield from self.file.with_row("parties", one.party, one.row)
                named = {"named_as": one.named_as} if one.named_as else {}
                yield "agreement_parties", {"side": one.side, "party": one.party, "role": one.role} | named

    def lists(self) -> Iterator[Told]:
        """The sectors: our own codes, or those that the purpose codes of the DAC mean."""
        found = elements.own_codes(self.element, "sector", "codes/sectors.csv") if self.own else []
        if not found:
            found, left = elements.sectors(self.element)
            self.file.leave("sector", left)
        yield from (("agreement_sectors", {"sector": sector}) for sector in found)

    def sources(self, pages: Pages) -> Iterator[Told]:
        """The pages in their order, and on the first of them the goals that the activity names."""
        for code, row in pages.items():
            yield from self.file.with_row("sources", code, row)
            yield "agreement_sources", {"source": code}
        goals = elements.goals(self.element, self.known if self.own else None)
        for rank, goal in enumerate(goals if pages else [], 1):
            yield "agreement_sdgs", {"rank": str(rank), "sdg": goal, "source": next(iter(pages))}

    def take(self, field: str, read: Callable[..., T], *told: object) -> T | None:
        """What a reader of an element gives; None, and the problem noted, when it cannot be read."""
        try:
            return read(*told)
        except Unread as unread:
            self.wrong(field, unread, unread.value)
            return None

    def wrong(self, field: str, unread: Unread, value: str = "") -> None:
        """Note a problem at the line of the activity."""
        self.problems.append(Problem(self.file.name, self.line, field, unread.check, value[:LONGEST_TOLD], unread.expected))

    def refused(self) -> bool:
        """Whether anything keeps the activity from being taken."""
        return any(problem.check not in NOTICES for problem in self.problems)
