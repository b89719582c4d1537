"""The app as it is served: `uvicorn coopstats.server:app`, or `coopstats serve`, which checks the dataset first.

Serving Streamlit's ASGI app through uvicorn avoids the stall of about 40 ms a click that its own command has on Linux.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from coopstats.interface import ROUTES
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


app = st.App(APP, lifespan=warm, routes=ROUTES)
