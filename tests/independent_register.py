"""The tables of the register and of the formats of others, computed a second time with pandas, without SQL."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from .independent import LANGUAGES, Chosen, addresses, agreements, further, indicating, promised

ANSWERS: dict[str, Callable[[Chosen], pd.DataFrame]] = {}


def answers(function: Callable[[Chosen], pd.DataFrame]) -> Callable[[Chosen], pd.DataFrame]:
    """The computation of the question that the function is named after."""
    ANSWERS[function.__name__] = lambda chosen: function(chosen).reset_index(drop=True)
    return function


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by the register's order of their agreements, then as their file has them."""
    return table.sort_values("number", kind="stable")


@answers
def register_agreements(chosen: Chosen) -> pd.DataFrame:
    columns = [c for c in agreements(chosen).columns if c not in ("sources", *(f"summary_{code}" for code in LANGUAGES))]
    columns.insert(columns.index("date_basis") + 1, "date_note")
    written = {name: [f"{name}_{code}" for code in LANGUAGES] for name in ("amount_note", "summary", "note")}
    columns += [*written["amount_note"], "confidence", "parent", "programme", *written["summary"], *written["note"], "sources"]
    more = [column for column in columns if column not in agreements(chosen)]
    return pd.concat([agreements(chosen), chosen.agreements[more]], axis=1)[columns]


@answers
def register_parties(chosen: Chosen) -> pd.DataFrame:
    found = in_order(chosen.parties).rename(columns={"place": "place_code"})
    return found[["fact_id", "side", "role", "party", "kind", "country", "place_code", "named_as"]]


@answers
def register_sectors(chosen: Chosen) -> pd.DataFrame:
    return in_order(chosen.sectors)[["fact_id", "sector"]]


@answers
def register_sdgs(chosen: Chosen) -> pd.DataFrame:
    stated = further(chosen, "agreement_sdgs").dropna(subset="sdg").assign(stance="stated")
    inferred = indicating(chosen).drop_duplicates(["fact_id", "sdg"]).assign(stance="inferred")
    number = chosen.agreements["fact_id"].reset_index().set_index("fact_id")["index"]
    found = pd.concat([stated[["fact_id", "stance", "sdg"]], inferred[["fact_id", "stance", "sdg"]]])
    found = found.assign(number=found["fact_id"].map(number), goal=found["sdg"].astype(int))
    return found.sort_values(["number", "stance", "goal"], ascending=[True, False, True])[["fact_id", "stance", "sdg"]]


@answers
def register_sources(chosen: Chosen) -> pd.DataFrame:
    found = chosen.sources.sort_values(["number", "rank"]).rename(columns={"title": "source_title"})
    columns = "fact_id rank source address source_title publisher language published read confidence"
    return found[columns.split()]


@answers
def register_commitments(chosen: Chosen) -> pd.DataFrame:
    columns = "fact_id commitment text_fr text_ar text_en bearer debtor creditor quantity per rate_percent amount currency due"
    return promised(chosen).sort_values(["number", "row"])[[*columns.split(), "state", "seen", "address"]]


@answers
def register_claims(chosen: Chosen) -> pd.DataFrame:
    found = further(chosen, "claims").astype({"rank": int}).sort_values(["number", "rank"])
    found = found.assign(
        address=found["source"].map(addresses(chosen)), other_address=found["other_source"].map(addresses(chosen))
    )
    columns = (
        "fact_id rank field stance value language address other_value other_language other_address reason_fr reason_ar reason_en"
    )
    return found[columns.split()]
