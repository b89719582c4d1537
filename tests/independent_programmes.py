"""The questions on programmes answered a second time with pandas, straight from the files, as independent.py does for agreements."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from .independent import Chosen, has, searchable, signs, texts, today

LANGUAGES = ("fr", "ar", "en")
AUTHORITIES = ("region", "prefecture", "province", "commune", "group")
NUMBERS = "budget min_amount max_amount rate_max own_share_min calls_per_year percent amount"
WHOLE = "rank max_months number split"


@cache
def table(folder: Path, name: str) -> pd.DataFrame:
    """One file with figures as figures and marks as yes or no."""
    rows = texts(folder, name)
    for column in set(rows) & set(NUMBERS.split()):
        rows[column] = rows[column].astype(float)
    for column in set(rows) & set(WHOLE.split()):
        rows[column] = rows[column].astype("Int64")
    for column in set(rows) & {"cumulative", "continuous", "excludes_morocco", "named"}:
        rows[column] = rows[column] == "yes"
    return rows


@cache
def place(folder: Path, code_list: str) -> dict[str, int]:
    """Where each code stands in its list."""
    return {code: n for n, code in enumerate(texts(folder, f"codes/{code_list}")["code"], 1)}


def chosen_programmes(folder: Path, asked: dict[str, Any]) -> tuple[str, ...]:
    """The programmes that those filters let through that a programme can answer, and the three of a wish."""
    programmes = table(folder, "programmes")
    countries = texts(folder, "parties").set_index("party")["country"]
    fields = texts(folder, "priority_set_sectors")
    wanted, unwanted = (set(fields[fields["priority_set"].isin(sets)]["sector"]) for sets in signs(asked.get("priority", ())))
    kept = []
    for row in programmes.itertuples():
        of = {
            name: set(rows[rows["programme"] == row.programme].iloc[:, column])
            for name, rows, column in (
                ("sector", table(folder, "programme_sectors"), 1),
                ("partner", table(folder, "programme_funders"), 1),
                ("who", table(folder, "programme_applicants"), 2),
                ("support", table(folder, "programme_instruments"), 1),
            )
        }
        told = " ".join(str(getattr(row, f"{text}_{language}")) for text in ("name", "summary") for language in LANGUAGES)
        answers = (
            ({row.programme}, str(asked["programme"]).split(".") if asked.get("programme") else (), ()),
            ({row.funder_type}, *signs(asked.get("partner_type", ()))),
            (of["sector"], *signs(asked.get("sector", ()))),
            (of["sector"], wanted, unwanted),
            (of["partner"], *signs(asked.get("partner", ()))),
            ({countries[party] for party in of["partner"]}, *signs(asked.get("country", ()))),
            (of["who"], [asked["who"]] if asked.get("who") else (), ()),
            (of["support"], [asked["support"]] if asked.get("support") else (), ()),
        )
        words = searchable(asked.get("text", "")).split()
        let_through = all(
            (not wished or found & set(wished)) and not found & set(left_out) for found, wished, left_out in answers
        )
        if let_through and all(has(searchable(told), word) for word in words):
            kept.append(row.programme)
    in_window = asked.get("window")
    return tuple(sorted(p for p in kept if not in_window or window(folder, p, day_of(asked)) == in_window))


def day_of(asked: dict[str, Any]) -> pd.Timestamp:
    """The day that windows are looked at."""
    return pd.Timestamp(asked["day"]) if asked.get("day") else today()


def first_day(date: object) -> pd.Timestamp | None:
    """The first day that a date known to the year, month or day can mean."""
    return pd.Timestamp(str(date)) if isinstance(date, str) else None


def last_day(date: object) -> pd.Timestamp | None:
    """The last day that a date known to the year, month or day can mean."""
    if not isinstance(date, str):
        return None
    frequency = {4: "Y", 7: "M", 10: "D"}[len(date)]
    return pd.Period(date, freq=frequency).end_time.normalize()


def window(folder: Path, programme: str, day: pd.Timestamp) -> str:  # noqa: PLR0911 - one line a rule
    """Where a programme's windows stand on a day."""
    row = table(folder, "programmes").set_index("programme").loc[programme]
    calls = table(folder, "calls")
    dates = [(first_day(c.opens), last_day(c.closes)) for c in calls[calls["programme"] == programme].itertuples()]
    end, start = last_day(row["period_end"]), first_day(row["period_start"])
    if end is not None and end < day:
        return "over"
    if start is not None and start > day:
        return "upcoming"
    if row["continuous"]:
        return "continuous"
    if any(opens is not None and closes is not None and opens <= day <= closes for opens, closes in dates):
        return "open"
    if any(opens is not None and opens > day for opens, _ in dates):
        return "upcoming"
    closings = [closes for _, closes in dates if closes is not None]
    openings = [opens for opens, _ in dates if opens is not None]
    undated = any(opens is None and closes is None for opens, closes in dates)
    if closings and max(closings) < day and not undated and (not openings or max(openings) <= max(closings)):
        return "closed"
    return "unknown"


