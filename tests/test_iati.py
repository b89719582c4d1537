"""Agreements as IATI 2.03: valid by the official schema, read back by others' tools to the same agreements, the rest told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import etree
from okfn_iati import FinanceType, IatiMultiCsvConverter, IatiValidator, OrganisationType, SectorCategory

from coopstats.asking import Choice
from coopstats.cli import main
from coopstats.exports import FORMATS, Asked
from coopstats.exports.activity import crosswalk, identifier, shares
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

SELECTIONS = {
    "all": Selection(scope=()),
    "loans and grants": Selection(scope=(), instrument=("loan", "grant", "call_award")),
    "Casablanca-Settat since 2010": Selection(region=("06",), from_year=2010),
    "none": Selection(text="nothing is called so"),
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def validator() -> IatiValidator:
    """The official schema, as okfn-iati carries it."""
    return IatiValidator()


@pytest.fixture(scope="module", params=SELECTIONS.values(), ids=SELECTIONS)
def choice(request: pytest.FixtureRequest, store: Store) -> Iterator[Choice]:
    with store.choose(request.param) as chosen:
        yield chosen


@pytest.fixture(scope="module")
def everything(store: Store) -> Iterator[Asked]:
    """All agreements, those without a known end taken for running."""
    with store.choose(Selection(scope=())) as chosen:
        yield Asked(store, chosen, "fr", assume=True)


@pytest.fixture(scope="module")
def root(everything: Asked) -> Any:
    return etree.fromstring(FORMATS["iati"].make(everything)[".xml"])


def of(element: Any, path: str) -> list[str]:
    return [str(found) for found in element.xpath(path)]


@pytest.mark.parametrize("assume", [False, True])
def test_a_file_is_valid_and_keeps_the_rules(*, assume: bool, choice: Choice, store: Store, validator: IatiValidator) -> None:
    """By the schema and by the rules beyond it; a selection of which nothing passes gives no XML, but a report."""
    files = FORMATS["iati"].make(Asked(store, choice, "fr", assume=assume))
    assert "-report.csv" in files
    if ".xml" in files:
        assert validator.validate(files[".xml"].decode()) == (True, {"schema_errors": [], "ruleset_errors": []})
    else:
        assert choice.ask("register_agreements").empty


def test_the_schema_can_refuse(root: Any, validator: IatiValidator) -> None:
    """Without its status an activity is not valid: the check above can fail."""
    broken = etree.fromstring(etree.tostring(root))
    broken[0].remove(broken[0].find("activity-status"))
    assert not validator.validate_xml(etree.tostring(broken).decode())[0]


@pytest.mark.parametrize("assume", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_agreement_is_in_the_file_or_left_out_with_a_reason(
    language: str, *, assume: bool, choice: Choice, store: Store
) -> None:
    """Never both, never neither; the report speaks the reader's language and knows no code."""
    files = FORMATS["iati"].make(Asked(store, choice, language, assume=assume))
    words = Words(language, store.labels(language))
    held = set(of(etree.fromstring(files[".xml"]), "//iati-identifier/text()")) if ".xml" in files else set()
    report = list(csv.DictReader(io.StringIO(files["-report.csv"].decode("utf-8-sig"))))
    effect, reason, reference = (words.heading(name) for name in ("effect", "reason_code", "fact_id"))
    out = {identifier(line[reference]) for line in report if line[effect] == words.label("gate_effects", "left_out")}
    assert held | out == {identifier(fact_id) for fact_id in choice.ask("register_agreements")["fact_id"]}
    assert held & out == set()
    assert {line[reason] for line in report} <= set(words.labels("gate_reasons").values())
    assert {identifier(line[reference]) for line in report} == held | out


def test_no_date_is_made_up(root: Any, everything: Asked) -> None:
    """Each date of the file stands in the data, known to its day."""
    known = everything.choice.ask("register_agreements").set_index("fact_id")
    for activity in root:
        row = known.loc[of(activity, "iati-identifier/text()")[0].removeprefix("coopstats-")]
        told = of(activity, "activity-date/@iso-date | transaction/transaction-date/@iso-date | transaction/value/@value-date")
        assert set(told) <= {row["date"], row["start"], row["end"]}
        assert all(len(date) == len("2026-01-01") for date in told)


