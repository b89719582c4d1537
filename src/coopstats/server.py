"""The app as it is served: `uvicorn coopstats.server:app`, or `coopstats serve`, which checks the dataset first.

Serving Streamlit's ASGI app through uvicorn avoids the stall of about 40 ms a click that its own command has on Linux.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.pages_manager import PagesManager

from coopstats.guarding import guarded
from coopstats.interface import ROUTES
from coopstats.screen.door import apologise
from coopstats.screen.style import scripts
from coopstats.settings import the_settings
from coopstats.store import the_store
from coopstats.words import LANGUAGES

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
    store = the_store()
    for language in LANGUAGES:
        store.labels(language)
    yield {}


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


app = guarded(
    st.App(APP, lifespan=warm, routes=ROUTES, on_script_error=apologise),
    the_settings(),
    [*scripts_of(SHELL.read_text(encoding="utf-8")), *scripts()],
    wanted,
)
