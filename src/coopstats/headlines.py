"""The figures at the head of a page: (what is counted, how many, out of what)."""

from __future__ import annotations

import pandas as pd

from coopstats.words import Words


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
            words.say_n("sur %(n)s accord", "sur %(n)s accords", total),
        ),
        (
            say("Source directe"),
            number(int(figures["primary_sourced"])),
            say("page d'une partie ou du bailleur"),
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


def lens_headline(
    share: pd.DataFrame, amounts: pd.DataFrame, priorities: pd.DataFrame, words: Words
) -> list[tuple[str, str, str]]:
    """How much of the agreements and of the money committed in each currency touches the priorities, and how many of them nobody touches.

    Of the currencies the three of most agreements.
    """
    say, number = words.say, words.number
    touched = share.iloc[0]
    of_agreements = (
        say("Accords qui les touchent"),
        words.percent(touched["share"]),
        say("%(n)s sur %(total)s accords", n=int(touched["touching"]), total=int(touched["agreements"])),
    )
    of_money = [
        (
            say("Engagé en %(currency)s", currency=words.isolate(words.currency(row["currency"]))),
            words.percent(row["share"]),
            words.say_n(
                "%(part)s sur %(whole)s, %(n)s accord",
                "%(part)s sur %(whole)s, %(n)s accords",
                int(row["agreements"]),
                part=words.round_number(row["amount_touching"]),
                whole=words.round_number(row["amount"]),
            ),
        )
        for _, row in amounts.head(3).iterrows()
    ]
    untouched = int((priorities["agreements"] == 0).sum())
    return [
        of_agreements,
        *of_money,
        (say("Priorités sans accord"), number(untouched), say("sur %(total)s priorités", total=len(priorities))),
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


def sdg_headline(figures: pd.Series, stating: pd.DataFrame, programmes: pd.Series, words: Words) -> list[tuple[str, str, str]]:
    """Of how many agreements a source names the goals, of how many the sectors indicate some, how many programmes state some: never one figure."""
    say, number = words.say, words.number
    return [
        (
            words.heading("stating"),
            number(int(figures["stating"])),
            words.say_n(
                "sur %(total)s ; %(n)s avec un objectif précis",
                "sur %(total)s ; %(n)s avec un objectif précis",
                int(figures["naming_a_goal"]),
                total=number(int(figures["agreements"])),
            ),
        ),
        (
            words.heading("indicated"),
            number(int(figures["indicated"])),
            say("sur %(total)s accords, à titre indicatif", total=int(figures["agreements"])),
        ),
        (
            words.heading("without_sector"),
            number(int(figures["without_sector"])),
            say("aucun objectif ne peut être indiqué"),
        ),
        (
            say("Programmes qui énoncent des ODD"),
            number(stating["programme"].nunique()),
            say("sur %(total)s programmes", total=int(programmes["programmes"])),
        ),
    ]


def programme_headline(figures: pd.Series, words: Words) -> list[tuple[str, str, str]]:
    """The figures of programmes: (what, how many, out of what)."""
    say, number, total = words.say, words.number, int(figures["programmes"])
    return [
        (
            say("Programmes"),
            number(total),
            words.say_n("de %(n)s type de financeur", "de %(n)s types de financeurs", int(figures["funder_types"])),
        ),
        (say("Ouverts ce jour"), number(int(figures["open_programmes"])), say("appel ouvert, ou demandes reçues toute l'année")),
        (say("Taux connu"), number(int(figures["with_rate"])), say("sur %(total)s programmes", total=total)),
        (say("Plafond connu"), number(int(figures["with_ceiling"])), say("sur %(total)s programmes", total=total)),
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
