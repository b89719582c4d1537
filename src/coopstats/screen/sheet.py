"""The sheet of one agreement: what is known, who the parties are, and every source one click away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.screen.reader import address
from coopstats.screen.tables import escaped, sheet_link
from coopstats.screen.view import View
from coopstats.selection import Selection
from coopstats.store import Choice


def sheet(view: View) -> None:
    """Draw the agreement that the address names, whatever the filters are."""
    fact_id = st.session_state.get("agreement", "")
    with view.reader.store.choose(Selection(scope=()), agreement=fact_id) as one:
        found = one.ask("agreement_sheet") if fact_id else pd.DataFrame()
        if found.empty:
            st.title(view.say("Fiche d'un accord"), anchor=False)
            if fact_id:
                st.warning(view.say("Aucun accord ne porte la référence « %(value)s ».", value=escaped(fact_id)))
            else:
                st.info(view.say("Choisissez un accord dans le registre pour ouvrir sa fiche."))
            back(view)
            return
        draw(view, one, found.iloc[0])


def draw(view: View, one: Choice, row: pd.Series) -> None:
    """Title, summary, the fields, the parties and the sources."""
    words, say = view.words, view.say
    text = {name: row[f"{name}_{words.language}"] for name in ("title", "summary", "note", "amount_note")}
    st.title(escaped(text["title"]), anchor=False)
    badges = [
        words.label("partner_types", row["partner_type"]),
        words.label("instruments", row["instrument"]),
        words.label("statuses", row["status"]),
    ]
    st.markdown(" · ".join(escaped(badge) for badge in badges))
    if isinstance(text["summary"], str):
        st.markdown(escaped(text["summary"]))
    if isinstance(text["note"], str):
        st.info(escaped(text["note"]), icon=":material/info:")
    facts, parties = st.columns([3, 2], gap="large")
    with facts:
        st.subheader(say("Ce que l'on sait"), anchor=False)
        st.table(fields(view, one, row, text["amount_note"]), hide_header=True, border="horizontal")
    with parties:
        st.subheader(say("Les parties"), anchor=False)
        for side, rows in one.ask("agreement_parties").groupby("side", observed=True):
            st.markdown(f"**{words.label('sides', side)}**")
            st.markdown("\n".join(f"- {party_line(view, party)}" for _, party in rows.iterrows()))
        relatives(view, one)
    sources(view, one)
    back(view)


def fields(view: View, one: Choice, row: pd.Series, amount_note: object) -> pd.DataFrame:
    """Every field with its value; unknown is said, not left out."""
    words, say = view.words, view.say
    unknown = say("Non trouvé dans une page publique")

    def known(value: object) -> bool:
        return isinstance(value, str) and bool(value)

    date = f"{words.date(row['date'])} — {words.date_kind(row['date_event'], row['date_basis'])}" if known(row["date"]) else ""
    if known(row["date_note"]):
        date += f" ({words.label('date_notes', row['date_note']).lower()})"
    period = words.period(*(row[end] if known(row[end]) else None for end in ("start", "end")))
    amount = ""
    if pd.notna(row["amount"]):
        amount = f"{words.money(row['amount'], row['currency'])} — {words.label('money_roles', row['money_role'])}"
        amount += f" ({amount_note})" if known(amount_note) else ""
    sectors = [words.label("sectors", code) for code in one.ask("agreement_sectors")["sector"]]
    lines = {
        words.heading("date"): date,
        words.heading("period"): period,
        words.heading("amount"): amount,
        words.heading("sectors"): " · ".join(sectors),
        words.heading("scope"): words.label("scopes", row["scope"]),
        words.heading("programme"): words.label("programmes", row["programme"]) if known(row["programme"]) else "",
        words.heading("fact_id"): words.isolate(row["fact_id"]),
    }
    optional = {words.heading("programme"), words.heading("period")}
    shown = {name: escaped(value) if value else f"*{unknown}*" for name, value in lines.items() if value or name not in optional}
    return pd.DataFrame({"value": shown.values()}, index=[f"**{name}**" for name in shown])


def party_line(view: View, party: pd.Series) -> str:
    """A party with its kind, its country unless Moroccan, and its role unless it is simply a party."""
    words = view.words
    line = f"{escaped(words.label('parties', party['party']))} · {escaped(words.label('kinds', party['kind']))}"
    if party["country"] not in ("MA", "INT"):
        line += f" · {escaped(words.label('countries', party['country']))}"
    return line + ("" if party["role"] == "party" else f" — *{escaped(words.label('roles', party['role']))}*")


def relatives(view: View, one: Choice) -> None:
    """The framework above and the agreements below, as the records say."""
    found = one.ask("agreement_relatives")
    titles = {"parent": view.say("Accord-cadre"), "child": view.say("Accords qui en découlent")}
    for relation, rows in found.groupby("relation", sort=False):
        st.markdown(f"**{titles[str(relation)]}**")
        st.markdown(
            "\n".join(
                f"- [{escaped(row[f'title_{view.words.language}'])}]({sheet_link(view.reader, row['fact_id'])})"
                for _, row in rows.iterrows()
            )
        )


def sources(view: View, one: Choice) -> None:
    """Every page the agreement rests on, each one click away."""
    words = view.words
    st.subheader(view.say("Sources"), anchor=False)
    lines = []
    for _, source in one.ask("agreement_sources").iterrows():
        title = source["source_title"] if isinstance(source["source_title"], str) else source["address"]
        details = [
            source["publisher"] if isinstance(source["publisher"], str) else "",
            words.label("languages", source["language"]) if isinstance(source["language"], str) else "",
            words.date(source["published"] if isinstance(source["published"], str) else None),
            words.label("confidences", source["confidence"]),
        ]
        told = " · ".join(escaped(words.isolate(detail)) for detail in details if detail)
        lines.append(f"- [{escaped(words.isolate(title))}]({link_target(source['address'])})  \n  {told}")
    st.markdown("\n".join(lines))


def link_target(address: str) -> str:
    """An address as the target of a Markdown link; the checks let only http and https in."""
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def back(view: View) -> None:
    """The way back to the register with the reader's selection."""
    st.page_link(
        view.reader_page("register/agreements"),
        label=view.say("Retour au registre"),
        icon=":material/arrow_forward:" if view.words.rtl else ":material/arrow_back:",
        query_params=address(view.reader),
    )
