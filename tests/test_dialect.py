"""DuckDB's SQL told in Spark's: each difference that a question could stumble on, and that no question is told in words Spark has not.

Each test says what DuckDB answers and what Spark must be told for it; tests/test_spark.py asks both.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from coopstats.engines.codes import code_type
from coopstats.engines.dialect import translated
from coopstats.engines.macros import expanded, macros, views
from coopstats.engines.sets import DIGITS
from coopstats.questions import questions

LISTS = {"sector": ("transport", "culture", "energy"), "trace": ("page", "agreement")}
SECTOR = code_type("sector")
TYPES = {
    "t": {
        "n": exp.DataType.build("bigint"),
        "x": exp.DataType.build("double"),
        "m": exp.DataType.build("decimal(18, 2)"),
        "s": exp.DataType.build("text"),
        "d": exp.DataType.build("date"),
        "sector": SECTOR,
        "several": exp.DataType(this=exp.DType.ARRAY, expressions=[SECTOR], nested=True),
        "bits": exp.DataType(this=DIGITS),
    },
    "u": {"n": exp.DataType.build("bigint"), "sector": SECTOR, "place": exp.DataType.build("text")},
}


def told(sql: str) -> str:
    """A query of DuckDB's for Spark, without the names of its tables."""
    spark = translated(sqlglot.parse_one(sql, dialect="duckdb"), TYPES, LISTS).sql
    return re.sub(r"`[tu]`\.|`", "", spark)


