"""The answers for other programs, over HTTP beside the pages: the same questions, filters and files as on the command line.

What is wrong with a request is told whole: 400 for what the query asks, 404 for a name that is not there, each with the list of
problems. `openapi.py` describes every address. Whoever holds an answer already (ETag) is not sent it again.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlencode

import pandas as pd
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coopstats.downloads import as_csv, as_json
from coopstats.exports import FORMATS, Asked
from coopstats.exports.package import ReplacedError, schema_org
from coopstats.exports.plain import as_parquet
from coopstats.feed import atom
from coopstats.logbook import note
from coopstats.openapi import SHEET, TYPES, description
from coopstats.questions import on_programmes, questions
from coopstats.request import Request, read_request
from coopstats.selection import Selection
from coopstats.showing import the_showing, the_store
from coopstats.store import Store
from coopstats.tables import in_words
from coopstats.words import Words

PAGING = ("first", "count")

Make = Callable[[HttpRequest, Store], Response]


class Refused(Exception):  # noqa: N818 - an answer, not an error of ours
    """A request that cannot be answered: why, all of it."""

    def __init__(self, status: HTTPStatus, problems: Sequence[str]) -> None:
        self.status = status
        self.problems = list(problems)


def answered(make: Make) -> Callable[[HttpRequest], Response]:
    """An endpoint: what `make` gives, unless the asker holds it already or asks for what is not there."""

    def endpoint(asked: HttpRequest) -> Response:
        began = perf_counter()
        response = respond(asked)
        path = str(asked.scope["route"].path)
        note(
            "interface", path, perf_counter() - began, status=response.status_code, questions=map(str, asked.path_params.values())
        )
        return response

    def respond(asked: HttpRequest) -> Response:
        store = the_store()
        # What is answered follows from the dataset and, for calls and silence, from the day.
        headers = {"etag": f'"{store.version}-{datetime.now().astimezone().date()}"', "cache-control": "no-cache"}
        held = [tag.strip().removeprefix("W/") for tag in asked.headers.get("if-none-match", "").split(",")]
        try:
            if headers["etag"] in held or "*" in held:
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
            response = make(asked, store)
        except Refused as refused:
            return JSONResponse({"problems": refused.problems}, refused.status)
        except ReplacedError as replaced:
            return JSONResponse({"problems": [str(replaced)]}, HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "5"})
        response.headers.update(headers)
        return response

    return endpoint


def requested(asked: HttpRequest, store: Store, besides: Sequence[str] = ()) -> Request:
    """What the query asks for, as a link of the pages would; parameters named in `besides` are others' to read."""
    link = {name: asked.query_params.getlist(name) for name in asked.query_params if name not in besides}
    try:
        return read_request(link, store)
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, str(error).splitlines()) from error


def all_questions(_: HttpRequest, __: Store) -> Response:
    """Every question in words, and what it is asked of."""
    return JSONResponse(
        [
            {
                "name": name,
                "question": text.splitlines()[0].removeprefix("-- "),
                "of": "programmes" if on_programmes(name) else "agreements",
            }
            for name, text in questions().items()
        ]
    )


def ask(asked: HttpRequest, store: Store) -> Response:
    """The answer to a question, in codes or in words, all of it or some rows."""
    name, form = asked.path_params["question"], asked.path_params["form"]
    problems = [] if name in questions() else [f"no question is called {name!r}; /api/v1/questions names them"]
    problems += [] if form in TYPES else [f"no answer is made as {form!r}; there are: {', '.join(TYPES)}"]
    if problems:
        raise Refused(HTTPStatus.NOT_FOUND, problems)
    request = requested(asked, store, besides=PAGING)
    with request.choose(store) as choice:
        table, headers = paged(asked, choice.ask(name))
        about = Asked(store, choice, request.language, name).about()
    if request.language:
        table = in_words(table, Words(request.language, store.labels(request.language)))
    return Response(written(table, form, about), media_type=TYPES[form], headers=headers)


