"""What a file that was brought would do, before it is shown anywhere: what it changes, what keeps a line out, and the choice."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from coopstats.downloads import as_csv
from coopstats.imports.guest import Errand
from coopstats.imports.merging import REMARKS
from coopstats.problems import Problem, wrong
from coopstats.screen.tables import UNKNOWN, escaped
from coopstats.screen.view import View
from coopstats.screen.visitor import receive
from coopstats.words import LANGUAGES, Words

OUTCOMES = ("added", "changed", "unchanged", "deleted", "refused")
# How many problems the page shows.
MOST_SHOWN = 200


def forget() -> None:
    """Put the file aside: the page asks for one again."""
    st.session_state.pop("errand", None)


def accept() -> None:
    """Let all pages show the file."""
    receive(st.session_state.errand.guest())
    forget()


def show_outcome(view: View, errand: Errand) -> None:
    """What the file would do, before it is shown anywhere."""
    say, outcome = view.say, errand.outcome()
    record = outcome.record
    if not record:
        st.error(
            outcome.failure
            or say("Le fichier n'a pas pu être lu : il demande plus de mémoire ou de temps qu'un fichier n'en a ici.")
        )
        st.button(say("Apporter un autre fichier"), on_click=forget, key="again")
        return
    problems, notices = ([Problem.of(told) for told in record[name]] for name in ("problems", "notices"))
    names = (say("Ajoutés"), say("Modifiés"), say("Inchangés"), say("Supprimés"), say("Lignes refusées"))
    for column, name, label in zip(st.columns(len(OUTCOMES)), OUTCOMES, names, strict=True):
        column.metric(label, view.words.number(record[name]))
    stopped = errand.whole and bool(problems)
    if stopped:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="stopped"):
            st.warning(say("Rien n'est repris : tout devait l'être, et des lignes sont refusées."))
            st.button(say("Apporter un autre fichier"), on_click=forget, key="again")
    else:
        takes = any(record[name] for name in ("added", "changed", "deleted"))
        choose(view, takes=takes, refused=bool(problems))
    tabs = [say("Ce qui change"), say("Ce qui n'est pas repris")]
    changes, refused = st.tabs(tabs, default=tabs[stopped])
    with changes:
        tell_changes(view, record["touched"], record["changes"])
    with refused:
        tell_problems(view, problems, notices)


def choose(view: View, *, takes: bool, refused: bool) -> None:
    """Take what can be taken, or nothing."""
    say = view.say
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="choose"):
        label = say("Montrer le reste dans mes pages") if refused else say("Montrer ces accords dans mes pages")
        st.button(label, on_click=accept, type="primary", disabled=not takes, key="accept")
        st.button(say("Ne rien reprendre"), on_click=forget, key="refuse")
    st.caption(say("Vus de vous seul jusqu'à votre départ ; le registre public ne change pas."))


def tell_changes(view: View, touched: Sequence[Sequence[str]], changes: Sequence[Sequence[str]]) -> None:
    """The agreements that come, go or change, each change in a line."""
    say, words = view.say, view.words
    how = {"added": say("ajouté"), "changed": say("modifié"), "deleted": say("supprimé")}
    told: dict[str, list[str]] = {}
    for fact_id, changed, item, field, before, after in changes:
        named = change_name(changed, item, field, words)
        told.setdefault(fact_id, []).append(f"{escaped(named)} : {escaped(before or UNKNOWN)} → {escaped(after or UNKNOWN)}")
    titles = ("fr", "ar", "en").index(words.language)
    rows = [
        (escaped(words.isolate(titled[titles] or fact_id)), how[outcome], " · ".join(told.get(fact_id, ())))
        for fact_id, outcome, *titled in touched
    ]
    if rows:
        table = pd.DataFrame(rows, columns=[say("Accord"), say("Suite donnée"), say("Changements")])
        with st.container(key="rows_changes"):
            st.table(table if told else table.iloc[:, :2], hide_index=True, border="horizontal")
    else:
        st.caption(say("Rien ne change."))


def change_name(table: str, item: str, field: str, words: Words) -> str:
    """What a change is of, in words where the column has any."""
    text = re.fullmatch(r"(\w+)_(fr|ar|en)", field)
    column = (text[1] if text else field) or {
        "agreement_parties": "party", "agreement_sectors": "sector", "agreement_sources": "source"
    }.get(table, "")  # fmt: skip
    try:
        if text:
            return words.say("%(name)s (%(level)s)", name=words.heading(column), level=words.isolate(LANGUAGES[text[2]]))
        return words.heading(column)
    except KeyError:
        return " ".join(part for part in (table, item, field) if part)


def tell_problems(view: View, problems: Sequence[Problem], notices: Sequence[Problem]) -> None:
    """Every cell that keeps a line out, and what is left aside, each with what would be right; and the same as a file."""
    say, words = view.say, view.words
    columns = [say("Suite donnée"), say("Feuille"), say("Ligne"), say("Colonne"), say("Problème")]
    rows = [
        (
            say("repris") if problem.check in REMARKS else outcome,
            words.isolate(problem.file),
            str(problem.line or ""),
            words.isolate(problem.field),
            wrong(problem, words),
        )
        for outcome, several in ((say("refusé"), problems), (say("laissé de côté"), notices))
        for problem in several
    ]
    if not rows:
        st.caption(say("Tout est repris."))
        return
    table = pd.DataFrame(rows, columns=columns)
    with st.container(key="rows_problems"):
        shown = table.head(MOST_SHOWN).map(escaped)
        st.table(shown, hide_index=True, border="horizontal")
    st.download_button(
        say("Télécharger cette liste (CSV)"),
        data=as_csv(table),
        file_name="coopstats-problemes.csv",
        mime="text/csv",
        on_click="ignore",
        key="download_problems",
    )
