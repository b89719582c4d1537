"""The council brief: what is known of a selection, on one or two pages to take into a meeting, as PDF in one language.

    file = as_brief(choice, words, Imprint(store.version, date.today(), site="https://…"))

What stands in it are the answers, findings and words of the screen, as plain data (`contents`); how it looks is brief.typ, which
gets that data as data: nothing of a dataset is ever read as markup. It carries our own fonts, and none of the machine's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import typst

from coopstats.asking import Choice
from coopstats.brief.letters import FONTS, shortened, writable
from coopstats.brief.lists import UNKNOWN, lists
from coopstats.charts import (
    FAMILY_COLOURS,
    PARTNER_TYPE_COLOURS,
    family_bars,
    printed_bars,
    printed_family_bars,
    printed_years,
    ranked_bars,
    years,
)
from coopstats.findings import first_of_many, leader, since_when
from coopstats.headlines import headline, money_lines
from coopstats.sentence import sentence
from coopstats.words import Words

TEMPLATE = Path(__file__).resolve().parent / "brief.typ"
MOST_PAGES = 2
# How many rows each list has at most. What fits on one page stands on one; what needs more than two gets fewer and fewer rows.
# The first page, which ends in the agreements, has room for some more of them.
ROWS, MORE = 6, 2
SECTORS, CURRENCIES = 8, 4
LONGEST_SELECTION, LONGEST_LINK = 700, 160

Content = dict[str, Any]


@dataclass(frozen=True)
class Imprint:
    """Of which dataset a brief is, made on which day, and where the dashboard stands that its links lead to ("" when it is not known)."""

    version: str
    day: date
    site: str = ""


def as_brief(choice: Choice, words: Words, imprint: Imprint) -> bytes:
    """The brief of a selection as a PDF (PDF/UA-1: tagged, its charts told in words) of two pages at most."""
    content, file = contents(choice, words, imprint), b""
    for sheets, rows in ((1, ROWS), *((MOST_PAGES, rows) for rows in range(ROWS, 0, -1))):
        file = typeset(laid_out(content, sheets, rows))
        if len(re.findall(rb"/Type\s*/Page\b", file)) <= sheets:
            break
    return file


def laid_out(content: Content, sheets: int = MOST_PAGES, rows: int = ROWS) -> Content:
    """The same content on so many pages, with so many rows in each list at most."""
    shown = {"agreements": rows + MORE}
    shortened_lists = {name: told | {"rows": told["rows"][: shown.get(name, rows)]} for name, told in content["lists"].items()}
    return content | {"parted": sheets > 1, "lists": shortened_lists}


def typeset(content: Content, **form: Any) -> Any:
    """A brief as the bytes of a PDF, or in another form: `format="png", ppi=110` gives a list of pages."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts(),
        sys_inputs={"brief": json.dumps(content, ensure_ascii=False)},
        **(form or {"pdf_standards": ["ua-1"]}),
    )


@cache
def fonts() -> Any:
    """Our own fonts, and none of the machine's or of typst's own."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def contents(choice: Choice, words: Words, imprint: Imprint) -> Content:
    """All that stands in a brief, in words. Keys are those that brief.typ draws by."""
    say, figures = words.say, choice.ask("figures").iloc[0]
    subject = sentence(choice.selection, words)
    link = {"lang": words.language} | choice.selection.to_link()
    if choice.party:
        subject, link = words.pair(words.isolate(words.label("parties", choice.party)), subject), link | {"party": choice.party}
    query = urlencode(link, doseq=True)
    page = f"{imprint.site}/{'party' if choice.party else ''}?{query}" if imprint.site else ""
    read = choice.ask("holding").iloc[0]["read"]
    content: Content = {
        "language": words.language,
        "rtl": words.rtl,
        "kind": say("Note de synthèse"),
        "title": say("Qui coopère avec qui, dans quoi et depuis quand ?"),
        "selection": shortened(subject, LONGEST_SELECTION),
        "made": say("Établie le %(date)s", date=words.date(imprint.day.isoformat())),
        "link": page,
        "link_name": say("Lien vers cette sélection") if page else say("Filtres de cette sélection, comme dans un lien"),
        "link_text": shortened(page or f"?{query}", LONGEST_LINK),
        "imprint": [
            words.pair(say("Version du jeu de données"), words.isolate(imprint.version)),
            words.pair(say("Sources lues jusqu'en"), words.date(read) or UNKNOWN),
            say("Titres, résumés et notes : CC BY 4.0. Les faits sont ceux des pages citées."),
        ],
        "lists": {},
        "empty": "" if figures["agreements"] else say("Aucun accord ne répond à cette sélection."),
    }
    if figures["agreements"]:
        listed = lists(choice, words, ROWS + MORE, imprint.site)
        content |= {"figures": figure_lines(choice, words), "lists": listed} | drawn(choice, words)
    return {key: told if key == "link" else plain(told) for key, told in content.items()}


def plain(content: Any) -> Any:
    """The same content with every text as our fonts can write it; what a link leads to stays as it is."""
    if isinstance(content, dict):
        return {key: value if key in ("link", "language") else plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [plain(value) for value in content]
    return writable(content) if isinstance(content, str) else content


def figure_lines(choice: Choice, words: Words) -> dict[str, list[dict[str, str]]]:
    """The figures of the overview, and what is committed in the currencies of most agreements, never added up."""
    amounts = choice.ask("amounts_by_currency").sort_values("agreements", ascending=False, kind="stable")
    told = {"counts": headline(choice.ask("figures").iloc[0], words), "money": money_lines(amounts, words)[:CURRENCIES]}
    return {
        name: [{"what": what, "value": value, "detail": detail} for what, value, detail in lines] for name, lines in told.items()
    }


def drawn(choice: Choice, words: Words) -> Content:
    """The three charts, each with its finding as title, the sentence for those who do not see it, and the rule of counting."""
    say = words.say
    types, sectors = choice.ask("agreements_by_partner_type"), choice.ask("sectors_by_family")
    by_year, figures = choice.ask("agreements_by_year"), choice.ask("figures").iloc[0]
    shown = sectors[sectors["sector"].isin(sectors["sector"].unique()[:SECTORS])]
    names = [words.label("partner_types", code) for code in types["partner_type"]]
    families = sorted({*by_year["family"]}, key=list(FAMILY_COLOURS).index)
    return {
        "families": [{"name": words.label("partner_families", name), "colour": FAMILY_COLOURS[name]} for name in families],
        "types": {
            "title": leader(types, words, "partner_type", "partner_types"),
            "alt": ranked_bars(types, words, names=names).alt,
            "bars": printed_bars(
                names,
                [int(n) for n in types["agreements"]],
                [PARTNER_TYPE_COLOURS[code] for code in types["partner_type"]],
                words,
            ),
            "note": "",
        },
        "sectors": {
            "title": first_of_many(sectors, words, "sector", "sectors") or say("Aucun secteur n'est connu"),
            "alt": family_bars(shown, words, row="sector", names=words.labels("sectors")).alt,
            "bars": printed_family_bars(shown, words, row="sector", names=words.labels("sectors")),
            "note": say(
                "Secteurs montrés : %(n)s sur %(total)s. Un accord qui en nomme plusieurs compte une fois dans chacun.",
                n=shown["sector"].nunique(),
                total=sectors["sector"].nunique(),
            ),
        },
        "years": {"title": since_when(figures, words), "alt": years(by_year, words).alt} | printed_years(by_year, words),
    }
