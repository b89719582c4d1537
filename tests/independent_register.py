"""The tables of the register and of the formats of others, computed a second time with pandas, without SQL."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from .independent import LANGUAGES, TITLES, Chosen, addresses, agreements, further, indicating, promised, texts, today

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


def day(text: object) -> str | None:
    """A date that is known to the day."""
    return text if isinstance(text, str) and len(text) == len("2026-01-01") else None


def last_day(text: object) -> pd.Timestamp | None:
    """The last day of a date known to the year, month or day."""
    return pd.Period(text).end_time.normalize() if isinstance(text, str) else None


def height(fact_id: str, parents: dict[str, str | None], frames: set[str]) -> int:
    """1 for a frame, 2 for what stands under it or alone, and so on."""
    parent = parents[fact_id]
    if parent is not None:
        return height(parent, parents, set(parents)) + 1
    return 1 if fact_id in frames else 2


def as_iati(chosen: Chosen) -> pd.DataFrame:
    """The chosen agreements with all that decides whether and how IATI takes them."""
    whole = texts(chosen.folder, "agreements")
    parents = {row["fact_id"]: row["parent"] if isinstance(row["parent"], str) else None for _, row in whole.iterrows()}
    frames = set(whole[whole["instrument"] == "framework_agreement"]["fact_id"]) | set(whole["parent"].dropna())
    holding = set(whole[whole["amount"].notna()]["parent"].dropna())
    rows = []
    for _, row in chosen.agreements.iterrows():
        start, date, event = day(row["start"]), day(row["date"]), row["date_event"]
        begun = date if event in ("signature", "admission", "since") else None
        end, signed = last_day(row["end"]), row["status"] in ("signed", "listed")
        status = None
        if end is not None and (signed or end >= today()):
            status = 4 if end < today() else 2 if signed else 1
        binding = row["money_role"] == "committed" and row["fact_id"] not in holding and event in ("signature", "decision")
        committed = date if binding else None
        first = start or begun
        rows.append(
            {
                "hierarchy": height(row["fact_id"], parents, frames),
                "start_day": first,
                "start_type": None if first is None else 2 if pd.Timestamp(first) <= today() else 1,
                "start_event": None if start else event,
                "date_basis": None if start else row["date_basis"],
                "end_day": day(row["end"]),
                "activity_status": status,
                "committed_on": committed,
                "amount": float(row["amount"]) if committed else None,
                "currency": row["currency"] if committed else None,
                "holds": row["fact_id"] in holding,
            }
        )
    kept = chosen.agreements.drop(columns=["amount", "currency", "date_basis"])
    known = chosen.agreements[["amount"]].rename(columns={"amount": "money"})
    worked_out = pd.DataFrame(rows, index=kept.index, columns=[*IATI, "date_basis", "amount", "currency", "holds"])
    return pd.concat([kept, known, worked_out], axis=1)


IATI = ["hierarchy", "start_day", "start_type", "start_event", "end_day", "activity_status", "committed_on"]


@answers
def iati_activities(chosen: Chosen) -> pd.DataFrame:
    found = as_iati(chosen)
    columns = [*(f"{name}_{code}" for name in ("title", "summary") for code in LANGUAGES), "hierarchy", "parent", "instrument"]
    columns += ["partner_type", "status", "start_day", "start_type", "start_event", "date_basis", "end_day", "activity_status"]
    columns += ["committed_on", "amount", "currency"]
    return found[found["start_day"].notna()][["fact_id", *columns]]


def iati_reasons(row: pd.Series, others: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    """(effect, element, reason) of one agreement."""
    if pd.isna(row["start_day"]):
        why = "no_date" if pd.isna(row["date"]) else "no_start" if day(row["date"]) else "no_day"
        return [("left_out", "activity-date", why)]
    unpaid = pd.notna(row["money"]) and pd.isna(row["committed_on"])
    late = "amount_holds_parts" if row["holds"] else "amount_without_day"
    told = {
        ("left_out", "activity-status", "status_unknown"): pd.isna(row["activity_status"]),
        ("part_left_out", "activity-date", "end_without_day"): pd.notna(row["end"]) and pd.isna(row["end_day"]),
        ("part_left_out", "participating-org", "beneficiary_without_role"): row["fact_id"] in others["beneficiary"],
        ("part_left_out", "result", "commitment_without_period"): row["fact_id"] in others["promising"],
        ("part_left_out", "sector", "sector_unknown"): row["fact_id"] not in others["sector"],
        ("part_left_out", "transaction", late if row["money_role"] == "committed" else "amount_not_committed"): unpaid,
        ("derived", "activity-date", "start_from_date"): day(row["start"]) is None,
        ("derived", "activity-status", "status_from_end"): pd.notna(row["activity_status"]),
        ("derived", "description", "title_for_summary"): pd.isna(row["summary_fr"]),
        ("derived", "sector", "sectors_in_equal_shares"): row["fact_id"] in others["sectors"],
    }
    return [reason for reason, holds in told.items() if holds]


@answers
def iati_gate(chosen: Chosen) -> pd.DataFrame:
    times = chosen.sectors["fact_id"].value_counts()
    others = {
        "beneficiary": set(chosen.parties[chosen.parties["role"] == "beneficiary"]["fact_id"]),
        "promising": set(texts(chosen.folder, "commitments")["fact_id"]),
        "sector": set(times.index),
        "sectors": set(times[times > 1].index),
    }
    rows = [
        (*(row[name] for name in TITLES), element, effect, reason)
        for _, row in as_iati(chosen).iterrows()
        for effect, element, reason in iati_reasons(row, others)
    ]
    return pd.DataFrame(rows, columns=[*TITLES, "format_element", "effect", "reason_code"])


TO_FILL_IN = ("conditionsVersement", "datesPeriodeVersement", "idAttribuant", "nature", "notificationUE")


def grants(chosen: Chosen) -> pd.DataFrame:
    """The grants with their beneficiaries and, by column of the format, what keeps them out of it."""
    whole = texts(chosen.folder, "agreements")
    holding = set(whole[whole["amount"].notna()]["parent"].dropna())
    found = chosen.agreements[chosen.agreements["instrument"].isin(["grant", "call_award"])]
    parties = chosen.parties.astype({"party": str})
    rows = []
    for _, row in found.iterrows():
        own = parties[parties["fact_id"] == row["fact_id"]]
        givers = own[(own["side"] == "partner") & (own["role"] == "party")]
        ours = own[own["side"] == "moroccan"]
        named = ours[ours["role"] == "beneficiary"]
        takers = named if len(named) else ours[ours["role"] == "party"]
        lacks = {}
        if pd.isna(row["date"]) or len(row["date"]) < len("2026-01-01"):
            lacks["dateConvention"] = "no_date" if pd.isna(row["date"]) else "no_day"
        elif row["date_event"] != "signature":
            lacks["dateConvention"] = "no_signature"
        if givers.empty or (givers["country"] != "FR").any():
            lacks["idAttribuant"] = "not_french"
        elif len(givers) > 1:
            lacks["idAttribuant"] = "several_grantors"
        if pd.isna(row["amount"]):
            lacks["montant"] = "amount_unknown"
        elif row["money_role"] != "committed":
            lacks["montant"] = "amount_not_committed"
        elif row["fact_id"] in holding:
            lacks["montant"] = "amount_holds_parts"
        elif row["currency"] != "EUR":
            lacks["montant"] = "not_in_euros"
        rows.append({"grantor": givers["party"].min(), "beneficiaries": list(takers["party"].unique()), "lacks": lacks})
    return pd.concat([found, pd.DataFrame(rows, index=found.index, columns=["grantor", "beneficiaries", "lacks"])], axis=1)


@answers
def scdl_subventions(chosen: Chosen) -> pd.DataFrame:
    place = {code: number for number, code in enumerate(texts(chosen.folder, "parties")["party"])}
    columns = [*TITLES, "grantor", "beneficiary", "date", "amount", "share"]
    rows = [
        (*(row[name] for name in (*TITLES, "grantor")), party, row["date"], float(row["amount"]), share)
        for _, row in grants(chosen).iterrows()
        if not row["lacks"]
        for share in [1.0 if len(row["beneficiaries"]) == 1 else None]
        for party in sorted(row["beneficiaries"], key=place.__getitem__)
    ]
    return pd.DataFrame(rows, columns=columns)


@answers
def scdl_gate(chosen: Chosen) -> pd.DataFrame:
    rows = []
    for _, row in grants(chosen).iterrows():
        told = [(element, "left_out", reason) for element, reason in row["lacks"].items()]
        if not told:
            told = [(element, "to_fill_in", "value_not_public") for element in TO_FILL_IN]
            told += [("pourcentageSubvention", "to_fill_in", "share_unknown")] if len(row["beneficiaries"]) > 1 else []
        rows += [(*(row[name] for name in TITLES), *reason) for reason in told]
    return pd.DataFrame(rows, columns=[*TITLES, "format_element", "effect", "reason_code"])
