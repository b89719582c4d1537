"""Every question on Spark gives what it gives on DuckDB: on eight agreements, on all of them, and under each filter.

These tests start Java and take minutes; `make long` runs them. What each difference of the two dialects is told as stands in
test_dialect.py, here both engines are asked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import sqlglot

from coopstats.cli import main
from coopstats.engines.publish import publish
from coopstats.engines.spark import SparkStore, open_spark
from coopstats.lens import Lens
from coopstats.questions import is_about_project, looks_through_lens, on_programmes, questions, stands_around, watches
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.wish import Wish

from .test_questions import EVERYTHING, SELECTIONS, cells

pytestmark = pytest.mark.long

# Questions that Spark cannot answer, each with the reason. There is none.
LEFT_OUT: dict[str, str] = {}
# Small tables: what Spark compiles for large ones takes longer than the answers.
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.memory": "2g",
}
# Questions that put their rows in no order, or in one that leaves some of them side by side.
UNORDERED = ("agreement_elements",)
# Sums of doubles hang on the order in which they are added up: the last of sixteen digits may differ.
CLOSE = 1e-12
# Two executors of one core and a gibibyte each, as processes of their own.
CLUSTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module")
def spark(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkStore]:
    """All agreements, published, on two threads of Spark's."""
    folder = tmp_path_factory.mktemp("published") / "all"
    with open_spark(publish(data_folder, folder), "local[2]", **SMALL) as store:
        yield store


