"""The app as it is served: `uvicorn coopstats.server:app`, or `coopstats serve`, which checks the dataset first.

Serving Streamlit's ASGI app through uvicorn avoids the stall of about 40 ms a click that its own command has on Linux.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from coopstats.guarding import guarded
from coopstats.interface import ROUTES
from coopstats.logbook import keep
from coopstats.packing import Packed
from coopstats.screen.door import ICON, apologise
from coopstats.screen.drawing import ADDRESS, FOLDER, SCRIPTS
from coopstats.screen.style import scripts, sheets
from coopstats.settings import Settings, the_settings
from coopstats.shell import language_of, overview, shell
from coopstats.showing import Showing, the_showing
from coopstats.words import LANGUAGES, Words

# How often the folder of the dataset is looked at, in seconds.
EVERY = 2
APP = Path(__file__).resolve().parents[2] / "app.py"
# What a page may ask of the server. Streamlit knows more: to run git on the server and tell of its files, to install things.
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "deferred_file", "dataframe_chunk"}
# The page into which Streamlit draws; it holds a script of its own.
SHELL = Path(st.__file__).parent / "static" / "index.html"


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Open the store and the words before the first visitor comes, and leave Streamlit's old way with pages/ at once.

    Because a folder pages/ exists, Streamlit would take the first visit by a deep link for a missing page, until some run
    has called st.navigation. The flag is private: tests/test_browser.py visits a fresh server by a deep link.
    """
    PagesManager.uses_pages_directory = False
    showing = the_showing()
    for language in LANGUAGES:
        showing.store.labels(language)
    keep()
    watching = asyncio.create_task(watch(showing))
    yield {}
    watching.cancel()


async def watch(showing: Showing) -> None:
    """Show the dataset of the folder as it is by now, again and again; opening it keeps nobody waiting."""
    while True:
        await asyncio.sleep(EVERY)
        await asyncio.to_thread(showing.renew)


def scripts_of(page: str) -> list[str]:
    """The texts of the scripts that stand in a page."""
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def wanted(frame: bytes) -> bool:
    """Whether a page may send this; what cannot be read is left to Streamlit, which closes such a connection."""
    try:
        message = BackMsg.FromString(frame)
    except DecodeError:
        return True
    return (message.backend_operation_request.WhichOneof("payload") or message.WhichOneof("type")) in ASKED


def claims(connection: HTTPConnection) -> dict[str, Any]:
    """What the cookie of `st.login` tells of a caller of the interface; reading it is private in Streamlit (tests/test_sign_in.py)."""
    signed = _get_signed_cookie_with_chunks(connection.cookies, USER_COOKIE_NAME)
    told: dict[str, Any] = json.loads(signed) if signed else {}
    return told


def served(settings: Settings) -> ASGIApp:
    """The app as a house wants it."""
    provider = dict(settings.sign_in.provider) if settings.sign_in else {}
    if provider:
        # The state of a sign-in that is under way is signed with this one: all replicas must share it too.
        config.set_option("server.cookieSecret", provider["cookie_secret"])
    drawn = st.App(APP, lifespan=warm, routes=ROUTES, on_script_error=apologise, secrets={"auth": provider} if provider else None)
    files = {"/static/": SHELL.parent / "static", "/app/static/": APP.parent / "static", ADDRESS: FOLDER}
    addresses = ["/", *(f"/{path.stem}" for path in (APP.parent / "pages").rglob("*.py"))]
    page = SHELL.read_text(encoding="utf-8").replace("./favicon.png", f"./{ICON}")

    def made(asked: HTTPConnection) -> bytes:
        """The page before any script; the first one with its figures, where nobody has to sign in and nothing else is asked."""
        language = language_of(asked.query_params, asked.headers.get("accept-language", ""))
        plain = asked.url.path == "/" and set(asked.query_params) <= {"lang"} and not settings.sign_in
        worn = tuple(address for address, worn in sheets(Words(language)).items() if worn)
        return (
            shell(page, language, worn, overview(the_showing().store, language), SCRIPTS)
            if plain
            else shell(page, language, worn)
        )

    return guarded(
        Packed(drawn, files, made, addresses),
        settings,
        [*scripts_of(page), *scripts()],
        wanted,
        claims,
    )


app = served(the_settings())
