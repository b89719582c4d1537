"""Static files as they travel: compressed once, told by their content, and a page that shows something before any script has come.

Streamlit serves its files uncompressed, because compressing each answer anew would cost more than it saves; here each is compressed
when it is first asked for and kept (3 MB for all that the pages use). A proxy in front has nothing left to do.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

# What is text.
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json", ".svg": "image/svg+xml"}
# What is compressed already.
DENSE = {".woff2": "font/woff2", ".png": "image/png"}
# Streamlit names its files by their content, our own addresses hold their content's hash or are asked for again.
FOREVER, A_WEEK, ASK_AGAIN = "public, immutable, max-age=31536000", "public, max-age=604800", "no-cache"
# Streamlit's own typefaces: its page would fetch 170 kB for the moment before it learns of ours.
NOT_OURS = re.compile(rb"@font-face\{font-family:Source (?:Sans|Serif)[^}]*\}")
# Below so many bytes compressing saves no packet.
WORTH_IT = 500


class Packed:
    """Answers for static files and for the page that scripts draw into, compressed; all else goes on to the app.

    `folders` maps the beginning of an address to where its files lie; `page` makes the page that is served under `addresses`.
    """

    def __init__(
        self, app: ASGIApp, folders: Mapping[str, Path], page: Callable[[Request], bytes], addresses: Collection[str]
    ) -> None:
        self.app = app
        self.folders = {begins: folder.resolve() for begins, folder in folders.items()}
        self.page = page
        self.addresses = frozenset(addresses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file that is asked for as a whole, from memory; the rest is the app's."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or b"range" in dict(scope["headers"]):
            await self.app(scope, receive, send)
            return
        asked, path = Request(scope), self.file(scope["path"])
        if scope["path"] in self.addresses:
            held = packed(await run_in_threadpool(self.page, asked), compress=True)
            kind, kept = KINDS[".html"], ASK_AGAIN
        elif path:
            held = await run_in_threadpool(contents, path, path.stat().st_mtime_ns)
            kind, kept = {**KINDS, **DENSE}[path.suffix], life(path, scope)
        else:
            await self.app(scope, receive, send)
            return
        told = {"cache-control": kept, "etag": held.tag, "vary": "accept-encoding, accept-language"}
        if held.tag in asked.headers.get("if-none-match", ""):
            await Response(status_code=304, headers=told, media_type=kind)(scope, receive, send)
        elif held.gzip and "gzip" in asked.headers.get("accept-encoding", ""):
            await Response(held.gzip, headers=told | {"content-encoding": "gzip"}, media_type=kind)(scope, receive, send)
        else:
            await Response(held.plain, headers=told, media_type=kind)(scope, receive, send)

    def file(self, address: str) -> Path | None:
        """The file of an address, if it is one of ours to answer."""
        for begins, folder in self.folders.items():
            if address.startswith(begins):
                path = (folder / address.removeprefix(begins)).resolve()
                known = path.suffix in KINDS or path.suffix in DENSE
                return path if known and path.is_relative_to(folder) and path.is_file() else None
        return None


def life(path: Path, scope: Scope) -> str:
    """How long a browser keeps a file: for good where the address changes with the content."""
    if scope["path"].startswith("/static/") or scope["query_string"]:
        return FOREVER
    return A_WEEK if path.suffix in DENSE else ASK_AGAIN


@dataclass(frozen=True)
class Held:
    """A file in memory: as it is, compressed where that helps, and the tag of its content."""

    plain: bytes
    gzip: bytes | None
    tag: str


@lru_cache(maxsize=2_000)
def packed(plain: bytes, *, compress: bool) -> Held:
    """A text made ready to travel."""
    small = gzip.compress(plain, 9, mtime=0) if compress and len(plain) > WORTH_IT else None
    return Held(plain, small, f'"{sha256(plain).hexdigest()[:20]}"')


@cache
def contents(path: Path, _: int) -> Held:
    """The same of a file; the time of its last change stands for what is in it."""
    plain = path.read_bytes()
    return packed(NOT_OURS.sub(b"", plain) if path.suffix == ".css" else plain, compress=path.suffix in KINDS)
