"""What DuckDB and Spark call alike and mean otherwise, and what one of them calls by another name: a function a difference.

They hang on types, which are found first (typable.py). Codes have a room of their own: codes.py.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from coopstats.engines import sets
from coopstats.engines.sets import call, of

NUMBERS = (exp.DType.DOUBLE, exp.DType.FLOAT)
ARRAY = exp.DType.ARRAY


def told_to_spark(query: exp.Expr) -> exp.Expr:
    """A query with its types found, told as Spark means it."""
    for node in reversed(list(query.walk())):
        for kind, rule in RULES:
            if isinstance(node, kind):
                told = rule(node)
                if told is not node:
                    told.type = told.type or node.type
                    node.replace(told)
                    query = told if node is query else query
                    break
    return query


def division(node: exp.Div) -> exp.Expr:
    """`/` divides into a double; Spark divides decimals into a decimal."""
    return exp.Div(this=exp.cast(node.this, "double"), expression=node.expression, typed=True, safe=False)


def rounded(node: exp.Round) -> exp.Expr:
    """A double is rounded as a double, by its power of ten; Spark rounds how it is written: 1.005 to 1.01 and not to 1.0."""
    digits = node.args.get("decimals")
    if digits is None or of(node.this, exp.DType.DECIMAL):
        return node
    power = exp.cast(exp.Literal.number(10 ** int(digits.name)), "double")
    return exp.Div(
        this=exp.Round(this=exp.Mul(this=exp.Paren(this=node.this), expression=power)),
        expression=power.copy(),
        typed=True,
        safe=False,
    )


def whole(node: exp.Cast) -> exp.Expr:
    """A double becomes the nearest whole number, of two the even one; Spark cuts it off."""
    if of(node.this, *NUMBERS) and node.to.this in exp.DataType.INTEGER_TYPES:
        return exp.cast(exp.Anonymous(this="rint", expressions=[node.this]), node.to)
    return node


def listed(node: exp.ArrayAgg) -> exp.Expr:
    """A list of nothing is unknown; Spark's is empty."""
    whole_of = node.parent if isinstance(node.parent, exp.Filter) else node
    if isinstance(whole_of.parent, exp.Nullif):
        return node
    told = exp.Nullif(this=whole_of.copy(), expression=exp.Array(expressions=[]))
    told.type = node.type
    if whole_of is node:
        return told
    whole_of.replace(told)
    return node


def taken(node: exp.Bracket) -> exp.Expr:
    """There is nothing beyond the end of a list; Spark fails."""
    return call("get", node.this, *node.expressions)


def position(node: exp.ArrayPosition) -> exp.Expr:
    """What is not in a list has no place there; Spark gives nought."""
    if isinstance(node.parent, exp.Nullif):
        return node
    return exp.Nullif(this=node.copy(), expression=exp.Literal.number(0))


def extreme(node: exp.ArgMax | exp.ArgMin) -> exp.Expr:
    """The value where another is least or greatest passes over what is unknown; Spark gives it."""
    if isinstance(node.parent, exp.Filter):
        return node
    known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
    return exp.Filter(this=node.copy(), expression=exp.Where(this=known))


def replaced(node: exp.RegexpReplace) -> exp.Expr:
    """A group of a pattern stands in the replacement behind a backslash; Spark's behind a dollar."""
    replacement = node.args["replacement"]
    if isinstance(replacement, exp.Literal) and "\\" in replacement.name:
        replacement.replace(exp.Literal.string(replacement.name.replace("\\", "$")))
    return node


def days(node: exp.Sub) -> exp.Expr:
    """The difference of two days is a number of days; Spark's is an interval."""
    if of(node.this, exp.DType.DATE) and of(node.expression, exp.DType.DATE):
        told = exp.Anonymous(this="datediff", expressions=[node.this, node.expression])
        told.type = exp.DataType.build("bigint")
        return told
    return node