def test_an_amount_is_exported_only_as_the_commitment_it_is(root: Any, everything: Asked) -> None:
    """Sums by currency are those of amounts that an act of these commits on a known day and that hold no parts."""
    known = everything.choice.ask("register_agreements")
    exported = {name.removeprefix("coopstats-") for name in of(root, "//iati-identifier/text()")}
    holding = set(known[known["amount"].notna()]["parent"].dropna())
    meant = known[
        known["fact_id"].isin(exported - holding)
        & (known["money_role"] == "committed")
        & known["date_event"].isin(["signature", "decision"])
        & (known["date"].str.len() == len("2026-01-01"))
    ]
    told: Counter[str] = Counter()
    for value in root.xpath("//transaction/value"):
        told[value.get("currency")] += float(value.text)
    assert dict(told) == pytest.approx(meant.groupby("currency")["amount"].sum().to_dict())
    assert len(meant) == len(root.xpath("//transaction")) > 50
    assert set(of(root, "//transaction/transaction-type/@code")) == {"2"}


def test_titles_parties_sectors_and_codes_are_told_in_three_languages(root: Any, everything: Asked) -> None:
    """Every title and organisation; territories, goals, partner type and instrument as tags with their codes."""
    for path in ("title", "participating-org", "location/name", "tag", "sector[@vocabulary='99']"):
        found = root.xpath(f"//iati-activity/{path}")
        assert found
        assert {tuple(narrative.get(LANG) for narrative in element) for element in found} == {tuple(LANGUAGES)}
    parties = everything.choice.ask("register_parties")
    for activity in root:
        fact_id = of(activity, "iati-identifier/text()")[0].removeprefix("coopstats-")
        places = parties[(parties["fact_id"] == fact_id) & parties["place_code"].notna()]["place_code"]
        assert set(of(activity, "tag[@vocabulary-uri='places.csv']/@code")) == set(places)
    goals = everything.choice.ask("register_sdgs")
    assert set(of(root, "//tag[@vocabulary='2']/@code")) <= set(goals["sdg"])
    assert root.xpath("//tag[@vocabulary='2']")


def test_parts_name_their_frame_only_where_it_is_in_the_file(root: Any, everything: Asked) -> None:
    """A frame stands at level 1, its parts one below; a frame that is left out is told in the report."""
    level = {of(a, "iati-identifier/text()")[0]: int(a.get("hierarchy")) for a in root}
    parts = {of(a, "iati-identifier/text()")[0]: of(a, "related-activity[@type='1']/@ref") for a in root}
    known = everything.choice.ask("register_agreements").dropna(subset="parent").set_index("fact_id")["parent"]
    meant = {identifier(part): [identifier(frame)] for part, frame in known.items() if identifier(str(frame)) in level}
    assert {part: frames for part, frames in parts.items() if frames} == {p: f for p, f in meant.items() if p in level}
    assert meant
    assert all(level[part] == level[frame] + 1 for part, frames in parts.items() for frame in frames)
    gate = FORMATS["iati"].gate
    assert gate is not None
    report = gate(everything)
    orphans = {p for p, frame in known.items() if identifier(p) in level and identifier(str(frame)) not in level}
    assert set(report[report["reason_code"] == "frame_left_out"]["fact_id"]) == orphans


def test_shares_of_sectors_sum_to_a_hundred(root: Any) -> None:
    """In each vocabulary, to the cent."""
    for activity in root:
        for vocabulary in ("1", "99"):
            told = [float(share) for share in of(activity, f"sector[@vocabulary='{vocabulary}']/@percentage")]
            assert not told or round(sum(told), 2) == 100
    assert all(round(sum(shares(count)), 2) == 100 for count in range(1, 40))


