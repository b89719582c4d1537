"""The overview as most would write it: pandas, Plotly Express, `streamlit run`, after the tutorials of Streamlit."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = os.environ["BENCH_DATA"]
KNOWN = {"partner_type": "partner type", "year": "year", "amount": "amount", "end": "end", "summary_fr": "summary"}


@st.cache_data
def load() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Agreements of territorial authorities, their sectors, their parties."""
    columns = ["fact_id", "scope", "partner_type", "date", "amount", "end", "title_fr", "summary_fr"]
    agreements = pd.read_csv(f"{FOLDER}/agreements.csv", usecols=columns, dtype={"date": str, "end": str})
    agreements = agreements[agreements["scope"] == "territorial"]
    agreements["year"] = pd.to_numeric(agreements["date"].str[:4])
    sectors = pd.read_csv(f"{FOLDER}/agreement_sectors.csv")
    parties = pd.read_csv(f"{FOLDER}/agreement_parties.csv", usecols=["fact_id", "side", "party"])
    return agreements, sectors, parties


st.set_page_config(page_title="Agreements", layout="wide")
agreements, sectors, parties = load()

with st.sidebar:
    types = st.multiselect("Partner type", sorted(agreements["partner_type"].unique()), key="filter_partner_type")
    fields = st.multiselect("Sector", sorted(sectors["sector"].unique()), key="filter_sector")
    years = sorted(agreements["year"].dropna().astype(int).unique())
    first = st.selectbox("From", years, index=None, key="filter_from_year")
    last = st.selectbox("To", years, index=None, key="filter_to_year")

chosen = agreements
if types:
    chosen = chosen[chosen["partner_type"].isin(types)]
if fields:
    chosen = chosen[chosen["fact_id"].isin(sectors.loc[sectors["sector"].isin(fields), "fact_id"])]
if first:
    chosen = chosen[chosen["year"].isna() | (chosen["year"] >= first)]
if last:
    chosen = chosen[chosen["year"].isna() | (chosen["year"] <= last)]
chosen_parties = parties[parties["fact_id"].isin(chosen["fact_id"])].groupby("side")["party"].nunique()
chosen_sectors = sectors[sectors["fact_id"].isin(chosen["fact_id"])]

st.title("Who cooperates with whom, in what, since when?")
for column, (label, value) in zip(
    st.columns(4),
    {
        "Agreements": len(chosen),
        "Moroccan parties": int(chosen_parties.get("moroccan", 0)),
        "Partners": int(chosen_parties.get("partner", 0)),
        "Amounts known": int(chosen["amount"].notna().sum()),
    }.items(),
    strict=True,
):
    column.metric(label, value)

left, right = st.columns(2)
by_type = chosen["partner_type"].value_counts().reset_index()
left.plotly_chart(px.bar(by_type, x="count", y="partner_type", orientation="h", title="By partner type"))
by_year = chosen.groupby("year").size().reset_index(name="count")
right.plotly_chart(px.bar(by_year, x="year", y="count", title="By year"))
by_sector = chosen_sectors["sector"].value_counts().reset_index()
left.plotly_chart(px.bar(by_sector, x="count", y="sector", orientation="h", title="By sector"))
known = chosen[list(KNOWN)].notna().sum().rename(index=KNOWN).rename_axis("known").reset_index(name="count")
right.plotly_chart(px.bar(known, x="count", y="known", orientation="h", title="What is known"))
st.dataframe(
    chosen.sort_values("date", ascending=False).head(10)[["title_fr", "partner_type", "date", "amount"]], hide_index=True
)