def several(node: exp.Select) -> exp.Expr:
    """Lists that are parted beside each other give their rows side by side; Spark gives every pair."""
    exploded = [column for column in node.selects if isinstance(column.unalias(), exp.Explode)]
    if len(exploded) > 1:
        lists = [column.unalias().this for column in exploded]
        zipped = exp.Anonymous(this="inline", expressions=[exp.Anonymous(this="arrays_zip", expressions=lists)])
        names = [exp.to_identifier(column.alias, quoted=True) for column in exploded]
        first = node.selects.index(exploded[0])
        others = [column for column in node.selects if column not in exploded]
        node.set("expressions", [*others[:first], exp.Aliases(this=zipped, expressions=names), *others[first:]])
    return node


def shared(node: exp.Qualify) -> exp.Expr:
    """A column that two tables are joined by is that of either; Spark asks which."""
    select = node.parent_select
    if select is None:
        return node
    met = [pair for join in select.args.get("joins") or () for pair in join.find_all(exp.EQ)]
    for column in list(node.find_all(exp.Column)):
        either = [pair.this for pair in met if pair.this.name == column.name and isinstance(pair.this, exp.Column)]
        if not column.table and column.name not in select.named_selects and either:
            column.replace(either[0].copy())
    return node


def ordered(node: exp.Select) -> exp.Expr:
    """Rows are put in order by a figure over many of them; Spark must be given it as a column first."""
    order = node.args.get("order")
    if order is None or not order.find(exp.Window):
        return node
    names = [exp.column(exp.to_identifier(name, quoted=True)) for name in node.named_selects]
    inner = node.copy()
    keys = [key.pop() for key in list(inner.args["order"].expressions)]
    limits = {name: inner.args.pop(name, None) for name in ("order", "limit")} | {}
    told = []
    for number, key in enumerate(keys):
        if isinstance(key.this, exp.Column) and not key.this.table and key.this.name in node.named_selects:
            told.append(key)
            continue
        inner.append("expressions", exp.alias_(key.this, f"_key_{number}", quoted=True))
        key.set("this", exp.column(exp.to_identifier(f"_key_{number}", quoted=True)))
        told.append(key)
    outer = exp.select(*names).from_(exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier("_rows"))))
    outer.set("order", exp.Order(expressions=told))
    outer.set("limit", limits["limit"])
    return outer


def joined(node: exp.GroupConcat) -> exp.Expr:
    """Texts of codes, each once, in the order of the codes: Spark orders what it tells once by its text alone."""
    ordered = node.this
    if not (isinstance(ordered, exp.Order) and isinstance(ordered.this, exp.Distinct)):
        return node
    text = ordered.this.expressions[0]
    if not (isinstance(text, exp.Anonymous) and text.name == "get"):
        return node
    codes, place = text.expressions
    sorted_set = exp.Anonymous(this="array_sort", expressions=[exp.Anonymous(this="collect_set", expressions=[place])])
    one = exp.to_identifier("place")
    each = exp.Lambda(this=exp.Anonymous(this="get", expressions=[codes, exp.Column(this=one.copy())]), expressions=[one])
    texts = exp.Anonymous(
        this="array_join", expressions=[exp.Anonymous(this="transform", expressions=[sorted_set, each]), node.args["separator"]]
    )
    return exp.Nullif(this=texts, expression=exp.Literal.string(""))


def length(node: exp.Length) -> exp.Expr:
    """The length of a list is its size."""
    return exp.ArraySize(this=node.this) if of(node.this, ARRAY) else node


def most_frequent(node: exp.Mode) -> exp.Expr:
    """Of several that are equally frequent, the first in the order that is asked for."""
    if isinstance(node.this, exp.Order):
        return exp.WithinGroup(this=exp.Anonymous(this="mode"), expression=exp.Order(expressions=node.this.expressions))
    return node


RULES: tuple[tuple[type[exp.Expr], Callable[..., exp.Expr]], ...] = (
    (exp.Div, division),
    (exp.Round, rounded),
    (exp.Cast, whole),
    (exp.ArrayAgg, listed),
    (exp.ArrayPosition, position),
    (exp.Bracket, taken),
    (exp.ArgMax, extreme),
    (exp.ArgMin, extreme),
    (exp.RegexpReplace, replaced),
    (exp.Sub, days),
    (exp.Qualify, shared),
    (exp.Select, several),
    (exp.Select, ordered),
    (exp.GroupConcat, joined),
    (exp.Length, length),
    (exp.Mode, most_frequent),
    *sets.RULES,
)
