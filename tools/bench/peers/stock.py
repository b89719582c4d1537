"""The floor: a bare Streamlit page of four figures, four stock Plotly charts and a table, all of ready-made values.

    uvicorn stock:app

It asks nothing: a filter only decides which of the ready figures is drawn.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import streamlit as st

app = st.App(Path(__file__).with_name("stock_page.py"))

# How many bars: partner types, years, sectors, what is known; and how many versions of each chart.
BARS, VERSIONS = (9, 45, 18, 5), 40
CHOICES = [f"value {number}" for number in range(VERSIONS - 1)]
TABLE = pd.DataFrame({"title": [f"Agreement {number}" for number in range(10)], "year": range(2010, 2020)})


def stock(bars: int) -> dict[str, Any]:
    """A chart as Plotly Express makes it, template and all, as a dictionary."""
    table = pd.DataFrame({"name": [f"bar {bar}" for bar in range(bars)], "count": range(bars)})
    made: dict[str, Any] = json.loads(
        px.bar(table, x="count", y="name", orientation="h", title=f"Chart of {bars} bars").to_json()
    )
    return made


def version_of(figure: dict[str, Any], version: int) -> dict[str, Any]:
    """The same chart with other values."""
    (trace,), bars = figure["data"], len(figure["data"][0]["y"])
    return figure | {"data": [trace | {"x": [(bar + 1) * (version + 2) % 97 for bar in range(bars)]}]}


STOCK = [stock(bars) for bars in BARS]
FIGURES = [[version_of(figure, version) for figure in STOCK] for version in range(VERSIONS)]


def draw() -> None:
    """One run of the page."""
    st.set_page_config(page_title="stock", layout="wide")
    with st.sidebar:
        version = sum(len(st.multiselect(name, CHOICES, key=f"filter_{name}")) for name in ("partner_type", "sector"))
    for number, column in enumerate(st.columns(4)):
        column.metric(f"Figure {number}", version * 10 + number)
    columns = st.columns(2)
    for number, figure in enumerate(FIGURES[version]):
        columns[number % 2].plotly_chart(figure, key=f"chart_{number}")
    st.dataframe(TABLE, hide_index=True)
