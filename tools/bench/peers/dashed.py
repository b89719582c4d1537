"""The overview in Dash with pandas and Plotly Express: one callback, as in Dash's own tutorial. `python dashed.py PORT`."""

import os
import sys
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, callback, dash_table, dcc, html

FOLDER = os.environ["BENCH_DATA"]
KNOWN = {"partner_type": "partner type", "year": "year", "amount": "amount", "end": "end", "summary_fr": "summary"}
SHOWN = ["title_fr", "partner_type", "date", "amount"]
COLUMNS = ["fact_id", "scope", "partner_type", "date", "amount", "end", "title_fr", "summary_fr"]

agreements = pd.read_csv(f"{FOLDER}/agreements.csv", usecols=COLUMNS, dtype={"date": str, "end": str})
agreements = agreements[agreements["scope"] == "territorial"]
agreements["year"] = pd.to_numeric(agreements["date"].str[:4])
sectors = pd.read_csv(f"{FOLDER}/agreement_sectors.csv")
parties = pd.read_csv(f"{FOLDER}/agreement_parties.csv", usecols=["fact_id", "side", "party"])
years = sorted(agreements["year"].dropna().astype(int).unique())
FIGURES = ("Agreements", "Moroccan parties", "Partners", "Amounts known")
HALF = {"display": "inline-block", "width": "49%"}

app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("Who cooperates with whom, in what, since when?"),
        dcc.Dropdown(sorted(agreements["partner_type"].unique()), multi=True, id="partner_type"),
        dcc.Dropdown(sorted(sectors["sector"].unique()), multi=True, id="sector"),
        dcc.Dropdown(years, id="from_year"),
        dcc.Dropdown(years, id="to_year"),
        html.Div([html.Div([html.Span(label), html.H2(id=f"figure_{place}")]) for place, label in enumerate(FIGURES)]),
        html.Div([html.Div(dcc.Graph(id=f"chart_{place}"), style=HALF) for place in range(4)]),
        dash_table.DataTable(id="table", columns=[{"name": name, "id": name} for name in SHOWN]),
    ]
)


@callback(
    [Output(f"figure_{place}", "children") for place in range(4)],
    [Output(f"chart_{place}", "figure") for place in range(4)],
    Output("table", "data"),
    Input("partner_type", "value"),
    Input("sector", "value"),
    Input("from_year", "value"),
    Input("to_year", "value"),
)
def draw(types: list[str] | None, fields: list[str] | None, first: int | None, last: int | None) -> tuple[Any, ...]:
    """Everything that a filter changes."""
    chosen = agreements
    if types:
        chosen = chosen[chosen["partner_type"].isin(types)]
    if fields:
        chosen = chosen[chosen["fact_id"].isin(sectors.loc[sectors["sector"].isin(fields), "fact_id"])]
    if first:
        chosen = chosen[chosen["year"].isna() | (chosen["year"] >= first)]
    if last:
        chosen = chosen[chosen["year"].isna() | (chosen["year"] <= last)]
    of_sides = parties[parties["fact_id"].isin(chosen["fact_id"])].groupby("side")["party"].nunique()
    by_type = chosen["partner_type"].value_counts().reset_index()
    by_year = chosen.groupby("year").size().reset_index(name="count")
    by_sector = sectors.loc[sectors["fact_id"].isin(chosen["fact_id"]), "sector"].value_counts().reset_index()
    known = chosen[list(KNOWN)].notna().sum().rename(index=KNOWN).rename_axis("known").reset_index(name="count")
    figures = [
        len(chosen),
        int(of_sides.get("moroccan", 0)),
        int(of_sides.get("partner", 0)),
        int(chosen["amount"].notna().sum()),
    ]
    charts = [
        px.bar(by_type, x="count", y="partner_type", orientation="h", title="By partner type"),
        px.bar(by_year, x="year", y="count", title="By year"),
        px.bar(by_sector, x="count", y="sector", orientation="h", title="By sector"),
        px.bar(known, x="count", y="known", orientation="h", title="What is known"),
    ]
    return *figures, *charts, chosen.sort_values("date", ascending=False).head(10)[SHOWN].to_dict("records")


if __name__ == "__main__":
    app.run(port=sys.argv[1])
