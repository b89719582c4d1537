"""How a figure reaches the page: every chart is drawn here, and every picture of one is offered here (chart/chart.js in the browser)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from plotly.offline import get_plotlyjs_version
from streamlit.components.v2.types import ComponentRenderer

from coopstats.charts import Figure

# Our files in the browser, and where Streamlit serves them: our own script, and the part of Plotly that draws bars and scattered marks.
FOLDER = Path(__file__).parent / "chart"
ADDRESS = "/_stcore/bidi-components/coopstats.chart/"
SCRIPTS = (f"{ADDRESS}chart.js", f"{ADDRESS}plotly-basic.min.js?{get_plotlyjs_version()}")


@cache
def component() -> ComponentRenderer:
    """Our chart, told to Streamlit when the first is drawn: before a server runs it does not know where our files lie.

    Streamlit's own chart judges every value on every click, throws a changed chart away in the browser and draws the new one several times.
    """
    return st.components.v2.component("coopstats.chart", js="chart.js", isolate_styles=False)


def places(number: int) -> Sequence[AbstractContextManager[Any]]:
    """Where so many charts stand side by side; one alone stands on the page itself, for a column around it costs a browser as much as a text."""
    return st.columns(number, gap="large") if number > 1 else [nullcontext()]


def plot(figure: Figure, title: str, key: str, chosen: Callable[[str], None] | None = None) -> None:
    """Draw a figure, as tall as it says or as its place is; its title and sentence are what is heard.

    `chosen` is called with the code of the point that the reader clicks.
    """

    def take() -> None:
        code = st.session_state[key]["chosen"]
        if chosen and code is not None:
            chosen(str(code))

    data = {"spec": figure.spec, "alt": f"{title}. {figure.alt}", "chosen": chosen is not None}
    clicked: dict[str, Any] = {"on_chosen_change": take} if chosen else {}
    component()(key=key, data=data, height=figure.spec["layout"].get("height", "stretch"), **clicked)


def offer(picture: dict[str, Any], saved: dict[str, str | int], label: str, failed: str, key: str) -> None:
    """A button that saves a figure as a picture. `saved` holds its format, filename, width, height and scale as Plotly's `toImage` takes them."""
    component()(key=key, data={"spec": picture, "saved": saved, "label": label, "failed": failed}, width="content")
