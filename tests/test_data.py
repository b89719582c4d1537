"""The real dataset: what holds beyond the checks, and the agreements that the project began with."""

import csv
import importlib.util
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
REFERENCE_TABLES = ("places.csv", "codes/countries.csv", "codes/languages.csv")
ARABIC = re.compile(r"[\u0600-\u06ff]")
ANY_DIGIT_BUT_LATIN = re.compile(r"[٠-٩۰-۹]")

# The pages that the project was created from state these seven agreements. What they leave open must stay open here
# unless another source closes it: {fact_id: (partner, the exact date or an empty text, sectors among the named ones)}.
SEEDS = {
    "casablanca-settat--afd--undated": ("afd", "", {"transport", "waste_management", "social_housing", "vocational_training"}),
    "casablanca-settat--berd--2018": ("berd", "2018-01-26", {"private_sector"}),
    "casablanca-settat--laayoune-sakia-el-hamra--undated": ("laayoune-sakia-el-hamra", "", {"economic_development", "culture"}),
    "casablanca-settat--ile-de-france--2016": (
        "ile-de-france",
        "2016-12-08",
        {"research_innovation", "education", "francophonie"},
    ),
    "casablanca-settat--sommet-cooperatives--undated": ("sommet-cooperatives", "", {"social_economy"}),
    "sale--convention-des-maires--undated": ("convention-des-maires", "", {"energy"}),
    "sale--usaid--undated": ("usaid", "", {"governance"}),
}
BERD = "casablanca-settat--berd--2018"
COOPERATIVES = "casablanca-settat--sommet-cooperatives--undated"
ILE_DE_FRANCE = "casablanca-settat--ile-de-france--2016"
LAAYOUNE = "casablanca-settat--laayoune-sakia-el-hamra--undated"
OWN_PAGES = ("casasettat.ma", "villedesale.ma")


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def agreements(data_folder: Path) -> dict[str, dict[str, str]]:
    return {row["fact_id"]: row for row in rows(data_folder, "agreements.csv")}


