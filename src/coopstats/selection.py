"""What the reader chose: one frozen object that speaks three ways: as a link, as parameters of `chosen.sql`, as words.

The link carries codes, never labels, so that it opens in any language. What is left at its default stays out of the link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from coopstats.words import Words

# Filters whose values are codes, with the code list that holds them; their order is that of the sentence and of the link.
CODED = {
    "scope": "scopes",
    "partner_type": "partner_types",
    "sector": "sectors",
    "priority": "priority_sets",
    "level": "levels",
    "region": "regions",
    "authority": "authorities",
    "partner": "parties",
    "country": "countries",
    "instrument": "instruments",
    "status": "statuses",
    "mandate": "mandates",
}
# Those that can be asked of a funding programme as well: chosen_programmes.sql.
PROGRAMME_FILTERS = ("partner_type", "sector", "priority", "partner", "country", "text")
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Selection:
    """The filters. An empty tuple, None or "" lets everything through; years are those of the agreements' dates."""

    scope: tuple[str, ...] = ("territorial",)
    partner_type: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    mandate: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    undated: str = "with"
    text: str = ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of `chosen.sql`: the filters that are set, by name."""
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        parameters = {name: list(value) if isinstance(value, tuple) else value for name, value in held.items()}
        return {
            name: value
            for name, value in parameters.items()
            if value not in ([], None, "") and (name, value) != ("undated", "with")
        }

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

    def parts(self, words: Words) -> list[tuple[str, str | None, str]]:
        """What is asked, part by part: (filter, code or None, words). The scope is said only when it is not the usual one."""
        said: list[tuple[str, str | None, str]] = []
        for name, code_list in CODED.items():
            if name == "scope" and self.scope == Selection.scope:
                continue
            said += [
                (name, code, words.pair(filter_name(name, words), words.isolate(words.label(code_list, code))))
                for code in getattr(self, name)
            ]
        if not self.scope:
            said.append(("scope", None, words.say("Toutes les parties marocaines")))
        if self.from_year and self.to_year:
            said.append(
                ("years", None, words.say("Années : %(first)s à %(last)s", first=str(self.from_year), last=str(self.to_year)))
            )
        elif self.from_year:
            said.append(("years", None, words.say("Depuis %(first)s", first=str(self.from_year))))
        elif self.to_year:
            said.append(("years", None, words.say("Jusqu'en %(last)s", last=str(self.to_year))))
        if self.undated != "with":
            said.append(("undated", None, words.label("undated", self.undated)))
        if self.text:
            said.append(("text", None, words.say("Texte : « %(text)s »", text=words.isolate(self.text))))
        return said

    def sentence(self, words: Words) -> str:
        """The whole selection in words, as it stands beneath every chart."""
        said = [text for _, _, text in self.parts(words)]
        return " · ".join(said) if said else words.say("Toutes les collectivités territoriales, sans filtre")


def filter_name(name: str, words: Words) -> str:
    """What a filter is called."""
    return {
        "scope": words.say("Partie marocaine"),
        "partner_type": words.say("Type de partenaire"),
        "sector": words.say("Secteur"),
        "priority": words.say("Secteurs prioritaires"),
        "level": words.say("Niveau"),
        "region": words.say("Région"),
        "authority": words.say("Collectivité"),
        "partner": words.say("Partenaire"),
        "country": words.say("Pays du partenaire"),
        "instrument": words.say("Instrument"),
        "status": words.say("Statut"),
        "mandate": words.say("Mandat du conseil"),
        "from_year": words.say("Depuis l'année"),
        "to_year": words.say("Jusqu'à l'année"),
        "undated": words.say("Actes sans date"),
        "text": words.say("Recherche dans le texte"),
    }[name]


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
            known = [value for value in dict.fromkeys(values) if value in codes[CODED[name]]]
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
        elif values[0].isascii() and values[0].isdigit() and FIRST_YEAR <= int(values[0]) <= LAST_YEAR:
            chosen[name] = int(values[0])
        else:
            refused.append((name, values[0]))
    first, last = chosen.get("from_year"), chosen.get("to_year")
    if first and last and first > last:
        refused.append(("to_year", str(last)))
        chosen["to_year"] = None
    return Selection(**chosen), refused
