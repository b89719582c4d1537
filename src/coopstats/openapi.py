"""The interface's description of itself: OpenAPI 3.1, made of the questions and filters there are, so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from coopstats.questions import questions
from coopstats.selection import CODED, LONGEST_TEXT, NUMBERS, Selection
from coopstats.wish import WISHED, Wish
from coopstats.words import LANGUAGES

VERSION = "1.0.0"
# Codes that a description still lists one by one; of longer lists it names the question that gives them.
FEW = 60
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
# The sheet of an agreement: part → question.
SHEET = {
    "agreement": "agreement_sheet",
    "parties": "agreement_parties",
    "sectors": "agreement_sectors",
    "sources": "agreement_sources",
    "claims": "agreement_claims",
    "commitments": "agreement_commitments",
    "follow_up": "agreement_follow_up",
    "relatives": "agreement_relatives",
    "elements": "agreement_elements",
}
PROBLEMS = {
    "type": "object",
    "required": ["problems"],
    "properties": {"problems": {"type": "array", "items": {"type": "string"}, "minItems": 1}},
}
# Addresses that are guarded (guarding.py, admission.py), and what their guards may say.
LIMITED = ("/api/", "/feed.atom")
GUARDED = {
    "401": "Nobody is signed in, where the house asks for sign-in",
    "403": "Who is signed in lacks the role that the house asks for",
    "429": "Too many calls from one address; the header Retry-After says after how many seconds the next is answered",
}


def description(codes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The document; `codes` maps a code list to its codes."""
    asked = [{"$ref": f"#/components/parameters/{name}"} for name in parameters(codes)]
    paged = [parameter("first", {"type": "integer", "minimum": 0}, "The first row, counted from 0")]
    paged += [parameter("count", {"type": "integer", "minimum": 1}, "How many rows; all when it is left out")]
    name = in_path("question", {"type": "string", "enum": list(questions())})
    form = in_path("form", {"type": "string", "enum": list(TYPES)})
    records = {"type": "array", "items": {"type": "object"}}
    answers = {media.partition(";")[0]: {"schema": records} if form == "json" else {} for form, media in TYPES.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "coopstats",
            "version": VERSION,
            "description": "Cooperation agreements of Moroccan territorial authorities: the answers of the pages, for other programs.",
            "license": {
                "name": "Facts: those of the pages cited. Titles, summaries and notes: CC BY 4.0",
                "identifier": "CC-BY-4.0",
            },
        },
        "paths": with_guards(
            {
                "/api/v1/questions": operation("Every question, and what it is asked of", json_of(records)),
                "/api/v1/ask/{question}.{form}": operation(
                    "The answer to a question: in codes, or in the words of `lang`. Header Link names the next page, X-Total-Count all rows",
                    answers,
                    [name, form, *asked, *paged],
                ),
                "/api/v1/agreements/{fact_id}.json": operation(
                    "All that is known of one agreement",
                    json_of({"type": "object", "required": list(SHEET)}),
                    [in_path("fact_id", {"type": "string"})],
                ),
                "/api/v1/dataset.zip": operation("The whole dataset as a Data Package", {"application/zip": {}}),
                "/api/v1/dataset.jsonld": operation("The dataset as schema.org tells one", {"application/ld+json": {}}),
                "/api/v1/iati.xml": operation("The chosen agreements as IATI 2.03", {"application/xml": {}}, asked),
                "/feed.atom": operation("What changed since a day, as an Atom feed", {"application/atom+xml": {}}, asked),
                "/healthz": operation(
                    "Which dataset is shown, and whether a newer one was refused",
                    json_of({"type": "object", "required": ["status", "version", "refused"]}),
                ),
                "/readyz": operation(
                    "Whether all is made that a page may ask for", json_of({"type": "object", "required": ["status"]})
                ),
            }
        ),
        "components": {"parameters": parameters(codes)},
    }


def with_guards(paths: dict[str, Any]) -> dict[str, Any]:
    """The addresses, and of those that are guarded what the guards may say."""
    refusals = {status: {"description": told, "content": json_of(PROBLEMS)} for status, told in GUARDED.items()}
    for path, item in paths.items():
        if path.startswith(LIMITED):
            item["get"]["responses"] |= refusals
    paths["/readyz"]["get"]["responses"]["503"] = {"description": "Some of it is still being made"}
    return paths


def operation(summary: str, content: dict[str, Any], asked: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """One address that is read."""
    responses = {"200": {"description": summary, "content": content}, "304": {"description": "Not changed since the ETag named"}}
    if asked:
        refused = {"description": "What is not known, all of it, and what is", "content": json_of(PROBLEMS)}
        responses |= {"400": refused, "404": refused}
    return {"get": {"summary": summary, "parameters": list(asked), "responses": responses}}


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    """A content that is JSON."""
    return {"application/json": {"schema": schema}}


def parameters(codes: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Every parameter of a link, by its name."""
    found = {"lang": parameter("lang", {"type": "string", "enum": list(LANGUAGES)}, "The language of names; codes without it")}
    for field in fields(Selection):
        name = field.name
        if name in CODED:
            found[name] = parameter(
                name,
                {"type": "array", "items": coded(codes[CODED[name]], minus=True)},
                f"Codes of {CODED[name]}; a minus leaves one out",
            )
        elif name in NUMBERS:
            least, most = NUMBERS[name]
            found[name] = parameter(name, {"type": "integer", "minimum": least, "maximum": most}, "A whole number")
        elif name == "undated":
            found[name] = parameter(name, {"type": "string", "enum": list(codes["undated"])}, "Agreements whose year is unknown")
        else:
            found[name] = parameter(
                name, {"type": "string", "maxLength": LONGEST_TEXT}, 'Words, "phrases", OR, a minus before a word'
            )
    for field in fields(Wish):
        name = field.name
        if name in WISHED and name not in ("field", "currency"):
            found[name] = parameter(name, coded(codes[WISHED[name]]), f"A code of {WISHED[name]}")
        else:
            found[name] = parameter(
                name,
                {"type": "integer", "minimum": 0} if name == "cost" else {"type": "string"},
                f"{name} of a project or programme",
            )
    found["party"] = parameter("party", coded(codes["parties"]), "The party that stands in the centre")
    found["lens"] = parameter("lens", {"type": "string"}, "A priority set, or sectors with commas between them")
    return found


def coded(codes: Sequence[str], *, minus: bool = False) -> dict[str, Any]:
    """A code of a list: one of these, when they are few."""
    if len(codes) > FEW:
        return {"type": "string"}
    return {"type": "string", "enum": [*codes, *(f"-{code}" for code in codes if minus)]}


def parameter(name: str, schema: dict[str, Any], told: str) -> dict[str, Any]:
    """A parameter of the query."""
    return {"name": name, "in": "query", "schema": schema, "description": told}


def in_path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A part of the address."""
    return {"name": name, "in": "path", "required": True, "schema": schema}
