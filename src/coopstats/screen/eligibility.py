"""Whom a project may ask: the project, the verdict of every programme with its reasons, and who would pay what part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

import pandas as pd
import streamlit as st

from coopstats.screen.programme_table import programme_name
from coopstats.screen.reader import address, held
from coopstats.screen.tables import UNKNOWN, escaped, link_target
from coopstats.screen.view import View
from coopstats.tables import names_of
from coopstats.wish import CURRENCIES, LARGEST_COST, Wish, several, wish_names

# Kinds of body of Morocco; those of another country are the partner, not the applicant.
OWN_APPLICANTS = ("commune", "region", "prefecture", "province", "group", "state", "agency", "ngo", "university", "company")


def ask_project(view: View, *, territory: bool = False) -> None:
    """The project: who asks, in what sectors, where, for how much, with a partner or not, when.

    With `territory` it is that of a territorial authority: its place says who asks; the kind of aid is asked, and not the day.
    """
    words, say, state = view.words, view.say, st.session_state
    codes, names = view.reader.store.codes(), wish_names(words)
    state.currency = state.get("currency") or CURRENCIES[0]
    state.cost = int(state["cost"]) if state.get("cost") else None
    state.day = date.fromisoformat(str(state["day"])) if state.get("day") else None
    state.field = several(held("field"))
    countries = sorted((c for c in codes["countries"] if c not in ("MA", "EU", "INT")), key=lambda c: words.label("countries", c))
    with st.container(horizontal=True, vertical_alignment="bottom", key="project"):
        if territory:
            ask_place(view, names["place"], empty=None)
        else:
            choose(view, "applicant", names["applicant"], OWN_APPLICANTS, "applicants", say("Non précisé"))
        st.multiselect(
            names["field"],
            codes["sectors"],
            format_func=words.labels("sectors").__getitem__,
            key="field",
            placeholder=say("Non précisé"),
            select_all=False,
            width=300 if territory else 220,
        )
        if territory:
            choose(view, "support", names["support"], codes["funding_instruments"], "funding_instruments", say("Tous"))
        else:
            ask_place(view, names["place"], empty=say("Non précisé"))
        st.number_input(
            names["cost"], min_value=1, max_value=LARGEST_COST, step=None, key="cost", width=170, placeholder=say("Non précisé")
        )
        st.selectbox(say("Devise"), CURRENCIES, key="currency", width=100)
        choose(view, "partner_country", names["partner_country"], tuple(countries), "countries", say("Aucun partenaire"))
        if not territory:
            st.date_input(names["day"], value=None, key="day", format="YYYY-MM-DD", width=190)


def in_link(wish: Wish) -> dict[str, str]:
    """The project as the parameters of an address: the same on every page that asks for it."""
    return {name: str(value) for name, value in asdict(wish).items() if value}


def to_finder(view: View) -> None:
    """The way from a project to whom to carry it out with."""
    label = view.say("Avec qui mener ce projet : partenaires, relations, engagements")
    st.page_link(view.reader_page("planning/finder"), label=label, query_params=address(view.reader, **in_link(view.reader.wish)))


def choose(view: View, name: str, label: str, codes: tuple[str, ...], code_list: str, empty: str) -> None:
    """One part of the project as a choice among codes."""
    st.selectbox(
        label, ["", *codes], format_func=lambda code: view.words.label(code_list, code) if code else empty, key=name, width=220
    )


def ask_place(view: View, label: str, *, empty: str | None) -> None:
    """Where the project is: a region, and if it is known a province or commune of it. Without `empty` a region must be said."""
    words, say, state = view.words, view.say, st.session_state
    places = view.reader.store.territories()
    region = state.get("place", "").partition(".")[0]
    names = words.labels("places")
    inside = {code: level for code, (level, _) in places.items() if code.startswith(f"{region}.")} if region else {}
    state.place_region, state.place_commune = region, state.get("place") if state.get("place") in inside else ""
    regions = {"": empty} if empty else {}
    regions |= {code: names[code] for code in view.reader.store.codes()["regions"]}
    parts = {"": say("Toute la région")} | {
        code: names[code] if level == "commune" else f"{names[code]} ({words.inside(words.label('levels', level))})"
        for code, level in sorted(inside.items(), key=lambda part: (part[1] == "commune", names[part[0]]))
    }
    for key, named, texts in (("place_region", label, regions), ("place_commune", say("Province ou commune"), parts)):
        st.selectbox(
            named,
            list(texts),
            format_func=texts.__getitem__,
            key=key,
            on_change=take_place,
            args=(key,),
            width=220,
            disabled=len(texts) == 1,
        )


def take_place(key: str) -> None:
    """The project lies in the place that was picked last; without a commune in the whole region."""
    state = st.session_state
    state.place = state[key] or (state.place_region if key == "place_commune" else "")


def verdicts(view: View, shown: Sequence[str] = ("eligible", "cannot_tell", "not_eligible")) -> None:
    """Every programme with what follows for this project, and why; the pages' own rule on the partner beside it."""
    words, say = view.words, view.say
    answer = view.ask("eligibility")
    for code in shown:
        rows = answer[answer["verdict"] == code]
        if rows.empty:
            continue
        title = words.pair(words.label("verdicts", code), words.number(len(rows)))
        with st.expander(escaped(title), expanded=code != "not_eligible", key=f"verdict_{code}"):
            cells = {
                words.heading("programme"): [programme_name(view.reader, programme) for programme in rows["programme"]],
                say("Parce que"): [because(view, row) for _, row in rows.iterrows()],
                words.heading("source"): [f"[{say('source')}]({link_target(address)})" for address in rows["address"]],
            }
            with st.container(key=f"rows_verdict_{code}"):
                st.table(pd.DataFrame(cells), hide_index=True, border="horizontal")


