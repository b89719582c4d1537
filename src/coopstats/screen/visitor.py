"""The visitor who brought a file of their own: their pages show it, nobody else's do, and it is gone when they leave.

A link opened in the same browser begins a new session. The browser is known again by the token that Streamlit gives it against
forged requests; what it brought is held by its sessions alone, and forgotten with the last of them.
"""

from __future__ import annotations

import weakref

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from coopstats.imports.guest import Guest

COOKIE = "_streamlit_xsrf"

guests: weakref.WeakValueDictionary[bytes, Guest] = weakref.WeakValueDictionary()


def token() -> bytes:
    """What tells this browser from others; empty where there is none."""
    return decode_xsrf_token_string(st.context.cookies.get(COOKIE, ""))[0] or b""


def the_guest() -> Guest | None:
    """What this visitor brought, if anything."""
    state = st.session_state
    if "guest" not in state:
        state.guest = guests.get(token()) if guests else None
    guest: Guest | None = state.guest
    return guest


def receive(guest: Guest) -> None:
    """Show the visitor their own agreements from now on."""
    st.session_state.guest = guest
    if token():
        guests[token()] = guest


def leave() -> None:
    """Take the visitor's file away."""
    guests.pop(token(), None)
    st.session_state.guest = None
    for name in ("vs", "origin"):
        st.query_params.pop(name, None)
