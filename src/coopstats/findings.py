"""What an answer says, in one line: the computed titles of charts and the sentences of pages."""

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
    if figures["first_year"] == figures["last_year"]:
        return words.say("De %(year)s, parmi les accords datés", year=str(figures["first_year"]))
    return words.say(
        "De %(first)s à %(last)s, parmi les accords datés", first=str(figures["first_year"]), last=str(figures["last_year"])
    )


def untouched(priorities: pd.DataFrame, words: Words) -> str:
    """The priorities that no agreement touches, by name."""
    names = list(priorities[priorities["agreements"] == 0][f"wording_{words.language}"])
    if not names:
        return words.say("Chacune de ces priorités est touchée par au moins un accord.")
    return words.say("Sans aucun accord dans cette sélection : %(names)s.", names=words.list(names))


def coverage_told(holding: pd.DataFrame, totals: pd.DataFrame, words: Words) -> str:
    """How much the dataset holds and when that was counted, and what public totals suggest that this is of reality."""
    say, row = words.say, holding.iloc[0]
    told = [
        say(
            "Au dernier relevé des sources (%(date)s), le jeu de données contient %(held)s accords, dont %(territorial)s de "
            "collectivités territoriales.",
            date=words.date(row["read"]) or "—",
            held=int(row["held"]),
            territorial=int(row["held_territorial"]),
        )
    ]
    of_authorities, of_all = (totals[totals["territorial"] == only]["share"].astype(float) for only in (True, False))
    if len(of_authorities):
        told.append(
            say(
                "Les décomptes publics qui ne portent que sur des collectivités (%(n)s) suggèrent qu'il contient %(middle)s de ce "
                "qu'ils annoncent, au milieu d'un éventail de %(least)s à %(most)s.",
                **spread(of_authorities, words),
            )
        )
    if len(of_all):
        told.append(
            say(
                "Ceux d'un bailleur pour tout le pays (%(n)s), qui comptent aussi l'État, les entreprises et les banques, "
                "suggèrent %(middle)s, dans un éventail de %(least)s à %(most)s.",
                **spread(of_all, words),
            )
        )
    return " ".join(told)


def spread(shares: pd.Series, words: Words) -> dict[str, object]:
    """How many shares there are, the least, the greatest and the one in the middle (median)."""
    least, most, middle = (words.percent(share) for share in (shares.min(), shares.max(), shares.median()))
    return {"n": len(shares), "least": least, "most": most, "middle": middle}


def never_searched(looked_at: pd.DataFrame) -> list[str]:
    """The regions of which no territory was ever looked at, of an answer by region."""
    return list(looked_at.index[looked_at["never_looked_at"] == looked_at["territories"]])


def peers_rule(words: Words) -> str:
    """Who an authority's peers are: the rule of the table `peer`."""
    return words.say(
        "Pairs : les cinq collectivités du même niveau les plus proches par la population de 2024, parmi celles que ce jeu de "
        "données connaît ; d'abord celles dont la part urbaine diffère de vingt points au plus (recensement de 2024)."
    )
