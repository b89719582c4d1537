"""What a file changes in a dataset, told row by row and cell by cell: the tables as they would be beside those that are.

`merging.py` makes both: `raw_<table>` and `old_<table>`.
"""

from __future__ import annotations

from coopstats.checking import Query
from coopstats.imports.spool import TOUCHED, key_of, taken_tables
from coopstats.problems import Problem

# Cells that can become others without a word of the file: they follow from what it says elsewhere.
FOLLOW = {"scope", "status", "date_basis", "title_fr", "title_ar", "title_en", "role", "rank"}

OUTCOMES = """
    with drafted as (
        select fact_id, max(leaves) = '1' as leaves from drafts where fact_id is not null and fact_id not in (from refused) group by fact_id
    )
    select case when leaves then 'deleted' when old.fact_id is null then 'added'
                when drafted.fact_id in (select fact_id from change) then 'changed' else 'unchanged' end as outcome, count(*)
    from drafted
    left join old_agreements old using (fact_id)
    group by outcome"""


def tell_changes(query: Query) -> None:
    """Fill `change` with every row and cell that would be other than before; of a row that comes or goes its key is told."""
    query('create table change (fact_id varchar, "table" varchar, item varchar, field varchar, before varchar, after varchar)')
    for name, columns in taken_tables().items():
        keys = key_of(name)
        item = f"concat_ws(' ', {', '.join(key for key in keys if key != 'fact_id') or 'null'})"
        fact_id = "{0}.fact_id" if "fact_id" in columns else "null"
        using = f"using ({', '.join(keys)})"
        of_new, of_old = fact_id.format("new"), fact_id.format("old")
        told = [
            f"select new.line, {of_new}, {item}, '', null, {item} from raw_{name} new anti join old_{name} old {using}",
            f"select old.line, {of_old}, {item}, '', {item}, null from old_{name} old anti join raw_{name} new {using}",
        ]
        counts = ", ".join(f'count("{column}")' for column in columns)
        ((*given,),) = query(f"select {counts} from new_{name}")
        spoken = FOLLOW | {column for column, cells in zip(columns, given, strict=True) if cells}
        told += [
            f"""select new.line, {of_new}, {item}, '{column}', old."{column}", new."{column}" from raw_{name} new
                join old_{name} old {using} where new.line >= {TOUCHED} and new."{column}" is distinct from old."{column}" """
            for column in columns
            if column in spoken and column not in keys
        ]
        # One at a time: together they would need far more memory. A party or a page is told under the agreement that brought it.
        for one in told:
            query(f"""insert into change
                      with told (row_line, fact_id, item, field, before, after) as ({one})
                      select coalesce(told.fact_id, drafts.fact_id), '{name}', item, field, before, after
                      from told
                      left join drafts on drafts.ordinal = row_line - {TOUCHED}""")


def changed_alone(query: Query) -> list[Problem]:
    """Texts of an agreement that change in fewer languages than they stand in."""
    rows = query(f"""
        with changed as (
            select fact_id, regexp_replace(field, '_(fr|ar|en)$', '') as name, min(field) as field, any_value(left(after, 80) order by field) as value
            from change
            where "table" = 'agreements' and regexp_matches(field, '_(fr|ar|en)$') and before is not null and after is not null
            group by fact_id, name
            having count(*) < 3
        )
        select {TOUCHED} + max(ordinal), field, value from changed join drafts using (fact_id) group by fact_id, field, value order by 1, 2""")
    return [Problem("agreements.csv", line, field, "text_changed_alone", value) for line, field, value in rows]
