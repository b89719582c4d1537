"""What a file would change: the dataset as it would be, judged by the dataset's own checks, before anything is taken.

Works on the raw tables of the dataset (`raw_<table>`, all text) and on what `spool.py` wrote down. A row that the file speaks of
is given a line from TOUCHED on, so that a problem found in it leads back to the file. Agreements with problems are refused, and
the rest is judged anew, until what remains is sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from coopstats.checking import Query, judge
from coopstats.imports.changes import OUTCOMES, changed_alone, tell_changes
from coopstats.imports.drafts import EMPTIED
from coopstats.imports.sheets import kind_of
from coopstats.imports.spool import TOUCHED, key_of, load, taken_tables, text
from coopstats.problems import Problem

TEXTS = ("summary", "note", "amount_note")
DRAFTED = "select distinct fact_id from drafts where fact_id is not null"
# Agreements whose titles are made at once.
AT_ONCE = 10_000


@dataclass(frozen=True)
class Plan:
    """What taking a file would do. `problems` are those that refuse an agreement; `notices` tell what is left aside.

    Counts are agreements. The changes themselves stand in the table `change(fact_id, table, item, field, before, after)`.
    """

    added: int
    changed: int
    unchanged: int
    deleted: int
    refused: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def takes(self) -> int:
        """How many agreements of the dataset would be other than before."""
        return self.added + self.changed + self.deleted


# Checks that refuse nothing: they tell what of a file is left aside.
NOTICES = {"activities_left_aside", "amount_not_one", "codes_left_aside", "column_unread", "sheet_left", "text_alone"}
# Those that tell of what is taken, not of what is left aside.
REMARKS = {"text_changed_alone"}


def plan(query: Query, folder: Path, found: list[Problem], written: Mapping[tuple[str, str], str]) -> Plan:
    """Merge what was written down in a folder into the raw tables, and tell what that does.

    `found` are the problems of reading. `written` is (sheet, column) → the heading that the writer of the file knows.
    """
    query(f"set variable touched = {TOUCHED}")
    load(query, folder)
    problems = [problem for problem in found if problem.check not in NOTICES]
    query("create table refused (fact_id varchar)")
    refused: set[str] = set()
    # One refusal may bring the next: that of a frame refuses its parts. Each round refuses more, so there is an end.
    while (outcome := merged(query))[1]:
        blames = {problem: blamed(query, problem) for problem in outcome[1]}
        problems += dict.fromkeys(trace(query, problem, written) for problem in blames)
        more = {fact_id for named in blames.values() for fact_id in named} - refused
        more = more or {fact_id for (fact_id,) in query(DRAFTED)} - refused
        refused |= more
        query(f"insert into refused values {', '.join(f'({text(fact_id)})' for fact_id in sorted(more))}")
    notices, _ = outcome
    tell_changes(query)
    notices += changed_alone(query)
    notices = [problem for problem in found if problem.check in NOTICES] + [trace(query, one, written) for one in notices]
    counted: dict[str, int] = dict(query(OUTCOMES))
    return Plan(
        added=counted.get("added", 0),
        changed=counted.get("changed", 0),
        unchanged=counted.get("unchanged", 0),
        deleted=counted.get("deleted", 0),
        refused=len({(problem.file, problem.line) for problem in problems}),
        problems=tuple(dict.fromkeys(problems)),
        notices=tuple(dict.fromkeys(notices)),
    )


def merged(query: Query) -> tuple[list[Problem], list[Problem]]:
    """Merge what is not refused: what is left aside of it, and what is wrong with the dataset that this makes."""
    merge(query)
    left = texts_alone(query)
    query(statements("completing"))
    ((last,),) = query("select coalesce(max(ordinal), -1) from drafts")
    for first in range(TOUCHED, TOUCHED + last + 1, AT_ONCE):
        query(f"set variable first = {first}; set variable next = {first + AT_ONCE}; {statements('titles')}")
    return left, judge(query, apart=True)


def merge(query: Query) -> None:
    """The tables as they would be, without what is refused.

    Rows of which several lines tell are few: only these are gathered, which takes memory for every word of them.
    """
    for name, columns in taken_tables().items():
        keys = key_of(name)
        others = [column for column in columns if column not in keys]
        of_agreement = "fact_id" in columns
        kept = "fact_id not in (from refused) and fact_id in (select fact_id from drafts where leaves = '0')"
        told = (
            f"new_{name} new where {kept}"
            if of_agreement
            else f"new_{name} new left join old_{name} old using ({', '.join(keys)})"
        )
        # Several lines tell of one party or page: the one that says something new is meant, not those that repeat what stood there.
        order = "ordinal desc" if of_agreement else 'new."{0}" is not distinct from old."{0}", ordinal desc'
        given = ", ".join(
            [
                *keys,
                "min(ordinal) as ordinal",
                *(f'any_value(new."{column}" order by {order.format(column)}) as "{column}"' for column in others),
            ]
        )
        once = ", ".join([*keys, "ordinal", *(f'new."{column}"' for column in others)])
        cells = ", ".join(f'{cell_of(name, column)} as "{column}"' for column in others)
        query(f"""
            create or replace table raw_{name} as
            with several as (select {", ".join(keys)} from new_{name} group by all having count(*) > 1),
            given as (
                select {once} from {told} {"and" if of_agreement else "where"} ({", ".join(keys)}) not in (from several)
                union all
                select {given} from {told} {"and" if of_agreement else "where"} ({", ".join(keys)}) in (from several)
                group by {", ".join(keys)}
            )
            select coalesce({TOUCHED} + given.ordinal, old.line) as line, coalesce(old.line, {TOUCHED} + given.ordinal) as position,
                   {", ".join(f'"{column}"' for column in keys)}{"," if others else ""} {cells}
            from old_{name} old
            full join given using ({", ".join(f'"{column}"' for column in keys)})""")
        if of_agreement:
            leaving = "select fact_id from drafts where leaves = '1' and fact_id not in (from refused)"
            query(f"delete from raw_{name} where fact_id in ({leaving})")
    for name in ("agreement_parties", "agreement_sectors", "agreement_sources"):
        # A list that a line gives whole leaves out what it does not name.
        same = " and ".join(f"n.{column} = raw_{name}.{column}" for column in key_of(name))
        side = f"and whole.side is not distinct from raw_{name}.side" if name == "agreement_parties" else ""
        query(f"""
            delete from raw_{name} using whole
            where whole."table" = '{name}' and whole.fact_id = raw_{name}.fact_id {side} and position < {TOUCHED}
                  and whole.fact_id not in (from refused)
                  and not exists (from new_{name} n where n.ordinal = whole.ordinal and {same})""")
    query("""
        update raw_agreement_sources r set rank = again.rank::varchar
        from (select fact_id, source, row_number() over (partition by fact_id order by rank::integer) as rank from raw_agreement_sources
              where fact_id in (select fact_id from drafts)) again
        where again.fact_id = r.fact_id and again.source = r.source and again.rank::varchar <> r.rank""")
    # Parties and pages of refused lines only are not taken.
    named = {"parties": "select party from raw_agreement_parties union all select debtor from raw_commitments union all select creditor from raw_commitments",
             "sources": " union all ".join(f"select source from raw_{name}" for name, columns in taken_tables().items() if "source" in columns and name != "sources")
                        + " union all select other_source from raw_claims"}  # fmt: skip
    for name, used in named.items():
        (column,) = key_of(name)
        query(
            f"delete from raw_{name} where position >= {TOUCHED} and {column} not in (select * from ({used}) t(code) where code is not null)"
        )


def cell_of(name: str, column: str) -> str:
    """What a cell becomes, in SQL: what the file says, else what stood there. A number that is the same stays as it was written."""
    given, old = f'given."{column}"', f'old."{column}"'
    number = kind_of(name, column)[0] in ("money", "number")
    same = f"when try_cast({given} as decimal(38, 9)) = try_cast({old} as decimal(38, 9)) then {old}" if number else ""
    return f"case when {given} = '{EMPTIED}' then null {same} else coalesce({given}, {old}) end"


def texts_alone(query: Query) -> list[Problem]:
    """Texts that a file gives in fewer than three languages where the dataset has none: they are left aside."""
    found = []
    for name in TEXTS:
        parts = [f"{name}_{language}" for language in ("fr", "ar", "en")]
        some = f"line >= {TOUCHED} and ({' or '.join(f'{part} is null' for part in parts)}) and coalesce({', '.join(parts)}) is not null"
        cases = " ".join(f"when {part} is not null then '{part}'" for part in parts)
        rows = query(f"select line, case {cases} end, left(coalesce({', '.join(parts)}), 80) from raw_agreements where {some}")
        found += [Problem("agreements.csv", line, field, "text_alone", value) for line, field, value in rows]
        before = ", ".join(
            f"{part} = (select {part} from old_agreements o where o.fact_id = raw_agreements.fact_id)" for part in parts
        )
        query(f"update raw_agreements set {before} where {some}")
    return found


def blamed(query: Query, problem: Problem) -> list[str]:
    """The agreements of the file that a problem refuses: that of its row, else those it names, else all."""
    if problem.line >= TOUCHED:
        rows = query(f"select fact_id from drafts where ordinal = {problem.line - TOUCHED} and fact_id is not null")
        if rows:
            return [fact_id for (fact_id,) in rows]
    named = f"select distinct fact_id from drafts where fact_id in ({text(problem.value)}, {text(problem.expected)})"
    return [fact_id for (fact_id,) in query(named) or query(DRAFTED)]


def trace(query: Query, problem: Problem, written: Mapping[tuple[str, str], str]) -> Problem:
    """A problem of the merged tables, told of the line of the file that made it."""
    if problem.line < TOUCHED:
        return problem
    ((sheet, line),) = query(f"select sheet, line::integer from drafts where ordinal = {problem.line - TOUCHED}")
    return replace(problem, file=sheet, line=line, field=written.get((sheet, problem.field), problem.field))


@cache
def statements(name: str) -> str:
    """The statements that fill in what follows, or titles."""
    return resources.files("coopstats.imports").joinpath(f"{name}.sql").read_text(encoding="utf-8")
