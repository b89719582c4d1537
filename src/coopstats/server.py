"""The app as it is served: `uvicorn coopstats.server:app`, or `coopstats serve`, which checks the dataset first.

Serving Streamlit's ASGI app through uvicorn avoids the stall of about 40 ms a click that its own command has on Linux.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from coopstats.feed import atom
from coopstats.request import read_request
from coopstats.store import the_store
from coopstats.words import LANGUAGES

APP = Path(__file__).resolve().parents[2] / "app.py"


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Open the store and the words before the first visitor comes, and leave Streamlit's old way with pages/ at once.

    Because a folder pages/ exists, Streamlit would take the first visit by a deep link for a missing page, until some run
    has called st.navigation. The flag is private: tests/test_browser.py visits a fresh server by a deep link.
    """
    PagesManager.uses_pages_directory = False
    store = the_store()
    for language in LANGUAGES:
        store.labels(language)
    yield {}


def feed(asked: HttpRequest) -> Response:
    """What changed, as an Atom feed, by the same link as the page; a link that asks for what is not known is told so."""
    store = the_store()
    try:
        request = read_request({name: asked.query_params.getlist(name) for name in asked.query_params}, store)
    except ValueError as error:
        return PlainTextResponse(str(error), HTTPStatus.BAD_REQUEST)
    # What is shown follows from the dataset and from the day: calls come nearer.
    headers = {"etag": f'"{store.version}-{datetime.now().astimezone().date()}"', "cache-control": "no-cache"}
    known = [tag.strip().removeprefix("W/") for tag in asked.headers.get("if-none-match", "").split(",")]
    if headers["etag"] in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(atom(request, store, str(asked.base_url)), media_type="application/atom+xml", headers=headers)


app = st.App(APP, lifespan=warm, routes=[Route("/feed.atom", feed)])
