"""The questions on a project answered a second time with pandas, straight from the files: whom to work with, near it and with its peers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from .independent import TITLES, Chosen, five_peers, last_traces, load, pairs, territories, texts, ties, today

RINGS = ["same_place", "same_province", "same_region", "peer"]


def place_of(chosen: Chosen) -> pd.Series | None:
    """The territory of the project: the one that is wished, or that of the authority with most of the agreements."""
    places = texts(chosen.folder, "places").set_index("place", drop=False)
    if chosen.wish.get("place"):
        return places.loc[chosen.wish["place"]]
    rows = chosen.authorities[chosen.authorities["place"].notna()]
    counts = rows.groupby("place")["fact_id"].nunique().reset_index().sort_values(["fact_id", "place"], ascending=[False, True])
    return None if counts.empty else places.loc[counts["place"].iloc[0]]


def ring_of(rows: pd.DataFrame, own: pd.Series) -> pd.Series:
    """How near the territories of rows are: the ring by territory alone, missing outside the region."""
    near = pd.Series(None, rows.index, dtype=object)
    near[rows["region"] == own["region"]] = "same_region"
    if pd.notna(own["province"]):
        near[rows["province"].str[:6] == own["province"][:6]] = "same_province"
    near[rows["place"] == own["place"]] = "same_place"
    return near


def nearby(chosen: Chosen, own: pd.Series) -> pd.DataFrame:
    """The authorities near the project, each with its nearest ring and whether it is a peer."""
    listed = territories(chosen)
    of_census = own.to_dict() | {
        "kind": own["level"],
        "population_2024": int(own["population_2024"]),
        "urban_2024": int(own["urban_2024"]),
    }
    listed["is_peer"] = listed["party"].isin(five_peers(listed, of_census)["party"])
    listed["nearness"] = ring_of(listed, own).where(lambda ring: ring.notna(), listed["is_peer"].map({True: "peer", False: None}))
    listed["nearness"] = pd.Categorical(listed["nearness"], categories=RINGS, ordered=True)
    return listed[listed["nearness"].notna()][["party", "place", "nearness", "is_peer"]].assign(
        party=lambda row: row["party"].astype(str)
    )


def aimed(chosen: Chosen) -> set[str]:
    """The chosen agreements that name a sector of the project; all of them without one."""
    if not chosen.wish.get("field"):
        return set(chosen.agreements["fact_id"])
    return set(chosen.sectors[chosen.sectors["sector"].isin(str(chosen.wish["field"]).split("."))]["fact_id"])


def met(chosen: Chosen, near: pd.DataFrame) -> pd.DataFrame:
    """Each aimed agreement of each authority near the project, with each of its partners."""
    here = chosen.authorities[["fact_id", "party"]].drop_duplicates().assign(party=lambda row: row["party"].astype(str))
    there = chosen.partners[["fact_id", "party"]].drop_duplicates().rename(columns={"party": "partner"})
    found = here[here["fact_id"].isin(aimed(chosen))].merge(near, on="party").merge(there.astype(str), on="fact_id")
    return found[found["party"] != found["partner"]]


def order_of(chosen: Chosen) -> dict[str, int]:
    return {party: place for place, party in enumerate(texts(chosen.folder, "parties")["party"])}


def project_partners(chosen: Chosen) -> pd.DataFrame:
    columns = ["nearness", "partner", "kind", "country", "agreements", "works_with", "reasons", "seen"]
    own = place_of(chosen)
    found = pd.DataFrame() if own is None else met(chosen, nearby(chosen, own))
    if found.empty:
        return pd.DataFrame(columns=[*columns, *TITLES, "address", "total"])
    listed, order = territories(chosen), order_of(chosen)
    hers = set(listed[listed["place"] == own["place"]]["party"].astype(str))
    tied = ties(load(chosen.folder))
    tied = set(tied[tied["party"].astype(str).isin(hers)]["other"].astype(str))
    seen = last_traces(chosen).groupby("fact_id")["seen"].max()
    number = {fact_id: place for place, fact_id in enumerate(chosen.agreements["fact_id"])}
    kinds = texts(chosen.folder, "parties").set_index("party")[["kind", "country"]]
    pages = chosen.sources.sort_values("rank").drop_duplicates("fact_id").set_index("fact_id")["address"]
    rows = []
    for partner, group in found.groupby("partner"):
        counts = group.groupby(["nearness", "party"], observed=True).size().reset_index(name="n")
        counts = counts.assign(place=counts["party"].map(order)).sort_values(
            ["nearness", "n", "place"], ascending=[True, False, True]
        )
        nearest, last = group["nearness"].min(), group["fact_id"].map(seen).dropna()
        last_seen = None if last.empty else last.max()
        reasons = [ring for ring in RINGS[:3] if ring in set(group["nearness"])]
        reasons += ["peer"] if group["is_peer"].any() else []
        reasons += ["known_here"] if nearest != "same_place" and partner in tied else []
        reasons += ["recent"] if last_seen and today().year - int(last_seen[:4]) <= 2 else []
        rows.append(
            {
                "nearness": nearest,
                "partner": partner,
                **kinds.loc[partner].to_dict(),
                "agreements": group["fact_id"].nunique(),
                "works_with": "|".join(counts["party"]),
                "reasons": "|".join(reasons),
                "seen": last_seen,
                "fact_id": min(group["fact_id"], key=number.__getitem__),
            }
        )
    table = pd.DataFrame([row for row in rows if row["partner"] not in hers])
    table = table.assign(place=table["partner"].map(order), ring=table["nearness"].map(RINGS.index)).sort_values("place")
    table = table.sort_values("seen", ascending=False, na_position="last", kind="stable")
    table = table.sort_values("agreements", ascending=False, kind="stable").sort_values("ring", kind="stable")
    table["total"] = table.groupby("ring")["partner"].transform("size")
    table = table.groupby("ring").head(20).merge(chosen.agreements[TITLES], on="fact_id")
    return table.assign(address=table["fact_id"].map(pages))[[*columns, *TITLES, "address", "total"]]


def project_rings(chosen: Chosen) -> pd.DataFrame:
    own = place_of(chosen)
    rows: list[dict[str, Any]] = [{"nearness": ring, "last_year": None} for ring in RINGS]
    if own is not None:
        near, places = nearby(chosen, own), texts(chosen.folder, "places")
        whole, parties = load(chosen.folder), texts(chosen.folder, "parties")
        searched = parties[parties["party"].isin(texts(chosen.folder, "searches")["party"])]["place"]
        seen, ring = {*whole.authorities["place"], *searched}, ring_of(places, own)
        work = chosen.authorities[["fact_id", "party", "year"]].assign(party=lambda row: row["party"].astype(str))
        work = work[work["fact_id"].isin(aimed(chosen))]
        partners = met(chosen, near)
        for row in rows:
            peers = row["nearness"] == "peer"
            members = near[near["is_peer"]] if peers else near[near["nearness"] == row["nearness"]]
            there = set(members["place"]) if peers else set(places[ring == row["nearness"]]["place"])
            mine = work[work["party"].isin(members["party"])]
            row |= {
                "territories": len(there),
                "never_looked_at": len(there - seen),
                "authorities": mine["party"].nunique(),
                "agreements": mine["fact_id"].nunique(),
                "partners": partners[partners["party"].isin(members["party"])]["partner"].nunique(),
                "last_year": mine["year"].max(),
            }
    columns = ["nearness", "territories", "never_looked_at", "authorities", "agreements", "partners", "last_year"]
    return pd.DataFrame(rows).reindex(columns=columns).fillna(dict.fromkeys(columns[1:-1], 0))


def project_relations(chosen: Chosen) -> pd.DataFrame:
    columns = ["partner", "kind", "country", "agreements", "reasons", "seen", "silent_years"]
    own = place_of(chosen)
    if own is None:
        return pd.DataFrame(columns=columns)
    listed, order = territories(chosen), order_of(chosen)
    hers = set(listed[listed["place"] == own["place"]]["party"].astype(str))
    found = pairs(chosen)
    found = found[found["authority"].astype(str).isin(hers) & ~(found["silent_years"] <= 5)]
    mine = chosen.authorities[chosen.authorities["party"].astype(str).isin(hers)]["fact_id"]
    bound = chosen.parties[(chosen.parties["role"] == "party") & chosen.parties["fact_id"].isin(set(mine) & aimed(chosen))]
    asked = set(bound[bound["side"] == "partner"]["party"].astype(str)) if chosen.wish.get("field") else set()
    near = nearby(chosen, own)
    elsewhere = set(met(chosen, near[near["nearness"] != "same_place"])["partner"])
    found = found.assign(partner=found["partner"].astype(str)).reset_index(drop=True)
    found["apart"], found["elsewhere"] = ~found["partner"].isin(asked), found["partner"].isin(elsewhere)
    found["reasons"] = [
        "|".join(
            reason
            for reason, holds in (
                ("in_sectors", not row.apart),
                ("works_nearby", row.elsewhere),
                ("twinning", row.twinning),
                ("untraced", pd.isna(row.silent_years)),
                ("asleep", pd.notna(row.silent_years)),
            )
            if holds
        )
        for row in found.itertuples()
    ]
    found = found.assign(place=found["partner"].map(order), alone=~found["elsewhere"], single=~found["twinning"]).sort_values(
        "place"
    )
    found = found.sort_values("silent_years", ascending=False, na_position="last", kind="stable")
    found = found.sort_values(["apart", "alone", "single"], kind="stable").head(200)
    kinds = texts(chosen.folder, "parties")[["party", "kind", "country"]].rename(columns={"party": "partner"})
    return found.merge(kinds, on="partner")[columns]


ANSWERS: dict[str, Callable[[Chosen], pd.DataFrame]] = {
    function.__name__: function for function in (project_partners, project_relations, project_rings)
}
