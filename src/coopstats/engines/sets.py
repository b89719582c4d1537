"""Sets that DuckDB keeps as the binary digits of one number (the sectors of a tie), and Spark as a list of the places of these digits."""

from __future__ import annotations

from sqlglot import exp

# The type under which such a set goes while types are found.
DIGITS = exp.DType.BIT


def of(node: exp.Expr | None, *kinds: exp.DType) -> bool:
    """Whether an expression is known to be of one of these types."""
    node = node.this if isinstance(node, exp.IgnoreNulls) else node
    return node is not None and node.type is not None and node.type.this in kinds


def call(name: str, *values: exp.Expr) -> exp.Anonymous:
    """A function of Spark's."""
    return exp.Anonymous(this=name, expressions=list(values))


def either_set(node: exp.BitwiseOrAgg) -> exp.Expr:
    """What is in any of several sets."""
    if not of(node.this, DIGITS):
        return node
    every = call("flatten", exp.ArrayAgg(this=node.this))
    return exp.Nullif(this=call("array_distinct", every), expression=exp.Array(expressions=[]))


def both_sets(node: exp.BitwiseAnd) -> exp.Expr:
    """What is in both of two sets."""
    return call("array_intersect", node.this, node.expression) if of(node.this, DIGITS) and of(node.expression, DIGITS) else node


def no_set(node: exp.Coalesce) -> exp.Expr:
    """The number nought is the empty set."""
    for value in node.expressions if of(node.this, DIGITS) else ():
        if isinstance(value, exp.Literal):
            value.replace(exp.cast(exp.Array(expressions=[]), exp.DataType.build("ARRAY<INT>", dialect="spark")))
    return node


def in_set(node: exp.EQ) -> exp.Expr:
    """Whether a digit of a number is 1: whether its place is in the set."""
    digit = node.this
    shifted = digit.this.unnest() if isinstance(digit, exp.BitwiseAnd) else None
    if isinstance(shifted, exp.BitwiseRightShift) and of(shifted.this.unnest(), DIGITS):
        return call("array_contains", shifted.this, shifted.expression)
    return node


def counted_set(node: exp.Anonymous) -> exp.Expr:
    """How many digits of a number are 1: how large the set is."""
    return call("array_size", *node.expressions) if node.name == "bit_count" and of(node.expressions[0], DIGITS) else node


RULES = (
    (exp.BitwiseOrAgg, either_set),
    (exp.BitwiseAnd, both_sets),
    (exp.Coalesce, no_set),
    (exp.EQ, in_set),
    (exp.Anonymous, counted_set),
)
