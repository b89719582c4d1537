"""What a council's file may hold: the columns that are read, and a workbook with these columns and the values they take."""

from __future__ import annotations

import pandas as pd

from coopstats.checking import column_names, sheet_of
from coopstats.imports.headings import of_councils
from coopstats.imports.sheets import kind_of
from coopstats.words import Words
from coopstats.workbook import Front, Sheet, as_workbook

# The columns of an agreement in the order of the workbook, and those without which a new agreement cannot be taken.
COLUMNS = (
    "fact_id", "title", "moroccan", "partners", "partner_type", "kind", "country", "sectors", "instrument", "status", "date",
    "date_event", "start", "end", "amount", "currency", "money_role", "summary", "sources", "action",
)  # fmt: skip
REQUIRED = {"title", "moroccan", "partners", "partner_type", "instrument", "sources"}
TEXTS = ("title", "summary")
LISTS = {"kind": "kinds", "country": "countries", "sectors": "sectors"}


def list_of(column: str) -> str:
    """The code list whose names a column takes; empty when it takes others."""
    if column in LISTS or column not in column_names(sheet_of("agreements").schema):
        return LISTS.get(column, "")
    kind, code_list = kind_of("agreements", column)
    return code_list if kind == "code" else ""


def accepted(words: Words) -> pd.DataFrame:
    """The columns that are read: their name, other names for them, and what a cell holds."""
    say = words.say
    forms = {
        "date": say("une date : 2018, juin 2018, 27/06/2018"),
        "money": say("un montant : 1 234 567,50 ou 45 M€"),
        "currency": say("une devise : MAD, EUR, USD"),
        "text": say("un texte"),
    }
    own = {
        "fact_id": say("la référence d'un accord du registre ; vide pour un nouvel accord"),
        "moroccan": say("une ou plusieurs collectivités, séparées par une barre"),
        "partners": say("un ou plusieurs partenaires, séparés par une barre"),
        "sectors": say("un ou plusieurs secteurs, séparés par une barre"),
        "sources": say("l'adresse d'une page, ou plusieurs"),
        "kind": say("ce qu'est un partenaire encore inconnu"),
        "country": say("d'où vient un partenaire encore inconnu"),
        "action": say("« supprimer » retire l'accord"),
    }
    rows = []
    for column in COLUMNS:
        others = [row["wording"] for row in of_councils() if (row["column"], row["language"]) == (column, words.language)]
        holds = own.get(column) or (say("une valeur de la liste") if list_of(column) else forms[form_of(column)])
        needed = say("oui") if column in REQUIRED else ""
        rows.append((words.heading(column), " · ".join(map(words.isolate, others)), holds, needed))
    return pd.DataFrame(rows, columns=[say("Colonne"), say("Se lit aussi"), say("Une cellule contient"), say("Nécessaire")])


def form_of(column: str) -> str:
    """How a column without a list is written."""
    return "text" if column in TEXTS else kind_of("agreements", column)[0]


def as_template(words: Words) -> bytes:
    """An empty register as a workbook: headings, lists to choose from, and what each column takes."""
    say = words.say
    choices = {words.heading(column): sorted(words.labels(list_of(column)).values()) for column in COLUMNS if list_of(column)}
    choices[words.heading("action")] = [say("supprimer")]
    empty = pd.DataFrame([[""] * len(COLUMNS)], columns=[words.heading(column) for column in COLUMNS])
    front = Front(say("Modèle de registre"), say("À remplir, une ligne par accord"), "")
    return as_workbook(front, [Sheet(say("Accords"), empty, choices=choices), Sheet(say("Colonnes"), accepted(words))], words)
