"""A browser, as far as the server can tell: opens pages and sends the filters with each click.

Only one thing differs: it never says which large messages it still holds, so that every byte of a page is sent and counted.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgList
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

# A reader looks before the next click; meanwhile the server clears up after the last run.
PAUSE = 0.05
LONGEST_RUN = 120
# Only small messages are looked into while the clock runs: the last one of a run is among them.
SMALL = 200
FILTERS = ("multiselect", "selectbox", "text_input")
# Filters that are never empty: they stay as they are.
UNTOUCHED = ("filter_scope", "filter_undated")


@dataclass(frozen=True)
class Reply:
    """What the server sent for one click."""

    milliseconds: float
    size: int
    messages: list[ForwardMsg]

    def elements(self) -> list[tuple[str, Any]]:
        """Kind and content of everything drawn."""
        drawn = [message.delta.new_element for message in self.messages if message.HasField("delta")]
        return [(kind, getattr(element, kind)) for element in drawn if (kind := element.WhichOneof("type"))]

    def record(self) -> bytes:
        """All messages, for the bare page to draw again."""
        return bytes(ForwardMsgList(messages=self.messages).SerializeToString())


class Visitor:
    """One visit to a server: `open` a page, then `click`."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._page = self._query = ""
        self.pages: list[Any] = []
        self.filters: dict[str, Any] = {}

    async def open(self, page: str, query: str) -> Reply:
        """The first run of a page by its address ("" is the default page)."""
        request = BackMsg()
        request.rerun_script.page_name, request.rerun_script.query_string = page, query
        self._query = query
        return await self._run(request)

    async def click(self, change: Mapping[str, Sequence[str] | str] | None = None, query: str | None = None) -> Reply:
        """Set the filters to those of `change` and no others, or follow a link to the same page, or both; wait for the page."""
        await asyncio.sleep(PAUSE)
        request = BackMsg()
        run = request.rerun_script
        self._query = self._query if query is None else query
        run.query_string, run.page_script_hash = self._query, self._page
        for name, widget in self.filters.items() if change is not None else ():
            state = run.widget_states.widgets.add(id=widget.id)
            value = (change or {}).get(name)
            if isinstance(value, str):
                state.string_value = value
            elif value:
                state.string_array_value.data.extend(value)
        return await self._run(request)

    async def _run(self, request: BackMsg) -> Reply:
        parts: list[bytes] = []
        async with asyncio.timeout(LONGEST_RUN):
            start = time.perf_counter()
            await self._connection.send(request.SerializeToString())
            while True:
                parts.append(await self._connection.recv(decode=False))
                if len(parts[-1]) < SMALL and ForwardMsg.FromString(parts[-1]).HasField("script_finished"):
                    break
            taken = (time.perf_counter() - start) * 1000
        reply = Reply(taken, sum(map(len, parts)), [ForwardMsg.FromString(part) for part in parts])
        drawn = reply.elements()
        if any(message.HasField("page_not_found") for message in reply.messages) or "exception" in dict(drawn):
            raise RuntimeError(f"the server failed to draw {request.rerun_script}; see bench-results/servers.log")
        widgets = [(key_of(widget) or "", widget) for kind, widget in drawn if kind in FILTERS]
        self.filters = {name: widget for name, widget in widgets if name.startswith("filter_") and name not in UNTOUCHED}
        for message in reply.messages:
            if message.HasField("page_info_changed"):
                self._query = message.page_info_changed.query_string
            if message.HasField("navigation"):
                self._page, self.pages = message.navigation.page_script_hash, list(message.navigation.app_pages)
        return reply


def key_of(proto: Any) -> str | None:
    """The key that a script gave to an element, or None: it stands at the end of the element's id."""
    key = proto.id.split("-", 2)[-1]
    return None if key in ("", "None") else key


@asynccontextmanager
async def visit(port: int) -> AsyncIterator[Visitor]:
    """A visit to the server on a port of this machine."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as connection:
        yield Visitor(connection)
