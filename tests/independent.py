"""Every question answered a second time: with pandas, straight from the files of a dataset, without SQL and without the store.

`choose` takes the filters of a selection, `ANSWERS` holds one function a question. Both are written from the words of the
filters and of the questions; that two ways of counting agree is what `test_questions.py` asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import floor
from pathlib import Path
from typing import Any

import pandas as pd

TERRITORIAL_KINDS = ("region", "prefecture", "province", "commune", "group")
NO_COUNTRY = ("INT", "EU")
LANGUAGES = ("fr", "ar", "en")
# Columns whose values sort as their list stands in its file.
LISTS = {
    "scope": "scopes",
    "partner_type": "partner_types",
    "instrument": "instruments",
    "status": "statuses",
    "date_event": "date_events",
    "date_basis": "date_bases",
    "money_role": "money_roles",
    "confidence": "confidences",
    "kind": "kinds",
    "country": "countries",
    "role": "roles",
    "side": "sides",
    "sector": "sectors",
    "state": "commitment_states",
}
ELEMENTS = ("parties", "object", "sectors", "obligations", "money", "duration", "committee", "rhythm", "evaluation")
TITLES = ["fact_id", "title_fr", "title_ar", "title_en"]


@dataclass(frozen=True)
class Chosen:
    """Agreements in the register's order, and the rows of the other tables that are theirs.

    `whole` is what they were narrowed from when a party was named, `named` is that party.
    """

    folder: Path
    agreements: pd.DataFrame
    parties: pd.DataFrame
    sectors: pd.DataFrame
    sources: pd.DataFrame
    asked: dict[str, Any] = field(default_factory=dict)
    lens: str = ""
    programmes: tuple[str, ...] = ()
    wish: dict[str, Any] = field(default_factory=dict)
    named: str = ""
    whole: Chosen | None = None

    @property
    def around(self) -> Chosen:
        """The agreements of the selection, whoever made them."""
        return self.whole or self

    @property
    def centre(self) -> str:
        """The party that was named, or the one with most agreements, the first of the list among equals."""
        return self.named or str(self.parties.groupby("party", observed=True)["fact_id"].nunique().idxmax())

    @property
    def its_own(self) -> pd.DataFrame:
        """The rows of the parties that are those of the centre."""
        return self.parties[self.parties["party"] == self.centre]

    @property
    def authorities(self) -> pd.DataFrame:
        """Moroccan territorial authorities, on whichever side they stand."""
        return self.parties[(self.parties["country"] == "MA") & self.parties["kind"].isin(TERRITORIAL_KINDS)]

    @property
    def partners(self) -> pd.DataFrame:
        """Whoever stands on the partner's side."""
        return self.parties[self.parties["side"] == "partner"]


def texts(folder: Path, name: str) -> pd.DataFrame:
    """One file as it stands; an empty cell is missing."""
    path = folder / f"{name}.csv"
    return read(path, path.stat().st_mtime_ns).copy(deep=False)


@cache
def read(path: Path, _: int) -> pd.DataFrame:
    """A file as it stood at one time: most answers read the same few files."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def today() -> pd.Timestamp:
    """The day on which a question about the time gone by is asked, at midnight."""
    return pd.Timestamp(datetime.now().astimezone().date())


def silence(years: float) -> str:
    """The step in which a number of years without a trace falls."""
    if pd.isna(years):
        return "unknown"
    return next((f"up_to_{most}" for most in (2, 5, 10) if years <= most), "over_10")


def searchable(text: str) -> str:
    """Text without case, accents, hamza, tatweel and punctuation, with one form of alef, ya and ha."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    for sign, instead in {"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": ""}.items():
        bare = bare.replace(sign, instead)
    return re.sub(r"[\W_]+", " ", bare).strip()


def without_article(word: str) -> str:
    """An Arabic word without what is written as one with it (and, with, for, like, the), as much of it as leaves three letters."""
    signs = [c + p for c in ("و", "ف", "") for p in ("لل", "بال", "لال", "كال", "ال", "ب", "ل", "ك", "")]
    fitting = [sign for sign in signs if word.startswith(sign) and re.fullmatch("[ء-ي]{3,}", word[len(sign) :])]
    return word[len(fitting[0]) :] if fitting else word


def has(text: str, word: str) -> bool:
    """Whether a word begins a word of a text, the Arabic article and prepositions aside; a short Arabic word is a whole one."""
    words = [form for found in text.split() for form in (found, without_article(found))]
    sought = without_article(word)
    return sought in words if re.fullmatch("[ء-ي]{1,3}", sought) else any(form.startswith(sought) for form in words)


@cache
def load(folder: Path) -> Chosen:
    """All agreements of a dataset, with what other files say of them."""
    order = {column: texts(folder, f"codes/{name}")["code"] for column, name in LISTS.items()}
    order["party"] = texts(folder, "parties")["party"]

    def sortable(table: pd.DataFrame) -> pd.DataFrame:
        coded = {c: pd.Categorical(table[c], categories=codes, ordered=True) for c, codes in order.items() if c in table}
        return table.assign(**coded)

    parties = texts(folder, "agreement_parties")
    parties = parties.merge(texts(folder, "parties"), on="party", how="left", suffixes=("", "_own"))
    parties = parties.merge(texts(folder, "places"), on="place", how="left", suffixes=("", "_place"))
    parties["province"] = parties["province"].str[:6]
    sources = texts(folder, "agreement_sources").merge(texts(folder, "sources"), on="source", how="left")
    sources["rank"] = sources["rank"].astype(int)
    other = texts(folder, "place_names").groupby("place")["name"].agg(" ".join) if (folder / "place_names.csv").exists() else {}
    parties["also_named"] = parties["place"].map(other)
    named = parties[["name_fr", "name_ar", "name_en", "name_fr_place", "name_ar_place", "acronym", "also_written", "also_named"]]
    parties["names"] = named.fillna("").agg(" ".join, axis=1)

    agreements = texts(folder, "agreements").sort_values("fact_id")
    agreements = agreements.sort_values("date", ascending=False, na_position="last", kind="stable", ignore_index=True)
    agreements["year"] = agreements["date"].str[:4].astype("Int64")
    agreements["amount"] = agreements["amount"].map(Decimal, na_action="ignore")
    brought = texts(folder, "contributions")["fact_id"] if (folder / "contributions.csv").exists() else []
    agreements["origin"] = agreements["fact_id"].isin(brought).map({True: "brought", False: "register"})
    main_source = sources[sources["rank"] == 1][["fact_id", "confidence"]]
    families = texts(folder, "codes/partner_types").rename(columns={"code": "partner_type"})[["partner_type", "family"]]
    agreements = agreements.merge(main_source, how="left").merge(families, how="left")
    told = agreements[[f"{text}_{language}" for text in ("title", "summary") for language in LANGUAGES]].fillna("")
    names = agreements["fact_id"].map(parties.groupby("fact_id")["names"].agg(" ".join))
    promised = (
        texts(folder, "commitments").set_index("fact_id")[[f"text_{language}" for language in LANGUAGES]].agg(" ".join, axis=1)
    )
    promised = agreements["fact_id"].map(promised.groupby("fact_id").agg(" ".join)).fillna("")
    agreements["search"] = (told.agg(" ".join, axis=1) + " " + names + " " + promised).map(searchable)

    about = agreements[["fact_id", "year", "family"]].reset_index(names="number")
    return Chosen(
        folder,
        sortable(agreements),
        sortable(parties.merge(about)),
        sortable(texts(folder, "agreement_sectors").merge(about)),
        sortable(sources.merge(about)),
    )


def about(chosen: Chosen, party: str) -> Chosen:
    """The chosen agreements that this party takes part in, with the party in their centre."""
    facts = chosen.parties[chosen.parties["party"] == party]["fact_id"]
    tables = (chosen.agreements, chosen.parties, chosen.sectors, chosen.sources)
    return Chosen(chosen.folder, *(table[table["fact_id"].isin(facts)] for table in tables), named=party, whole=chosen)