@pytest.fixture(scope="module")
def tiny_spark(spark: SparkStore, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> SparkStore:
    """The tiny dataset on the same Spark."""
    return SparkStore(spark.session, publish(tiny_folder, tmp_path_factory.mktemp("published") / "tiny"))


def same(on_spark: pd.DataFrame, on_duckdb: pd.DataFrame, name: str) -> None:
    """Two answers with the same columns and cells, in the same order."""
    here, there = cells(on_spark), cells(on_duckdb)
    if name in UNORDERED:
        here, there = sorted(here, key=repr), sorted(there, key=repr)
    assert here[0] == there[0]
    assert len(here) == len(there)
    for own, other in zip(here, there, strict=True):
        assert own == tuple(pytest.approx(cell, rel=CLOSE) if isinstance(cell, float) else cell for cell in other)


@pytest.mark.parametrize("name", questions())
def test_spark_answers_as_duckdb_on_eight_agreements(name: str, tiny_spark: SparkStore, tiny_store: Store) -> None:
    """Every question, order of rows included; those that Spark cannot answer are named with the reason."""
    if name in LEFT_OUT:
        pytest.skip(LEFT_OUT[name])
    everything = Selection(**EVERYTHING)
    with tiny_spark.choose(everything) as there, tiny_store.choose(everything) as here:
        same(there.ask(name), here.ask(name), name)


@pytest.mark.parametrize("name", questions())
def test_spark_answers_as_duckdb_on_all_agreements(name: str, spark: SparkStore, store: Store) -> None:
    """Every question on the default selection of the real dataset."""
    with spark.choose(Selection()) as there, store.choose(Selection()) as here:
        same(there.ask(name), here.ask(name), name)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_spark_chooses_as_duckdb(selection: str, spark: SparkStore, store: Store) -> None:
    """Each filter, texts sought in Arabic too, lets the same agreements through, and counts the same values beside them."""
    chosen = Selection(**SELECTIONS[selection])
    with spark.choose(chosen) as there, store.choose(chosen) as here:
        for name in ("figures", "agreements_by_year", "filter_counts"):
            same(there.ask(name), here.ask(name), name)


@pytest.mark.parametrize("name", [name for name in questions() if stands_around(name)])
def test_spark_puts_a_party_in_the_centre(name: str, spark: SparkStore, store: Store) -> None:
    """What lies around a party that is named."""
    with (
        spark.choose(Selection(), party="casablanca-settat") as there,
        store.choose(Selection(), party="casablanca-settat") as here,
    ):
        same(there.ask(name), here.ask(name), name)


@pytest.mark.parametrize("lens", [Lens(priority_set="afd_casablanca_settat"), Lens(sectors=("transport", "culture"))], ids=str)
def test_spark_looks_through_a_lens(lens: Lens, spark: SparkStore, store: Store) -> None:
    """The priorities of a set, and sectors picked by the reader."""
    with spark.choose(Selection(), lens=lens) as there, store.choose(Selection(), lens=lens) as here:
        for name in filter(looks_through_lens, questions()):
            same(there.ask(name), here.ask(name), name)


WISHED = Wish(
    applicant="commune",
    field="transport.culture",
    cost=3_000_000,
    place="04.441.01.0",
    partner_country="FR",
    day="2025-03-01",
    since="2020-01-01",
)


@pytest.mark.parametrize("name", [n for n in questions() if on_programmes(n) or is_about_project(n) or watches(n)])
def test_spark_knows_what_is_wished(name: str, spark: SparkStore, store: Store) -> None:
    """A project with its applicant, sectors, cost, territory, partner and day, among programmes and among agreements."""
    chosen = Selection(sector=("transport", "culture", "education"), text="coopération")
    with spark.choose(chosen, wish=WISHED) as there, store.choose(chosen, wish=WISHED) as here:
        same(there.ask(name), here.ask(name), name)


def test_a_text_of_signs_is_sought_as_it_stands(spark: SparkStore, store: Store) -> None:
    """What a reader types becomes no SQL, whatever quotes, signs and backslashes it has."""
    for text in ("l'eau", "\\' or true --", '"la ville" -"d\\\'eau"', "${x} :y ; drop table"):
        chosen = Selection(text=text, scope=())
        with spark.choose(chosen) as there, store.choose(chosen) as here:
            same(there.ask("agreements_dated"), here.ask("agreements_dated"), "agreements_dated")


# Questions to both engines on which Spark, told by sqlglot alone, gives something else or nothing at all.
MEANT_OTHERWISE = {
    "half a cent": "select round(x::double, 2) as r from (values (1.005), (2.675), (-0.125)) t(x)",
    "a share of decimals": "select 2::decimal(18, 2) / 3::decimal(5, 2) as share",
    "half a month": "select (12 / x)::integer as months from (values (8), (24), (5)) t(x)",
    "the first known": "select arg_min(a, b) as a from (values (null, 1), ('x', 2)) t(a, b)",
    "nothing listed": "select list(a) filter (a > 5) is null as nothing from (values (1)) t(a)",
    "no place": "select array_position(['a', 'b'], 'c') is null as nowhere",
    "side by side": "select unnest(['a', 'b']) as a, unnest([1, 2]) as b",
    "a group": r"select regexp_replace('20150300', '(....)(..)(..)', '\1-\2-\3') as day",
    "days between": "select abs('2024-01-01'::date - '2024-03-01'::date) as days",
    "a month later": "select ('2024-01-31'::date + to_months(1))::date as day",
    "how many": "select len(['a', 'b']) as n",
    "the most frequent": "select mode(x order by x) as x from (values ('b'), ('a')) t(x)",
    "columns as rows": "select rule, value from (unpivot (select 'x' as a, null as b) on a, b into name rule value value)",
    "beyond the end": "select list_extract(['a'], 5) as x",
    "over many": "select s from (values ('a', 1), ('b', 5), ('b', 1)) t(s, n) order by sum(n) over (partition by s) desc, n",
}


@pytest.mark.parametrize("difference", MEANT_OTHERWISE)
def test_both_engines_mean_the_same(difference: str, spark: SparkStore) -> None:
    """DuckDB's answer is Spark's once it is told so, and is not when it is told word for word."""
    sql = MEANT_OTHERWISE[difference]
    expected = duckdb.sql(sql).fetchall()
    assert spark.cursor().execute(sql).fetchall() == expected
    try:
        plain = [tuple(row) for row in spark.session.sql(sqlglot.transpile(sql, read="duckdb", write="spark")[0]).collect()]
    except Exception:  # noqa: BLE001 - whatever Spark says against it
        plain = None
    assert plain != expected


def test_two_real_executors_answer_as_one_process(tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`coopstats ask --engine spark` with two processes of Spark's own prints what it prints without."""
    publish(tiny_folder, tmp_path / "published")
    asked = ["ask", "agreements_by_authority", "--format", "csv", "scope=all", "lang=ar"]
    done = subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "coopstats.cli",
            *asked,
            "--engine",
            "spark",
            "--from",
            tmp_path / "published",
            "--master",
            CLUSTER,
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert main([*asked, "--data", str(tiny_folder)]) == 0
    assert done.stdout == capsys.readouterr().out, done.stderr[-2000:]
    assert done.stdout.count("\n") > 1
