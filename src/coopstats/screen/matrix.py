"""A matrix of counts as a table of HTML: crowded, occupied, empty and never-searched cells told apart, each leading to what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from coopstats.findings import never_searched
from coopstats.questions import on_programmes
from coopstats.screen.lens import linked, sectors_of
from coopstats.screen.tables import escaped, narrowed_link
from coopstats.screen.view import View
from coopstats.selection import CODED
from coopstats.sentence import values

NONE, NEVER = "·", "?"
# The ink of a cell grows with its count up to that of a crowded one, which is framed as well: seen without colour too.
OCCUPIED, CROWDED = "background-color: rgba(48, 166, 123, {:.2f})", "; font-weight: 600; box-shadow: inset 0 0 0 2px #30a67b"
LEAST_INK, MOST_INK = 0.10, 0.38
# More sectors than this stand as lines, where nothing stands beside the counts.
MOST_ACROSS = 14
HATCHED = "background-image: repeating-linear-gradient(45deg, rgba(138, 143, 152, 0.45) 0 1px, transparent 1px 6px)"


def matrix(
    view: View,
    title: str,
    name: str,
    row: str,
    sectors: Sequence[str],
    *,
    note: str = "",
    never: Sequence[str] = (),
    more: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """The answer to a question of counts by sector and `row`, which is the name of a filter too: one line a row, one column a sector.

    `never` are the lines of which nothing was ever searched, `more` further columns: heading → line → text.
    A cell of agreements leads to the register, one of programmes to their board: to those that the answer names, or those of its filters.
    """
    words = view.words
    asked, left_out = values(view.selection, row)
    named = words.labels(CODED[row])
    rows = {code: named[code] for code in asked or named if code not in left_out}
    answer, page, value = view.ask(name), "agreements", "agreements"
    if on_programmes(name):
        page = value = "programmes"
    answer = answer[answer["sector"].isin(sectors)]
    counts = {(of, sector): int(n) for sector, of, n in zip(answer["sector"], answer[row], answer[value], strict=True)}
    crowded = {(of, sector) for sector, of, yes in zip(answer["sector"], answer[row], answer["crowded"], strict=True) if yes}
    most = max(counts.values(), default=1)
    names = [words.label("sectors", sector) for sector in sectors]

    def shown(code: str, sector: str) -> str:
        n = counts.get((code, sector), 0)
        if not n:
            return NEVER if code in never else NONE
        if "named_programmes" in answer:
            return linked(words.number(n), board_link(view, answer[(answer["sector"] == sector) & (answer[row] == code)]))
        return linked(words.number(n), narrowed_link(view.reader, page, {"sector": [sector], row: [code]}))

    def dressed(code: str, sector: str) -> str:
        n = counts.get((code, sector), 0)
        if not n:
            return HATCHED if code in never else ""
        ink = OCCUPIED.format(LEAST_INK + (MOST_INK - LEAST_INK) * n / most)
        return ink + CROWDED if (code, sector) in crowded else ink

    table = pd.DataFrame(
        [[shown(code, sector) for sector in sectors] for code in rows],
        list(map(escaped, rows.values())),
        list(map(escaped, names)),
    )
    dress = pd.DataFrame([[dressed(code, sector) for sector in sectors] for code in rows], table.index, table.columns)
    for heading, cells in (more or {}).items():
        table[heading], dress[heading] = [cells[code] for code in rows], ""
    across = len(sectors) <= MOST_ACROSS or bool(more)
    if not across:
        table, dress = table.T, dress.T
    # The corner says what the lines are.
    table.index.name = dress.index.name = words.heading(row if across else "sector")
    st.header(escaped(title), anchor=False)
    with st.container(key=f"matrix_{name}"):
        st.table(table.style.apply(lambda _: dress, axis=None), border="horizontal", alt=title)
    view.beneath(name, note)


def board_link(view: View, cell: pd.DataFrame) -> str:
    """The board with the programmes that a cell names and no others."""
    programmes = ".".join(cell["named_programmes"].iloc[0].split("|"))
    return f"programmes?{urlencode({'lang': view.words.language, 'programme': programmes})}"


def agreement_matrices(view: View, by_type: str, by_region: str) -> None:
    """The sectors looked at by type of partner and by region, under these titles: where agreements crowd, where there is none, where nobody looked."""
    matrix(
        view,
        by_type,
        "sectors_by_partner_type",
        "partner_type",
        sectors_of(view),
        note=view.say(
            "Encadré : au moins le double de la moyenne des cases occupées, tous secteurs compris. Un point : aucun accord dans cette sélection."
        ),
    )
    looked_at = view.ask("regions_looked_at").set_index("region")
    matrix(
        view,
        by_region,
        "sectors_by_region",
        "region",
        sectors_of(view),
        never=never_searched(looked_at),
        more={
            view.words.heading("agreements"): {
                str(region): view.words.number(int(n)) for region, n in looked_at["agreements"].items()
            },
            view.words.heading("never_looked_at"): {
                str(region): view.words.percent(share) for region, share in looked_at["share"].items()
            },
        },
        note=view.say(
            "Jamais cherché : ni un accord du jeu de données ni le journal des recherches ne nomme le territoire. "
            "Un point dans une région peu cherchée dit peu ; une région dont aucun territoire n'a été cherché est hachurée."
        ),
    )
