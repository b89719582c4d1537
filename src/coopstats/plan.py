"""The plan of a project: the five stages of the guide of decentralised cooperation, in words, and as a workbook to carry on in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coopstats.asking import Choice
from coopstats.findings import peers_rule
from coopstats.tables import said
from coopstats.words import Words
from coopstats.workbook import Front, Sheet, as_workbook, kind_of

Link = Callable[[Mapping[Any, Any]], str]
"""A suggestion goes in, the address of its agreements in the register comes out; empty where the page's own address is unknown."""
RINGS = ("nearness", "territories", "never_looked_at", "authorities", "agreements", "partners", "last_year")
PARTNERS = ("nearness", "partner", "country", "agreements", "works_with", "reasons", "seen", "title", "address")
PROGRAMMES = ("programme", "verdict", "because", "applicant_rule", "partner_rule", "address")
RELATIONS = ("partner", "country", "agreements", "reasons", "seen", "silent_years")
COMMITMENTS = ("text", "title", "bearer", "debtor", "due", "state", "seen", "address")


@dataclass(frozen=True)
class Stage:
    """A stage of the guide: what it is called, what it shows and in which order, and what is said when it shows nothing."""

    name: str
    rule: str
    nothing: str


def stages(choice: Choice, words: Words, *, known: bool) -> tuple[Stage, Stage, Stage, Stage, Stage]:
    """The five stages of the Interior ministry's guide. `known` says whether the authority stands among the parties of the dataset."""
    say = words.say
    unknown = "" if known else say("Aucun accord de ce jeu de données ne nomme cette collectivité.")
    return (
        Stage(
            say("1. Les besoins"),
            say(
                "Les collectivités qui agissent dans ces secteurs, cercle par cercle. « Jamais cherché » : ni un accord ni le journal "
                "des recherches ne nomme le territoire."
            ),
            "",
        ),
        Stage(
            say("2. Les partenaires possibles"),
            say(
                "Du plus proche au plus lointain : la collectivité elle-même, sa province ou préfecture, sa région, ses pairs ; chacun "
                "dans son cercle le plus proche. Dans un cercle, le plus d'accords d'abord, puis la trace la plus récente ; les vingt premiers."
            ),
            searched(choice.ask("project_rings"), words),
        ),
        Stage(
            say("3. Le plan de mobilisation"),
            say(
                "Les programmes que rien n'écarte, par les règles de la page Éligibilité : d'abord ceux auxquels le projet peut prétendre, "
                "puis ceux dont une règle n'a pas été trouvée. Le candidat est la collectivité du territoire."
            ),
            say("Programmes jugés : %(n)s. Tous sont écartés.", n=len(choice.ask("eligibility"))),
        ),
        Stage(
            say("4. La mobilisation"),
            say(
                "Ses relations sans trace publique depuis plus de cinq ans : d'abord celles des secteurs du projet, puis les partenaires "
                "actifs à proximité, les jumelages, le plus long silence. Une absence de trace n'est pas une absence de relation."
            ),
            unknown or say("Aucune de ses relations n'est sans trace publique depuis plus de cinq ans."),
        ),
        Stage(
            say("5. Le suivi des engagements"),
            say(
                "Ses engagements dont la réalisation complète n'est pas connue, l'échéance la plus proche d'abord ; douze au plus. "
                "« Aucune preuve publique » ne veut pas dire en retard."
            ),
            unknown or say("Aucun engagement ouvert n'est connu dans ses accords."),
        ),
    )


def searched(rings: pd.DataFrame, words: Words) -> str:
    """Nobody works on it nearby: where was looked."""
    around, peers = rings[rings["nearness"] != "peer"], rings[rings["nearness"] == "peer"]
    return words.say(
        "Aucun partenaire trouvé dans ces secteurs. Territoires de la région : %(n)s, dont jamais cherchés : %(never)s. Pairs : %(peers)s.",
        n=int(around["territories"].sum()),
        never=int(around["never_looked_at"].sum()),
        peers=int(peers["territories"].sum()),
    )


def not_ruled_out(judged: pd.DataFrame) -> pd.DataFrame:
    """The programmes of the question eligibility that the project may ask, and those of which it cannot be told."""
    return judged[judged["verdict"] != "not_eligible"]


def as_plan(choice: Choice, own: Choice | None, words: Words, version: str, address: str, link: Link) -> bytes:
    """The workbook: a sheet a stage. `own` holds the agreements of the project's authority, None where it is no party of the dataset."""
    answers = (
        (choice.ask("project_rings"), RINGS, None),
        (choice.ask("project_partners"), PARTNERS, link),
        (not_ruled_out(choice.ask("eligibility")), PROGRAMMES, None),
        (choice.ask("project_relations"), RELATIONS, link),
        (own.ask("commitments_open") if own else pd.DataFrame(), COMMITMENTS, None),
    )
    told = stages(choice, words, known=own is not None)
    sheets = [sheet(stage, *answer, words) for stage, answer in zip(told, answers, strict=True)]
    pages = [page for answer, *_ in answers if "address" in answer for page in answer["address"].dropna()]
    selection = " · ".join([*choice.wish.told(words), peers_rule(words)])
    return as_workbook(Front(words.say("Plan de coopération"), selection, version, tuple(pages), address), sheets, words)


def sheet(stage: Stage, answer: pd.DataFrame, columns: Sequence[str], link: Link | None, words: Words) -> Sheet:
    """One stage: its answer in words, where its agreements are, and empty columns for who does what by when."""
    say = words.say
    table = said(answer, words)[list(columns)] if len(answer) else pd.DataFrame(columns=list(columns))
    kinds = {words.heading(name): kind_of(table[name]) if len(table) else "text" for name in columns}
    table = table.rename(columns=words.heading)
    if link is not None:
        table[say("Dans le registre")] = [link(row) for row in answer.to_dict("records")]
        kinds[say("Dans le registre")] = "link"
    state = say("Où en est-on")
    for heading in (say("Qui s'en charge"), say("Pour quand"), state):
        table[heading] = None
    choices = {state: [say("À faire"), say("En cours"), say("Fait"), say("Abandonné")]}
    above = [stage.rule] if len(answer) else [stage.rule, stage.nothing]
    return Sheet(stage.name, table, kinds, choices, above)