@lru_cache(maxsize=64)
def choose(folder: Path, lens: str = "", **asked: Any) -> Chosen:
    """The agreements that a selection lets through; `asked` are its filters, the scope is territorial unless said.

    `lens` is a priority set, or sectors with commas between them; without it every sector is looked at.
    """
    whole = load(folder)
    agreements = whole.agreements
    keep = pd.Series(data=True, index=agreements.index)
    for column in ("scope", "partner_type", "instrument", "status", "origin"):
        values, left_out = signs(asked.get(column, ("territorial",) if column == "scope" else ()))
        keep &= agreements[column].isin(values) if values else True
        keep &= ~agreements[column].isin(left_out)
    priorities = whole.sectors.merge(texts(folder, "priority_set_sectors")[["priority_set", "sector"]], on="sector")
    for table, column, name in (
        (whole.sectors, "sector", "sector"),
        (priorities, "priority_set", "priority"),
        (whole.authorities, "kind", "level"),
        (whole.authorities, "region", "region"),
        (whole.authorities, "province", "province"),
        (whole.authorities, "party", "authority"),
        (whole.partners, "party", "partner"),
        (whole.partners, "country", "country"),
        (whole.sources, "source", "source"),
    ):
        values, left_out = signs(asked.get(name, ()))
        keep &= agreements["fact_id"].isin(table[table[column].isin(values)]["fact_id"]) if values else True
        keep &= ~agreements["fact_id"].isin(table[table[column].isin(left_out)]["fact_id"])
    undated = agreements["year"].isna()
    mandates = [range(int(mandate[:4]), int(mandate[5:]) + 1) for mandate in asked.get("mandate", ())]
    in_mandate = agreements["year"].isin([year for mandate in mandates for year in mandate])
    keep &= in_mandate if mandates else True
    within = agreements["year"].between(asked.get("from_year", 0), asked.get("to_year", 9999)).fillna(value=False).astype(bool)
    keep &= {"with": within | undated, "without": within, "only": undated}[asked.get("undated", "with")]
    for word in searchable(asked.get("text", "")).split():
        keep &= agreements["search"].map(lambda text, word=word: has(text, word))
    facts = agreements[keep]["fact_id"]
    if asked.get("elements"):
        facts = facts[elements(whole).sum(axis="columns")[facts.index] >= asked["elements"]]
    if asked.get("publishers"):
        facts = facts[facts.map(publishers(whole)) >= asked["publishers"]]
    mine = [table[table["fact_id"].isin(facts)] for table in (whole.agreements, whole.parties, whole.sectors, whole.sources)]
    return Chosen(folder, *mine, asked, lens)