def about(chosen: Chosen, name: str) -> pd.DataFrame:
    """The rows of a file that are about the chosen programmes, by programme and rank where there is one."""
    rows = table(chosen.folder, name)
    rows = rows[rows["programme"].isin(chosen.programmes)]
    order = ["programme", *(["rank"] if "rank" in rows else [])]
    return rows.sort_values(order, kind="stable", ignore_index=True)


def sourced(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Rows with what is known of the page they rest on."""
    pages = texts(folder, "sources").rename(columns={"title": "source_title"})
    return rows.merge(pages, on="source", how="left", suffixes=("", "_of_page"))


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.rename(columns={f"text_{language}": f"wording_{language}" for language in LANGUAGES})


def three(name: str) -> list[str]:
    return [f"{name}_{language}" for language in LANGUAGES]


def joined(chosen: Chosen, name: str, column: str, code_list: str = "") -> dict[str, str]:
    """Programme → its codes of one column, parted by bars, in the order of their list or else of their rank."""
    rows = about(chosen, name)
    found = {}
    for programme, group in rows.groupby("programme"):
        codes = list(dict.fromkeys(group[column]))
        found[str(programme)] = "|".join(sorted(codes, key=place(chosen.folder, code_list).get) if code_list else codes)
    return found


def programmes(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "programmes")
    day = day_of(chosen.wish)
    told = {
        "funders": joined(chosen, "programme_funders", "party"),
        "applicants": joined(chosen, "programme_applicants", "applicant", "applicants"),
        "sectors": joined(chosen, "programme_sectors", "sector", "sectors"),
        "supports": joined(chosen, "programme_instruments", "instrument", "funding_instruments"),
        "window": {p: window(chosen.folder, p, day) for p in chosen.programmes},
    }
    for name, codes in told.items():
        rows[name] = rows["programme"].map(codes)
    return rows[
        [
            "programme",
            "funder_type",
            "funders",
            "applicants",
            "sectors",
            "supports",
            "rate_max",
            "max_amount",
            "amount_currency",
            "window",
        ]
    ]


def programme_figures(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "programmes")
    states = [window(chosen.folder, p, day_of(chosen.wish)) for p in chosen.programmes]
    return pd.DataFrame(
        {
            "programmes": [len(rows)],
            "open_programmes": [sum(state in ("open", "continuous") for state in states)],
            "with_rate": [rows["rate_max"].notna().sum()],
            "with_ceiling": [rows["max_amount"].notna().sum()],
            "funder_types": [rows["funder_type"].nunique()],
        }
    )


def programmes_by_funder_type(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "programmes")
    counts = rows.groupby("funder_type").size().reset_index(name="programmes")
    counts["place"] = counts["funder_type"].map(place(chosen.folder, "partner_types"))
    counts = counts.sort_values(["programmes", "place"], ascending=[False, True]).drop(columns="place")
    return counts.assign(share=counts["programmes"] / max(len(rows), 1))


def programmes_known(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "programmes")
    calls = about(chosen, "calls")
    counts = {
        "rate_max": rows["rate_max"].notna().sum(),
        "max_amount": rows["max_amount"].notna().sum(),
        "budget": rows["budget"].notna().sum(),
        "rhythm": rows["rhythm_fr"].notna().sum(),
        "partner_required": rows["partner_required"].notna().sum(),
        "period": rows["period_start"].notna().sum(),
        "applicants": about(chosen, "programme_applicants")["programme"].nunique(),
        "dated_window": calls[calls["opens"].notna() | calls["closes"].notna()]["programme"].nunique(),
        "awards": about(chosen, "awards")["programme"].nunique(),
    }
    told = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return pd.DataFrame([(name, n, len(rows)) for name, n in told], columns=["known_field", "programmes", "total"])


def programme_sheet(chosen: Chosen) -> pd.DataFrame:
    rows = sourced(about(chosen, "programmes"), chosen.folder)
    rows["window"] = [window(chosen.folder, p, day_of(chosen.wish)) for p in rows["programme"]]
    columns = "programme funder_type status period_start period_end date_basis budget currency money_role min_amount max_amount"
    columns += " amount_currency rate_max own_share_min max_months excludes_morocco partner_required partner_kind calls_per_year"
    columns += " continuous parent source"
    worded_columns = [c for name in ("budget_note", "partner_rule", "rhythm", "summary", "note") for c in three(name)]
    return rows[[*columns.split(), *worded_columns, "address", "source_title", "window"]]


def programme_applicants(chosen: Chosen) -> pd.DataFrame:
    rows = worded(sourced(about(chosen, "programme_applicants"), chosen.folder))
    return rows[["programme", "applicant", "reach", "country", "named", *three("wording"), "address"]]


def programme_conditions(chosen: Chosen) -> pd.DataFrame:
    rows = worded(sourced(about(chosen, "programme_conditions"), chosen.folder))
    return rows[["programme", *three("wording"), "address"]]


def programme_shares(chosen: Chosen) -> pd.DataFrame:
    rows = worded(sourced(about(chosen, "programme_shares"), chosen.folder))
    columns = ["programme", "payer", "rule", "percent", "split", "applicant", "excludes_morocco"]
    return rows[[*columns, *three("wording"), "address"]]


def programme_awards(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "awards").sort_values("award").sort_values(["programme", "cumulative", "date"], kind="stable")
    rows = worded(sourced(rows, chosen.folder))
    columns = ["programme", "award", "date", "cumulative", "number", "amount", "currency"]
    return rows[[*columns, *three("wording"), "address"]]


def programme_agreements(chosen: Chosen) -> pd.DataFrame:
    agreements = texts(chosen.folder, "agreements")
    awards = table(chosen.folder, "awards")[["award", "programme"]]
    made = texts(chosen.folder, "award_agreements").merge(awards)[["programme", "fact_id"]].assign(from_award=True)
    named = agreements[agreements["programme"].notna()][["programme", "fact_id"]].assign(from_award=False)
    both = pd.concat([made, named]).groupby(["programme", "fact_id"], as_index=False)["from_award"].max()
    both = both[both["programme"].isin(chosen.programmes)]
    rows = both.merge(agreements.drop(columns="programme"), on="fact_id")
    rows = rows.sort_values("fact_id").sort_values(["programme", "date"], kind="stable", na_position="last")
    return rows[["programme", "fact_id", *three("title"), "date", "from_award"]]


def programme_sources(chosen: Chosen) -> pd.DataFrame:
    rows = sourced(about(chosen, "programme_sources"), chosen.folder)
    return rows[["programme", "address", "source_title", "publisher", "language", "published", "confidence"]]


def programme_claims(chosen: Chosen) -> pd.DataFrame:
    addresses = texts(chosen.folder, "sources").set_index("source")["address"]
    rows = about(chosen, "programme_claims")
    rows = rows.assign(address=rows["source"].map(addresses), other_address=rows["other_source"].map(addresses))
    columns = ["programme", "field", "stance", "value", "language", "address", "other_value", "other_language", "other_address"]
    return rows[[*columns, *three("reason")]]


def programme_lists(chosen: Chosen) -> pd.DataFrame:
    told = []
    for code_list, name, column in (
        ("funding_instruments", "programme_instruments", "instrument"),
        ("parties", "programme_funders", "party"),
        ("sdgs", "programme_sdgs", "sdg"),
        ("sectors", "programme_sectors", "sector"),
    ):
        for row in about(chosen, name).to_dict("records"):
            code = row[column]
            rank = row["rank"] if code_list == "parties" else place(chosen.folder, code_list)[code]
            told.append((row["programme"], code_list, code, rank))
    return pd.DataFrame(sorted(told, key=lambda row: (row[0], row[1], row[3])), columns=["programme", "list", "code", "place"])


def sdgs_of_programmes(chosen: Chosen) -> pd.DataFrame:
    rows = sourced(about(chosen, "programme_sdgs"), chosen.folder)
    rows = rows.assign(sdg=rows["sdg"].astype(int)).sort_values("sdg").assign(sdg=lambda row: row["sdg"].astype(str))
    rows = rows.groupby(["programme", "publisher", "address"], as_index=False, dropna=False)["sdg"].agg("|".join)
    rows = rows.rename(columns={"sdg": "sdgs"}).sort_values(["programme", "address"])
    return rows[["programme", "sdgs", "publisher", "address"]]


def limit(chosen: Chosen, row: pd.Series, column: str, currency: str) -> float | None:
    """The smallest or largest amount of a programme in another currency, at the last yearly rate."""
    rates = texts(chosen.folder, "rates").sort_values("year").groupby("currency")["per_euro"].last().astype(float).to_dict()
    rates["EUR"] = 1.0
    own = row["amount_currency"]
    if pd.isna(row[column]) or own not in rates or currency not in rates:
        return None
    return round(row[column] / rates[own] * rates[currency], 2)


def eligibility(chosen: Chosen) -> pd.DataFrame:
    wish = chosen.wish
    verdicts = texts(chosen.folder, "codes/eligibility_reasons").set_index("code")["verdict"]
    programmes_of = sourced(about(chosen, "programmes"), chosen.folder)
    rows = []
    for _, row in programmes_of.iterrows():
        reasons = {
            "applicant_reason": applicant_reason(chosen, row),
            "partner_reason": partner_reason(chosen, row),
            "field_reason": field_reason(chosen, row["programme"]),
            "place_reason": place_reason(chosen, row),
            "cost_reason": cost_reason(chosen, row),
            "day_reason": {
                "open": "day_open",
                "continuous": "day_continuous",
                "upcoming": "day_before",
                "over": "day_over",
                "closed": "day_closed",
                "unknown": "day_unknown",
            }[window(chosen.folder, row["programme"], day_of(wish))],
        }
        found = {verdicts[reason] for reason in reasons.values() if reason}
        told = [(reason, verdicts[reason]) for reason in reasons.values() if reason]
        verdict = next((v for v in ("not_eligible", "cannot_tell") if v in found), "eligible")
        rows.append(
            {
                "programme": row["programme"],
                "funder_type": row["funder_type"],
                "verdict": verdict,
                "because": "|".join(reason for reason, follows in told if follows == verdict),
                **reasons,
                **applicant_rule(chosen, row["programme"]),
                **row[three("partner_rule")],
                **stated_places(chosen, row["programme"]),
                "address": row["address"],
            }
        )
    columns = [
        "programme",
        "funder_type",
        "verdict",
        "because",
        "applicant_reason",
        "partner_reason",
        "field_reason",
        "place_reason",
        "cost_reason",
        "day_reason",
    ]
    told = pd.DataFrame(
        rows,
        columns=[
            *columns,
            *three("applicant_rule"),
            "applicant_address",
            *three("partner_rule"),
            "places",
            "places_address",
            "address",
        ],
    )
    order = told["verdict"].map({"eligible": 1, "cannot_tell": 2, "not_eligible": 3})
    return told.assign(order=order).sort_values(["order", "programme"]).drop(columns="order")


def applicant_reason(chosen: Chosen, row: pd.Series) -> str | None:  # noqa: PLR0911 - one line a rule
    applicant, partner = chosen.wish.get("applicant"), chosen.wish.get("partner_country")
    if row["excludes_morocco"]:
        return "morocco_excluded"
    if not applicant:
        return "applicant_not_said"
    rules = table(chosen.folder, "programme_applicants")
    rules = rules[rules["programme"] == row["programme"]]
    if rules.empty:
        return "applicant_unknown"
    abroad = [
        rule
        for rule in rules.itertuples()
        if rule.applicant.startswith("foreign") or (isinstance(rule.country, str) and rule.country != "MA")
    ]
    names = {applicant, "any_authority"} if applicant in AUTHORITIES else {applicant}
    own = [
        r
        for r in rules.itertuples()
        if r.Index not in {a.Index for a in abroad} and r.applicant in names and r.reach != "without_morocco"
    ]
    if any(not r.named and r.reach in ("country", "any", "with_morocco") for r in own):
        return "applicant_fits"
    if any(r.named for r in own):
        return "applicant_named"
    if any(r.reach in ("unclear", "unknown") for r in own):
        return "applicant_country_unclear"
    if len([r for r in rules.itertuples() if r.reach != "without_morocco"]) > len(
        [r for r in abroad if r.reach != "without_morocco"]
    ):
        return "applicant_other_kind"
    if partner and any(not r.named and r.applicant == "foreign_authority" and r.country == partner for r in abroad):
        return "applicant_through_partner"
    if partner and any(r.country == partner for r in abroad):
        return "applicant_other_partner"
    return "applicant_abroad" if abroad else "applicant_other_kind"


def admits(chosen: Chosen, programme: str) -> bool:
    """Whether a page admits such an applicant of the Moroccan side, wherever it sits."""
    rules = table(chosen.folder, "programme_applicants")
    applicant = chosen.wish.get("applicant")
    names = {applicant, "any_authority"} if applicant in AUTHORITIES else {applicant}
    rules = rules[(rules["programme"] == programme) & rules["applicant"].isin(names - {None}) & ~rules["named"]]
    rules = rules[~rules["applicant"].str.startswith("foreign")]
    return bool((rules["reach"].isin(["country", "any", "with_morocco"]) & rules["country"].fillna("MA").eq("MA")).any())


def applicant_rule(chosen: Chosen, programme: str) -> dict[str, str | None]:
    """What a programme says of such an applicant, or of the body of the partner's country, and the page that says it first."""
    applicant, partner = chosen.wish.get("applicant"), chosen.wish.get("partner_country")
    names = {applicant, "any_authority"} if applicant in AUTHORITIES else {applicant}
    rules = sourced(table(chosen.folder, "programme_applicants"), chosen.folder)
    rules = rules[rules["programme"] == programme].sort_values("rank")
    of_partner = rules["country"] == partner if partner else rules["country"].isna() & False
    own = rules["applicant"].isin(names - {None}) & rules["country"].fillna("MA").eq("MA")
    told = rules[of_partner | own]
    texts_of = {f"applicant_rule_{language}": " · ".join(told[f"text_{language}"]) or None for language in LANGUAGES}
    return {**texts_of, "applicant_address": told["address"].iloc[0] if len(told) else None}


def partner_reason(chosen: Chosen, row: pd.Series) -> str | None:  # noqa: PLR0911 - one line a rule
    partner = chosen.wish.get("partner_country")
    countries = table(chosen.folder, "programme_partner_countries")
    countries = set(countries[countries["programme"] == row["programme"]]["country"])
    if not chosen.wish.get("applicant"):
        return None
    if row["partner_required"] == "no":
        return "partner_not_needed"
    if row["partner_required"] != "yes":
        return "partner_perhaps" if partner else "partner_unknown"
    if row["partner_kind"] in ("intermediary", "consortium"):
        return "partner_of_another_kind"
    if not partner:
        return "partner_missing"
    if not countries:
        return "partner_country_unknown"
    return "partner_fits" if partner in countries else "partner_elsewhere"


def field_reason(chosen: Chosen, programme: str) -> str | None:
    field, named = chosen.wish.get("field"), table(chosen.folder, "programme_sectors")
    named = set(named[named["programme"] == programme]["sector"])
    if not field:
        return None
    return "field_unknown" if not named else "field_named" if named & set(field.split(".")) else "field_not_named"


def stated_places(chosen: Chosen, programme: str) -> dict[str, str | None]:
    """The territories that a programme names, and the page that names the first."""
    rows = sourced(table(chosen.folder, "programme_places"), chosen.folder)
    rows = rows[rows["programme"] == programme].sort_values("rank")
    return {
        "places": "|".join(rows["place"].dropna()) or None,
        "places_address": rows["address"].iloc[0] if len(rows) else None,
    }


def place_reason(chosen: Chosen, row: pd.Series) -> str | None:  # noqa: PLR0911 - one line a rule
    """Codes of places begin with those of the places around them."""
    place = chosen.wish.get("place")
    if not place:
        return None
    rows = table(chosen.folder, "programme_places")
    rows = rows[rows["programme"] == row["programme"]]
    only, first = (list(rows[rows["rule"] == rule]["place"]) for rule in ("only", "first"))
    if any(place == named or place.startswith(f"{named}.") for named in only):
        return "place_named"
    if any(named.startswith(f"{place}.") for named in only):
        return "place_partly"
    if only:
        return "place_elsewhere"
    if (rows["rule"] == "unclear").any():
        return "place_unclear"
    if first:
        return "place_first" if any(place == named or place.startswith(f"{named}.") for named in first) else "place_not_first"
    return "place_whole" if admits(chosen, row["programme"]) else "place_unknown"


def cost_reason(chosen: Chosen, row: pd.Series) -> str | None:
    cost, currency = chosen.wish.get("cost"), chosen.wish.get("currency") or "MAD"
    if not cost:
        return None
    least, most = (limit(chosen, row, column, currency) for column in ("min_amount", "max_amount"))
    if pd.isna(row["rate_max"]) and least is None and most is None:
        return "cost_unknown"
    aid = cost * (100 if pd.isna(row["rate_max"]) else row["rate_max"]) / 100
    if least is not None and aid < least:
        return "cost_too_small"
    return "cost_capped" if most is not None and aid > most else "cost_fits"


def cost_split(chosen: Chosen) -> pd.DataFrame:
    wish = chosen.wish
    cost, currency = wish.get("cost"), wish.get("currency") or "MAD"
    applicant = wish.get("applicant")
    abroad = {"foreign_authority": AUTHORITIES, "foreign_ngo": ("ngo",)}
    of = about(chosen, "programmes").set_index("programme")
    rows = worded(sourced(about(chosen, "programme_shares"), chosen.folder))
    told = []
    for row in rows.to_dict("records"):
        only = row["applicant"]
        fits = pd.isna(only) or not applicant or only == applicant or applicant in abroad.get(only, ())
        if row["rule"] == "endowment" or row["excludes_morocco"] or not fits:
            continue
        ceiling = limit(chosen, of.loc[row["programme"]], "max_amount", currency)
        share = None if not cost else round(cost * row["percent"] / 100, 2)
        capped = row["payer"] == "fund" and row["rule"] == "max" and ceiling is not None
        amount = min(share, ceiling) if capped and share is not None else share
        told.append(
            row
            | {
                "cost": cost and float(cost),
                "currency": currency,
                "by_percent": share,
                "amount": amount,
                "rest": cost - amount if cost and row["payer"] == "fund" and row["rule"] == "max" else None,
                "ceiling": ceiling,
            }
        )
    columns = ["programme", "payer", "rule", "percent", "split", "cost", "currency", "by_percent", "amount", "rest", "ceiling"]
    return pd.DataFrame(told, columns=[*columns, *three("wording"), "address"])


def call_rows(chosen: Chosen) -> list[dict[str, Any]]:
    """Every known call of the chosen programmes and the next one of those that state a rhythm, with first and last day."""
    day, rows = day_of(chosen.wish), []
    for row in about(chosen, "calls").to_dict("records"):
        opens, closes = first_day(row["opens"]), last_day(row["closes"])
        state = "unknown" if opens is None or closes is None else "open"
        state = "upcoming" if opens is not None and opens > day else state
        state = "closed" if closes is not None and closes < day else state
        rows.append(row | {"first": opens, "last": closes, "call_state": state})
    for row in about(chosen, "programmes").to_dict("records"):
        own = [r["last"] if r["last"] is not None else r["first"] for r in rows if r["programme"] == row["programme"]]
        own = [known for known in own if known is not None]
        end = last_day(row["period_end"])
        if pd.isna(row["calls_per_year"]) or not own or (end is not None and end < day):
            continue
        step, times = round(12 / row["calls_per_year"]), 1
        while max(own) + pd.DateOffset(months=step * times) < day:
            times += 1
        expected = (max(own) + pd.DateOffset(months=step * times)).strftime("%Y-%m")
        told = {f"tranche_{language}": row[f"rhythm_{language}"] for language in LANGUAGES}
        base = {"programme": row["programme"], "call": None, "opens": None, "closes": expected, "source": row["source"]}
        rows.append(base | told | {"first": None, "last": last_day(expected), "call_state": "expected"})
    return rows


def calls(chosen: Chosen) -> pd.DataFrame:
    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        known = row["last"] if row["last"] is not None else row["first"]
        return (known is None, -known.value if known is not None else 0, row["programme"], row["call"] is None, row["call"] or "")

    rows = [
        row | {"start": row["first"] and str(row["first"].date()), "end": row["last"] and str(row["last"].date())}
        for row in sorted(call_rows(chosen), key=order)
    ]
    told = sourced(
        pd.DataFrame(
            rows, columns=["programme", "call", *three("tranche"), "opens", "closes", "start", "end", "call_state", "source"]
        ),
        chosen.folder,
    )
    return told[["programme", "call", *three("tranche"), "opens", "closes", "start", "end", "call_state", "address"]]


def calls_due(chosen: Chosen) -> pd.DataFrame:
    day, rows = day_of(chosen.wish), []
    for row in call_rows(chosen):
        closing = "expected" if row["call_state"] == "expected" else "closes"
        for event, date, falls in (("opens", row["opens"], row["first"]), (closing, row["closes"], row["last"])):
            if not isinstance(date, str) or len(date) < len("2026-01") or not 0 <= (falls - day).days <= 180:
                continue
            delay = next(f"within_{most}" for most in (30, 90, 180) if (falls - day).days <= most)
            rows.append(row | {"call_event": event, "date": date, "delay": delay, "falls": falls})
    rows.sort(key=lambda row: (row["falls"], row["programme"], row["call_event"]))
    columns = ["programme", *three("tranche"), "call_event", "date", "delay"]
    return sourced(pd.DataFrame(rows, columns=[*columns, "source"]), chosen.folder)[[*columns, "address"]]


def crowded_programmes(rows: pd.DataFrame, chosen: Chosen, column: str) -> pd.DataFrame:
    """Cells of a matrix of programmes by sector; crowded are those with twice the average or more."""
    found = rows.groupby(["sector", column], as_index=False).agg(programmes=("programme", "size"), named=("programme", "|".join))
    found["place"] = found["sector"].map(place(chosen.folder, "sectors"))
    order = place(chosen.folder, "partner_types") if column == "partner_type" else {region: region for region in found[column]}
    found["then"] = found[column].map(order)
    found = found.sort_values(["place", "then"])
    return found.assign(crowded=found["programmes"] >= 2 * found["programmes"].mean())


def programme_sectors_by_funder_type(chosen: Chosen) -> pd.DataFrame:
    rows = about(chosen, "programme_sectors").merge(table(chosen.folder, "programmes")[["programme", "funder_type"]])
    found = crowded_programmes(rows.rename(columns={"funder_type": "partner_type"}), chosen, "partner_type")
    return found[["sector", "partner_type", "programmes", "crowded"]]


def programme_sectors_by_region(chosen: Chosen) -> pd.DataFrame:
    named = about(chosen, "programme_places").dropna(subset="place")
    named = named.assign(region=named["place"].str[:2])[["programme", "region"]].drop_duplicates()
    found = crowded_programmes(named.merge(about(chosen, "programme_sectors"), on="programme"), chosen, "region")
    return found.rename(columns={"named": "named_programmes"})[["sector", "region", "programmes", "crowded", "named_programmes"]]


def programmes_placed(chosen: Chosen) -> pd.DataFrame:
    placed = about(chosen, "programme_places").dropna(subset="place")["programme"].nunique()
    return pd.DataFrame(
        {"programmes": [len(chosen.programmes)], "placed": [placed], "unplaced": [len(chosen.programmes) - placed]}
    )


ANSWERS: dict[str, Callable[[Chosen], pd.DataFrame]] = {
    function.__name__: function
    for function in (
        calls,
        calls_due,
        cost_split,
        eligibility,
        programme_agreements,
        programme_applicants,
        programme_awards,
        programme_claims,
        programme_conditions,
        programme_figures,
        programme_lists,
        programme_sectors_by_funder_type,
        programme_sectors_by_region,
        programme_shares,
        programme_sheet,
        programme_sources,
        programmes,
        programmes_by_funder_type,
        programmes_known,
        sdgs_of_programmes,
        programmes_placed,
    )
}