def reference_tool() -> ModuleType:
    """tools/reference.py, which writes the tables that come from libraries."""
    spec = importlib.util.spec_from_file_location("reference_tool", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_agreement_has_a_title_in_each_language(agreements: dict[str, dict[str, str]]) -> None:
    """The Arabic one in Arabic letters, the other two without any."""
    for fact_id, row in agreements.items():
        assert ARABIC.search(row["title_ar"]), fact_id
        assert row["title_fr"], fact_id
        assert row["title_en"], fact_id
        assert not ARABIC.search(row["title_fr"] + row["title_en"]), fact_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_agreements_share_a_title(agreements: dict[str, dict[str, str]], language: str) -> None:
    """A reader of a list tells them apart."""
    count = Counter(row[f"title_{language}"].casefold() for row in agreements.values())
    assert [title for title, n in count.items() if n > 1] == []


@pytest.mark.parametrize("text", ["summary", "note", "amount_note"])
def test_a_text_stands_in_three_languages_or_in_none(agreements: dict[str, dict[str, str]], text: str) -> None:
    """Each in its own script, and never the French copied as English."""
    for fact_id, row in agreements.items():
        told = [row[f"{text}_{language}"] for language in LANGUAGES]
        assert all(told) or not any(told), fact_id
        if all(told):
            assert ARABIC.search(row[f"{text}_ar"]), fact_id
            assert not ARABIC.search(row[f"{text}_fr"] + row[f"{text}_en"]), fact_id
            assert len(set(told)) == len(told) or text == "amount_note", fact_id


@pytest.mark.parametrize("fact_id", SEEDS)
def test_the_agreements_that_the_project_began_with_are_in(
    fact_id: str, agreements: dict[str, dict[str, str]], data_folder: Path
) -> None:
    """Party, partner, source page, sectors, and a date only where a page states one."""
    partner, date, sectors = SEEDS[fact_id]
    row = agreements[fact_id]
    sides = {(r["side"], r["party"]) for r in rows(data_folder, "agreement_parties.csv") if r["fact_id"] == fact_id}
    assert {("moroccan", fact_id.partition("--")[0]), ("partner", partner)} <= sides
    assert row["date"] == date
    assert [row["date_event"], row["date_basis"]] == (["signature", "stated"] if date else ["", ""])
    assert sectors <= {r["sector"] for r in rows(data_folder, "agreement_sectors.csv") if r["fact_id"] == fact_id}
    addresses = {r["source"]: r["address"] for r in rows(data_folder, "sources.csv")}
    pages = [addresses[r["source"]] for r in rows(data_folder, "agreement_sources.csv") if r["fact_id"] == fact_id]
    assert any(own in page for own in OWN_PAGES for page in pages)


@pytest.mark.parametrize("fact_id", [f for f in SEEDS if f != "casablanca-settat--ile-de-france--2016"])
def test_no_amount_is_given_where_no_page_states_one(fact_id: str, agreements: dict[str, dict[str, str]]) -> None:
    """Île-de-France alone has declared a sum, and that sum is what it spent, not what it undertook."""
    row = agreements[fact_id]
    assert [row["amount"], row["currency"], row["money_role"], row["end"]] == [""] * 4
    assert agreements["casablanca-settat--ile-de-france--2016"]["money_role"] != "committed"


@pytest.mark.parametrize("file", REFERENCE_TABLES)
def test_a_reference_table_is_what_its_tool_writes(file: str, data_folder: Path, tmp_path: Path) -> None:
    """Nobody typed into a table that comes from a library, and none is out of date."""
    reference_tool().main(tmp_path)
    assert (tmp_path / file).read_bytes() == (data_folder / file).read_bytes()


def test_references_of_agreements_are_written_small(agreements: dict[str, dict[str, str]]) -> None:
    """Small Latin letters, digits and hyphens; the parts are parted by two: they stand in links."""
    assert [f for f in agreements if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+(-[a-z0-9]+)*)+", f)] == []


def test_no_amount_stands_without_its_currency_and_role(agreements: dict[str, dict[str, str]]) -> None:
    """What is counted as committed is always a positive figure in a currency."""
    for fact_id, row in agreements.items():
        assert bool(row["money_role"]) == bool(row["currency"]) == bool(row["amount"]), fact_id
        assert not row["amount"] or float(row["amount"]) > 0, fact_id


def test_every_page_is_listed_once(data_folder: Path) -> None:
    """One address, one source; a slash at the end or the scheme makes no other page."""
    count = Counter(re.sub(r"^https?://", "", row["address"]).rstrip("/") for row in rows(data_folder, "sources.csv"))
    assert [address for address, n in count.items() if n > 1] == []


def test_every_agreement_has_one_main_source(agreements: dict[str, dict[str, str]], data_folder: Path) -> None:
    """Its sources are ranked 1, 2, 3 without a gap."""
    ranks: dict[str, list[int]] = {fact_id: [] for fact_id in agreements}
    for row in rows(data_folder, "agreement_sources.csv"):
        ranks[row["fact_id"]].append(int(row["rank"]))
    assert [f for f, found in ranks.items() if sorted(found) != list(range(1, len(found) + 1)) or not found] == []


def test_the_digits_of_the_dataset_are_latin(data_folder: Path) -> None:
    """Arabic texts too: the digits that Morocco writes."""
    for path in sorted(data_folder.rglob("*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [n for n, line in enumerate(lines, 1) if ANY_DIGIT_BUT_LATIN.search(line)] == [], path.name


# What the pages of the first seven agreements were found to say differently, or not at all: (agreement, field, stance, the value
# kept, the other one), and words that the reason must hold.
FOUND = [
    (
        LAAYOUNE,
        "committee",
        "conflict",
        "رؤساء اللجان الدائمة بمجلسي الجهتين",
        "présidents permanents des conseils régionaux",
        (),
    ),
    (LAAYOUNE, "wording", "conflict", "بالجهتين", "dans les deux sens", ()),
    (ILE_DE_FRANCE, "wording", "conflict", "الطرفين", "les partis", ()),
    (ILE_DE_FRANCE, "wording", "inferred", "CGLU", "U6L6", ()),
    (ILE_DE_FRANCE, "date", "conflict", "2016-12-08", "2016-12-07", ()),
    (COOPERATIVES, "date", "conflict", "", "2018", ()),
    (BERD, "partners", "inferred", "berd", "Banque Européenne de Développement", ("SBA", "FINTECC")),
]


@pytest.mark.parametrize(("fact_id", "field", "stance", "value", "other", "because"), FOUND)
def test_what_the_first_pages_contradict_is_kept_with_both_readings(
    fact_id: str, field: str, stance: str, value: str, other: str, because: tuple[str, ...], data_folder: Path
) -> None:
    """Which reading was kept, which not, each with its page, and the reason in three languages."""
    (claim,) = (
        row
        for row in rows(data_folder, "claims.csv")
        if [row["fact_id"], row["field"], row["stance"], row["other_value"]] == [fact_id, field, stance, other]
    )
    assert claim["value"] == value
    assert claim["source"]
    assert claim["other_source"]
    assert all(word in claim[f"reason_{language}"] for word in because for language in LANGUAGES)
    readings = {claim["value"]: claim["language"], claim["other_value"]: claim["other_language"]}
    assert all(language == "ar" for text, language in readings.items() if ARABIC.search(text))


def test_the_year_2018_stands_in_the_french_page_alone(agreements: dict[str, dict[str, str]], data_folder: Path) -> None:
    """The Arabic page of the conference of cooperatives gives no year, so the agreement has no date."""
    (claim,) = (row for row in rows(data_folder, "claims.csv") if row["fact_id"] == COOPERATIVES and row["field"] == "date")
    assert [claim["language"], claim["value"], claim["other_language"], claim["other_value"]] == ["ar", "", "fr", "2018"]
    assert agreements[COOPERATIVES]["date"] == ""


def test_a_claim_in_conflict_names_both_readings(data_folder: Path) -> None:
    """Two values that differ, so that one at most is empty, the page of the one kept, and a value or a page of the other."""
    conflicts = [row for row in rows(data_folder, "claims.csv") if row["stance"] == "conflict"]
    assert conflicts
    for row in conflicts:
        assert row["value"] != row["other_value"], row
        assert row["source"], row
        assert row["other_value"] or row["other_source"], row


def test_the_eighty_percent_of_the_ebrd_are_a_rate(agreements: dict[str, dict[str, str]], data_folder: Path) -> None:
    """It pays up to 80 % of a consultancy: no sum of money follows from it, neither there nor in the agreement."""
    promised = [row for row in rows(data_folder, "commitments.csv") if row["fact_id"] == BERD]
    (rate,) = (row for row in promised if row["rate_percent"])
    assert [rate["rate_percent"], rate["debtor"], rate["amount"], rate["currency"]] == ["80", "berd", "", ""]
    assert [row["commitment"] for row in promised if row["amount"]] == []
    assert agreements[BERD]["amount"] == ""


def test_the_ebrd_agreement_promises_two_workshops_a_year_and_two_seminars(data_folder: Path) -> None:
    """The workshops come back every year, the seminars do not."""
    promised = [row for row in rows(data_folder, "commitments.csv") if row["fact_id"] == BERD and row["quantity"]]
    assert sorted((row["quantity"], row["unit"], row["per"]) for row in promised) == [
        ("2", "seminar", ""),
        ("2", "workshop", "year"),
    ]


def test_the_committee_with_laayoune_is_due_twice_a_year_and_no_meeting_is_known(data_folder: Path) -> None:
    """The French and the Arabic page give its rhythm; that no meeting was found stands among the searches."""
    (committee,) = (row for row in rows(data_folder, "committees.csv") if row["fact_id"] == LAAYOUNE)
    assert committee["meetings_per_year"] == "2"
    assert "commissions permanentes" in committee["composition_fr"]
    assert [row for row in rows(data_folder, "meetings.csv") if row["fact_id"] == LAAYOUNE] == []
    sought = {row["search"]: row for row in rows(data_folder, "searches.csv") if row["fact_id"] == LAAYOUNE}
    assert sought["casablanca-settat-laayoune-committee"]["outcome"] == "nothing"


def test_a_commitment_without_evidence_is_said_to_have_none(data_folder: Path, store: Store) -> None:
    """That nothing is public is the state of every commitment that no evidence answers, and of no other."""
    promised = {row["commitment"] for row in rows(data_folder, "commitments.csv")}
    answered = {row["commitment"] for row in rows(data_folder, "evidence.csv") if row["commitment"]}
    with store.choose(Selection(scope=())) as everything:
        told = everything.ask("agreement_commitments")
    silent = told["state"].astype(str) == "no_public_evidence"
    assert set(told[silent]["commitment"]) == promised - answered
    assert set(told[~silent]["commitment"]) == answered


def test_what_sale_announces_without_showing_is_among_the_searches(data_folder: Path) -> None:
    """Two summaries of mandates and two pages of lists, each found in part on the city's own page."""
    found = {row["search"]: row for row in rows(data_folder, "searches.csv") if row["party"] == "sale"}
    announced = ["sale-summary-2003-2009", "sale-summary-2009-2015", "sale-twinnings-list", "sale-programmes-list"]
    pages = {row["source"]: row["address"] for row in rows(data_folder, "sources.csv")}
    for search in announced:
        assert [found[search]["outcome"], found[search]["language"]] == ["partial", "ar"]
        assert "villedesale.ma" in pages[found[search]["source"]]


def test_no_evidence_stands_without_its_page(data_folder: Path) -> None:
    """What came of a commitment is told only with the page that says so."""
    assert [row for row in rows(data_folder, "evidence.csv") if not row["source"]] == []


def test_the_amount_of_a_framework_is_never_added_to_that_of_its_part(
    agreements: dict[str, dict[str, str]], store: Store
) -> None:
    """Summed without SQL over the agreements with no part, near or far, that has an amount, they are those of the store."""
    frames: set[str] = set()
    for row in agreements.values():
        above = row["parent"] if row["amount"] else ""
        while above:
            frames.add(above)
            above = agreements[above]["parent"]
    sums: Counter[tuple[str, str]] = Counter()
    for fact_id, row in agreements.items():
        if row["amount"] and fact_id not in frames:
            sums[row["currency"], row["money_role"]] += Decimal(row["amount"])
    with store.choose(Selection(scope=())) as everything:
        told = everything.ask("amounts_by_currency")
    assert {(row.currency, row.money_role): round(Decimal(row.amount), 2) for row in told.itertuples()} == sums
    assert any(agreements[fact_id]["amount"] for fact_id in frames)


@pytest.mark.parametrize(
    ("table", "key"),
    [(t, "fact_id") for t in ("agreements", "agreement_parties", "agreement_sectors", "agreement_sources", "claims")]
    + [("sources", "source"), ("parties", "party")],
)
def test_rows_stand_in_the_order_of_their_key(table: str, key: str, data_folder: Path) -> None:
    """Whoever looks for one, or reads a change of the data, finds it where it belongs."""
    with (data_folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        keys = [row[key] for row in csv.DictReader(lines)]
    assert [(one, other) for one, other in pairwise(keys) if one > other] == []
