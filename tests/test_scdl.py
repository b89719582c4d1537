"""Grants as SCDL subventions 2.1.1: what stands in the file is valid, what is missing is named, nothing is filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import Resource, Schema

from coopstats.asking import Choice
from coopstats.exports import FORMATS, Asked
from coopstats.exports.scdl import table_schema
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

SELECTIONS = {
    "all": Selection(scope=()),
    "with AFD": Selection(scope=(), partner=("afd",)),
    "none": Selection(text="nothing is called so"),
}


@pytest.fixture(params=SELECTIONS.values(), ids=SELECTIONS)
def choice(request: pytest.FixtureRequest, store: Store) -> Iterator[Choice]:
    with store.choose(request.param) as chosen:
        yield chosen


def lines(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_schema_names_the_very_cells_that_the_report_asks_for(choice: Choice, store: Store, tmp_path: Path) -> None:
    """Frictionless finds no fault but the cells that are to be filled in, and each of those."""
    (tmp_path / "grants.csv").write_bytes(FORMATS["scdl"].make(Asked(store, choice))[".csv"])
    schema = Schema.from_descriptor(table_schema())
    report = Resource(path="grants.csv", basepath=str(tmp_path), schema=schema).validate()
    rows = choice.ask("scdl_subventions")["fact_id"]
    faults = report.flatten(["rowNumber", "fieldName", "type"])
    assert {kind for _, _, kind in faults} <= {"constraint-error"}
    gate = choice.ask("scdl_gate")
    asked_for = gate[gate["effect"] == "to_fill_in"]
    assert {(rows[number - 2], field) for number, field, _ in faults} == set(
        asked_for[["fact_id", "format_element"]].itertuples(index=False, name=None)
    )
    assert rows.empty == asked_for.empty


def test_a_file_that_is_filled_in_is_valid(store: Store, tmp_path: Path) -> None:
    """With the cells that the report names, the very same rows pass the schema."""
    with store.choose(Selection(scope=())) as chosen:
        rows = lines(FORMATS["scdl"].make(Asked(store, chosen))[".csv"])
    filled = {
        "idAttribuant": "12345678901234",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": "2020-01-01/2021-01-01",
        "notificationUE": "non",
        "pourcentageSubvention": "0.5",
    }
    with (tmp_path / "grants.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows({name: cell or filled.get(name, "") for name, cell in row.items()} for row in rows)
    report = Resource(path="grants.csv", basepath=str(tmp_path), schema=Schema.from_descriptor(table_schema())).validate()
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert len(rows) > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_grant_is_in_the_file_or_left_out_with_a_reason(language: str, choice: Choice, store: Store) -> None:
    """The file is French in any language, the report is the reader's; agreements that are no grants are not spoken of."""
    files = FORMATS["scdl"].make(Asked(store, choice, language))
    assert files[".csv"] == FORMATS["scdl"].make(Asked(store, choice, "fr"))[".csv"]
    words = Words(language, store.labels(language))
    report = lines(files["-report.csv"])
    out = {
        line[words.heading("fact_id")]
        for line in report
        if line[words.heading("effect")] == words.label("gate_effects", "left_out")
    }
    known = choice.ask("register_agreements")
    grants = set(known[known["instrument"].isin(["grant", "call_award"])]["fact_id"])
    held = set(choice.ask("scdl_subventions")["fact_id"])
    assert held | out == grants
    assert held & out == set()
    assert {line[words.heading("fact_id")] for line in report} == grants
    assert {line[words.heading("reason_code")] for line in report} <= set(words.labels("gate_reasons").values())


def test_what_the_file_says_is_what_the_register_says(store: Store) -> None:
    """Date, amount and names; one beneficiary alone has the whole, of several none has a share."""
    with store.choose(Selection(scope=())) as chosen:
        rows = lines(FORMATS["scdl"].make(Asked(store, chosen))[".csv"])
        facts = chosen.ask("scdl_subventions")["fact_id"]
        known = chosen.ask("register_agreements").set_index("fact_id")
        parties = chosen.ask("register_parties")
    names = store.labels("fr")
    for fact_id, row in zip(facts, rows, strict=True):
        told, own = known.loc[fact_id], parties[parties["fact_id"] == fact_id]
        assert (row["dateConvention"], float(row["montant"]), row["objet"]) == (told["date"], told["amount"], told["title_fr"])
        assert row["nomAttribuant"] in {names["parties", party] for party in own[own["side"] == "partner"]["party"]}
        assert row["nomBeneficiaire"] in {names["parties", party] for party in own[own["side"] == "moroccan"]["party"]}
        assert row["pourcentageSubvention"] == ("1.0" if list(facts).count(fact_id) == 1 else "")
