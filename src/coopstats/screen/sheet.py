"""The sheet of one agreement: what is known and who says so, who the parties are, what was promised, and every source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.asking import Choice
from coopstats.screen.around import party_line, relatives, sources
from coopstats.screen.marks import mark, reading
from coopstats.screen.reader import address
from coopstats.screen.tables import escaped, link_target, some_names
from coopstats.screen.view import View
from coopstats.selection import Selection

# Which claims speak of which line of the sheet.
CLAIMED = {
    "date": ("date", "date_event", "date_basis", "date_note"),
    "period": ("start", "end"),
    "amount": ("amount", "currency", "money_role"),
    "sectors": ("sectors",),
    "instrument": ("instrument",),
    "partner_type": ("partner_type",),
    "status": ("status",),
    "moroccan": ("moroccan",),
}
# Those of no line of their own: they are told together, below.
ELSEWHERE = ("partners", "wording", "committee", "commitments")


def sheet(view: View) -> None:
    """Draw the agreement that the address names, whatever the filters are."""
    fact_id = st.session_state.get("agreement", "")
    with view.reader.store.choose(Selection(scope=()), agreement=fact_id, habit="sheet") as one:
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
    """Title, summary, the fields with who says so, the parties, the promises and the sources."""
    words, say = view.words, view.say
    st.title(escaped(row[f"title_{words.language}"]), anchor=False)
    for name in ("summary", "note"):
        text = row[f"{name}_{words.language}"]
        if isinstance(text, str):
            (st.markdown if name == "summary" else st.info)(escaped(text))
    facts, beside = st.columns([3, 2], gap="large")
    with facts:
        st.header(say("Ce que l'on sait, et qui le dit"), anchor=False)
        fields(view, one, row)
    with beside:
        st.header(say("Les parties"), anchor=False)
        for side, rows in one.ask("agreement_parties").groupby("side", observed=True):
            st.markdown(f"**{escaped(words.label('sides', side))}**")
            st.markdown("\n".join(f"- {party_line(view, party)}" for _, party in rows.iterrows()))
        relatives(view, one)
        completeness(view, one)
    readings(view, one)
    promises(view, one)
    sources(view, one)
    back(view)


def readings(view: View, one: Choice) -> None:
    """Where sources or languages differ on the parties, the committee or the wording: both readings side by side."""
    claims = one.ask("agreement_claims")
    others = claims[claims["field"].isin(ELSEWHERE)]
    if len(others):
        st.header(view.say("Là où les lectures diffèrent"), anchor=False)
    for _, claim in others.iterrows():
        with st.container(border=True):
            st.markdown(f"**{escaped(view.words.label('claim_fields', claim['field']))}**")
            reading(view, claim)


def values(view: View, one: Choice, row: pd.Series) -> dict[str, str]:
    """Every field of the sheet in words; unknown is an empty text."""
    words = view.words

    def text(name: str) -> str:
        return row[name] if isinstance(row[name], str) else ""

    date = f"{words.date(text('date'))} — {words.date_kind(text('date_event'), text('date_basis'))}" if text("date") else ""
    amount = ""
    if pd.notna(row["amount"]):
        amount = f"{words.money(row['amount'], row['currency'])} — {words.label('money_roles', row['money_role'])}"
        note = text(f"amount_note_{words.language}")
        amount += f" ({note})" if note else ""
    return {
        "partner_type": words.label("partner_types", row["partner_type"]),
        "instrument": words.label("instruments", row["instrument"]),
        "status": words.label("statuses", row["status"]),
        "date": date,
        "period": words.period(text("start"), text("end")),
        "amount": amount,
        "sectors": " · ".join(words.label("sectors", code) for code in one.ask("agreement_sectors")["sector"]),
        "moroccan": words.label("scopes", row["scope"]),
        "programme": words.label("programmes", row["programme"]) if text("programme") else "",
        "fact_id": words.isolate(row["fact_id"]),
    }


def fields(view: View, one: Choice, row: pd.Series) -> None:
    """Each field with its value and a mark that opens who says so; unknown is said, not left out."""
    words, say = view.words, view.say
    claims = one.ask("agreement_claims")
    for name, value in values(view, one, row).items():
        about = claims[claims["field"].isin(CLAIMED.get(name, ()))]
        if name == "programme" and not value:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"field_{name}"):
            st.markdown(f"**{escaped(words.heading(name))}**", width=130)
            st.markdown(escaped(value) if value else f"*{say('Non trouvé dans une page publique')}*", width="stretch")
            if name != "fact_id":
                derived = name == "date" and row["date_basis"] == "derived"
                note = words.label("date_notes", row["date_note"]) if derived and isinstance(row["date_note"], str) else ""
                mark(view, name, "unknown" if not value else "inferred" if derived else "stated", about, note=note)


def completeness(view: View, one: Choice) -> None:
    """The elements that an agreement should hold, each found or not; what was not gathered is said to be unread."""
    words, say = view.words, view.say
    found = one.ask("agreement_elements")
    st.header(say("Complétude : %(n)s sur %(total)s éléments", n=int(found["found"].sum()), total=len(found)), anchor=False)
    lines = [
        f"- {'✓' if yes else '—'} {escaped(words.label('elements', name))}"
        for name, yes in zip(found["element"], found["found"], strict=True)
    ]
    lines.append(f"- ? {escaped(words.pair(words.label('elements', 'exit'), say('non relevée')))}")
    st.markdown("\n".join(lines))


def promises(view: View, one: Choice) -> None:
    """Commitments with what is publicly known of them, the committee, and what else was reported."""
    words, say = view.words, view.say
    column = f"text_{words.language}"
    commitments = one.ask("agreement_commitments")
    if len(commitments):
        st.header(say("Ce qui a été promis"), anchor=False)
        lines = []
        for _, row in commitments.iterrows():
            owed = (
                some_names(row["debtor"], "parties", words, None)
                if isinstance(row["debtor"], str)
                else escaped(words.label("bearers", row["bearer"]))
            )
            lines.append(f"- {escaped(row[column])}  \n  {owed} · *{escaped(words.label('commitment_states', row['state']))}*")
            if isinstance(row["evidence_address"], str):
                lines.append(f"  \n  [{escaped(row[f'evidence_{words.language}'])}]({link_target(row['evidence_address'])})")
        st.markdown("\n".join(lines))
    follow_up = one.ask("agreement_follow_up")
    if len(follow_up):
        st.header(say("Suivi"), anchor=False)
        lines = []
        for _, row in follow_up.iterrows():
            when = f" ({words.date(row['date'])})" if isinstance(row["date"], str) else ""
            text = words.pair(f"{words.label('traces', row['trace'])}{when}", row[column])
            lines.append(
                f"- {escaped(text)} [{say('source')}]({link_target(row['address'])})"
                if isinstance(row["address"], str)
                else f"- {escaped(text)}"
            )
        st.markdown("\n".join(lines))


def back(view: View) -> None:
    """The way back to the register with the reader's selection."""
    st.page_link(
        view.reader_page("register/agreements"),
        label=view.say("Retour au registre"),
        icon=":material/arrow_forward:" if view.words.rtl else ":material/arrow_back:",
        query_params=address(view.reader),
    )
