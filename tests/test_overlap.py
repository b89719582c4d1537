"""The page of overlaps: every cell opens what it counts, and no figure mixes agreements with programmes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import pytest

from coopstats.selection import read_link
from coopstats.store import Store
from coopstats.wish import read_wish

from .test_pages import texts, visit

PAGE = "pages/funding/overlap.py"


@pytest.mark.parametrize("lens", ["embassy_fields", "embassy_priorities", "transport,energy,education"])
@pytest.mark.parametrize("filters", [{}, {"region": "06"}, {"partner_type": ["-city_twinning"]}], ids=str)
def test_a_cell_opens_as_many_as_it_counts(lens: str, filters: dict[str, Any], store: Store) -> None:
    """Agreements in the register, programmes on their board; both kinds of matrix are there."""
    app = visit(PAGE, lang="en", lens=lens, **filters)
    assert not app.exception
    pages = set()
    for table in app.table:
        cells = [re.fullmatch(r"\[(\d+)\]\((\w+)\?(.*)\)", str(cell)) for cell in table.value.to_numpy().flat]
        found = [match for match in cells if match]
        assert len({match[2] for match in found}) <= 1
        pages |= {match[2] for match in found}
        for match in found[::5]:
            link = parse_qs(match[3])
            (selection, refused), (wish, refused_too) = read_link(link, store.codes()), read_wish(link, store.codes())
            assert not refused + refused_too
            name = "figures" if match[2] == "agreements" else "programme_figures"
            with store.choose(selection, wish=wish) as choice:
                assert choice.ask(name)[match[2]].iloc[0] == int(match[1]), match[0]
    assert pages == {"agreements", "programmes"}


def test_the_categories_of_the_embassy_are_read_aloud() -> None:
    """By which sectors each category is counted stands on the page, with the list's own source."""
    said = texts(visit(PAGE, lang="en", lens="embassy_priorities"))
    for wording in ("Support for civil society", "Institutional cooperation", "Support for territorial governance"):
        assert wording in said
    assert "if-maroc.org" in said


def test_a_board_of_picked_programmes_says_so_and_shows_the_others_again() -> None:
    app = visit("pages/funding/programmes.py", lang="fr", programme="berd--sba--undated.dgct--facdi--2020")
    assert "2 programmes choisis par un lien" in texts(app)
    assert app.metric[0].value == "2"
    app.button(key="show_all").click().run()
    assert not app.exception
    assert int(app.metric[0].value) > 90
    assert "programme" not in dict(app.query_params)
