"""What an answer says, in one line: the computed titles of charts and the figures at the head of a page."""

from __future__ import annotations

import pandas as pd

from coopstats.words import Words


def leader(answer: pd.DataFrame, words: Words, column: str, code_list: str) -> str:
    """Who comes first, with its share: the title of a chart of ranked bars."""
    if answer.empty:
        return ""
    first = answer.iloc[0]
    return words.say(
        "En tête : %(name)s, %(share)s des accords",
        name=words.isolate(words.label(code_list, first[column])),
        share=words.percent(first["share"]),
    )


def first_of_many(answer: pd.DataFrame, words: Words, column: str, code_list: str) -> str:
    """Who comes first, with the number of agreements; an answer by family tells it in several rows."""
    if answer.empty:
        return ""
    first = answer[answer[column] == answer.iloc[0][column]]
    return words.say_n(
        "En tête : %(name)s, %(n)s accord",
        "En tête : %(name)s, %(n)s accords",
        int(first["agreements"].sum()),
        name=words.isolate(words.label(code_list, first.iloc[0][column])),
    )


def first_on_map(answer: pd.DataFrame, words: Words, by: str, measure: str) -> str:
    """Which territory of a map comes first, with its value; `answer` has the greatest on top."""
    first = answer.iloc[0]
    if pd.isna(first[measure]) or not first[measure]:
        return words.say("Rien de connu pour ces territoires")
    name = words.isolate(words.label(f"{by}s", first[by]))
    if measure == "agreements":
        return words.say_n(
            "En tête : %(name)s, %(n)s accord", "En tête : %(name)s, %(n)s accords", int(first[measure]), name=name
        )
    if measure == "per_100000":
        value = words.number(float(first[measure]))
        return words.say("En tête : %(name)s, %(value)s accords pour 100 000 habitants", name=name, value=value)
    value, currency = words.round_number(first[measure]), measure.removeprefix("amount_").upper()
    return words.say(
        "En tête : %(name)s, %(value)s %(currency)s engagés", name=name, value=value, currency=words.isolate(currency)
    )


def since_when(figures: pd.Series, words: Words) -> str:
    """The span of the dated agreements."""
    if not figures["dated"]:
        return words.say("Aucun accord de cette sélection n'est daté")
    return words.say(
        "De %(first)s à %(last)s, parmi les accords datés", first=str(figures["first_year"]), last=str(figures["last_year"])
    )


def headline(figures: pd.Series, words: Words) -> list[tuple[str, str, str]]:
    """The figures at the head of a page: (what, how many, out of what)."""
    say, number = words.say, words.number
    total = int(figures["agreements"])
    return [
        (
            say("Accords"),
            number(total),
            words.say_n("dont %(n)s daté", "dont %(n)s datés", int(figures["dated"])),
        ),
        (
            say("Collectivités"),
            number(int(figures["authorities"])),
            say("régions, provinces, préfectures, communes"),
        ),
        (
            say("Partenaires"),
            number(int(figures["partners"])),
            words.say_n("de %(n)s pays", "de %(n)s pays", int(figures["countries"])),
        ),
        (
            say("Montants connus"),
            number(int(figures["with_amount"])),
            say("sur %(total)s accords", total=total),
        ),
        (
            say("Source directe"),
            number(int(figures["primary_sourced"])),
            say("page d'une partie ou du bailleur"),
        ),
    ]


def party_headline(figures: pd.Series, ties: pd.DataFrame, states: pd.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """The figures of one party: agreements, since when, ties, and commitments with their evidence."""
    say, number = words.say, words.number
    promised = int(states["commitments"].sum())
    evidenced = int(states[states["state"] != "no_public_evidence"]["commitments"].sum())
    return [
        (
            say("Accords"),
            number(int(figures["agreements"])),
            words.say_n("dont %(n)s daté", "dont %(n)s datés", int(figures["dated"])),
        ),
        (
            say("Depuis"),
            words.date(str(figures["first_year"])) if figures["dated"] else "—",
            say("dernier daté : %(year)s", year=words.date(str(figures["last_year"])))
            if figures["dated"]
            else say("aucune date connue"),
        ),
        (say("Liens"), number(int(ties["total"].max()) if len(ties) else 0), say("parties en face dans un accord")),
        (
            say("Engagements"),
            number(promised),
            words.say_n("dont %(n)s avec preuve publique", "dont %(n)s avec preuve publique", evidenced),
        ),
    ]


def money_lines(answer: pd.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """What is committed in each currency, never added up: (currency, amount, number of agreements)."""
    committed = answer[answer["money_role"] == "committed"]
    return [
        (
            words.say("Engagé en %(currency)s", currency=words.isolate(words.currency(row["currency"]))),
            words.round_number(row["amount"]),
            words.say_n("%(n)s accord", "%(n)s accords", int(row["agreements"])),
        )
        for _, row in committed.iterrows()
    ]


def commitments_headline(states: pd.DataFrame, committees: pd.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """The figures of commitments and committees: (what, how many, out of what)."""
    say, number = words.say, words.number
    by_state = states.set_index("state")["commitments"]
    total, unevidenced = int(by_state.sum()), int(by_state.get("no_public_evidence", 0))
    rhythm = committees[committees["meetings_per_year"].notna()]
    return [
        (say("Engagements concrets"), number(total), say("énoncés par les accords de cette sélection")),
        (say("Avec une preuve publique"), number(total - unevidenced), say("sur %(total)s engagements", total=total)),
        (
            say("Comités prévus"),
            number(len(committees)),
            words.say_n("dont %(n)s au rythme connu", "dont %(n)s au rythme connu", len(rhythm)),
        ),
        (
            say("Réunions documentées"),
            number(int(committees["meetings"].sum())),
            say("dans une page publique"),
        ),
    ]


def converted_lines(answer: pd.DataFrame, currency: str, words: Words) -> list[tuple[str, str, str]]:
    """What is committed told in one currency, and what could not be: (what, how much, out of what)."""
    row = answer[answer["currency"] == currency].iloc[0]
    return [
        (
            words.say("Engagé, en %(currency)s", currency=words.isolate(words.currency(currency))),
            words.round_number(row["amount"]) if row["agreements"] else "—",
            words.say_n("%(n)s accord converti", "%(n)s accords convertis", int(row["agreements"])),
        ),
        (
            words.say("Non convertis"),
            words.number(int(row["unconverted"])),
            words.say("sans année ou sans cours"),
        ),
    ]
