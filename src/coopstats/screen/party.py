"""The page of one party: who it is, under which names, and all its agreements, whatever the filters are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import streamlit as st

from coopstats.screen.programme_table import programme_table
from coopstats.screen.reader import address
from coopstats.screen.tables import escaped, some_names
from coopstats.screen.view import NothingToShow, View
from coopstats.selection import Selection

NAMES_SHOWN = 12


@contextmanager
def open_party(view: View) -> Iterator[View]:
    """What the page of the party draws with that the address names; without such a party the page ends with the way on."""
    code = st.session_state.get("party") or ""
    if code not in view.reader.store.codes()["parties"]:
        nobody(view, code)
        raise NothingToShow
    everything = Selection(scope=())
    with view.reader.store.choose(everything, party=code, habit="one_party") as its_own:
        yield View(replace(view.reader, selection=everything), its_own)


def nobody(view: View, code: str) -> None:
    """An address that names no party, or one that is not known."""
    st.title(view.say("Page d'une partie"), anchor=False)
    if code:
        st.warning(view.say("Aucune partie ne porte le code « %(value)s ».", value=view.words.isolate(escaped(code))))
    else:
        st.info(view.say("Choisissez une collectivité ou un partenaire : son nom mène à sa page partout où il est écrit."))
    st.page_link(
        view.reader_page("register/agreements"),
        label=view.say("Retour au registre"),
        icon=":material/arrow_forward:" if view.words.rtl else ":material/arrow_back:",
        query_params=address(view.reader),
    )


def title(view: View) -> None:
    """The party's name, what and where it is, and that no filter narrows this page."""
    words, row = view.words, view.ask("party_sheet").iloc[0]
    st.title(escaped(words.label("parties", row["party"])), anchor=False)
    country = row["country"] if row["country"] != "INT" else ""
    told = [words.label("kinds", row["kind"]), words.label("countries", country) if country else ""]
    if isinstance(row["region"], str) and row["kind"] != "region":
        told.append(words.label("regions", row["region"]))
    st.caption(" · ".join(escaped(part) for part in [*told, view.say("Tous ses accords, quels que soient les filtres.")] if part))


def identity(view: View) -> None:
    """Place and people, the names under which pages know it, and the roles in which it stands."""
    words, say, row = view.words, view.say, view.ask("party_sheet").iloc[0]
    facts, beside = st.columns([3, 2], gap="large")
    with facts:
        st.header(say("Qui est-ce ?"), anchor=False)
        for name, value in values(view, row).items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"field_{name}"):
                st.markdown(f"**{escaped(words.heading(name))}**", width=180)
                st.markdown(value, width="stretch")
    with beside:
        st.header(say("Comment les pages la nomment"), anchor=False)
        names = view.ask("party_names")
        lines = [
            f"- {escaped(words.isolate(name))} — {counted(view, int(n)) if n else say('graphie relevée')}"
            for name, n in zip(names["named_as"].head(NAMES_SHOWN), names["agreements"].head(NAMES_SHOWN), strict=True)
        ]
        st.markdown("\n".join(lines) or f"*{say('Non trouvé dans une page publique')}*")
        roles = view.ask("party_roles")
        if len(roles):
            st.header(say("En quelle qualité"), anchor=False)
        st.markdown(
            "\n".join(
                f"- {escaped(words.label('roles', role['role']))} · {escaped(words.label('sides', role['side']))}"
                f" — {counted(view, int(role['agreements']))}"
                for _, role in roles.iterrows()
            )
        )


def funds(view: View) -> None:
    """The programmes that the party funds; without any agreement of its own its page ends here, and says so."""
    say, party = view.say, view.choice.party or ""
    with view.reader.store.choose(Selection(partner=(party,))) as choice:
        rows = choice.ask("programmes")
    if len(rows):
        st.header(say("Programmes dont elle est financeur"), anchor=False)
        programme_table(view.reader, rows, "funds")
        st.caption(say("Un tiret est une information non trouvée, non une absence."))
    if not view.total():
        st.info(say("Aucun accord de ce jeu de données ne la nomme."))
        raise NothingToShow


def to_network(view: View) -> None:
    """The way to the network, with this party in its centre."""
    st.page_link(
        view.reader_page("planning/network"),
        label=view.say("Voir ses liens en réseau, et qui ses partenaires pourraient lui présenter"),
        query_params=address(view.reader, party=view.choice.party or ""),
    )


def counted(view: View, agreements: int) -> str:
    """A number of agreements in words."""
    return view.say_n("%(n)s accord", "%(n)s accords", agreements)


def values(view: View, row: pd.Series) -> dict[str, str]:
    """What is known of who the party is, in words; what does not apply is left out, names in other languages stand in."""
    words, code = view.words, row["party"]
    labels = {language: view.reader.store.labels(language)["parties", code] for language in ("fr", "ar", "en")}
    others = dict.fromkeys(words.isolate(escaped(name)) for name in labels.values() if name != labels[words.language])
    known = {
        "also_named": "  \n".join(others),
        "acronym": escaped(row["acronym"]) if isinstance(row["acronym"], str) else "",
        "province": escaped(words.label("provinces", row["province"]))
        if isinstance(row["province"], str) and row["kind"] not in ("province", "prefecture")
        else "",
        "region": escaped(words.label("regions", row["region"]))
        if isinstance(row["region"], str) and row["kind"] != "region"
        else "",
        "former_since": "" if pd.isna(row["former_since"]) else str(row["former_since"]),
        "successors": some_names(row["successors"], "regions", words, None),
        "predecessors": some_names(row["predecessors"], "parties", words, None),
        "codes": words.isolate(row["codes"]) if isinstance(row["codes"], str) else "",
    }
    for name in ("population_2014", "population_2024"):
        known[name] = "" if pd.isna(row[name]) else words.number(int(row[name]))
    return {name: value for name, value in known.items() if value}
