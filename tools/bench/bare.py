"""The bare page: draws once more what a real page sent to the browser, from ready-made values.

What it takes is Streamlit's own cost for these elements; what the real page takes beyond it is our work. The address says
what to do: `shown` is the recording to draw, `ready` one to make ready for the next click.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ForwardMsg_pb2 import ForwardMsgList
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.Navigation_pb2 import Navigation
from streamlit.proto.Table_pb2 import Table
from visitor import key_of

from coopstats.screen.door import settle

app = st.App(Path(__file__).with_name("page.py"))

Place = tuple[int, ...]
"""Where an element stands in the tree: 0 the page, 1 the sidebar, 2 what is not seen; then positions."""
Call = tuple[str, tuple[Any, ...], dict[str, Any]]
"""A method of a container with its arguments."""


def draw() -> None:
    """One run of the bare page."""
    calls, menu = recording(st.query_params["shown"])
    recording(st.query_params["ready"])
    st.set_page_config(page_title="bare", layout="wide")
    sections: dict[str, list[st.Page]] = {section: [] for section in menu.sections}
    for page in menu.app_pages:
        look = {"title": page.page_name, "visibility": "hidden" if page.is_hidden else "visible"}
        sections[page.section_header].append(
            st.Page(lambda: carry_out(calls), url_path=page.url_pathname, default=page.is_default, **look)
        )
    st.navigation(sections, position="top").run()
    settle()


def carry_out(calls: list[tuple[Place, Call]]) -> None:
    """Draw everything in the order in which it was sent."""
    containers: dict[Place, Any] = {(0,): st, (1,): st.sidebar, (2,): st}
    for place, (method, values, options) in calls:
        drawn = getattr(containers[place[:-1]], method)(*values, **options)
        containers |= {(*place, number): column for number, column in enumerate(drawn)} if method == "columns" else {place: drawn}


@lru_cache(maxsize=2)
def recording(name: str) -> tuple[list[tuple[Place, Call]], Navigation]:
    """The calls that draw a recorded page, and its menu. A kind of element that ELEMENTS lacks is left out, and reported."""
    sent = ForwardMsgList.FromString((Path(os.environ["BENCH_RECORDINGS"]) / name).read_bytes()).messages
    deltas = [(tuple(message.metadata.delta_path), message.delta) for message in sent if message.HasField("delta")]
    widths: dict[Place, list[float]] = {}
    for place, delta in deltas:
        if delta.add_block.HasField("column"):
            widths.setdefault(place[:-1], []).append(delta.add_block.column.weight)
    calls: list[tuple[Place, Call]] = []
    for place, delta in deltas:
        kind = delta.new_element.WhichOneof("type")
        if place in widths:
            calls.append((place, ("columns", (widths[place],), {})))
        elif kind in ELEMENTS:
            calls.append((place, ELEMENTS[kind](getattr(delta.new_element, kind))))
        elif delta.HasField("add_block") and not delta.add_block.HasField("column"):
            calls.append((place, container(delta.add_block)))
    return calls, next(message.navigation for message in sent if message.HasField("navigation"))


def container(proto: Any) -> Call:
    """What opens a container."""
    if proto.HasField("popover"):
        return "popover", (proto.popover.label,), {"type": proto.popover.type, "on_change": "rerun", "key": key_of(proto)}
    if proto.HasField("expandable"):
        return "expander", (proto.expandable.label,), {"on_change": "rerun", "key": key_of(proto)}
    horizontal = proto.flex_container.direction == proto.flex_container.HORIZONTAL
    return "container", (), {"horizontal": horizontal, "key": key_of(proto)}


def button(proto: Any) -> Call:
    """A button, with something to do on a click."""
    look = {"type": proto.type, "icon": proto.icon or None, "help": proto.help or None}
    return "button", (proto.label,), look | {"key": key_of(proto), "on_click": print}


def one_of(proto: Any) -> Call:
    """A list to choose one value from, or none."""
    look = {"index": proto.default if proto.HasField("default") else None, "placeholder": proto.placeholder}
    return "selectbox", (proto.label, list(proto.options)), look | {"key": key_of(proto)}


def some_of(proto: Any) -> Call:
    """A list to choose several values from."""
    look = {"placeholder": proto.placeholder, "select_all": proto.select_all}
    return "multiselect", (proto.label, list(proto.options)), look | {"key": key_of(proto)}


def switch(proto: Any) -> Call:
    """Values side by side."""
    look = {"required": proto.required, "label_visibility": "collapsed"}
    return "segmented_control", (proto.label, [option.content for option in proto.options]), look | {"key": key_of(proto)}


def chart(proto: Any) -> Call:
    """A figure as a dictionary, drawn by Streamlit's own chart."""
    given = json.loads(proto.json)
    return "plotly_chart", (given["spec"],), {"config": {"displayModeBar": False}, "alt": given["alt"], "key": key_of(proto)}


def table(proto: Any) -> Call:
    """A table with its rows."""
    border = {Table.NONE: False, Table.HORIZONTAL: "horizontal"}.get(proto.border_mode, True)
    look = {"hide_index": proto.hide_index, "hide_header": proto.hide_header, "border": border}
    return "table", (convert_arrow_bytes_to_pandas_df(proto.arrow_data.data),), look


ELEMENTS: dict[str, Callable[[Any], Call]] = {
    "bidi_component": chart,
    "alert": lambda p: ("warning" if p.format == Alert.WARNING else "info", (p.body,), {"icon": p.icon or None}),
    "button": button,
    "button_group": switch,
    "download_button": lambda p: ("download_button", (p.label, bytes), {"on_click": "ignore", "key": key_of(p)}),
    "heading": lambda p: ("title" if p.tag == "h1" else "header", (p.body,), {"anchor": False}),
    "html": lambda p: ("html", (p.body,), {"unsafe_allow_javascript": p.unsafe_allow_javascript}),
    "markdown": lambda p: ("caption" if p.element_type == Markdown.CAPTION else "markdown", (p.body,), {}),
    "metric": lambda p: ("metric", (p.label, p.body), {}),
    "multiselect": some_of,
    "page_link": lambda p: ("page_link", ("http://localhost/",), {"label": p.label, "icon": p.icon or None}),
    "selectbox": one_of,
    "table": table,
    "text_input": lambda p: ("text_input", (p.label,), {"placeholder": p.placeholder, "key": key_of(p)}),
}
