"""The page before any script has come: Streamlit's own, in the reader's language, with the outline of what will stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from coopstats.charts import PARTNER_TYPE_COLOURS, PLAIN_COLOUR
from coopstats.findings import leader
from coopstats.headlines import headline
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words

# Streamlit's own typeface, which no page of ours is set in: 170 kB before the first letter.
PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>')
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
OUTLINE = """<style>
#waiting { font: 1rem sans-serif; color: #1c2430; background: #fff; min-height: 100vh; padding: 6rem 8vw; box-sizing: border-box; }
#waiting h2 { font-size: 2rem; margin: 0.5rem 0 1.5rem; }
#waiting dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 0 2rem; }
#waiting dd { margin: 0; max-width: 11rem; }
#waiting b { display: block; font-size: 2.1rem; }
#waiting table { width: 100%; max-width: 60rem; margin-bottom: 2rem; border-spacing: 0.5rem 0.3rem; }
#waiting caption { font-size: 1.3rem; text-align: start; margin-bottom: 0.5rem; }
#waiting th { font-weight: normal; text-align: end; width: 30%; }
#waiting i { display: block; height: 1rem; margin-top: 1.2rem; border-radius: 0.3rem; background: #e9e6e0; }
#waiting td i { display: inline-block; margin: 0 0 0 0.5rem; vertical-align: middle; }
[dir=rtl] #waiting td i { margin: 0 0.5rem 0 0; }
@media (prefers-color-scheme: dark) { #waiting { color: #e8eaee; background: #10161f; } #waiting i { background: #222c3a; } }
</style>"""
WIDTHS = (100, 60, 85, 40, 70, 30, 55)


def language_of(query: Mapping[str, str], accepted: str) -> str:
    """The language that a link names, or else the first that the browser asks for, where we speak it."""
    asked = [query.get("lang", ""), accepted[:2].lower()]
    return next((language for language in asked if language in LANGUAGES), SOURCE_LANGUAGE)


def overview(store: Store, language: str) -> str:
    """What the first page answers, as plain HTML: its question, its figures and two of its charts, there before any script has come."""
    words = Words(language, store.labels(language))
    with store.choose(Selection()) as choice:
        lines = headline(choice.ask("figures").iloc[0], words)
        types, known = choice.ask("agreements_by_partner_type"), choice.ask("known")
    figures = "".join(
        f"<div><dt>{escape(name)}</dt><dd><b>{escape(value)}</b> {escape(detail)}</dd></div>" for name, value, detail in lines
    )
    question = escape(words.say("Qui coopère avec qui, dans quoi et depuis quand ?"))
    told = f"<h2>{question}</h2><dl>{figures}</dl>"
    if types.empty:
        return told
    partners = [(words.label("partner_types", code), PARTNER_TYPE_COLOURS[code]) for code in types["partner_type"]]
    fields = [(words.heading(name), PLAIN_COLOUR) for name in known["known_field"]]
    return (
        told
        + bars(leader(types, words, "partner_type", "partner_types"), partners, types["agreements"].tolist(), words)
        + bars(words.say("Ce que l'on sait de ces accords"), fields, known["agreements"].tolist(), words)
    )


def bars(title: str, rows: Sequence[tuple[str, str]], counts: Sequence[int], words: Words) -> str:
    """A chart of bars as a table: each row a name and a colour, each bar as long as its count."""
    most = max(counts)
    drawn = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        f'<td><i style="width:{75 * n / most:.1f}%;background:{colour}"></i> {words.number(n)}</td></tr>'
        for (name, colour), n in zip(rows, counts, strict=True)
    )
    return f"<table><caption>{escape(title)}</caption>{drawn}</table>"


@lru_cache(maxsize=20)
def shell(page: str, language: str, worn: tuple[str, ...], told: str = "", soon: tuple[str, ...] = ()) -> bytes:
    """Streamlit's page made ours: its language and direction, its name, no preload of a typeface not used, an outline while it waits.

    `worn` are the addresses of style sheets, `told` is what is known already, as HTML; `soon` are the addresses of modules that will be needed, for the browser to fetch meanwhile. Its scripts stay as they are, for a browser knows them by their text (guarding.py). React replaces the outline when it draws.
    """
    words = Words(language)
    lines = "" if told else "".join(f'<i style="width:{width}%"></i>' for width in WIDTHS)
    outline = f'<div id="waiting"><p role="status">{escape(words.say("La page se charge…"))}</p>{told}{lines}</div>'
    silent = escape(
        words.say(
            "Ces pages ont besoin de JavaScript ; les mêmes réponses se lisent sans lui sous %(address)s.",
            address=words.isolate("/api/v1"),
        )
    )
    fetched = "".join(f'<link rel="modulepreload" href=".{address}">' for address in soon)
    made = PRELOAD.sub(fetched, page, count=1).replace('<html lang="en">', f'<html lang="{language}" dir="{words.direction}">')
    made = NOSCRIPT.sub(lambda _: f"<noscript><p>{silent}</p></noscript>", made).replace(
        "<title>Streamlit</title>", "<title>coopstats</title>"
    )
    dressed = "".join(f'<link rel="stylesheet" href="./{address}">' for address in worn)
    return made.replace('<div id="root"></div>', f'{OUTLINE}<div id="root">{outline}</div>{dressed}').encode()