# What DuckDB is asked, and what Spark must be told for the same answer.
DIFFERENCES = {
    "a code is compared by its place": ("select n from t where sector = 'culture'", "WHERE sector = 1"),
    "a code among several": ("select n from t where sector in ('energy', 'transport')", "sector IN (2, 0)"),
    "a code that the list has not equals none": ("select n from t where sector = 'piracy'", "sector = -1"),
    "a code beside a text is told as its text": (
        "select t.n from t join u on u.place = t.sector",
        "place = GET(ARRAY('transport', 'culture', 'energy'), sector)",
    ),
    "a code as a text": ("select sector::text as s from t", "GET(ARRAY('transport', 'culture', 'energy'), sector) AS s"),
    "a text as a code": ("select 'energy'::sector as s from t", "SELECT 2 AS s"),
    "a CASE of codes": ("select case when n > 1 then 'energy' else 'culture' end::sector as s from t", "ARRAY_POSITION"),
    "a CASE over a code": ("select case sector when 'energy' then 1 end as s from t", "WHEN 2 THEN 1"),
    "one of a code and a written code": ("select coalesce(sector, 'energy') as s from t", "COALESCE(sector, 2)"),
    "one of a code and another text": (
        "select coalesce(sector, 'nothing') as s from t",
        "COALESCE(GET(ARRAY('transport', 'culture', 'energy'), sector), 'nothing')",
    ),
    "a code of a CASE above a written code": (
        "select case when n > 1 then 'energy' end::sector as sector from t union all select 'culture' from u",
        "SELECT 1 AS culture FROM u",
    ),
    "a list of texts parted into codes": ("select unnest(['energy', 'culture'])::sector as s", "EXPLODE(ARRAY(2, 1)) AS s"),
    "the codes of a list": ("select unnest(enum_range(null::sector)) as s", "EXPLODE(ARRAY(0, 1, 2))"),
    "the place of a code": ("select enum_code(sector) as s from t", "SELECT sector AS s"),
    "codes joined in their order": (
        "select string_agg(sector, '|' order by sector) as s from t",
        "LISTAGG(GET(ARRAY('transport', 'culture', 'energy'), sector), '|') WITHIN GROUP (ORDER BY sector NULLS LAST)",
    ),
    "codes joined, each once": (
        "select string_agg(distinct sector, '|' order by sector) as s from t",
        "TRANSFORM(ARRAY_SORT(COLLECT_SET(sector)), place -> GET(ARRAY('transport', 'culture', 'energy'), place))",
    ),
    "a list of codes as a text": (
        "select array_to_string(several, '|') as s from t",
        "ARRAY_JOIN(TRANSFORM(several, place -> GET(",
    ),
    "codes above texts": (
        "select sector from t union all select s from t",
        "GET(ARRAY('transport', 'culture', 'energy'), sector) AS sector",
    ),
    "unknown comes last": ("select n from t order by n", "ORDER BY n NULLS LAST"),
    "unknown comes last in a window": ("select row_number() over (order by s) as r from t", "ORDER BY s NULLS LAST"),
    "a division of whole numbers": ("select n / 2 as q from t", "CAST(n AS DOUBLE) / 2"),
    "a division of decimals": ("select m / 3.0 as q from t", "CAST(m AS DOUBLE) / 3.0"),
    "a whole division": ("select n // 2 as q from t", "n DIV 2"),
    "a double rounded": ("select round(x, 2) as q from t", "ROUND((x) * CAST(100 AS DOUBLE)) / CAST(100 AS DOUBLE)"),
    "a decimal rounded": ("select round(m, 1) as q from t", "ROUND(m, 1)"),
    "a double made whole": ("select x::integer as q from t", "CAST(RINT(x) AS INT)"),
    "any value that is known": ("select any_value(s) as q from t", "ANY_VALUE(s) IGNORE NULLS"),
    "the value where another is least": ("select arg_min(s, n) as q from t", "MIN_BY(s, n) FILTER(WHERE NOT s IS NULL)"),
    "the most frequent, the first of equals": (
        "select mode(s order by s) as q from t",
        "MODE() WITHIN GROUP (ORDER BY s NULLS LAST)",
    ),
    "a list of nothing": ("select list(s) filter (n > 1) as q from t", "NULLIF(COLLECT_LIST(s) FILTER(WHERE n > 1), ARRAY())"),
    "the place of what is not there": (
        "select list_position(['a', 'b'], s) as q from t",
        "NULLIF(ARRAY_POSITION(ARRAY('a', 'b'), s), 0)",
    ),
    "beyond the end of a list": ("select list_extract(['a'], n) as q from t", "GET(ARRAY('a'), n - 1)"),
    "the length of a list": ("select len(several) as q from t", "SIZE(several)"),
    "lists parted beside each other": (
        "select unnest(['a', 'b']) as a, unnest([1, 2]) as b from t",
        "INLINE(ARRAYS_ZIP(ARRAY('a', 'b'), ARRAY(1, 2))) AS (a, b)",
    ),
    "columns as rows": (
        "select rule, value from (unpivot (select s as a, s as b from t) on a, b into name rule value value)",
        "INLINE(ARRAYS_ZIP(ARRAY('a', 'b'), ARRAY(",
    ),
    "a group of a pattern": (r"select regexp_replace(s, '(.)x', '\1y') as q from t", "REGEXP_REPLACE(s, '(.)x', '$1y')"),
    "signs cut off an end": ("select rtrim(s, '-') as q from t", "TRIM(TRAILING '-' FROM s)"),
    "the days between two days": ("select abs(d - current_date) as q from t", "ABS(DATEDIFF(d, CURRENT_DATE))"),
    "months added to a day": ("select d + to_months(n::integer) as q from t", "MAKE_YM_INTERVAL(0, CAST(n AS INT))"),
    "a day written": ("select strftime(d, '%Y-%m') as q from t", "DATE_FORMAT(d, 'yyyy-MM')"),
    "a series of numbers": ("select times from range(1, 4) as steps (times)", "EXPLODE(SEQUENCE(1, 3)) AS times"),
    "a filter without WHERE": ("select count(*) filter (n > 1) as q from t", "COUNT(*) FILTER(WHERE n > 1)"),
    "a query that begins with FROM": ("select n from (from t)", "FROM t AS t"),
    "a column left out": ("select * exclude (x, m, s, d, sector, several, bits) from t", "SELECT n AS n FROM"),
    "an alias used beside it": ("select n + 1 as a, a * 2 as b from t", "(n + 1) * 2 AS b"),
    "a window chosen by": (
        "select n from t qualify row_number() over (partition by s order by n) <= 3",
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY s ORDER BY n NULLS LAST) <= 3",
    ),
    "a column that two tables share, chosen by": (
        "select t.s from t join u using (n) qualify row_number() over (order by n) = 1",
        "QUALIFY ROW_NUMBER() OVER (ORDER BY COALESCE(n, n) NULLS LAST) = 1",
    ),
    "rows in the order of a figure over many": (
        "select s from t order by sum(n) over (partition by s) desc, s",
        "ORDER BY _key_0 DESC, s NULLS LAST",
    ),
    "rows that another table has": ("select n from t semi join u using (n)", "t SEMI JOIN u AS u ON n = n"),
    "rows that another table has not": ("select n from t anti join u using (n)", "t ANTI JOIN u AS u ON n = n"),
    "sets taken together": (
        "select bit_or(bits) as q from t",
        "NULLIF(ARRAY_DISTINCT(FLATTEN(COLLECT_LIST(bits))), ARRAY())",
    ),
    "what two sets share": ("select bits & bits as q from t", "ARRAY_INTERSECT(bits, bits)"),
    "how large a set is": ("select bit_count(bits) as q from t", "ARRAY_SIZE(bits)"),
    "no set": ("select coalesce(bits, 0) as q from t", "COALESCE(bits, CAST(ARRAY() AS ARRAY<INT>))"),
    "whether a set holds a code": (
        "select (bits >> enum_code(sector)::integer) & 1 = 1 as q from t",
        "ARRAY_CONTAINS(bits, sector)",
    ),
    "digits of a plain number stay digits": ("select (n >> 2) & 1 = 1 as q from t", "& 1 = 1"),
    "a text with a quote and a backslash": (r"select 'l''eau \ x' as q from t", r"'l\'eau \\ x'"),
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_what_differs_is_told_as_spark_means_it(difference: str) -> None:
    """Each difference by itself."""
    asked, expected = DIFFERENCES[difference]
    assert expected in told(asked)


