"""Codes as places in their list: how an engine that knows no enumerations compares, sorts and groups them as DuckDB does.

A column of codes is a whole number there. Where a code meets a text it is told as its text, and a text that stands in the question
becomes its place. What is still a place in the answer is told by whoever asked (spark.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlglot import exp

Lists = Mapping[str, tuple[str, ...]]

# What compares two values; what gives one of several; what makes a text of its parts.
COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
WRITTEN = (exp.Concat, exp.ConcatWs, exp.DPipe, exp.GroupConcat)
TEXTS = (exp.DType.TEXT, exp.DType.VARCHAR)


def code_type(name: str) -> exp.DataType:
    """The type of the codes of a list."""
    return exp.DataType(this=exp.DType.ENUM, expressions=[exp.Var(this=name)])


def list_of(node: exp.Expr | exp.DataType | None) -> str:
    """The list whose codes an expression gives, or "" when it gives something else."""
    kind = node if isinstance(node, exp.DataType) else node.type if node is not None else None
    return kind.expressions[0].name if kind is not None and kind.this == exp.DType.ENUM else ""


def list_of_several(node: exp.Expr) -> str:
    """The list whose codes an array holds, or ""."""
    kind = node.type
    return list_of(kind.expressions[0]) if kind is not None and kind.this == exp.DType.ARRAY and kind.expressions else ""


def named(query: exp.Expr, lists: Lists) -> exp.Expr:
    """A query in which each type that is a list of codes is known as one, and enum_range and enum_code are told in such types."""

    def told(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.DataType) and node.this == exp.DType.USERDEFINED:
            return code_type(str(node.args["kind"]))
        if isinstance(node, exp.Anonymous) and node.name.lower() == "enum_range":
            (kind,) = node.find_all(exp.DataType)
            name = str(kind.args["kind"])
            several = exp.DataType(this=exp.DType.ARRAY, expressions=[code_type(name)], nested=True)
            return exp.Cast(this=exp.Array(expressions=[exp.Literal.string(code) for code in lists[name]]), to=several)
        if isinstance(node, exp.Anonymous) and node.name.lower() == "enum_code":
            return exp.Cast(this=node.expressions[0].transform(told), to=exp.DataType.build("INT"))
        return node

    return query.transform(told)


def placed(query: exp.Expr, lists: Lists) -> exp.Expr:
    """A query with its types found, in which every code is its place."""
    for node in reversed(list(query.walk())):
        for kinds, rule in RULES:
            if isinstance(node, kinds):
                rule(node, lists)
    return query


def compared(node: exp.Binary, lists: Lists) -> None:
    """A code compared with a code or a text."""
    meet([node.this, node.expression], lists, compared=True)


def case(node: exp.Case, lists: Lists) -> None:
    """A code asked for one by one, and the codes that follow from it."""
    if node.this:
        meet([node.this, *(branch.this for branch in node.args["ifs"])], lists, compared=True)
    default = node.args.get("default")
    meet([*(branch.args["true"] for branch in node.args["ifs"]), *([default] if default else [])], lists)


def first_known(node: exp.Coalesce, lists: Lists) -> None:
    """The first that is known of several."""
    meet([node.this, *node.expressions], lists)


def both(node: exp.SetOperation, lists: Lists) -> None:
    """The columns of two queries that stand under each other."""
    for left, right in zip(node.left.selects, node.right.selects, strict=True):
        meet([left.unalias(), right.unalias()], lists)


def text(node: exp.Expr, lists: Lists) -> None:
    """What is written into a text."""
    for part in parts(node):
        write(part, lists)


def texts(node: exp.ArrayToString, lists: Lists) -> None:
    """A list of codes, written as a text."""
    if name := list_of_several(node.this):
        place = exp.to_identifier("place")
        each = exp.Lambda(this=text_at(exp.Column(this=place.copy()), lists[name]), expressions=[place])
        node.this.replace(exp.Transform(this=node.this.copy(), expression=each))


def meet(met: list[exp.Expr], lists: Lists, *, compared: bool = False) -> None:
    """Values that are compared, or of which one is taken: all of one list, or all texts. What the list has not can only be compared."""
    held = {list_of(value) for value in met} - {""}
    free = [value for value in met if not list_of(value)]
    fixed = all(isinstance(value, exp.Literal | exp.Null) for value in free)
    name = next(iter(held), "")
    known = all(value.name in lists[name] for value in free if isinstance(value, exp.Literal)) if name else False
    if len(held) == 1 and fixed and (compared or known):
        for value in free:
            if isinstance(value, exp.Literal):
                value.replace(place_of(value.name, lists[name]))
    elif held:
        for value in met:
            write(value, lists)


def among(node: exp.In, lists: Lists) -> None:
    """A code among several, or among those that a query gives."""
    query = node.args.get("query")
    if query is None:
        meet([node.this, *node.expressions], lists, compared=True)
    elif list_of(node.this) != list_of(query.this.selects[0]):
        write(node.this, lists)
        write(query.this.selects[0].unalias(), lists)


def parts(node: exp.Expr) -> Iterator[exp.Expr]:
    """What is written into a text; what only orders it is left as it is."""
    if isinstance(node, exp.GroupConcat):
        value = node.this.this if isinstance(node.this, exp.Order) else node.this
        yield value.expressions[0] if isinstance(value, exp.Distinct) else value
    elif isinstance(node, exp.DPipe):
        yield from (node.this, node.expression)
    else:
        yield from node.expressions


def cast(node: exp.Cast, lists: Lists) -> None:
    """A text as a code, a code as its text or its place; lists of codes as well. What is a code stays known as one."""
    held, wanted = list_of(node.this), list_of(node.to)
    told: exp.Expr = node.this
    if wanted and held != wanted:
        told = code_from(node.this, lists[wanted])
    elif held and node.to.this in TEXTS:
        told = text_at(node.this, lists[held])
    elif several := list_of_several(node):
        if isinstance(node.this, exp.Array) and not list_of_several(node.this):
            told = exp.Array(expressions=[code_from(value, lists[several]) for value in node.this.expressions])
        elif isinstance(node.this, exp.Null):
            told = exp.cast(node.this, exp.DataType.build("ARRAY<INT>", dialect="spark"))
    elif not held:
        return
    told.type = told.type if told is node.this else exp.DataType.build("TEXT") if node.to.this in TEXTS else node.to.copy()
    node.replace(told)


def code_from(value: exp.Expr, codes: tuple[str, ...]) -> exp.Expr:
    """The place of a text, unknown where the list has no such code."""
    if isinstance(value, exp.Null):
        return exp.cast(value, "int")
    if isinstance(value, exp.Literal):
        return place_of(value.name, codes) if value.name in codes else exp.cast(exp.null(), "int")
    found = exp.Anonymous(this="array_position", expressions=[written(codes), value.copy()])
    return exp.cast(
        exp.Sub(this=exp.Nullif(this=found, expression=exp.Literal.number(0)), expression=exp.Literal.number(1)), "int"
    )


def place_of(code: str, codes: tuple[str, ...]) -> exp.Expr:
    """The place of a code that stands in the question; one that the list has not equals none."""
    return exp.convert(codes.index(code) if code in codes else -1)


def write(value: exp.Expr, lists: Lists) -> None:
    """Tell a code as its text, if it is one."""
    if name := list_of(value):
        value.replace(text_at(value, lists[name]))


def text_at(place: exp.Expr, codes: tuple[str, ...]) -> exp.Expr:
    """The text of the code at a place."""
    told = exp.Anonymous(this="get", expressions=[written(codes), place.copy()])
    told.type = exp.DataType.build("TEXT")
    return told


def written(codes: tuple[str, ...]) -> exp.Array:
    """A list of codes, written out."""
    return exp.Array(expressions=[exp.Literal.string(code) for code in codes])


RULES: tuple[tuple[tuple[type[exp.Expr], ...], Callable[..., None]], ...] = (
    (COMPARED, compared),
    ((exp.In,), among),
    ((exp.Case,), case),
    ((exp.Coalesce,), first_known),
    ((exp.Cast,), cast),
    ((exp.SetOperation,), both),
    (WRITTEN, text),
    ((exp.ArrayToString,), texts),
)
