"""Who may see what, when a house asks for sign-in: decided on the server for each run of a page and each call of the interface.

    [sign_in.pages]                 who enters where: the address of a page, "interface", or "*" for all of these
    "*" = []                        whoever is signed in
    contribute = ["curator"]        who has one of these roles

A person is known by the cookie of `st.login` (OpenID Connect), or by headers of a proxy in front. Headers are believed from a named
proxy alone: its word is kept under names that no client can guess, and everything else under its own names is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from secrets import token_hex
from time import time
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from coopstats.openapi import LIMITED
from coopstats.settings import EVERYTHING, INTERFACE, Settings, SignIn

# Under these names, new in each process, stands what a proxy said.
PROVEN = {part: f"x-proven-{token_hex(16)}-{part}" for part in ("person", "roles")}


Claims = Callable[[HTTPConnection], Mapping[str, Any]]
"""A call goes in, what its signed cookie tells of the caller comes out; nothing when there is none."""


class Verdict(Enum):
    """What is said to whoever wants to enter."""

    WELCOME = "welcome"
    UNKNOWN = "sign in first"
    REFUSED = "a role is missing"


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    name: str
    roles: frozenset[str]


def verdict(sign_in: SignIn | None, place: str, person: Person | None) -> Verdict:
    """Whether a person, or nobody known, may enter a page or the interface."""
    asked = roles_asked(sign_in, place) if sign_in else []
    if not asked:
        return Verdict.WELCOME
    if person is None:
        return Verdict.UNKNOWN
    return Verdict.WELCOME if all(not roles or person.roles & set(roles) for roles in asked) else Verdict.REFUSED


def roles_asked(sign_in: SignIn, place: str) -> list[tuple[str, ...]]:
    """The rules for a place: of each, one role is needed; of an empty one, any person will do."""
    return [sign_in.pages[name] for name in (EVERYTHING, place) if name in sign_in.pages]


def person_of(sign_in: SignIn, headers: Mapping[str, str], claims: Mapping[str, Any]) -> Person | None:
    """The person that a proxy's headers or the provider's claims tell, or None.

    Claims count as long as the identity token they come from: Streamlit's own cookie would last thirty days.
    """
    if sign_in.proxy:
        name, roles = (headers.get(PROVEN[part], "") for part in PROVEN)
        return Person(name, frozenset(filter(None, map(str.strip, roles.split(","))))) if name else None
    if not claims.get("is_logged_in") or not claims.get("exp", 0) > time():
        return None
    told = claims.get(sign_in.roles) or ()
    named = next((claims[name] for name in ("name", "email", "sub") if claims.get(name)), "")
    return Person(str(named), frozenset({told} if isinstance(told, str) else map(str, told)))


class Admission:
    """Lets the interface answer to whom it may, and keeps the headers that tell who somebody is for the proxies that are named.

    It stands before anything that believes X-Forwarded-For: only here the client is still whoever really calls.
    """

    def __init__(self, app: ASGIApp, sign_in: SignIn, settings: Settings, claims: Claims) -> None:
        self.app = app
        self.sign_in = sign_in
        self.claims = claims
        self.proxies = [ip_network(proxy) for proxy in settings.proxies]
        self.told = {name.encode(): PROVEN[part].encode() for part, name in sign_in.proxy.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse in the shape of the interface's other refusals."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        trusted = self.trusts((scope.get("client") or ("",))[0])
        kept = [(self.told.get(name, name), value) for name, value in scope["headers"] if trusted or name not in self.told]
        scope = {**scope, "headers": kept}
        found = Verdict.WELCOME
        if scope["type"] == "http" and scope["path"].startswith(LIMITED):
            person = person_of(self.sign_in, Headers(scope=scope), self.claims(HTTPConnection(scope)))
            found = verdict(self.sign_in, INTERFACE, person)
        await (self.app if found is Verdict.WELCOME else refusal(found))(scope, receive, send)

    def trusts(self, address: str) -> bool:
        """Whether this is one of the named proxies."""
        try:
            return any(ip_address(address) in proxy for proxy in self.proxies)
        except ValueError:
            return False


def refusal(found: Verdict) -> JSONResponse:
    """401 for whom nobody knows, 403 for who lacks a role."""
    if found is Verdict.UNKNOWN:
        problem = "this interface answers to people who are signed in"
        return JSONResponse({"problems": [problem]}, HTTPStatus.UNAUTHORIZED, {"www-authenticate": 'Cookie realm="coopstats"'})
    return JSONResponse({"problems": ["your roles do not include one that this interface asks for"]}, HTTPStatus.FORBIDDEN)
