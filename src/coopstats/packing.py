"""The files of the page itself, sent compressed.

Streamlit leaves this to a proxy, for compressing anew at each request costs more than it saves. These files never change while
the server runs and are few: each is compressed once, when it is first asked for, and kept.
"""

from __future__ import annotations

import asyncio
import gzip
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Where Streamlit's scripts and style sheets lie, under names that change with what is in them; nothing a visitor brings lies there.
PACKED = "/static/"
KINDS = (".js", ".css", ".svg", ".json")


class Packed:
    """Answers with what was kept, or asks the app and keeps what it sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is not a file of the page, what a browser holds already, parts of a file, and browsers that cannot unpack."""
        if not packable(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.kept:
            sent: list[Message] = []

            async def take(message: Message) -> None:
                sent.append(dict(message))

            await self.app(scope, receive, take)
            if not a_file(sent[0]):
                for message in sent:
                    await send(message)
                return
            self.kept[path] = await asyncio.to_thread(pack, sent)
        for message in self.kept[path]:
            await send(dict(message))


def packable(scope: Scope) -> bool:
    """Whether a whole file of the page is asked for by someone who can unpack it."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    named = scope["path"].startswith(PACKED) and scope["path"].endswith(KINDS)
    return (
        named and "gzip" in asked.get("accept-encoding", "") and not {"range", "if-none-match", "if-modified-since"} & set(asked)
    )


def a_file(start: Message) -> bool:
    """Whether the answer is the file: for names that are not there Streamlit sends its page, and such names are without number."""
    return start["status"] == HTTPStatus.OK and not MutableHeaders(raw=list(start["headers"])).get("content-type", "").startswith(
        "text/html"
    )


def pack(sent: list[Message]) -> list[Message]:
    """The same answer, compressed."""
    start: dict[str, Any] = {**sent[0], "headers": list(sent[0]["headers"])}
    body = gzip.compress(b"".join(message.get("body", b"") for message in sent[1:]), 9, mtime=0)
    headers = MutableHeaders(raw=start["headers"])
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Encoding")
    if etag := headers.get("etag"):
        # Other bytes, though the same file.
        headers["etag"] = f"W/{etag.removeprefix('W/')}"
    return [start, {"type": "http.response.body", "body": body}]
