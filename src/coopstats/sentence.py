"""A selection in words: one sentence, made of parts of which each can be taken away."""

from __future__ import annotations

from typing import NamedTuple

from coopstats.selection import CODED, ELEMENTS, LEFT_OUT, Selection
from coopstats.words import Words

# Filters whose values are proper names: they keep their capital inside a sentence.
PROPER = ("region", "province", "authority", "partner", "country", "priority", "source")


class Part(NamedTuple):
    """A part of the sentence: the filter it comes from, its value when the filter holds several, and its words."""

    filter: str
    code: str | None
    text: str


def sentence(selection: Selection, words: Words) -> str:
    """The whole selection as one sentence, as it stands beneath every chart."""
    return words.sentence(head(selection, words), clauses(selection, words))


def head(selection: Selection, words: Words) -> str:
    """What the sentence is about: whose agreements."""
    if selection.scope == Selection.scope:
        named = any(not code.startswith(LEFT_OUT) for code in (*selection.authority, *selection.region, *selection.level))
        return words.say("Accords") if named else words.say("Accords des collectivités territoriales")
    return words.say("Accords") if selection.scope else words.say("Accords de toutes les parties marocaines")


def clauses(selection: Selection, words: Words) -> list[str]:
    """What narrows the agreements, filter by filter."""
    said = []
    for name in CODED:
        asked, left_out = values(selection, name)
        said += [clause(name, asked, words)] if asked else []
        said += [words.say("sauf %(what)s", what=clause(name, left_out, words))] if left_out else []
    said += [part.text for part in plain_parts(selection, words)]
    # A range of years does not hide the undated: the sentence says so.
    kept = (selection.from_year or selection.to_year) and selection.undated == "with"
    return said + ([words.inside(words.label("undated", "with"))] if kept else [])


def parts(selection: Selection, words: Words) -> list[Part]:
    """The sentence in parts that can be taken away, one a value. The usual scope is none."""
    found = []
    for name in CODED:
        for code in getattr(selection, name) if name != "scope" or selection.scope != Selection.scope else ():
            what = clause(name, [code.removeprefix(LEFT_OUT)], words)
            found.append(Part(name, code, words.say("sauf %(what)s", what=what) if code.startswith(LEFT_OUT) else what))
    if not selection.scope:
        found.append(Part("scope", None, words.say("toutes les parties marocaines")))
    return found + plain_parts(selection, words)


def plain_parts(selection: Selection, words: Words) -> list[Part]:
    """What is said of the filters that hold no codes."""
    say, found = words.say, []
    first, last = selection.from_year, selection.to_year
    if first and last:
        years = say("datés de %(first)s à %(last)s", first=words.isolate(str(first)), last=words.isolate(str(last)))
    elif first:
        years = say("datés de %(first)s ou après", first=words.isolate(str(first)))
    else:
        years = say("datés de %(last)s ou avant", last=words.isolate(str(last)))
    if first or last:
        found.append(Part("years", None, years))
    if selection.undated != "with":
        found.append(Part("undated", None, words.inside(words.label("undated", selection.undated))))
    if selection.elements:
        about = say("dont la complétude est d'au moins %(n)s sur %(total)s", n=selection.elements, total=ELEMENTS)
        found.append(Part("elements", None, about))
    if selection.publishers:
        found.append(Part("publishers", None, say("que rapportent au moins %(n)s éditeurs", n=selection.publishers)))
    if selection.text:
        found.append(Part("text", None, say("où l'on lit « %(text)s »", text=words.isolate(selection.text))))
    return found


def values(selection: Selection, name: str) -> tuple[list[str], list[str]]:
    """The codes of a filter that are asked for, and those that are left out. The usual scope is said by the head."""
    held = getattr(selection, name)
    if name == "scope" and held == Selection.scope:
        return [], []
    return (
        [code for code in held if not code.startswith(LEFT_OUT)],
        [code.removeprefix(LEFT_OUT) for code in held if code.startswith(LEFT_OUT)],
    )


def clause(name: str, codes: list[str], words: Words) -> str:
    """One filter in words: "dans le secteur transport ou énergie"."""
    say, n = words.say, len(codes)
    names = [words.label(CODED[name], code) for code in codes]
    what = words.either(names if name in PROPER else map(words.inside, names))
    return {
        "scope": say("de ces parties marocaines : %(what)s", what=what),
        "partner_type": say("avec un partenaire de ce type : %(what)s", what=what),
        "sector": words.say_n("dans le secteur %(what)s", "dans les secteurs %(what)s", n, what=what),
        "priority": say("touchant les priorités : %(what)s", what=what),
        "level": say("au niveau %(what)s", what=what),
        "region": words.say_n("dans la région %(what)s", "dans les régions %(what)s", n, what=what),
        "province": say("dans la province ou préfecture : %(what)s", what=what),
        "authority": say("de %(what)s", what=what),
        "partner": say("avec %(what)s", what=what),
        "country": words.say_n("avec ce pays : %(what)s", "avec l'un de ces pays : %(what)s", n, what=what),
        "instrument": say("sous forme de %(what)s", what=what),
        "status": say("au statut %(what)s", what=what),
        "mandate": say("du %(what)s", what=what),
        "source": say("reposant sur « %(what)s »", what=what),
        "origin": say("venus de : %(what)s", what=what),
    }[name]


def filter_name(name: str, words: Words) -> str:
    """What a filter is called."""
    return {
        "scope": words.say("Partie marocaine"),
        "partner_type": words.say("Type de partenaire"),
        "sector": words.say("Secteur"),
        "priority": words.say("Secteurs prioritaires"),
        "level": words.say("Niveau"),
        "region": words.say("Région"),
        "province": words.say("Province ou préfecture"),
        "authority": words.say("Collectivité"),
        "partner": words.say("Partenaire"),
        "country": words.say("Pays du partenaire"),
        "instrument": words.say("Instrument"),
        "status": words.say("Statut"),
        "mandate": words.say("Mandat du conseil"),
        "source": words.say("Source"),
        "origin": words.say("Provenance"),
        "from_year": words.say("Depuis l'année"),
        "to_year": words.say("Jusqu'à l'année"),
        "undated": words.say("Actes sans date"),
        "elements": words.say("Éléments connus, au moins"),
        "publishers": words.say("Éditeurs, au moins"),
        "text": words.say("Recherche dans le texte"),
    }[name]