def because(view: View, row: pd.Series) -> str:
    """The reasons that decide the verdict of one programme, each followed by the programme's own rule where one speaks of it."""
    words, say = view.words, view.say
    rules = {row["applicant_reason"]: (row[f"applicant_rule_{words.language}"], row["applicant_address"])}
    rules[row["place_reason"]] = (names_of(row["places"], "places", words) or None, row["places_address"])
    rules[row["partner_reason"]] = (row[f"partner_rule_{words.language}"], row["address"])
    told = []
    for reason in str(row["because"]).split("|"):
        text, address = rules.get(reason, (None, None))
        rule = f" (*{escaped(words.isolate(text))}* [{say('source')}]({link_target(address)}))" if isinstance(text, str) else ""
        told.append(f"{escaped(words.label('eligibility_reasons', reason))}{rule}")
    return " · ".join(told)


def split(view: View) -> None:
    """Who would pay what part of the cost, by each rule of the programmes that are not ruled out."""
    words, say = view.words, view.say
    st.header(say("Qui paierait quoi, par la règle de chaque programme"), anchor=False)
    judged = view.ask("eligibility").set_index("programme")["verdict"]
    rows = view.ask("cost_split")
    rows = rows[rows["programme"].map(judged) != "not_eligible"]
    if rows.empty:
        st.caption(say("Aucune règle de partage n'a été trouvée pour les programmes qui restent."))
        return
    if not view.reader.wish.cost:
        st.caption(say("Indiquez un coût pour voir les montants."))

    def money(name: str) -> list[str]:
        return [words.money(None if pd.isna(a) else a, c) or UNKNOWN for a, c in zip(rows[name], rows["currency"], strict=True)]

    shown = {
        # The rules of one programme stand together: its name leads them.
        "programme": [
            "" if again else programme_name(view.reader, programme)
            for programme, again in zip(rows["programme"], rows["programme"].duplicated(), strict=True)
        ],
        "payer": [escaped(words.label("payers", code)) for code in rows["payer"]],
        "rule": [escaped(words.label("share_rules", code)) for code in rows["rule"]],
        "percent": [words.rate(percent) for percent in rows["percent"]],
        "amount": money("amount"),
        "rest": money("rest"),
        "wording": [
            f"{escaped(words.isolate(text))} [{say('source')}]({link_target(address)})"
            for text, address in zip(rows[f"wording_{words.language}"], rows["address"], strict=True)
        ],
    }
    with st.container(key="rows_split"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")
    view.beneath(
        "cost_split",
        say(
            "Le plafond du programme borne son montant ; un plafond dans une autre devise est converti au dernier cours annuel connu."
        ),
    )