def test_okfn_iati_reads_the_file_back_to_the_same_agreements(root: Any, everything: Asked, tmp_path: Path) -> None:
    """Titles, statuses, starts, parties, sectors, amounts and pages, as another's reader finds them."""
    place = tmp_path / "file.xml"
    place.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    assert IatiMultiCsvConverter().xml_to_csv_folder(str(place), str(tmp_path / "csv"))

    def read(name: str) -> pd.DataFrame:
        table = pd.read_csv(tmp_path / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
        return table.assign(fact_id=table["activity_identifier"].str.removeprefix("coopstats-"))

    choice = everything.choice
    activities = read("activities")
    agreements = choice.ask("register_agreements")
    kept = agreements[agreements["fact_id"].isin(activities["fact_id"])]
    assert list(activities["fact_id"]) == list(kept["fact_id"])
    assert list(activities["title"]) == list(kept["title_fr"])
    starts = choice.ask("iati_activities").set_index("fact_id")
    dates = read("activity_date")
    begun = dates[dates["type"].isin(["1", "2"])]
    assert dict(zip(begun["fact_id"], begun["iso_date"], strict=True)) == starts["start_day"].to_dict()
    parties = choice.ask("register_parties")
    parties = parties[parties["fact_id"].isin(kept["fact_id"]) & (parties["role"] != "beneficiary")]
    french = everything.store.labels("fr")
    orgs = read("participating_orgs")
    assert Counter(zip(orgs["fact_id"], orgs["org_name"], strict=True)) == Counter(
        (fact_id, french["parties", party]) for fact_id, party in zip(parties["fact_id"], parties["party"], strict=True)
    )
    sectors = read("sectors")
    own = sectors[sectors["vocabulary"] == "99"]
    named = choice.ask("register_sectors")
    named = named[named["fact_id"].isin(kept["fact_id"])]
    assert list(zip(own["fact_id"], own["sector_code"], strict=True)) == list(zip(named["fact_id"], named["sector"], strict=True))
    pages = choice.ask("register_sources")
    documents = read("documents")
    assert list(documents["url"]) == list(pages[pages["fact_id"].isin(kept["fact_id"])]["address"])
    paid = starts[starts["committed_on"].notna()]
    money = read("transactions")
    assert list(zip(money["fact_id"], money["value"].astype(float), money["currency"], strict=True)) == list(
        zip(paid.index, paid["amount"], paid["currency"], strict=True)
    )


def test_the_same_agreements_are_the_same_bytes(everything: Asked) -> None:
    """No clock enters the file."""
    assert FORMATS["iati"].make(everything) == FORMATS["iati"].make(everything)


def test_every_code_of_the_crosswalk_is_one_of_iati_and_one_of_ours(store: Store) -> None:
    known = {
        "kinds": {code.value for code in OrganisationType},
        "instruments": {code.value for code in FinanceType},
        "sectors": set(SectorCategory.__members__),
    }
    for (code_list, code), becomes in crosswalk().items():
        assert code in store.codes()[code_list]
        assert becomes in known[code_list]
    assert {code for code in store.codes()["sectors"] if ("sectors", code) not in crosswalk()} == {"francophonie"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_the_report_in_short(
    language: str, tiny_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of eight invented agreements have a start to the day; none has an end, so that only on request they are taken."""
    words = Words(language, tiny_store.labels(language))
    call = ["export", "iati", "-o", str(tmp_path / "out.xml"), "scope=all", f"lang={language}", "--data", str(tiny_store.folder)]
    assert main(call) == 0
    told = capsys.readouterr().out
    assert not (tmp_path / "out.xml").exists()
    assert (tmp_path / "out-report.csv").exists()
    assert words.inside(words.label("gate_reasons", "status_unknown")) in told
    assert main([*call, "--assume-running"]) == 0
    told = capsys.readouterr().out
    assert len(etree.parse(tmp_path / "out.xml").getroot()) == 2
    assert words.inside(words.label("gate_reasons", "status_assumed")) in told
    assert words.say("Accords dans le fichier : %(held)s sur %(chosen)s", held=2, chosen=8) in told
