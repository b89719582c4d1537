"""What stands around the served app: which hosts it answers to, how often, and what a browser may do with what it gets.

Each guard is plain ASGI and sees pages, static files, the interface and the websocket alike. They lie around the whole app, so that its
own refusals and failures bear the headers too.
"""

from __future__ import annotations

from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable
from hashlib import sha256
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from math import ceil
from time import monotonic
from typing import Any, cast

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from coopstats.admission import Admission, Claims
from coopstats.openapi import LIMITED
from coopstats.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# How many callers are remembered at most.
MOST_CALLERS = 10_000
MINUTE = 60
# What opens an answer: a page or file, a websocket, the refusal of a websocket.
OPENINGS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
# What every answer tells the browser: whoever follows a link to a source does not tell its host what they had selected.
EVERY = {"referrer-policy": "same-origin", "x-content-type-options": "nosniff"}
# Files and figures load nothing, should a browser show one as a page. What is meant for pages alone is not sent with a hundred files.
NO_PAGE = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'", **EVERY}
# What no page here asks a browser for.
WITHHELD = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "midi", "payment", "usb")


def guarded(app: ASGIApp, settings: Settings, scripts: Iterable[str], wanted: Callable[[bytes], bool], claims: Claims) -> ASGIApp:
    """The app behind its guards.

    `scripts` are the texts of all scripts in its pages, `wanted` what a browser may send them, `claims` what a cookie tells of a person.
    """
    counted = Calls(Messages(app, wanted), settings.calls_a_minute) if settings.calls_a_minute else Messages(app, wanted)
    # `coopstats serve` leaves the word of proxies to this, so that one setting names those that are believed.
    known: Any = ProxyHeadersMiddleware(cast("Any", Hosts(counted, settings.hosts)), list(settings.proxies))
    admitted = Admission(known, settings.sign_in, settings, claims) if settings.sign_in else known
    return Headers(admitted, headers(settings, scripts))


def headers(settings: Settings, scripts: Iterable[str]) -> dict[str, str]:
    """What every page tells the browser."""
    return {
        "content-security-policy": "; ".join(" ".join(part) for part in policy(settings, scripts)),
        "permissions-policy": ", ".join(f"{name}=()" for name in WITHHELD),
        **EVERY,
    }


def policy(settings: Settings, scripts: Iterable[str]) -> list[list[str]]:
    """The Content-Security-Policy: nothing from elsewhere, and of scripts in a page only those known by their very text."""
    known = sorted({f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts})
    return [
        ["default-src", "'none'"],
        ["script-src", "'self'", *known],
        # Plotly and Streamlit's components set styles as attributes and add sheets while they draw: no hash can name these.
        ["style-src", "'self'", "'unsafe-inline'"],
        ["font-src", "'self'", "data:"],
        # A chart that is saved is an image made in the browser.
        ["img-src", "'self'", "data:", "blob:"],
        ["connect-src", "'self'"],
        ["manifest-src", "'self'"],
        ["base-uri", "'none'"],
        ["form-action", "'self'"],
        ["frame-ancestors", "'self'", *settings.frames],
    ]


class Headers:
    """Gives every answer the headers of a page, or of what is none, in the place of any that the app set itself."""

    def __init__(self, app: ASGIApp, page: dict[str, str]) -> None:
        self.app = app
        self.page, self.no_page = (
            [(name.encode(), value.encode()) for name, value in given.items()] for given in (page, NO_PAGE)
        )
        self.ours = {name for name, _ in self.page}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked, and the answer with the headers."""

        async def answered(message: Message) -> None:
            if message["type"] in OPENINGS:
                given = {name.lower(): value for name, value in message.get("headers", [])}
                # What does not tell its kind may stand for a page: "not modified" renews the headers that a browser kept with it.
                kind = given.get(b"content-type", b"text/html" if message["type"] == "http.response.start" else b"")
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in self.ours]
                message = {**message, "headers": [*kept, *(self.page if kind.startswith(b"text/html") else self.no_page)]}
            await send(message)

        await self.app(scope, receive, answered)


class Hosts:
    """Refuses who asks for another host than is named here, so that no foreign site can pass itself off as ours (DNS rebinding).

    Where no host is named, one that is reached through loopback answers to the names of loopback only, any other to every name.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.named = bool(hosts)
        self.checked = TrustedHostMiddleware(app, [*hosts, *LOOPBACK], www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked for; 400 for the rest, before a websocket opens as well."""
        ours = scope["type"] == "lifespan" or not (self.named or on_loopback(scope))
        await (self.app if ours else self.checked)(scope, receive, send)


def on_loopback(scope: Scope) -> bool:
    """Whether the connection came in at this machine's own address for itself."""
    address = (scope.get("server") or ("",))[0]
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class Calls:
    """Lets each caller ask the interface so many times a minute, all at once or one by one; a further call is told how long to wait.

    A caller is an address, of IPv6 the network that one house has. For each the moment is kept at which its calls are paid off, at so
    many a minute (the generic cell rate algorithm): one number, whatever the limit.
    """

    def __init__(self, app: ASGIApp, calls_a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self.app = app
        self.calls_a_minute = calls_a_minute
        self.clock = clock
        self.due: OrderedDict[str, float] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse in the shape of the interface's other refusals."""
        counted = scope["type"] == "http" and scope["path"].startswith(LIMITED)
        wait = ceil(self.wait((scope.get("client") or ("",))[0])) if counted else 0
        if wait:
            problem = f"too many calls: {self.calls_a_minute} a minute are answered; the next in {wait} s"
            refusal = JSONResponse({"problems": [problem]}, HTTPStatus.TOO_MANY_REQUESTS, {"retry-after": str(wait)})
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def wait(self, address: str) -> float:
        """Count a call; or the seconds after which it would be counted."""
        caller, now, price = house(address), self.clock(), MINUTE / self.calls_a_minute
        due = max(self.due.get(caller, now), now) + price
        # A hair more than a minute: sums of prices are not exact.
        if due - now > MINUTE + price / 1000:
            return due - now - MINUTE
        self.due[caller] = due
        self.due.move_to_end(caller)
        if len(self.due) > MOST_CALLERS:
            self.due.popitem(last=False)
        return 0


def house(address: str) -> str:
    """The caller of an address: itself, or of IPv6 its network of 64 bits, in which one machine takes any address it likes."""
    return str(ip_network((address, 64), strict=False)) if ":" in address else address


class Messages:
    """Keeps from the app whatever a browser sends through a websocket that no page of ours would send."""

    def __init__(self, app: ASGIApp, wanted: Callable[[bytes], bool]) -> None:
        self.app = app
        self.wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, message by message."""

        async def received() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and not self.wanted(message.get("bytes") or b""):
                message = await receive()
            return message

        await self.app(scope, received if scope["type"] == "websocket" else receive, send)