def written(table: pd.DataFrame, form: str, about: dict[str, str]) -> bytes:
    """A table in a form, as `coopstats export` writes it."""
    if form == "csv":
        return as_csv(table).removeprefix(BOM_UTF8)
    return as_json(table).encode() if form == "json" else as_parquet(table, about)


def paged(asked: HttpRequest, table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows that are asked for, and the headers that tell how many there are and where the next ones stand."""
    given = {name: asked.query_params.get(name, default) for name, default in (("first", "0"), ("count", str(len(table) or 1)))}
    least = {"first": 0, "count": 1}
    wrong = [
        f"{name}={value} is not known; there are: whole numbers from {least[name]}"
        for name, value in given.items()
        if not (value.isascii() and value.isdigit() and int(value) >= least[name])
    ]
    if wrong:
        raise Refused(HTTPStatus.BAD_REQUEST, wrong)
    first, end = int(given["first"]), int(given["first"]) + int(given["count"])
    headers = {"x-total-count": str(len(table))}
    if end < len(table):
        others = [(name, value) for name, value in asked.query_params.multi_items() if name not in PAGING]
        query = urlencode([*others, ("first", end), ("count", given["count"])])
        headers["link"] = f'<{asked.url.replace(query=query)}>; rel="next"'
    return table.iloc[first:end], headers


def agreement(asked: HttpRequest, store: Store) -> Response:
    """All that is known of one agreement: a table a part, in codes, with every text in three languages."""
    fact_id = asked.path_params["fact_id"]
    with store.choose(Selection(scope=()), agreement=fact_id) as choice:
        parts = {part: json.loads(as_json(choice.ask(question))) for part, question in SHEET.items()}
    if not parts["agreement"]:
        raise Refused(HTTPStatus.NOT_FOUND, [f"no agreement is called {fact_id!r}; /api/v1/ask/agreements.json names them"])
    (whole,) = parts["agreement"]
    return JSONResponse(parts | {"agreement": whole})


def file_of(form: str, media: str) -> Make:
    """The main file of a format of others, for the agreements that the query asks for."""

    def make(asked: HttpRequest, store: Store) -> Response:
        request = requested(asked, store)
        with request.choose(store) as choice:
            files = FORMATS[form].make(Asked(store, choice, request.language))
        return Response(next(iter(files.values())), media_type=media)

    return make


def feed(asked: HttpRequest, store: Store) -> Response:
    """What changed, as an Atom feed, by the same link as the page."""
    return Response(atom(requested(asked, store), store, str(asked.base_url)), media_type="application/atom+xml")


def about_dataset(asked: HttpRequest, store: Store) -> Response:
    """The dataset as schema.org tells one."""
    return JSONResponse(schema_org(store, str(asked.base_url)), media_type="application/ld+json")


def itself(_: HttpRequest, store: Store) -> Response:
    """What this interface is."""
    return JSONResponse(description(store.codes()))


def health(_: HttpRequest) -> Response:
    """That the process lives and which dataset it shows, and whether a newer one was refused."""
    refusal = the_showing().refusal
    refused = {"since": refusal.since.isoformat(), "problems": len(refusal.problems)} if refusal else None
    return JSONResponse({"status": "ok", "version": the_store().version, "refused": refused})


def ready(_: HttpRequest) -> Response:
    """Whether all is made that a page may ask for: a balancer sends readers from then on."""
    if not the_store().whole():
        return JSONResponse({"status": "making"}, HTTPStatus.SERVICE_UNAVAILABLE)
    return JSONResponse({"status": "ready"})


ROUTES = [
    Route(path, answered(make))
    for path, make in (
        ("/api/v1/openapi.json", itself),
        ("/api/v1/questions", all_questions),
        ("/api/v1/ask/{question}.{form}", ask),
        ("/api/v1/agreements/{fact_id}.json", agreement),
        ("/api/v1/dataset.zip", file_of("package", "application/zip")),
        ("/api/v1/dataset.jsonld", about_dataset),
        ("/api/v1/iati.xml", file_of("iati", "application/xml")),
        ("/feed.atom", feed),
    )
]
ROUTES += [Route("/healthz", health), Route("/readyz", ready)]
