"""The names that a dataset knows: which code a text means, in three languages, and what it may have meant.

Built from the raw tables of the dataset that a file is taken into. Names are compared as the search box compares them
(`searching.folded`), without articles, so that "Région de Casablanca-Settat" and "جهة الدار البيضاء سطات" find their authority.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from rapidfuzz import fuzz, process

from coopstats.checking import Query
from coopstats.imports.drafts import Row, Unread
from coopstats.imports.naming import host, key, levels, slug
from coopstats.searching import folded

# How much of a name must be the same for it to be proposed, in per cent.
NEAR = 72
ADDRESS = re.compile(r"https?://[^\s|]+")

LISTS = """select list, code, fr, ar, en from raw_code
           union all select 'partner_types', code, fr, ar, en from raw_partner_types
           union all select 'programmes', programme, name_fr, name_ar, name_en from raw_programmes"""
PARTIES = """with other as (select place, string_agg(name, '|') as also_named from raw_place_names group by place)
             select party, kind, country, coalesce(raw_parties.name_fr, place.name_fr), coalesce(raw_parties.name_ar, place.name_ar),
                    raw_parties.name_en, acronym, also_written, also_named
             from raw_parties
             left join raw_places place using (place)
             left join other using (place)
             order by raw_parties.line"""
PLACES = """with other as (select place, string_agg(name, '|') as also_named from raw_place_names group by place)
            select place, level, name_fr, name_ar, also_named
            from raw_places
            left join other using (place)
            anti join raw_parties using (place)
            order by line"""
HELD = "select fact_id, party from raw_agreement_parties where party in ({})"
AGREEMENTS = "select fact_id, title_fr, title_ar, title_en from raw_agreements where line > {} and line <= {}"
# Agreements whose titles are held at once, and the bytes of what is kept of each: a hundred thousand titles are told apart by far fewer.
AT_ONCE, BYTES_OF_TITLE = 10_000, 12
PARTNER_TYPES = """select distinct party, partner_type
                   from raw_agreement_parties
                   join raw_agreements using (fact_id)
                   where side = 'partner' and role = 'party'"""


class Known:
    """The codes and names of one dataset, and those that a file adds to it while it is read."""

    def __init__(self, query: Query) -> None:
        self._lists: dict[str, dict[str, str]] = defaultdict(dict)
        self._shown: dict[str, list[str]] = defaultdict(list)
        for name, code, *names in query(LISTS):
            for text in (code, *names):
                self._lists[name].setdefault(key(text), code)
            self._shown[name].append(names[0])
        self._parties: dict[str, list[str]] = defaultdict(list)
        self._kinds: dict[str, tuple[str, str]] = {}
        self._called: dict[str, str] = {}
        for party, kind, country, *names in query(PARTIES):
            self._kinds[party] = (kind, country)
            self._name(party, kind, names)
        self._places: dict[str, Row] = {}
        for place, level, name_fr, *others in query(PLACES):
            row = {"kind": level, "country": "MA", "place": place}
            row["party"] = self._free(slug(name_fr), slug(f"{name_fr} {level}"))
            self._kinds[row["party"]] = (level, "MA")
            self._places[row["party"]] = row
            self._name(row["party"], level, [name_fr, *others])
        # Of parties that share a name, those that an agreement already has are meant.
        twins = sorted({party for named in self._parties.values() if len(named) > 1 for party in named})
        self._held: dict[str, set[str]] = defaultdict(set)
        for fact_id, party in query(HELD.format(", ".join(f"'{party}'" for party in twins))) if twins else ():
            self._held[fact_id].add(party)
        self._sources = {address: source for source, address in query("select source, address from raw_sources")}
        self._hosts: dict[str, set[str]] = defaultdict(set)
        for address, confidence in query("select address, confidence from raw_sources"):
            self._hosts[host(address)].add(confidence)
        self._source_codes = {source for (source,) in query("select source from raw_sources")}
        # An act is known again by parties, year and a title: "salé--afd--2018", however its reference goes on.
        self._agreements: set[str] = set()
        self._acts: dict[bytes, str] = {}
        ((last,),) = query("select coalesce(max(line), 0) from raw_agreements")
        for first in range(0, last, AT_ONCE):
            for fact_id, *titles in query(AGREEMENTS.format(first, first + AT_ONCE)):
                self._enter(fact_id, "--".join(re.sub(r"-\d+$", "", fact_id).split("--")[:3]), titles)
                self._enter(fact_id, "--".join(fact_id.split("--")[:3]), titles)
        self._numbered: Counter[str] = Counter()
        self._partner_types: dict[str, set[str]] = defaultdict(set)
        for party, partner_type in query(PARTNER_TYPES):
            self._partner_types[party].add(partner_type)
        self._there = {row["place"]: party for party, row in self._places.items()}
        self._there |= dict(query("select place, party from raw_parties where place is not null"))

    def code(self, code_list: str, text: str) -> str:
        """The code that a text means. Raises Unread with the name that is nearest."""
        found = self._lists[code_list].get(key(text))
        if found is None:
            raise Unread("name_unknown", self.nearest(code_list, text))
        return found

    def nearest(self, code_list: str, text: str) -> str:
        """The name that was probably meant, or all there are when the list is short; empty when none is near."""
        names = self._shown[code_list]
        match = process.extractOne(folded(text), [folded(name) for name in names], scorer=fuzz.ratio, score_cutoff=NEAR)
        return names[match[2]] if match else ""

    def names(self, code_list: str) -> list[str]:
        """The French names of a list."""
        return self._shown[code_list]

    def kind(self, party: str) -> tuple[str, str]:
        """What a party is and of which country."""
        return self._kinds[party]

    def has_party(self, party: str) -> bool:
        """Whether a code is that of a party."""
        return party in self._kinds

    def party(self, text: str, *, moroccan: bool, fact_id: str = "", kind: str = "") -> str:
        """The party that a text names on one side. Raises Unread: nobody bears the name, or several do."""
        found = self.parties(text, moroccan=moroccan, fact_id=fact_id, kind=kind)
        if len(found) > 1:
            raise Unread("party_ambiguous", ", ".join(found))
        return found[0]

    def parties(self, text: str, *, moroccan: bool, fact_id: str = "", kind: str = "") -> list[str]:
        """The party that a text names, or those of one name that an agreement has.

        Of several of one name those of the side come first, then those of the kind, then those that the agreement has already.
        Raises Unread when nobody is left or the choice is open.
        """
        if text in self._kinds:
            return [text]
        found = self._parties.get(key(text), [])
        if not found:
            raise Unread("party_unknown", self._near_party(text))
        held = self._held.get(fact_id, set())
        for narrower in (
            [party for party in found if (self._kinds[party][1] == "MA") is moroccan],
            [party for party in found if self._kinds[party][0] == kind],
            [party for party in found if party in held],
            [party for party in found if party not in self._places],
        ):
            found = [party for party in found if party in narrower] or found
        if len(found) > 1 and not set(found) <= held:
            raise Unread("party_ambiguous", ", ".join(sorted(found)))
        return found

    def new_party(self, name: str, kind: str, country: str, names: Row | None = None) -> Row:
        """A party that the dataset lacks: its row. A name given in one language stands in all three until another is given."""
        row = {"party": self._free(slug(name), slug(f"{name} {country}")), "kind": kind, "country": country}
        row |= {f"name_{language}": name for language in ("fr", "ar", "en")} | (names or {})
        self._kinds[row["party"]] = (kind, country)
        self._name(row["party"], kind, [name, *(names or {}).values()])
        return row

    def partner_types(self, party: str) -> set[str]:
        """What kinds of partner a party is in the agreements of the dataset; empty when it is a partner of none."""
        return self._partner_types.get(party, set())

    def party_at(self, place: str) -> str | None:
        """The authority of a territory, by its census code."""
        return self._there.get(place)

    def place_of(self, party: str) -> Row | None:
        """The row of a party that is a territory of the census but has no row of its own yet."""
        return self._places.get(party)

    def source(self, address: str, told: Row | None = None) -> tuple[str, Row | None]:
        """The code of a page, and its row when the dataset lacks it. Raises Unread when the address is none."""
        if not ADDRESS.fullmatch(address):
            raise Unread("address_wrong", "https://…")
        if address in self._sources:
            return self._sources[address], None
        try:
            stem = slug(host(address).removeprefix("www.").rpartition(".")[0]) or "page"
        except ValueError:
            raise Unread("address_wrong", "https://…") from None
        code = self._numbered_free(stem, self._source_codes, first=f"{stem}-1")
        kinds = self._hosts[host(address)]
        row = {"source": code, "address": address, "confidence": kinds.copy().pop() if len(kinds) == 1 else "list"}
        row |= told or {}
        self._sources[address] = row["source"]
        self._source_codes.add(row["source"])
        return row["source"], row

    def is_agreement(self, fact_id: str) -> bool:
        """Whether the dataset, or the file so far, holds an agreement of this reference."""
        return fact_id in self._agreements

    def identity(self, moroccan: Sequence[str], partners: Sequence[str], date: str, titles: Row) -> str:
        """The reference of an agreement that comes without one: that of the same act, or a new one of the same form.

        It is the same act when parties, year and a title agree.
        """
        stem = "--".join([(moroccan or ["unknown"])[0], (partners or ["unknown"])[0], date[:4] or "undated"])
        known = next((act for text in titles.values() if (act := self._acts.get(mark(stem, text)))), "")
        fact_id = known or self._numbered_free(stem, self._agreements, first=stem)
        self._enter(fact_id, stem, titles.values())
        return fact_id

    def _enter(self, fact_id: str, stem: str, titles: Iterable[str | None]) -> None:
        self._agreements.add(fact_id)
        for text in titles:
            if text:
                self._acts.setdefault(mark(stem, text), fact_id)

    def _numbered_free(self, stem: str, taken: set[str], first: str) -> str:
        """A code that is free: the first, or the stem with the next number. What was counted is not counted again."""
        while first in taken:
            self._numbered[stem] += 1
            first = f"{stem}-{self._numbered[stem] + 1}"
        return first

    def _name(self, party: str, kind: str, names: Iterable[str | None]) -> None:
        """Let a party be found by its names, alone and with the words of its level."""
        self._called.setdefault(party, next((name for name in names if name), party))
        plain = {key(part) for name in names if name for part in [name, *re.split(r"[;|]", name)]} - {""}
        wordings = levels().get(kind, ())
        plain |= {name.removeprefix(f"{wording} ") for name in plain for wording in wordings}
        for name in plain | {f"{wording} {name}" for name in plain for wording in wordings}:
            if party not in self._parties[name]:
                self._parties[name].append(party)

    def _near_party(self, text: str) -> str:
        match = process.extractOne(key(text), self._parties.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self._called[self._parties[match[0]][0]] if match else ""

    def _free(self, *codes: str) -> str:
        """The first of some codes that no party bears, or the last with a number."""
        numbered = (f"{codes[0] or 'party'}-{number}" for number in range(2, len(self._kinds) + 4))
        return next(code for code in (*codes, *numbered) if code and code not in self._kinds)


def mark(stem: str, title: str) -> bytes:
    """What an act is known by: the parties and the year of its reference, and a title as titles are compared."""
    return blake2b(f"{stem}\n{key(title)}".encode(), digest_size=BYTES_OF_TITLE).digest()
