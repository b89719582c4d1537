"""One agreement as an activity of IATI, by the model of okfn-iati and the codes of crosswalk.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement

import pandas as pd
from okfn_iati import (
    Activity,
    ActivityDate,
    ActivityStatus,
    DocumentLink,
    Location,
    Narrative,
    OrganizationRef,
    ParticipatingOrg,
    Transaction,
)

from coopstats.iati import NOT_SPECIFIED, OWN, PARENT, PARTIES, PUBLISHER, SDG_GOALS, TAGS
from coopstats.words import LANGUAGES, Words

PUBLISHER_TYPE, DAC = "90", "1"
FUNDING, ACCOUNTABLE, LOCAL_NGO = "1", "2", "24"
PLANNED_END, OUTGOING_COMMITMENT, WEB_PAGE = "3", "2", "A12"
BEFORE_TAGS = ("recipient-country", "location", "sector")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Row = dict[str, Any]


@cache
def crosswalk() -> dict[tuple[str, str], str]:
    """(code list, code) → the code of IATI's own list; the list is told in crosswalk.csv."""
    with resources.files("coopstats.exports").joinpath("crosswalk.csv").open(encoding="utf-8") as lines:
        return {(row["list"], row["code"]): row["becomes"] for row in csv.DictReader(lines)}


@dataclass(frozen=True)
class Around:
    """What other tables say of each agreement, by its reference, and the words of the three languages."""

    parties: dict[str, list[Row]]
    sectors: dict[str, list[Row]]
    sdgs: dict[str, list[Row]]
    sources: dict[str, list[Row]]
    words: dict[str, Words]

    def narratives(self, code_list: str, code: object) -> list[Narrative]:
        """The name of a code in three languages."""
        return [Narrative(words.label(code_list, code), language) for language, words in self.words.items()]


def records(table: pd.DataFrame) -> list[Row]:
    """Rows whose unknown cells are None."""
    known: list[Row] = table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[assignment]
    return known


def by_agreement(table: pd.DataFrame) -> dict[str, list[Row]]:
    """The rows of a table of the register, by their agreement."""
    found: dict[str, list[Row]] = {}
    for row in records(table):
        found.setdefault(row["fact_id"], []).append(row)
    return found


def texts(row: Row, name: str) -> list[Narrative]:
    """A text of the data in the languages that it has."""
    return [Narrative(row[f"{name}_{language}"], language) for language in LANGUAGES if row[f"{name}_{language}"]]


def activity(row: Row, around: Around, passing: set[str]) -> Activity:
    """One agreement as an activity. Without a known status it is taken for running, or in preparation: the report says so."""
    fact_id = row["fact_id"]
    status = row["activity_status"] or (2 if row["status"] in ("signed", "listed") else 1)
    parties = around.parties.get(fact_id, [])
    sectors = around.sectors.get(fact_id, [])
    made = Activity(
        iati_identifier=identifier(fact_id),
        reporting_org=OrganizationRef(PUBLISHER, PUBLISHER_TYPE, [Narrative(PUBLISHER)], secondary_reporter=True),
        title=texts(row, "title"),
        description=[{"type": "1", "narratives": texts(row, "summary") or texts(row, "title")}],
        participating_orgs=list(organisations(row, parties, around)),
        activity_status=ActivityStatus(status),
        activity_dates=dates(row, around),
        recipient_countries=[{"code": "MA", "percentage": 100}],
        locations=[Location(name=around.narratives("parties", party["party"])) for party in placed(parties)],
        transactions=[commitment(row, parties, around)] if row["committed_on"] else [],
        document_links=[document(source) for source in around.sources.get(fact_id, [])],
        related_activities=[{"ref": identifier(row["parent"]), "type": PARENT}] if row["parent"] in passing else [],
        hierarchy=str(row["hierarchy"]),
        xml_lang="fr",
        default_finance_type=crosswalk().get(("instruments", row["instrument"])),
    )
    # The model refuses sectors of one's own; the standard and the generator know them.
    made.sectors = [*dac_sectors(sectors), *own_sectors(sectors, around)] or [{"code": NOT_SPECIFIED, "vocabulary": DAC}]
    return made


def identifier(fact_id: str) -> str:
    """The identifier of an activity begins with that of its publisher."""
    return f"{PUBLISHER}-{fact_id}"


def dates(row: Row, around: Around) -> list[ActivityDate]:
    """When it begins, with what that date is where the act states no start, and when it ends by its own terms."""
    event = row["start_event"]
    kind = [Narrative(words.date_kind(event, row["date_basis"]), code) for code, words in around.words.items()] if event else []
    end = [ActivityDate(PLANNED_END, row["end_day"])] if row["end_day"] else []
    return [ActivityDate(str(row["start_type"]), row["start_day"], kind), *end]