def signs(codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """The codes that are asked for, and those that a minus leaves out."""
    return [code for code in codes if code[0] != "-"], [code[1:] for code in codes if code[0] == "-"]


ANSWERS: dict[str, Callable[[Chosen], pd.DataFrame]] = {}


def answers(function: Callable[[Chosen], pd.DataFrame]) -> Callable[[Chosen], pd.DataFrame]:
    """Enter a function as the independent answer to the question of its name."""
    ANSWERS[function.__name__] = function
    return function


def counted(table: pd.DataFrame, *by: str, **more: tuple[str, str]) -> pd.DataFrame:
    """How many agreements stand behind each value, and what else is asked of them."""
    return table.groupby(list(by), dropna=False, as_index=False, observed=True).agg(agreements=("fact_id", "nunique"), **more)


def most_first(table: pd.DataFrame, *then: str) -> pd.DataFrame:
    """The most agreements first, ties in the order of the columns named."""
    return table.sort_values(["agreements", *then], ascending=[False] + [True] * len(then))


def shared(table: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """With the share of all chosen agreements."""
    return table.assign(share=table["agreements"] / len(chosen.agreements))


YEARS = {"dated": ("year", "count"), "first_year": ("year", "min"), "last_year": ("year", "max")}


@answers
def agreements(chosen: Chosen) -> pd.DataFrame:
    def listed(table: pd.DataFrame, column: str, by: str) -> pd.Series:
        return chosen.agreements["fact_id"].map(table.astype({column: str}).groupby("fact_id")[column].agg(by.join))

    moroccan = chosen.parties[chosen.parties["side"] == "moroccan"]
    found = chosen.agreements.assign(
        moroccan=listed(moroccan, "party", "|"),
        partners=listed(chosen.partners, "party", "|"),
        sectors=listed(chosen.sectors, "sector", "|"),
        sources=listed(chosen.sources.sort_values("rank", kind="stable"), "address", " "),
        amount=chosen.agreements["amount"].astype(float),
    )
    columns = "fact_id title_fr title_ar title_en scope partner_type moroccan partners sectors instrument status date date_event"
    columns += " date_basis start end amount currency money_role summary_fr summary_ar summary_en sources"
    return found[columns.split()]


@answers
def agreement_sheet(chosen: Chosen) -> pd.DataFrame:
    columns = "fact_id scope partner_type instrument status date year date_event date_basis date_note start end amount currency"
    columns += " money_role confidence parent programme"
    written = [f"{text}_{language}" for text in ("title", "summary", "note", "amount_note") for language in LANGUAGES]
    return chosen.agreements[columns.split() + written].assign(amount=chosen.agreements["amount"].astype(float))


@answers
def agreement_parties(chosen: Chosen) -> pd.DataFrame:
    found = chosen.parties.sort_values(["side", "role", "party", "number"])
    return found[["side", "party", "role", "kind", "country", "named_as"]]


@answers
def agreement_relatives(chosen: Chosen) -> pd.DataFrame:
    every = load(chosen.folder).agreements
    parents = every[every["fact_id"].isin(chosen.agreements["parent"].dropna())].assign(relation="parent")
    children = every[every["parent"].isin(chosen.agreements["fact_id"])].assign(relation="child")
    found = [table.sort_values(["date", "fact_id"], na_position="last") for table in (parents, children)]
    return pd.concat(found)[["relation", "fact_id", "title_fr", "title_ar", "title_en", "date"]]


@answers
def agreement_sectors(chosen: Chosen) -> pd.DataFrame:
    return counted(chosen.sectors, "sector").sort_values("sector")


@answers
def agreement_sources(chosen: Chosen) -> pd.DataFrame:
    about = ["source", "address", "title", "publisher", "language", "published", "read", "confidence"]
    found = counted(chosen.sources.drop(columns="year"), *about, rank=("rank", "min"))
    found = found.sort_values(["rank", "agreements", "source"], ascending=[True, False, True])
    return found[[*about, "rank", "agreements"]].rename(columns={"title": "source_title"})


@answers
def agreements_by_authority(chosen: Chosen) -> pd.DataFrame:
    # A party stands on both sides of a few agreements; they are its agreements once.
    once = chosen.authorities.drop_duplicates(["fact_id", "party"])
    found = most_first(counted(once, "party", "kind", "region", **YEARS), "party").head(30)
    return found.rename(columns={"party": "authority", "kind": "level"})


@answers
def agreements_by_confidence(chosen: Chosen) -> pd.DataFrame:
    return shared(counted(chosen.agreements, "confidence").sort_values("confidence"), chosen)


@answers
def agreements_by_country(chosen: Chosen) -> pd.DataFrame:
    return most_first(counted(chosen.partners, "country", partners=("party", "nunique")), "country")


@answers
def agreements_by_date_event(chosen: Chosen) -> pd.DataFrame:
    found = counted(chosen.agreements, "date_event", "date_basis")
    return found.sort_values(["date_event", "date_basis"], na_position="last")[["date_event", "date_basis", "agreements"]]


@answers
def agreements_by_instrument(chosen: Chosen) -> pd.DataFrame:
    return shared(most_first(counted(chosen.agreements, "instrument"), "instrument"), chosen)


@answers
def agreements_by_level(chosen: Chosen) -> pd.DataFrame:
    found = counted(chosen.authorities, "kind", authorities=("party", "nunique"))
    return found.sort_values("kind").rename(columns={"kind": "level"})


@answers
def agreements_by_partner(chosen: Chosen) -> pd.DataFrame:
    found = most_first(counted(chosen.partners, "party", "kind", "country", **YEARS), "party").head(30)
    return found.rename(columns={"party": "partner"})


@answers
def agreements_by_partner_type(chosen: Chosen) -> pd.DataFrame:
    return shared(most_first(counted(chosen.agreements, "partner_type", **YEARS), "partner_type"), chosen)


@answers
def agreements_by_publisher(chosen: Chosen) -> pd.DataFrame:
    known = chosen.sources[chosen.sources["publisher"].notna()]
    return most_first(counted(known, "publisher", sources=("source", "nunique")), "publisher").head(20)


@answers
def agreements_by_region(chosen: Chosen) -> pd.DataFrame:
    here = chosen.authorities[chosen.authorities["region"].notna()]
    found = most_first(counted(here, "region", authorities=("party", "nunique")), "region")
    inhabitants = found["region"].map(texts(chosen.folder, "places").set_index("place")["population_2024"]).astype(int)
    return found.assign(population_2024=inhabitants, per_100000=(found["agreements"] * 100_000 / inhabitants).round(2))


@answers
def agreements_by_sector(chosen: Chosen) -> pd.DataFrame:
    return shared(most_first(counted(chosen.sectors, "sector"), "sector"), chosen)


@answers
def agreements_by_status(chosen: Chosen) -> pd.DataFrame:
    return shared(counted(chosen.agreements, "status").sort_values("status"), chosen)


@answers
def agreements_by_year(chosen: Chosen) -> pd.DataFrame:
    return counted(chosen.agreements, "year", "family").sort_values(["year", "family"], na_position="last")


def with_money(chosen: Chosen) -> pd.DataFrame:
    """Agreements with an amount. A frame one of whose parts has one counts by its parts."""
    every = load(chosen.folder).agreements
    frames = every[every["amount"].notna()]["parent"].dropna()
    return chosen.agreements[chosen.agreements["amount"].notna() & ~chosen.agreements["fact_id"].isin(frames)]


def amounts(chosen: Chosen, *by: str) -> pd.DataFrame:
    """Sums of amounts, to the cent."""
    found = counted(with_money(chosen), *by, amount=("amount", "sum"))
    return found.assign(amount=found["amount"].astype(float))


@answers
def amounts_by_currency(chosen: Chosen) -> pd.DataFrame:
    found = amounts(chosen, "currency", "money_role")
    return found.sort_values(["money_role", "amount", "currency"], ascending=[True, False, True])


@answers
def amounts_by_partner_type(chosen: Chosen) -> pd.DataFrame:
    found = amounts(chosen, "partner_type", "currency", "money_role")
    found = found[found["money_role"] == "committed"].drop(columns="money_role")
    return found.sort_values(["currency", "amount", "partner_type"], ascending=[True, False, True])


CURRENCIES = ("EUR", "MAD", "USD")


def committed(chosen: Chosen) -> pd.DataFrame:
    """Agreements that commit money, with the amount in each of three currencies where their year and currency have a rate."""
    rates = texts(chosen.folder, "rates").astype({"year": int, "per_euro": float}).set_index(["year", "currency"])["per_euro"]
    rates = {**rates, **{(year, "EUR"): 1.0 for year, _ in rates.index}}
    known = with_money(chosen)
    known = known[known["money_role"] == "committed"]
    told = {
        target: [
            float(amount) / rates[year, currency] * rates[year, target]
            if (year, currency) in rates and (year, target) in rates
            else None
            for amount, year, currency in zip(known["amount"], known["year"], known["currency"], strict=True)
        ]
        for target in CURRENCIES
    }
    return known[["fact_id"]].assign(**{target: pd.Series(sums, known.index, float) for target, sums in told.items()})


def rounded(amounts: pd.Series) -> float | None:
    """A sum in whole units, halves rounded up as one does by hand; unknown when nothing is known."""
    return float(floor(amounts.sum() + 0.5)) if amounts.notna().any() else None


@answers
def amounts_converted(chosen: Chosen) -> pd.DataFrame:
    told = committed(chosen)
    found = [(target, told[target].count(), told[target].isna().sum(), rounded(told[target])) for target in CURRENCIES]
    return pd.DataFrame(found if len(told) else [], columns=["currency", "agreements", "unconverted", "amount"])


def families_of(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The families of partner of each value; the value with the most agreements first."""
    found = counted(table, column, "family")
    found["total"] = found.groupby(column, observed=True)["agreements"].transform("sum")
    return found.sort_values(["total", column, "family"], ascending=[False, True, True])


@answers
def authorities_by_family(chosen: Chosen) -> pd.DataFrame:
    first = agreements_by_authority(chosen).set_index("authority")["level"]
    found = families_of(chosen.authorities[chosen.authorities["party"].isin(first.index)], "party")
    level = found["party"].astype(str).map(first.set_axis(first.index.astype(str)))
    return found.assign(authority=found["party"], level=level)[["authority", "level", "family", "agreements"]]


@answers
def regions_by_family(chosen: Chosen) -> pd.DataFrame:
    return families_of(chosen.authorities[chosen.authorities["region"].notna()], "region")[["region", "family", "agreements"]]


@answers
def sectors_by_family(chosen: Chosen) -> pd.DataFrame:
    return families_of(chosen.sectors, "sector")[["sector", "family", "agreements"]]


@answers
def agreements_dated(chosen: Chosen) -> pd.DataFrame:
    return figures(chosen)[["agreements", "dated", "first_year", "last_year"]]


@answers
def figures(chosen: Chosen) -> pd.DataFrame:
    rows = chosen.agreements
    countries = chosen.partners["country"].astype(str)
    return pd.DataFrame(
        {
            "agreements": [len(rows)],
            "dated": [rows["date"].notna().sum()],
            "with_amount": [rows["amount"].notna().sum()],
            "signature_dated": [(rows["date_event"] == "signature").sum()],
            "primary_sourced": [(rows["confidence"] == "primary").sum()],
            "first_year": [rows["year"].min()],
            "last_year": [rows["year"].max()],
            "authorities": [chosen.authorities["party"].nunique()],
            "partners": [chosen.partners["party"].nunique()],
            "countries": [countries[~countries.isin(NO_COUNTRY)].nunique()],
        }
    )


def values_of(chosen: Chosen) -> dict[str, tuple[pd.DataFrame, str]]:
    """Each filter with the table and the column that hold its values."""
    # A year in which one mandate ends and the next begins is counted in both.
    by_mandate = chosen.agreements[["fact_id", "year"]].merge(texts(chosen.folder, "codes/mandates"), how="cross")
    first, last = (by_mandate["code"].str.split("-").str[place].astype(int) for place in (0, 1))
    by_mandate = by_mandate[by_mandate["year"].between(first, last).fillna(value=False)].rename(columns={"code": "mandate"})
    return {
        **{name: (chosen.agreements, name) for name in ("scope", "partner_type", "instrument", "status", "year")},
        "sector": (chosen.sectors, "sector"),
        "priority": (chosen.sectors.merge(texts(chosen.folder, "priority_set_sectors"), on="sector"), "priority_set"),
        "level": (chosen.authorities, "kind"),
        "region": (chosen.authorities, "region"),
        "province": (chosen.authorities, "province"),
        "authority": (chosen.authorities, "party"),
        "partner": (chosen.partners, "party"),
        "country": (chosen.partners, "country"),
        "mandate": (by_mandate, "mandate"),
        "source": (chosen.sources, "source"),
        "origin": (chosen.agreements, "origin"),
    }


@answers
def agreements_brought(chosen: Chosen) -> pd.DataFrame:
    return pd.DataFrame({"agreements": [int((chosen.agreements["origin"] == "brought").sum())]})


@answers
def filter_counts(chosen: Chosen) -> pd.DataFrame:
    found = []
    for name in values_of(chosen):
        # All filters hold but the one whose values are counted.
        own = ("from_year", "to_year") if name == "year" else (name,)
        others = {filter_: asked for filter_, asked in chosen.asked.items() if filter_ not in own}
        freed = choose(chosen.folder, **(others | ({"scope": ()} if name == "scope" else {})))
        table, column = values_of(freed)[name]
        table = table.dropna(subset=column)
        found.append(counted(table, column).rename(columns={column: "code"}).astype({"code": str}).assign(filter=name))
    every = pd.concat(found).sort_values(["filter", "agreements", "code"], ascending=[True, False, True])
    return every[["filter", "code", "agreements"]]


@answers
def known(chosen: Chosen) -> pd.DataFrame:
    rows = chosen.agreements
    counts = {
        "sector": chosen.sectors["fact_id"].nunique(),
        "summary": rows["summary_fr"].notna().sum(),
        "year": rows["year"].notna().sum(),
        "signature": (rows["date_event"] == "signature").sum(),
        "primary_source": (rows["confidence"] == "primary").sum(),
        "amount": rows["amount"].notna().sum(),
        "end_date": rows["end"].notna().sum(),
    }
    return most_first(
        pd.DataFrame({"known_field": counts.keys(), "agreements": counts.values(), "total": len(rows)}), "known_field"
    )


def further(chosen: Chosen, name: str) -> pd.DataFrame:
    """The rows of a further table that are of the chosen agreements, in the register's order."""
    number = chosen.agreements["fact_id"].reset_index().rename(columns={"index": "number"})
    rows = texts(chosen.folder, name).rename_axis("row").reset_index().merge(number, on="fact_id")
    return rows.sort_values(["number", "row"])


def addresses(chosen: Chosen) -> pd.Series:
    """The address of each source."""
    return texts(chosen.folder, "sources").set_index("source")["address"]


def evidence_of(chosen: Chosen) -> pd.DataFrame:
    """All evidence of the chosen agreements, the first first."""
    return further(chosen, "evidence").astype({"rank": int}).sort_values(["number", "rank"])


def promised(chosen: Chosen) -> pd.DataFrame:
    """Commitments with the state in which their last evidence leaves them; without evidence that none is public."""
    last = evidence_of(chosen).groupby("commitment").agg(state=("state", "last"), seen=("date", "max"))
    found = further(chosen, "commitments").join(last, on="commitment").fillna({"state": "no_public_evidence"})
    states = pd.CategoricalDtype(texts(chosen.folder, "codes/commitment_states")["code"], ordered=True)
    found = found.merge(chosen.agreements[["fact_id", "partner_type"]], on="fact_id").sort_values(["number", "row"])
    figures = dict.fromkeys(("quantity", "rate_percent", "amount"), float)
    return found.assign(address=found["source"].map(addresses(chosen))).astype({"state": states, **figures})


@answers
def agreement_claims(chosen: Chosen) -> pd.DataFrame:
    found = further(chosen, "claims").astype({"rank": int}).sort_values(["number", "rank"])
    publishers = texts(chosen.folder, "sources").set_index("source")["publisher"]
    found = found.assign(
        address=found["source"].map(addresses(chosen)),
        publisher=found["source"].map(publishers),
        other_address=found["other_source"].map(addresses(chosen)),
    )
    columns = (
        "field stance value language address publisher other_value other_language other_address reason_fr reason_ar reason_en"
    )
    return found[columns.split()]


@answers
def claims_by_stance(chosen: Chosen) -> pd.DataFrame:
    groups = further(chosen, "claims").groupby(["field", "stance"], as_index=False)
    found = groups.agg(claims=("fact_id", "size"), agreements=("fact_id", "nunique"))
    return found.sort_values(["claims", "field", "stance"], ascending=[False, True, True])


@answers
def agreement_commitments(chosen: Chosen) -> pd.DataFrame:
    proofs = evidence_of(chosen)
    proofs = proofs.assign(address=proofs["source"].map(addresses(chosen))).drop(columns=["fact_id", "state", "row", "number"])
    named = {c: c.replace("text", "evidence") for c in proofs if c.startswith("text")}
    proofs = proofs.rename(columns=named | {"date": "evidence_date", "address": "evidence_address"}).drop(columns="source")
    found = promised(chosen).merge(proofs[proofs["commitment"].notna()], on="commitment", how="left")
    columns = "commitment text_fr text_ar text_en bearer debtor creditor due state address"
    columns += " evidence_fr evidence_ar evidence_en evidence_date evidence_address"
    return found.sort_values(["number", "row", "rank"])[columns.split()]


@answers
def commitments(chosen: Chosen) -> pd.DataFrame:
    found = promised(chosen).merge(chosen.agreements[TITLES], on="fact_id").sort_values(["number", "row"])
    columns = (
        "text_fr text_ar text_en bearer debtor creditor partners quantity per rate_percent amount currency due state seen address"
    )
    named = chosen.partners.astype({"party": str}).groupby("fact_id")["party"].agg("|".join)
    found = found.assign(partners=found["fact_id"].map(named))
    found = found.sort_values("due", kind="stable", na_position="last").head(1000)
    return found[[*TITLES, *columns.split()]]


def last_days(dates: pd.Series) -> pd.Series:
    """The last day of dates known to their year, month or day."""
    finish = {4: pd.offsets.YearEnd(), 7: pd.offsets.MonthEnd(), 10: pd.Timedelta(0)}
    days = [pd.Timestamp(date) + finish[len(date)] if isinstance(date, str) else pd.NaT for date in dates]
    return pd.Series(days, dates.index, "datetime64[s]")


@answers
def commitments_open(chosen: Chosen) -> pd.DataFrame:
    found = promised(chosen).merge(chosen.agreements[TITLES], on="fact_id").sort_values(["number", "row"])
    found = found[found["state"] != "complete"].assign(away=lambda rows: (last_days(rows["due"]) - today()).abs())
    columns = "text_fr text_ar text_en bearer debtor due state seen address"
    return found.sort_values("away", kind="stable").head(12)[[*TITLES, *columns.split()]]


@answers
def dates_next(chosen: Chosen) -> pd.DataFrame:
    texts_of, names_of = ([f"{kind}_{language}" for language in LANGUAGES] for kind in ("text", "name"))
    due = promised(chosen)
    due = due[due["state"] != "complete"].assign(date=lambda rows: rows["due"], date_of="due")
    numbers = chosen.agreements["fact_id"].reset_index().rename(columns={"index": "number"})
    ends = numbers.assign(date=chosen.agreements["end"].to_numpy(), date_of="end", row=0)
    clock = committees(chosen)[["fact_id", *names_of, "next_meeting"]].merge(numbers, on="fact_id")
    clock = clock.rename(columns={"next_meeting": "date"} | dict(zip(names_of, texts_of, strict=True)))
    found = pd.concat([due, ends, clock.assign(date_of="next_meeting", row=0)], ignore_index=True)
    found = found.assign(falls=last_days(found["date"]))
    found = found[found["falls"] >= today()].sort_values(["falls", "number", "date_of", "row"]).head(12)
    return found.merge(chosen.agreements[TITLES], on="fact_id")[[*TITLES, "date", "date_of", *texts_of]]


@answers
def commitments_by_state(chosen: Chosen) -> pd.DataFrame:
    groups = promised(chosen).groupby("state", as_index=False, observed=True)
    return groups.agg(commitments=("fact_id", "size"), agreements=("fact_id", "nunique"))


@answers
def commitments_by_partner_type(chosen: Chosen) -> pd.DataFrame:
    found = promised(chosen)
    found["evidenced"] = found["state"] != "no_public_evidence"
    groups = found.groupby("partner_type", as_index=False, observed=True)
    found = groups.agg(commitments=("fact_id", "size"), evidenced=("evidenced", "sum"), agreements=("fact_id", "nunique"))
    return found.sort_values(["commitments", "partner_type"], ascending=[False, True])


def later(date: str, months: float) -> str | None:
    """A date known to its day or month some months on, as well known as before; None when only its year is known."""
    after = pd.Timestamp(date) + pd.DateOffset(months=round(months))
    return after.strftime("%Y-%m-%d")[: len(date)] if len(date) > len("2020") else None


@answers
def committees(chosen: Chosen) -> pd.DataFrame:
    found = further(chosen, "committees").merge(chosen.agreements[[*TITLES, "year", "date"]], on="fact_id")
    met = further(chosen, "meetings").groupby("fact_id")
    found["meetings"] = found["fact_id"].map(met.size()).fillna(0).astype(int)
    found["last_meeting"] = found["fact_id"].map(met["date"].max())
    found["meetings_per_year"] = found["meetings_per_year"].astype(float)
    found["expected"] = (found["meetings_per_year"] * (today().year - found["year"].astype(float))) // 1
    known = zip(found["last_meeting"], found["date"], found["meetings_per_year"], strict=True)
    found["next_meeting"] = [
        later(met if pd.notna(met) else signed, 12 / rhythm)
        if pd.notna(rhythm) and (pd.notna(met) or (pd.notna(signed) and len(signed) == len("2020-01-01")))
        else None
        for met, signed, rhythm in known
    ]
    texts_of = [f"{text}_{language}" for text in ("name", "composition", "chair") for language in LANGUAGES]
    found = found.sort_values("fact_id").sort_values("meetings_per_year", ascending=False, na_position="last", kind="stable")
    return found[[*TITLES, *texts_of, "meetings_per_year", "meetings", "last_meeting", "expected", "next_meeting"]]


@answers
def agreement_follow_up(chosen: Chosen) -> pd.DataFrame:
    told = [f"text_{language}" for language in LANGUAGES]
    bodies = further(chosen, "committees").assign(trace="committee", date=None, state=None)
    for language in LANGUAGES:
        parts = bodies[[f"{part}_{language}" for part in ("name", "composition", "chair", "convened", "evaluation")]]
        bodies[f"text_{language}"] = [" · ".join(part for part in row if pd.notna(part)) for row in parts.to_numpy()]
    results = further(chosen, "evidence")
    results = results[results["commitment"].isna()].assign(trace="evidence")
    found = pd.concat([bodies, further(chosen, "meetings").assign(trace="meeting", state=None), results])
    found = found.assign(address=found["source"].map(addresses(chosen)))
    return found.sort_values(["trace", "date", "text_fr"], na_position="last")[["trace", "date", "state", "address", *told]]


def elements(chosen: Chosen) -> pd.DataFrame:
    """Which of the nine elements each chosen agreement has."""
    rows = chosen.agreements
    bodies = further(chosen, "committees").set_index("fact_id")

    def among(facts: pd.Series | pd.Index) -> pd.Series:
        return rows["fact_id"].isin(facts)

    found = {
        "parties": among(chosen.parties["fact_id"]),
        "object": rows["summary_fr"].notna(),
        "sectors": among(chosen.sectors["fact_id"]),
        "obligations": among(further(chosen, "commitments")["fact_id"]),
        "money": rows["amount"].notna(),
        "duration": rows["end"].notna(),
        "committee": among(bodies.index),
        "rhythm": among(bodies[bodies["meetings_per_year"].notna()].index),
        "evaluation": among(bodies[bodies["evaluation_fr"].notna()].index),
    }
    return pd.DataFrame(found, index=rows.index)


@answers
def agreement_elements(chosen: Chosen) -> pd.DataFrame:
    rows = [(element, bool(row[element])) for _, row in elements(chosen).iterrows() for element in ELEMENTS]
    return pd.DataFrame(rows, columns=["element", "found"])


@answers
def agreements_by_elements(chosen: Chosen) -> pd.DataFrame:
    return counted(chosen.agreements.assign(elements=elements(chosen).sum(axis="columns")), "elements")


def publishers(chosen: Chosen) -> pd.Series:
    """How many publishers speak of each chosen agreement; a page without one speaks for itself."""
    speakers = chosen.sources.assign(speaker=chosen.sources["publisher"].fillna(chosen.sources["address"]))
    return speakers.groupby("fact_id")["speaker"].nunique()


@answers
def agreements_by_publishers(chosen: Chosen) -> pd.DataFrame:
    return counted(publishers(chosen).clip(upper=3).rename("publishers").reset_index(), "publishers")


@answers
def agreements_on_one_press_page(chosen: Chosen) -> pd.DataFrame:
    alone = chosen.sources[~chosen.sources["fact_id"].duplicated(keep=False) & (chosen.sources["confidence"] != "primary")]
    found = chosen.agreements.drop(columns="confidence").merge(
        alone.drop(columns=["title", "year", "family", "number"]), on="fact_id"
    )
    return found[[*TITLES, "date", "publisher", "confidence", "address"]].head(100)


@answers
def agreements_ending(chosen: Chosen) -> pd.DataFrame:
    found = chosen.agreements[chosen.agreements["end"].notna()].copy()
    found["last_day"] = last_days(found["end"])
    after = {months: today() + pd.DateOffset(months=months) for months in (-12, 6, 12, 24)}
    found = found[found["last_day"].between(after[-12], after[24])]

    def horizon(last_day: pd.Timestamp) -> str:
        steps = {"ended": today(), "within_6": after[6], "within_12": after[12]}
        return next((step for step, limit in steps.items() if last_day < limit), "within_24")

    found["horizon"] = found["last_day"].map(horizon).astype(object)
    return found.sort_values(["last_day", "fact_id"])[[*TITLES, "end", "horizon"]]


@answers
def coverage_by_partner_type(chosen: Chosen) -> pd.DataFrame:
    rows = chosen.agreements
    known = {
        "dated": rows["date"].notna(),
        "with_amount": rows["amount"].notna(),
        "summarised": rows["summary_fr"].notna(),
        "with_commitments": elements(chosen)["obligations"],
        "primary_sourced": rows["confidence"] == "primary",
    }
    found = counted(rows.assign(**known), "partner_type", **{column: (column, "sum") for column in known})
    return most_first(found, "partner_type")


@answers
def coverage_by_decade(chosen: Chosen) -> pd.DataFrame:
    rows = chosen.agreements
    known = {
        "to_the_day": rows["date"].str.len().eq(len("2020-01-01")),
        "with_amount": rows["amount"].notna(),
        "summarised": rows["summary_fr"].notna(),
        "with_commitments": elements(chosen)["obligations"],
        "primary_sourced": rows["confidence"] == "primary",
    }
    decades = rows.assign(decade=rows["year"] // 10 * 10, **known)
    return counted(decades, "decade", **{column: (column, "sum") for column in known}).sort_values("decade", na_position="last")


def filters_of(total: pd.Series) -> dict[str, Any]:
    """The filters of a public total as those of a selection: all scopes unless it names some."""
    codes = ("scope", "partner_type", "country", "partner", "authority", "region", "level", "instrument")
    asked = {name: tuple(total[name].split("|")) if pd.notna(total[name]) else () for name in codes}
    years = {name: int(total[name]) for name in ("from_year", "to_year") if pd.notna(total[name])}
    return asked | years | ({"undated": total["undated"]} if pd.notna(total["undated"]) else {})


@answers
def coverage_by_total(chosen: Chosen) -> pd.DataFrame:
    found = texts(chosen.folder, "public_totals").sort_values("total").astype({"number": int})
    found = found.sort_values("date", ascending=False, na_position="last", kind="stable")
    found = found.sort_values("scope", key=pd.isna, kind="stable")
    same = [choose(chosen.folder, **filters_of(total)).agreements["fact_id"] for _, total in found.iterrows()]
    found["held"] = [len(facts) for facts in same]
    found["share"] = found["held"] / found["number"]
    found["agreements"] = [chosen.agreements["fact_id"].isin(facts).sum() for facts in same]
    found["territorial"] = found["scope"].notna()
    found = found.merge(texts(chosen.folder, "sources")[["source", "address", "publisher"]], on="source")
    columns = "what_fr what_ar what_en number held share agreements territorial date publisher address note_fr note_ar note_en"
    return found[columns.split()]


@answers
def holding(chosen: Chosen) -> pd.DataFrame:
    every = load(chosen.folder).agreements
    figures = {"held": [len(every)], "held_territorial": [(every["scope"] == "territorial").sum()]}
    return pd.DataFrame(
        {"agreements": [len(chosen.agreements)], **figures, "read": [texts(chosen.folder, "sources")["read"].max()]}
    )


@answers
def coverage_by_region(chosen: Chosen) -> pd.DataFrame:
    inside = texts(chosen.folder, "places").query("level != 'region'")
    named = inside["place"].isin(chosen.authorities["place"])
    found = inside.assign(named=named).groupby("region", as_index=False)
    found = found.agg(territories=("place", "size"), with_agreement=("named", "sum"))
    return found.assign(share=found["with_agreement"] / found["territories"])


def last_traces(chosen: Chosen) -> pd.DataFrame:
    """The public traces of the chosen agreements, the last first; of one day an agreement rather than a page about it."""
    traces = pd.concat(
        [
            chosen.agreements[["fact_id", "date"]].assign(trace="agreement"),
            further(chosen, "meetings")[["fact_id", "date"]].assign(trace="meeting"),
            further(chosen, "evidence")[["fact_id", "date"]].assign(trace="evidence"),
            chosen.sources[["fact_id", "published"]].rename(columns={"published": "date"}).assign(trace="page"),
        ]
    ).dropna(subset="date")
    return traces.sort_values("trace").sort_values("date", ascending=False, kind="stable").rename(columns={"date": "seen"})


def pairs(chosen: Chosen) -> pd.DataFrame:
    """Each authority with each partner that it has bound itself to, and the last public trace of what they have together."""
    bound = chosen.parties[chosen.parties["role"] == "party"]
    here = bound[(bound["side"] == "moroccan") & bound["fact_id"].isin(chosen.authorities["fact_id"])]
    here = here[here["party"].isin(chosen.authorities["party"])][["fact_id", "party"]].rename(columns={"party": "authority"})
    there = bound[bound["side"] == "partner"][["fact_id", "party"]].rename(columns={"party": "partner"})
    found = here.merge(there, on="fact_id")
    found = found[found["authority"] != found["partner"]].merge(chosen.agreements[["fact_id", "partner_type"]], on="fact_id")
    found["twinning"] = found["partner_type"] == "city_twinning"
    groups = found.groupby(["authority", "partner"], as_index=False, observed=True)
    relation = groups.agg(twinning=("twinning", "any"), agreements=("fact_id", "nunique"))
    last = last_traces(chosen).merge(found, on="fact_id").drop_duplicates(["authority", "partner"])
    relation = relation.merge(last[["authority", "partner", "seen", "trace"]], on=["authority", "partner"], how="left")
    return relation.assign(silent_years=today().year - relation["seen"].str[:4].astype(float))


@answers
def relations(chosen: Chosen) -> pd.DataFrame:
    found = pairs(chosen).sort_values(["authority", "partner"])
    found = found.sort_values("silent_years", ascending=False, na_position="last", kind="stable")
    found = found.sort_values("twinning", ascending=False, kind="stable").head(200)
    return found[["authority", "partner", "twinning", "agreements", "seen", "trace", "silent_years"]]


@answers
def relations_by_silence(chosen: Chosen) -> pd.DataFrame:
    steps = pd.CategoricalDtype(texts(chosen.folder, "codes/silences")["code"], ordered=True)
    found = pairs(chosen)
    found["silence"] = found["silent_years"].map(silence, na_action=None).astype(steps)
    groups = found.groupby("silence", as_index=False, observed=True)
    return groups.agg(relations=("partner", "size"), twinnings=("twinning", "sum"))


@answers
def searches(chosen: Chosen) -> pd.DataFrame:
    found = texts(chosen.folder, "searches")
    found = found[found["party"].isin(chosen.parties["party"])]
    order = {party: place for place, party in enumerate(texts(chosen.folder, "parties")["party"])}
    found = found.assign(address=found["source"].map(addresses(chosen)), place=found["party"].map(order))
    columns = "party language searched outcome address sought_fr sought_ar sought_en missing_fr missing_ar missing_en"
    return found.sort_values(["place", "searched", "language", "sought_fr"])[columns.split()]


@answers
def sources_by_language(chosen: Chosen) -> pd.DataFrame:
    known = chosen.sources[chosen.sources["language"].notna()]
    found = known.groupby("language", as_index=False).agg(sources=("source", "nunique"), agreements=("fact_id", "nunique"))
    return found.sort_values(["sources", "language"], ascending=[False, True])


def inherited(chosen: Chosen) -> pd.DataFrame:
    """The agreements of former regions, once for each province and the region of today that it lies in."""
    heirs = texts(chosen.folder, "successions")
    return chosen.parties[["fact_id", "party"]].astype({"party": str}).merge(heirs, left_on="party", right_on="former")


@answers
def former_regions(chosen: Chosen) -> pd.DataFrame:
    heirs = {"successors": ("successor", lambda codes: "|".join(sorted(set(codes)))), "since": ("since", "first")}
    order = {party: place for place, party in enumerate(texts(chosen.folder, "parties")["party"])}
    found = counted(inherited(chosen), "former", **heirs)
    return most_first(found.assign(place=found["former"].map(order)), "place").drop(columns="place")


@answers
def regions_as_today(chosen: Chosen) -> pd.DataFrame:
    signed = chosen.authorities[["fact_id", "region"]]
    today_too = pd.concat([signed, inherited(chosen)[["fact_id", "successor"]].rename(columns={"successor": "region"})])
    regions = texts(chosen.folder, "places").query("level == 'region'")["place"].sort_values()
    columns = {"as_signed": signed, "as_today": today_too}
    counts = {name: regions.map(table.groupby("region")["fact_id"].nunique()).fillna(0) for name, table in columns.items()}
    return pd.DataFrame({"region": regions, **counts})


def priorities_of(chosen: Chosen) -> pd.DataFrame:
    """The sectors of each priority that is looked through, one row a sector; `priority` tells in which order they stand."""
    sectors = texts(chosen.folder, "codes/sectors")
    sets = texts(chosen.folder, "priority_set_sectors")
    if (sets["priority_set"] == chosen.lens).any():
        found = sets[sets["priority_set"] == chosen.lens].assign(priority=lambda rows: rows["rank"].astype(int))
        place = {code: number for number, code in enumerate(sectors["code"])}
        found = found.sort_values("sector", key=lambda codes: codes.map(place)).sort_values("priority", kind="stable")
    else:
        picked = sectors["code"].isin(chosen.lens.split(",") if chosen.lens else sectors["code"])
        named = {language: f"wording_{language}" for language in LANGUAGES} | {"code": "sector"}
        found = sectors.rename(columns=named).assign(priority=range(len(sectors)))[picked]
    names = [f"wording_{language}" for language in LANGUAGES]
    told = found.groupby("priority", as_index=False).agg(
        sectors=("sector", "|".join), **{name: (name, "first") for name in names}
    )
    return told.merge(found[["priority", "sector"]], on="priority")


WORDINGS = ["wording_fr", "wording_ar", "wording_en", "sectors"]


def touching(chosen: Chosen) -> pd.DataFrame:
    """Each chosen agreement once with each priority that it touches."""
    named = chosen.sectors[["fact_id", "sector", "year"]].astype({"sector": str}).merge(priorities_of(chosen), on="sector")
    return named.drop(columns="sector").drop_duplicates()


@answers
def priority_share(chosen: Chosen) -> pd.DataFrame:
    total, touched = len(chosen.agreements), touching(chosen)["fact_id"].nunique()
    return pd.DataFrame({"agreements": [total], "touching": [touched], "share": [touched / total if total else None]})


@answers
def priority_amounts(chosen: Chosen) -> pd.DataFrame:
    rows = with_money(chosen)
    rows = rows[rows["money_role"] == "committed"]
    rows = rows.assign(touches=rows["fact_id"].isin(touching(chosen)["fact_id"]))
    rows["amount_touching"] = rows["amount"].where(rows["touches"], Decimal(0))
    sums = {"amount": ("amount", "sum"), "amount_touching": ("amount_touching", "sum")}
    found = counted(rows, "currency", **sums).astype({"amount": float, "amount_touching": float})
    return most_first(found.assign(share=found["amount_touching"] / found["amount"]), "currency")


@answers
def priorities(chosen: Chosen) -> pd.DataFrame:
    every = priorities_of(chosen)[["priority", *WORDINGS]].drop_duplicates()
    found = every.merge(counted(touching(chosen), "priority", **YEARS), on="priority", how="left")
    found = found.astype({"first_year": "Int64", "last_year": "Int64"}).fillna({"agreements": 0, "dated": 0})
    return found.sort_values("priority")[[*WORDINGS, "agreements", "dated", "first_year", "last_year"]]


@answers
def priority_sets(chosen: Chosen) -> pd.DataFrame:
    sets = texts(chosen.folder, "priority_sets").sort_values("code")
    named = chosen.sectors.merge(texts(chosen.folder, "priority_set_sectors")[["priority_set", "sector"]], on="sector")
    count = sets["code"].map(named.groupby("priority_set")["fact_id"].nunique()).fillna(0)
    found = sets.assign(address=sets["source"].map(addresses(chosen)), agreements=count)
    found = found.rename(columns={"code": "priority_set", "owner": "party"})
    return found[["priority_set", "party", "partner", "date", "address", "agreements"]]


def at_work(chosen: Chosen, parties: pd.DataFrame, column: str, total: str) -> pd.DataFrame:
    """The three parties of most agreements in each priority, and how many parties it has."""
    found = counted(touching(chosen).merge(parties[["fact_id", "party"]], on="fact_id"), "priority", *WORDINGS, "party")
    found[total] = found.groupby("priority")["party"].transform("nunique")
    found = most_first(found, "party").sort_values("priority", kind="stable").groupby("priority").head(3)
    return found.rename(columns={"party": column})[[*WORDINGS, column, "agreements", total]]


@answers
def partners_by_priority(chosen: Chosen) -> pd.DataFrame:
    return at_work(chosen, chosen.partners, "partner", "partners")


@answers
def authorities_by_priority(chosen: Chosen) -> pd.DataFrame:
    return at_work(chosen, chosen.authorities, "authority", "authorities")


def crowds(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Cells of a matrix by sector; crowded are those with twice the average or more."""
    found = counted(table, "sector", column).sort_values(["sector", column])
    return found.assign(crowded=found["agreements"] >= 2 * found["agreements"].mean())


@answers
def sectors_by_partner_type(chosen: Chosen) -> pd.DataFrame:
    return crowds(chosen.sectors.merge(chosen.agreements[["fact_id", "partner_type"]], on="fact_id"), "partner_type")


@answers
def sectors_by_region(chosen: Chosen) -> pd.DataFrame:
    return crowds(chosen.sectors.merge(chosen.authorities[["fact_id", "region"]].dropna(), on="fact_id"), "region")


@answers
def regions_looked_at(chosen: Chosen) -> pd.DataFrame:
    whole = load(chosen.folder)
    parties = texts(chosen.folder, "parties")
    searched = parties[parties["party"].isin(texts(chosen.folder, "searches")["party"])]["place"]
    places = texts(chosen.folder, "places")
    places["unseen"] = ~places["place"].isin([*whole.authorities["place"], *searched])
    found = places.groupby("region", as_index=False).agg(territories=("place", "size"), never_looked_at=("unseen", "sum"))
    count = found["region"].map(chosen.authorities.groupby("region")["fact_id"].nunique()).fillna(0)
    found = found.assign(agreements=count, share=found["never_looked_at"] / found["territories"])
    return found[["region", "agreements", "territories", "never_looked_at", "share"]]


def barred(table: pd.DataFrame, by: str, column: str) -> pd.Series:
    """For each value of `by` the different values of a column, in the order of their list, parted by a bar."""
    once = table[[by, column]].drop_duplicates().sort_values([by, column])
    return once.astype(str).groupby(by)[column].agg("|".join)


def ties(chosen: Chosen) -> pd.DataFrame:
    """Who stands across from whom in which agreement, and whether it binds both."""
    columns = ["fact_id", "party", "side", "role", "kind", "country"]
    found = chosen.parties[columns].merge(chosen.parties[columns], on="fact_id", suffixes=("", "_other"))
    found = found[(found["side"].astype(str) != found["side_other"].astype(str)) & (found["party"] != found["party_other"])]
    found = found.assign(bound=(found["role"] == "party") & (found["role_other"] == "party"))
    return found.rename(columns={"party_other": "other"})


@answers
def party_sheet(chosen: Chosen) -> pd.DataFrame:
    if chosen.parties.empty:
        return pd.DataFrame()
    own = texts(chosen.folder, "parties").set_index("party").loc[chosen.centre]
    places = texts(chosen.folder, "places").set_index("place")
    here = places.loc[own["place"]] if pd.notna(own["place"]) else pd.Series(dtype=object)
    heirs = texts(chosen.folder, "successions")
    codes = texts(chosen.folder, "territory_codes") if (chosen.folder / "territory_codes.csv").exists() else None
    codes = None if codes is None else codes[codes["party"] == chosen.centre].sort_values("code").sort_values("code_system")
    before = heirs[heirs["successor"] == own["place"]]["former"] if own["kind"] == "region" else []
    found = {
        "party": chosen.centre,
        "kind": own["kind"],
        "country": own["country"],
        "acronym": own["acronym"],
        "territorial": own["country"] == "MA" and own["kind"] in TERRITORIAL_KINDS,
        "region": here.get("region"),
        "province": here["province"][:6] if pd.notna(here.get("province")) else None,
        "population_2014": float(here.get("population_2014", "nan")),
        "population_2024": float(here.get("population_2024", "nan")),
        "codes": " · ".join([] if codes is None else codes["code"][::-1]) or None,
        "former_since": float(own["former"]),
        "successors": "|".join(sorted(set(heirs[heirs["former"] == chosen.centre]["successor"]))) or None,
        "predecessors": "|".join(sorted(set(before))) or None,
    }
    return pd.DataFrame([found])


@answers
def party_names(chosen: Chosen) -> pd.DataFrame:
    read = chosen.its_own.groupby("named_as")["fact_id"].nunique()
    also = texts(chosen.folder, "parties").set_index("party")["also_written"].dropna().get(chosen.centre, "")
    every = read.reindex(sorted({*read.index, *also.split("|")} - {""}), fill_value=0)
    found = every.rename_axis("named_as").reset_index(name="agreements")
    return found.sort_values("agreements", ascending=False, kind="stable")


@answers
def party_roles(chosen: Chosen) -> pd.DataFrame:
    return counted(chosen.its_own, "side", "role").sort_values(["side", "role"])


@answers
def party_ties(chosen: Chosen) -> pd.DataFrame:
    found = ties(chosen)
    found = found[found["party"] == chosen.centre].drop(columns=["party", "kind", "country"])
    found = found.rename(columns={"other": "party", "kind_other": "kind", "country_other": "country"})
    found = found.merge(chosen.agreements[["fact_id", "year", "family"]], on="fact_id")
    most = {"bound": ("bound", "any"), "first_year": ("year", "min"), "last_year": ("year", "max")}
    table = counted(found, "party", "kind", "country", **most).set_index("party", drop=False)
    # Of two families with as many agreements the first in the alphabet.
    families = (
        found.drop_duplicates(["fact_id", "party"]).groupby(["party", "family"], observed=True).size().reset_index(name="n")
    )
    families = families.sort_values("family").sort_values("n", ascending=False, kind="stable").drop_duplicates("party")
    table["family"] = families.set_index("party")["family"]
    last = last_traces(chosen).merge(found[["fact_id", "party"]], on="fact_id").drop_duplicates("party").set_index("party")
    table["seen"], table["trace"] = last["seen"], last["trace"]
    table["silent_years"] = today().year - table["seen"].astype(object).str[:4].astype(float)
    own = found[["fact_id", "party"]].merge(chosen.sectors[["fact_id", "sector"]], on="fact_id")
    table["sectors"] = [barred(own, "party", "sector").get(party) for party in table["party"].astype(str)]
    columns = "party kind country family agreements bound first_year last_year seen trace silent_years sectors total"
    return most_first(table.assign(total=len(table)).reset_index(drop=True), "party").head(200)[columns.split()]


@answers
def party_commitments(chosen: Chosen) -> pd.DataFrame:
    own = chosen.its_own
    found = promised(chosen)
    found = found[found["fact_id"].isin(own["fact_id"])]
    bound = found["fact_id"].isin(own[own["role"] == "party"]["fact_id"])
    hers = (found["debtor"] == chosen.centre) | (found["creditor"] == chosen.centre) | ((found["bearer"] == "all") & bound)
    found = found[hers].sort_values("due", kind="stable", na_position="last").head(200)
    columns = "text_fr text_ar text_en bearer debtor creditor due state seen"
    return found.merge(chosen.agreements[TITLES], on="fact_id")[[*TITLES, *columns.split()]]


@answers
def party_peers(chosen: Chosen) -> pd.DataFrame:
    listed = territories(chosen)
    own = listed[listed["party"] == chosen.centre]
    if own.empty:
        return pd.DataFrame(columns=["authority", "population_2024", "urban_share", "population_gap", "agreements", "per_100000"])
    found = pd.concat([own.assign(population_gap=0), five_peers(listed, own.iloc[0])])
    counts = chosen.around.parties.groupby("party", observed=False)["fact_id"].nunique()
    found["agreements"] = found["party"].map({str(party): n for party, n in counts.items()}).fillna(0).astype(int)
    found["per_100000"] = (found["agreements"] * 100_000 / found["population_2024"]).round(2)
    return found.rename(columns={"party": "authority"})[
        ["authority", "population_2024", "urban_share", "population_gap", "agreements", "per_100000"]
    ]


@answers
def party_programmes(chosen: Chosen) -> pd.DataFrame:
    own = chosen.agreements[chosen.agreements["fact_id"].isin(chosen.its_own["fact_id"]) & chosen.agreements["programme"].notna()]
    return most_first(counted(own, "programme", first_year=("year", "min"), last_year=("year", "max")), "programme")


@answers
def party_searches(chosen: Chosen) -> pd.DataFrame:
    found = texts(chosen.folder, "searches")
    found = found[(found["party"] == chosen.centre) | found["fact_id"].isin(chosen.its_own["fact_id"])]
    order = {party: place for place, party in enumerate(texts(chosen.folder, "parties")["party"])}
    found = found.assign(address=found["source"].map(addresses(chosen)), place=found["party"].map(order))
    columns = "party language searched outcome address sought_fr sought_ar sought_en missing_fr missing_ar missing_en"
    return found.sort_values(["place", "searched", "language", "sought_fr"])[columns.split()]


@answers
def network_parties(chosen: Chosen) -> pd.DataFrame:
    found = counted(ties(chosen), "party", "kind", "country", ties=("other", "nunique"))
    found["territorial"] = (found["country"] == "MA") & found["kind"].isin(TERRITORIAL_KINDS)
    found["network"] = found["kind"] == "network"
    found = found.sort_values(
        ["territorial", "network", "ties", "agreements", "party"], ascending=[False, True, False, False, True]
    )
    return found.groupby(["territorial", "network"]).head(10)[["party", "territorial", "kind", "country", "ties", "agreements"]]


@answers
def network_second(chosen: Chosen) -> pd.DataFrame:
    every = ties(chosen.around)
    near = set(every[every["party"] == chosen.centre]["other"])
    found = every[every["party"].isin(near) & ~every["other"].isin({*near, chosen.centre})]
    found = found.drop(columns=["kind", "country", "role"]).rename(columns={"party": "through", "other": "party"})
    found = found.rename(columns={"kind_other": "kind", "country_other": "country"})
    table = counted(found, "party", "kind", "country")
    names = table["party"].astype(str)
    sectors = chosen.around.sectors[["fact_id", "sector"]]
    own = sectors[sectors["fact_id"].isin(chosen.its_own["fact_id"])]["sector"]
    shared = found[["fact_id", "party"]].merge(sectors[sectors["sector"].isin(own)], on="fact_id")
    last = last_traces(chosen.around).merge(found[["fact_id", "party"]], on="fact_id").drop_duplicates("party")
    table["through"] = names.map(barred(found, "party", "through"))
    table["sectors"] = names.map(barred(shared, "party", "sector"))
    table["shared_sectors"] = table["sectors"].astype(object).map(lambda codes: codes.count("|") + 1, na_action="ignore")
    table["shared_sectors"] = table["shared_sectors"].fillna(0).astype(int)
    table["seen"] = names.map(last.astype({"party": str}).set_index("party")["seen"])
    table = table.assign(total=len(table)).sort_values(["shared_sectors", "agreements", "party"], ascending=[False, False, True])
    columns = "party kind country through sectors shared_sectors agreements seen total"
    return table.head(200)[columns.split()]


@answers
def sources(chosen: Chosen) -> pd.DataFrame:
    pages = counted(chosen.sources, "source").merge(texts(chosen.folder, "sources"), on="source")
    order = texts(chosen.folder, "sources")["source"].reset_index().rename(columns={"index": "place"})
    pages = pages.merge(order, on="source").sort_values(["agreements", "place"], ascending=[False, True])
    columns = "source address title publisher language published read confidence agreements"
    return pages[columns.split()].rename(columns={"title": "source_title"})


def mapped(chosen: Chosen, level: str, inside: pd.DataFrame) -> pd.DataFrame:
    """The places of one level, each with its agreements and money."""
    here = chosen.authorities[chosen.authorities[level].notna()]
    counts = counted(here, level).set_index(level)["agreements"]
    money = here[["fact_id", level]].drop_duplicates().merge(committed(chosen), on="fact_id").groupby(level)
    found = pd.DataFrame({level: inside["place"].sort_values()})
    found["agreements"] = found[level].map(counts).fillna(0).astype(int)
    found["population_2024"] = found[level].map(inside.set_index("place")["population_2024"]).astype(int)
    found["per_100000"] = (found["agreements"] * 100_000 / found["population_2024"]).round(2)
    for currency in CURRENCIES:
        sums = {place: rounded(amounts) for place, amounts in money[currency]}
        found[f"amount_{currency.lower()}"] = found[level].map(sums).astype(float)
    return found


@answers
def map_by_region(chosen: Chosen) -> pd.DataFrame:
    return mapped(chosen, "region", texts(chosen.folder, "places").query("level == 'region'"))


@answers
def map_by_province(chosen: Chosen) -> pd.DataFrame:
    inside = texts(chosen.folder, "places").query("level in ('province', 'prefecture')")
    return mapped(chosen, "province", inside[inside["place"].str.fullmatch(r"\d\d\.\d{3}")])


@answers
def map_reach(chosen: Chosen) -> pd.DataFrame:
    told = committed(chosen)["EUR"]
    rows = [
        (level, chosen.authorities[chosen.authorities[level].notna()]["fact_id"].nunique()) for level in ("region", "province")
    ]
    found = pd.DataFrame(rows, columns=["map_level", "agreements"])
    return found.assign(total=len(chosen.agreements), converted=told.count(), unconverted=told.isna().sum())


@answers
def regions_by_country(chosen: Chosen) -> pd.DataFrame:
    here = chosen.authorities[chosen.authorities["region"].notna()][["fact_id", "region"]].drop_duplicates()
    found = here.merge(chosen.partners[["fact_id", "country"]].drop_duplicates(), on="fact_id")
    found = counted(found, "region", "country")
    totals = found.groupby("country", as_index=False, observed=True)["agreements"].sum()
    leading = most_first(totals, "country").head(12)["country"].tolist()
    found = found[found["country"].isin(leading)].copy()
    found["total"] = found.groupby("region")["agreements"].transform("sum")
    found["place"] = found["country"].astype(str).map(leading.index)
    return found.sort_values(["total", "region", "place"], ascending=[False, True, True])[["region", "country", "agreements"]]


GOALS = [str(goal) for goal in range(1, 18)]


def indicating(chosen: Chosen) -> pd.DataFrame:
    """Each chosen agreement with each goal that one of its sectors indicates, by the mapping of the dataset."""
    mapping = texts(chosen.folder, "sector_sdgs")[["sector", "sdg"]]
    return chosen.sectors[["fact_id", "sector"]].astype({"sector": str}).merge(mapping, on="sector")


@answers
def sdgs_indicated(chosen: Chosen) -> pd.DataFrame:
    mapping = texts(chosen.folder, "sector_sdgs")
    place = {code: number for number, code in enumerate(texts(chosen.folder, "codes/sectors")["code"])}
    count = indicating(chosen).groupby("sdg")["fact_id"].nunique()
    rows = []
    for goal in GOALS:
        own = mapping[mapping["sdg"] == goal]
        n = int(count.get(goal, 0))
        sectors = "|".join(sorted(set(own["sector"]), key=place.__getitem__)) or None
        share = n / len(chosen.agreements) if len(chosen.agreements) else None
        rows.append((goal, n, share, sectors, " ".join(sorted(set(own["target"]))) or None))
    return pd.DataFrame(rows, columns=["sdg", "agreements", "share", "sectors", "targets"])


@answers
def sdgs_stated(chosen: Chosen) -> pd.DataFrame:
    found = further(chosen, "agreement_sdgs").astype({"rank": int}).sort_values(["number", "rank"])
    found = found.merge(chosen.agreements[TITLES], on="fact_id", how="left")
    pages = texts(chosen.folder, "sources")[["source", "publisher", "address"]]
    return found.merge(pages, on="source")[[*TITLES, "sdg", "publisher", "address"]]


@answers
def sdg_figures(chosen: Chosen) -> pd.DataFrame:
    stated = further(chosen, "agreement_sdgs")
    known = chosen.sectors["fact_id"].nunique()
    figures = {
        "agreements": len(chosen.agreements),
        "stating": stated["fact_id"].nunique(),
        "naming_a_goal": stated[stated["sdg"].notna()]["fact_id"].nunique(),
        "indicated": indicating(chosen)["fact_id"].nunique(),
        "without_sector": len(chosen.agreements) - known,
    }
    return pd.DataFrame([figures])


def placed(chosen: Chosen) -> pd.DataFrame:
    """The chosen agreements' authorities that have a place, with its population of 2024."""
    found = chosen.authorities[chosen.authorities["place"].notna()]
    return found.assign(population_2024=found["population_2024"].astype(int))


def territories(chosen: Chosen) -> pd.DataFrame:
    """Every territorial authority among the parties that has a place, with the people of the census and their urban share."""
    listed = texts(chosen.folder, "parties").merge(texts(chosen.folder, "places"), on="place", suffixes=("", "_place"))
    listed = listed[(listed["country"] == "MA") & listed["kind"].isin(TERRITORIAL_KINDS)]
    listed = listed.astype({"population_2024": int, "urban_2024": int})
    return listed.assign(urban_share=(listed["urban_2024"] / listed["population_2024"]).round(4))


def five_peers(listed: pd.DataFrame, own: Any) -> pd.DataFrame:
    """The five of its level nearest by population, those within twenty points of its urban share first."""
    others = listed[(listed["kind"] == own["kind"]) & (listed["place"] != own["place"])]
    gaps = (others["population_2024"] - own["population_2024"]).abs()
    shares = others["urban_2024"] / others["population_2024"] - own["urban_2024"] / own["population_2024"]
    others = others.assign(population_gap=gaps, apart=shares.abs().round(6) > 0.2)
    return others.sort_values(["apart", "population_gap", "place"]).head(5)


@answers
def peers(chosen: Chosen) -> pd.DataFrame:
    listed = territories(chosen)
    columns = ["kind", "population_2024", "urban_share", "population_gap"]
    rows = []
    for party in placed(chosen)["party"].drop_duplicates().sort_values():
        own = listed[listed["party"] == party].iloc[0]
        rows += [(party, *row) for row in five_peers(listed, own)[["party", *columns]].itertuples(index=False)]
    return pd.DataFrame(rows, columns=["authority", "peer", "level", *columns[1:]])


def for_inhabitants(found: pd.DataFrame) -> pd.Series:
    """How many agreements for a hundred thousand inhabitants."""
    return (found["agreements"] * 100_000 / found["population_2024"]).round(2)


@answers
def authorities_compared(chosen: Chosen) -> pd.DataFrame:
    found = counted(placed(chosen), "party", "kind", "population_2024", "urban_2024", dated=("year", "count"))
    found["urban_share"] = (found["urban_2024"].astype(int) / found["population_2024"]).round(4)
    found = most_first(found, "party").assign(per_100000=for_inhabitants)
    found = found.rename(columns={"party": "authority", "kind": "level"})
    return found[["authority", "level", "agreements", "dated", "population_2024", "urban_share", "per_100000"]]


@answers
def authorities_by_year(chosen: Chosen) -> pd.DataFrame:
    found = placed(chosen)
    found = counted(found[found["year"].notna()], "party", "year", "population_2024").sort_values(["party", "year"])
    found = found.assign(per_100000=for_inhabitants).rename(columns={"party": "authority"})
    return found[["authority", "year", "agreements", "per_100000"]]


@answers
def authorities_by_sector(chosen: Chosen) -> pd.DataFrame:
    named = chosen.authorities[["fact_id", "party"]].rename(columns={"party": "authority"})
    return crowds(chosen.sectors[["fact_id", "sector"]].merge(named, on="fact_id"), "authority")


def funding(chosen: Chosen) -> pd.DataFrame:
    """Foreign banks, agencies, multilateral organisations, embassies and ministries, in each agreement, sector and region of its authorities."""
    kinds = ["agency", "bank", "multilateral", "embassy", "state"]
    funders = chosen.partners[chosen.partners["kind"].isin(kinds) & (chosen.partners["country"] != "MA")][["fact_id", "party"]]
    found = funders.drop_duplicates().merge(chosen.sectors[["fact_id", "sector"]], on="fact_id", how="left")
    return found.merge(chosen.authorities[["fact_id", "region"]].dropna().drop_duplicates(), on="fact_id", how="left")


@answers
def funders_by_sector(chosen: Chosen) -> pd.DataFrame:
    found = funding(chosen).groupby("sector", as_index=False, observed=True).agg(funders=("party", "nunique"))
    return found.sort_values(["funders", "sector"], ascending=[False, True])


@answers
def funder_overlap(chosen: Chosen) -> pd.DataFrame:
    held, binds, listed = {}, {}, funding(chosen)
    for row in listed.itertuples():
        binds.setdefault(row.party, set()).add(row.fact_id)
        if not pd.isna(row.sector) and not pd.isna(row.region):
            held.setdefault(row.party, set()).add((row.sector, row.region))
    order = {party: n for n, party in enumerate(texts(chosen.folder, "parties")["party"])}
    sectors = {sector: n for n, sector in enumerate(texts(chosen.folder, "codes/sectors")["code"])}
    pairs = []
    for funder in sorted(held, key=order.__getitem__):
        for other in sorted(held, key=order.__getitem__):
            both = held[funder] & held[other]
            if order[funder] < order[other] and both:
                named = "|".join(sorted({sector for sector, _ in both}, key=sectors.__getitem__))
                regions = "|".join(sorted({region for _, region in both}))
                pairs.append((funder, other, named, regions, len(both), len(binds[funder] & binds[other])))
    pairs.sort(key=lambda pair: -pair[4])
    return pd.DataFrame(pairs[:25], columns=["funder", "other_funder", "sectors", "regions", "cells", "together"])


@answers
def events(chosen: Chosen) -> pd.DataFrame:
    rows = texts(chosen.folder, "events").rename(
        columns={"country": "countries", "partner": "partners", "partner_type": "partner_types"}
    )
    day = str(today().date())
    rows["to_come"] = rows["ends"] >= day

    def concerned(row: pd.Series) -> int:
        found = chosen.agreements
        for table, column, asked in (
            (chosen.agreements, "partner_type", row["partner_types"]),
            (chosen.partners, "country", row["countries"]),
            (chosen.partners, "party", row["partners"]),
        ):
            if isinstance(asked, str):
                found = found[found["fact_id"].isin(table[table[column].isin(asked.split("|"))]["fact_id"])]
        return len(found)

    rows["agreements"] = rows.apply(concerned, axis=1)
    rows = rows.merge(texts(chosen.folder, "sources")[["source", "address"]], on="source")
    coming, past = rows[rows["to_come"]].sort_values("starts"), rows[~rows["to_come"]].sort_values("starts", ascending=False)
    columns = (
        "event starts ends place_fr place_ar place_en countries partners partner_types note_fr note_ar note_en to_come agreements"
    )
    return pd.concat([coming, past])[[*columns.split(), "address"]]