def test_a_query_keeps_the_types_of_its_answer() -> None:
    """What is a code for DuckDB is known as one, through WITH, UNION, CASE and aggregates; so its place can be told as its text."""
    query = """with a as (select sector, min(sector) as least from t group by sector),
               b as (select sector, least from a union all select sector, sector from u)
               select any_value(sector) as s, coalesce(max(least), null) as m, if(count(*) > 1, min(least), null) as i, count(*) as n from b"""
    types = translated(sqlglot.parse_one(query, dialect="duckdb"), TYPES, LISTS).types
    assert [kind == SECTOR for kind in types.values()] == [True, True, True, False]


def test_a_macro_is_written_out_with_what_it_was_given() -> None:
    """Within each other, as a table too, and a column of its own is not taken for its parameter."""
    assert set(macros()) >= {"day_told", "last_day_of", "since_then", "window_on", "call_on", "peers_of", "sectors_of", "in_ring"}
    query = expanded(sqlglot.parse_one("select over_since_then(x.date) from window_on(current_date) as w", dialect="duckdb"))
    assert not list(query.find_all(exp.Anonymous))
    assert "x.date" in query.sql("duckdb")
    assert "CURRENT_DATE" in query.find(exp.Subquery).sql("duckdb")  # type: ignore[union-attr]


def test_no_question_calls_a_macro_that_is_not_known() -> None:
    """Every macro and view of the store's files is read, so that none is missed when a question comes to use it."""
    folder = Path(__file__).resolve().parent.parent / "src" / "coopstats"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.sql")]
    made = {name for text in texts for name in re.findall(r"^create macro (\w+)", text, flags=re.MULTILINE)}
    shown = {name for text in texts for name in re.findall(r"^create view (\w+)", text, flags=re.MULTILINE)}
    assert shown == set(views())
    # `sought` is folded by DuckDB, as it folded the texts (spark.py); `scope_of` judges a dataset and is dropped before anybody asks.
    assert made - set(macros()) == {"sought", "scope_of"}


@pytest.mark.parametrize("name", questions())
def test_no_question_keeps_a_word_that_only_duckdb_has(name: str) -> None:
    """Functions that sqlglot does not know are passed on as they stand: each is one of Spark's, or written out before."""
    query = expanded(sqlglot.parse_one(questions()[name], dialect="duckdb"))
    unknown = {node.name.lower() for node in query.find_all(exp.Anonymous)}
    assert unknown <= {"list_position", "list_extract", "to_months", "bit_count", "enum_range", "enum_code"}