def organisations(row: Row, parties: list[Row], around: Around) -> Iterator[ParticipatingOrg]:
    """Who signed is accountable; who alone finances, or contributes, is funding; a beneficiary has no role in IATI."""
    funder = only(parties, "partner") if ("instruments", row["instrument"]) in crosswalk() else None
    for party in parties:
        if party["role"] != "beneficiary":
            role = FUNDING if party is funder or party["role"] == "contributor" else ACCOUNTABLE
            yield ParticipatingOrg(role, type=kind_of(party), narratives=around.narratives("parties", party["party"]))


def only(parties: list[Row], side: str) -> Row | None:
    """The one party proper of a side, or None when there are several."""
    proper = [party for party in parties if party["side"] == side and party["role"] == "party"]
    return proper[0] if len(proper) == 1 else None


def kind_of(party: Row) -> str | None:
    """The type of an organisation, where its kind tells one."""
    return LOCAL_NGO if (party["kind"], party["country"]) == ("ngo", "MA") else crosswalk().get(("kinds", party["kind"]))


def placed(parties: list[Row]) -> list[Row]:
    """The parties that are territories of Morocco, each once."""
    return list({party["party"]: party for party in parties if party["place_code"]}.values())


def commitment(row: Row, parties: list[Row], around: Around) -> Transaction:
    """What is committed, from whom to whom where one party alone stands on each side."""
    financed = ("instruments", row["instrument"]) in crosswalk()
    sides = {side: only(parties, side) if financed else None for side in ("partner", "moroccan")}
    provider, receiver = (
        OrganizationRef("", kind_of(party), around.narratives("parties", party["party"])) if party else None
        for party in sides.values()
    )
    return Transaction(
        OUTGOING_COMMITMENT,
        row["committed_on"],
        row["amount"],
        currency=row["currency"],
        value_date=row["committed_on"],
        provider_org=provider,
        receiver_org=receiver,
    )


def document(source: Row) -> DocumentLink:
    """A page that the agreement rests on. Languages without a code of two letters are left out, days half known too."""
    language, published = source["language"] or "", source["published"] or ""
    return DocumentLink(
        url=source["address"],
        format="application/pdf" if source["address"].lower().endswith(".pdf") else "text/html",
        title=[Narrative(source["source_title"] or source["address"], language or None)],
        categories=[WEB_PAGE],
        languages=[language] if len(language) == len("fr") else [],
        document_date=published if len(published) == len("2026-01-01") else None,
    )


def own_sectors(sectors: list[Row], around: Around) -> Iterator[Row]:
    """The sectors as they are named here, in equal shares."""
    for sector, share in zip(sectors, shares(len(sectors)), strict=True):
        names = around.narratives("sectors", sector["sector"])
        own = {"vocabulary": OWN, "vocabulary_uri": "codes/sectors.csv", "narratives": names}
        yield {"code": sector["sector"], "percentage": share} | own


def dac_sectors(sectors: list[Row]) -> Iterator[Row]:
    """The purpose codes that the sectors have, in equal shares."""
    codes = list(dict.fromkeys(filter(None, (crosswalk().get(("sectors", sector["sector"])) for sector in sectors))))
    for code, share in zip(codes, shares(len(codes)), strict=True):
        yield {"code": code, "vocabulary": DAC, "percentage": share}


def shares(count: int) -> list[float]:
    """Equal shares of a hundred with two decimals; the first takes what rounding leaves."""
    each = round(100 / count, 2) if count else 0
    return [round(100 - each * (count - 1), 2), *[each] * (count - 1)] if count else []


def add_tags(element: Element, row: Row, around: Around) -> None:
    """Our own codes, territories, parties with side and role, goals: where the schema wants them, which the generator does not write.

    What IATI has no place for comes back by them (`imports/activities.py`).
    """
    own = {column: row["start_event" if column == "date_event" else column] for column in TAGS}
    tags: list[tuple[str, str, str, list[Narrative]]] = [
        (OWN, f"codes/{TAGS[column]}.csv", code, around.narratives(TAGS[column], code)) for column, code in own.items() if code
    ]
    parties = around.parties.get(row["fact_id"], [])
    tags += [(OWN, "places.csv", party["place_code"], around.narratives("parties", party["party"])) for party in placed(parties)]
    for party in parties:
        uri = f"{PARTIES}?{urlencode({'side': party['side'], 'role': party['role']})}"
        tags.append((OWN, uri, party["party"], around.narratives("parties", party["party"])))
    tags += [
        (SDG_GOALS, "", sdg["sdg"], around.narratives("stances", sdg["stance"])) for sdg in around.sdgs.get(row["fact_id"], [])
    ]
    place = max(number for number, child in enumerate(element) if child.tag in BEFORE_TAGS) + 1
    for number, (vocabulary, uri, code, names) in enumerate(tags):
        tag = Element("tag", {"vocabulary": vocabulary} | ({"vocabulary-uri": uri} if uri else {}) | {"code": code})
        for name in names:
            SubElement(tag, "narrative", {LANG: name.lang or ""}).text = name.text
        element.insert(place + number, tag)
