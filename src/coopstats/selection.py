"""What the reader chose: one frozen object, the same as a link, as parameters of `chosen.sql` and as words (`sentence.py`).

The link carries codes, never labels, so that it opens in any language; a code with a minus before it is left out of the
choice. What is left at its default stays out of the link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

# Filters whose values are codes, with the code list that holds them; their order is that of the sentence and of the link.
CODED = {
    "scope": "scopes",
    "partner_type": "partner_types",
    "sector": "sectors",
    "priority": "priority_sets",
    "level": "levels",
    "region": "regions",
    "province": "provinces",
    "authority": "authorities",
    "partner": "parties",
    "country": "countries",
    "instrument": "instruments",
    "status": "statuses",
    "mandate": "mandates",
    "source": "sources",
    "origin": "origins",
}
# Those that can be asked of a funding programme as well: chosen_programmes.sql.
PROGRAMME_FILTERS = ("partner_type", "sector", "priority", "partner", "country", "text")

# Filters that are whole numbers, with the least and the greatest that make sense.
FIRST_YEAR, LAST_YEAR = 1900, 2100
ELEMENTS = 9
NUMBERS = {
    "from_year": (FIRST_YEAR, LAST_YEAR),
    "to_year": (FIRST_YEAR, LAST_YEAR),
    "elements": (1, ELEMENTS),
    "publishers": (1, 9),
}
LONGEST_TEXT = 200
LEFT_OUT = "-"


@dataclass(frozen=True)
class Selection:
    """The filters. An empty tuple, None or "" lets everything through; years are those of the agreements' dates.

    `elements` and `publishers` are the least of each that an agreement must have (see the question agreement_elements).
    """

    scope: tuple[str, ...] = ("territorial",)
    partner_type: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    mandate: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    undated: str = "with"
    elements: int | None = None
    publishers: int | None = None
    text: str = ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of `chosen.sql`: the filters that are set, by name; codes that are left out as `not_<name>`."""
        parameters: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                parameters[field.name] = [code for code in value if not code.startswith(LEFT_OUT)]
                parameters[f"not_{field.name}"] = [code.removeprefix(LEFT_OUT) for code in value if code.startswith(LEFT_OUT)]
            elif (field.name, value) != ("undated", "with"):
                parameters[field.name] = value
        return {name: value for name, value in parameters.items() if value not in ([], None, "")}

    def to_link(self) -> dict[str, str | list[str]]:
        """The parameters of the address; a filter at its default is left out, a scope opened to all is `scope=all`."""
        link: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, tuple):
                link[field.name] = list(value) or "all"
            elif value is not None:
                link[field.name] = str(value)
        return link

    def without(self, name: str, code: str | None = None) -> Selection:
        """The selection with one filter, or one value of it, taken away."""
        if name == "years":
            return replace(self, from_year=None, to_year=None)
        if code is None:
            changed: dict[str, Any] = {name: Selection.__dataclass_fields__[name].default}
        else:
            changed = {name: tuple(c for c in getattr(self, name) if c != code)}
        return replace(self, **changed)

    def narrowed(self, name: str, codes: Sequence[str]) -> Selection | None:
        """The selection with only some values of a filter; None where the filter asks for others already and cannot say both."""
        held = getattr(self, name)
        asked = [code for code in held if not code.startswith(LEFT_OUT)]
        if asked and not set(codes) <= set(asked):
            return None
        changed: dict[str, Any] = {name: (*codes, *(code for code in held if code.startswith(LEFT_OUT)))}
        return replace(self, **changed)

    def turned(self, name: str, code: str) -> Selection:
        """The selection with one value left out that was asked for, or asked for that was left out."""
        other = code.removeprefix(LEFT_OUT) if code.startswith(LEFT_OUT) else LEFT_OUT + code
        changed: dict[str, Any] = {name: tuple(dict.fromkeys(other if c == code else c for c in getattr(self, name)))}
        return replace(self, **changed)

    def query(self) -> str:
        """The selection as the query of an address: what stands in a link beside another selection to compare with."""
        return urlencode(self.to_link(), doseq=True)


def read_link(link: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]]) -> tuple[Selection, list[tuple[str, str]]]:
    """The selection that a link asks for, and what in it was refused as (parameter, value).

    `link` maps a parameter to its values, `codes` a code list to its codes. Parameters that are no filter are left to
    others. A refused value is dropped, the rest of the link holds.
    """
    chosen: dict[str, Any] = {}
    refused: list[tuple[str, str]] = []
    for field in fields(Selection):
        name, values = field.name, list(link.get(field.name, ()))
        if not values:
            continue
        if name in CODED:
            known = [value for value in dict.fromkeys(values) if value.removeprefix(LEFT_OUT) in codes[CODED[name]]]
            refused += [(name, value) for value in values if value not in known and (name, value) != ("scope", "all")]
            if known or values == ["all"]:
                chosen[name] = tuple(known)
        elif name == "undated":
            if values[0] in codes["undated"]:
                chosen[name] = values[0]
            else:
                refused.append((name, values[0]))
        elif name == "text":
            chosen[name] = values[0].strip()[:LONGEST_TEXT]
        elif values[0].isascii() and values[0].isdigit() and NUMBERS[name][0] <= int(values[0]) <= NUMBERS[name][1]:
            chosen[name] = int(values[0])
        else:
            refused.append((name, values[0]))
    first, last = chosen.get("from_year"), chosen.get("to_year")
    if first and last and first > last:
        refused.append(("to_year", str(last)))
        chosen["to_year"] = None
    return Selection(**chosen), refused


def read_query(query: str, codes: Mapping[str, Sequence[str]]) -> Selection:
    """The selection that a query asks for, as far as it is known."""
    return read_link(parse_qs(query), codes)[0]
