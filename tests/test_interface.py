"""The interface for other programs gives what the pages and the command line give, and tells all that is wrong with a request."""

from __future__ import annotations

import io
import json
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from zipfile import ZipFile

import pandas as pd
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks
from starlette.applications import Starlette

from coopstats.cli import main
from coopstats.downloads import as_json
from coopstats.interface import ROUTES
from coopstats.openapi import SHEET, TYPES, parameters
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.showing import the_store
from coopstats.store import Store
from coopstats.wish import Wish

FILTERED = "region=06&sector=transport&sector=-energy&from_year=2000"
described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=ROUTES))


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """What a server answers: status, headers, content."""
    try:
        with urlopen(Request(address, headers=headers), timeout=60) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@described.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_description_allows_is_answered_as_it_says(case: schemathesis.Case) -> None:
    """Requests made of the description itself: never an error of ours, always a described status, type and shape."""
    case.call_and_validate(
        checks=[
            checks.not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
        ]
    )


def test_the_description_names_every_filter_question_and_address(store: Store) -> None:
    known = parameters(store.codes())
    assert set(known) == {*Selection.__dataclass_fields__, *Wish.__dataclass_fields__, "lang", "party", "lens"}
    told = described.raw_schema["paths"]
    assert {route.path for route in ROUTES} - {"/api/v1/openapi.json"} == set(told)
    asked = {
        parameter["name"]: parameter
        for parameter in told["/api/v1/ask/{question}.{form}"]["get"]["parameters"]
        if "name" in parameter
    }
    assert asked["question"]["schema"]["enum"] == list(questions())


@pytest.mark.slow
@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("language", ["", "ar"])
@pytest.mark.parametrize("name", ["agreements", "filter_counts", "eligibility"])
def test_an_answer_is_that_of_the_command_line(
    name: str, language: str, form: str, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same question and filters, the same cells in the same order."""
    query = f"{FILTERED}&lang={language}" if language else FILTERED
    status, headers, content = get(f"{server}/api/v1/ask/{name}.{form}?{query}")
    assert (status, headers["content-type"]) == (200, TYPES[form])
    assert main(["ask", name, *query.split("&"), "--format", "csv" if form == "csv" else "json"]) == 0
    printed = capsys.readouterr().out
    if form == "csv":
        assert content.decode() == printed
    elif form == "json":
        assert json.loads(content) == json.loads(printed)
    else:
        assert json.loads(as_json(pd.read_parquet(io.BytesIO(content)))) == json.loads(printed)


def test_pages_of_an_answer_follow_one_another_and_make_the_whole(server: str) -> None:
    """The header Link leads from page to page, with all filters; X-Total-Count says how many rows there are."""
    whole = json.loads(get(f"{server}/api/v1/ask/agreements.json?region=06")[2])
    address, rows, pages = f"{server}/api/v1/ask/agreements.json?region=06&count=25", [], 0
    while address:
        status, headers, content = get(address)
        assert (status, headers["x-total-count"]) == (200, str(len(whole)))
        page = json.loads(content)
        assert 0 < len(page) <= 25
        rows, pages = rows + page, pages + 1
        address = (headers["link"] or "").partition(">")[0].removeprefix("<")
    assert (rows, pages) == (whole, -(-len(whole) // 25))


def test_an_agreement_is_all_that_its_sheet_asks(server: str, store: Store) -> None:
    """Every part of the sheet, as the store answers it."""
    fact_id = "casablanca-settat--ile-de-france--2016"
    status, _, content = get(f"{server}/api/v1/agreements/{fact_id}.json")
    found: dict[str, Any] = json.loads(content)
    with store.choose(Selection(scope=()), agreement=fact_id) as choice:
        expected = {part: json.loads(as_json(choice.ask(question))) for part, question in SHEET.items()}
    assert status == 200
    assert found == expected | {"agreement": expected["agreement"][0]}
    assert found["agreement"]["fact_id"] == fact_id
    assert found["parties"]


def test_files_of_others_are_those_of_the_export(server: str, store: Store) -> None:
    """The dataset is a zip with its description; IATI holds activities of the chosen agreements; schema.org is told the version."""
    with ZipFile(io.BytesIO(get(f"{server}/api/v1/dataset.zip")[2])) as bundle:
        assert {"datapackage.json", "agreements.csv"} <= set(bundle.namelist())
    status, headers, content = get(f"{server}/api/v1/iati.xml?{FILTERED}")
    assert (status, headers["content-type"]) == (200, "application/xml")
    assert content.startswith(b"<?xml")
    status, headers, content = get(f"{server}/api/v1/dataset.jsonld")
    told = json.loads(content)
    assert (told["@type"], told["version"], told["url"]) == ("Dataset", store.version, f"{server}/")
    for download in told["distribution"]:
        assert get(download["contentUrl"])[0] == 200


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("ask/figure.json", 404, ["figure"]),
        ("ask/figures.xml", 404, ["xml", "csv"]),
        ("ask/figure.xml", 404, ["figure", "xml"]),
        ("ask/figures.json?sector=magie&colour=red&lang=es", 400, ["magie", "transport", "colour", "es"]),
        ("ask/agreements.json?first=-1&count=0", 400, ["first=-1", "count=0"]),
        ("ask/agreements.json?count=ten", 400, ["count=ten"]),
        ("agreements/nowhere.json", 404, ["nowhere"]),
        ("iati.xml?status=lost", 400, ["lost", "signed"]),
        ("iati.xml?first=1", 400, ["first"]),
    ],
)
def test_all_that_is_wrong_with_a_request_is_told(path: str, status: int, named: list[str], server: str) -> None:
    """The name or value that is not known, and those that are."""
    given, headers, content = get(f"{server}/api/v1/{path}")
    assert (given, headers["content-type"]) == (status, "application/json")
    told = " ".join(json.loads(content)["problems"])
    assert [name for name in named if name not in told] == []


@pytest.mark.parametrize("path", ["api/v1/questions", "api/v1/ask/figures.csv", "api/v1/openapi.json", "feed.atom"])
def test_what_did_not_change_is_not_sent_again(path: str, server: str) -> None:
    """The tag holds the dataset's version; who names it gets an empty 304, who names another the answer."""
    tag = get(f"{server}/{path}")[1]["etag"]
    assert the_store().version in tag
    status, headers, content = get(f"{server}/{path}", **{"If-None-Match": f'"older", W/{tag}'})
    assert (status, content, headers["etag"]) == (304, b"", tag)
    assert get(f"{server}/{path}", **{"If-None-Match": '"older"'})[0] == 200


@pytest.mark.parametrize("name", questions())
def test_every_question_is_answered(name: str, server: str, store: Store) -> None:
    """In JSON, with as many rows as the store gives, also when nothing is chosen."""
    nothing = urlencode({"text": "no such thing"})
    assert get(f"{server}/api/v1/ask/{quote(name)}.json?{nothing}")[0] == 200
    with store.choose(Selection()) as choice:
        rows = len(choice.ask(name))
    assert get(f"{server}/api/v1/ask/{quote(name)}.json")[1]["x-total-count"] == str(rows)
