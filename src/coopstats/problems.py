"""What is wrong with a dataset, as records: a code, the place, the value, and what would be right.

The wording stands apart (`sentence`), so that the same problem is told in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from coopstats.words import Words, columns


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of one cell.

    `file` is relative to the dataset's folder; `line` counts from 1, the heading being line 1, and is 0 when the whole
    file is meant; `expected` says what would be right, as a code list's file, a pattern or another value.
    """

    file: str
    line: int
    field: str
    check: str
    value: str = ""
    expected: str = ""

    def sentence(self, words: Words) -> str:
        """Where, what is wrong, what would be right, in one line."""
        where = self.file
        if self.line and self.field:
            where = words.say("%(file)s, ligne %(line)s, champ %(field)s", file=self.file, line=self.line, field=self.field)
        elif self.line:
            where = words.say("%(file)s, ligne %(line)s", file=self.file, line=self.line)
        return words.pair(where, wrong(self, words))

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Problem:
        """The problem of a record; what else the record says is left aside."""
        return cls(**{field.name: record[field.name] for field in fields(cls)})

    def as_dict(self) -> dict[str, str | int]:
        """The record for programs; the keys are the names of the fields."""
        return asdict(self)


class DatasetError(Exception):
    """A dataset that must not be shown; `problems` holds every fault found, never none."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(p.sentence(Words("en")) for p in problems))


def wrong(problem: Problem, words: Words) -> str:
    """What is wrong, without the place. A check without wording is a fault of ours and raises KeyError."""
    say, value, expected = words.say, words.isolate(problem.value), words.isolate(problem.expected)
    told = {
        "file_missing": say("le fichier manque"),
        "file_unreadable": say("le fichier n'est pas lisible (%(expected)s)", expected=expected),
        "column_missing": say("la colonne « %(field)s » manque", field=problem.field),
        "column_unknown": say("la colonne « %(field)s » n'est pas prévue", field=problem.field),
        "row_unreadable": say("la ligne n'est pas lisible : %(expected)s", expected=expected),
        "line_empty": say("la ligne est vide : elle est à supprimer"),
        "value_missing": say("la valeur manque"),
        "value_repeated": say("« %(value)s » figure deux fois", value=value),
        "not_a_number": say("« %(value)s » n'est pas un nombre", value=value),
        "number_too_small": say("« %(value)s » est inférieur à %(expected)s", value=value, expected=expected),
        "pattern_not_met": say("« %(value)s » n'a pas la forme attendue (%(expected)s)", value=value, expected=expected),
        "key_unknown": say("« %(value)s » ne figure pas dans %(expected)s", value=value, expected=expected),
        "date_impossible": say("« %(value)s » n'est pas une date du calendrier", value=value),
        "date_half_known": say(
            "la date, son évènement et son fondement vont ensemble : il manque %(expected)s", expected=named(problem, words)
        ),
        "place_half_known": say("une règle « %(expected)s » et un lieu ne vont pas ensemble", expected=expected)
        if problem.value
        else say("il manque le lieu de la règle « %(expected)s »", expected=expected),
        "end_before_start": say("la fin « %(value)s » précède le début « %(expected)s »", value=value, expected=expected),
        "money_half_known": say(
            "montant, devise et rôle du montant vont ensemble : il manque %(expected)s", expected=named(problem, words)
        ),
        "approval_as_signature": say("un acte approuvé ne porte pas de date de signature"),
        "source_missing": say("l'accord « %(value)s » n'a pas de source", value=value),
        "party_missing": say("l'accord « %(value)s » n'a pas de partie du côté « %(expected)s »", value=value, expected=expected),
        "language_missing": say("le texte manque dans une langue, alors qu'il existe dans une autre"),
        "name_missing": say("la partie « %(value)s » n'a ni lieu ni nom", value=value),
        "scope_disagrees": say(
            "le champ « %(value)s » contredit les parties, qui donnent « %(expected)s »", value=value, expected=expected
        ),
        "parent_circular": say("l'accord « %(value)s » descend de lui-même", value=value),
        "debtor_half_known": say(
            "la charge d'une partie et son débiteur vont ensemble : il manque %(expected)s", expected=expected
        ),
        "conflict_one_sided": say("la contradiction ne dit ni l'autre valeur ni l'autre source"),
        "evidence_astray": say(
            "l'engagement « %(value)s » est celui de l'accord « %(expected)s »", value=value, expected=expected
        ),
        "rate_over_hundred": say("« %(value)s » dépasse %(expected)s", value=value, expected=expected),
        "target_astray": say("la cible « %(value)s » n'est pas de l'objectif « %(expected)s »", value=value, expected=expected),
        "total_filter_unknown": say(
            "« %(value)s » n'est pas un code de ce filtre (%(expected)s)", value=value, expected=expected
        ),
        "call_closes_first": say(
            "l'appel se ferme le « %(value)s », avant de s'ouvrir : « %(expected)s »", value=value, expected=expected
        ),
        "shares_not_whole": say(
            "les parts d'un même projet font « %(value)s » pour cent, et non %(expected)s", value=value, expected=expected
        ),
        "award_of_another": say("l'appel « %(value)s » est celui du programme « %(expected)s »", value=value, expected=expected),
        "reach_half_known": say(
            "le pays se dit d'un candidat établi dans un pays donné, et de lui seul ; « %(expected)s » est écrit",
            expected=expected,
        ),
        "partner_half_known": say("la nature du partenaire va avec un partenaire exigé, et avec rien d'autre"),
        "programme_source_missing": say(
            "la page « %(value)s » ne figure pas parmi les sources du programme « %(expected)s »", value=value, expected=expected
        ),
        "money_counted_twice": say(
            "l'accord « %(value)s » engage un montant que sa partie « %(expected)s » engage aussi", value=value, expected=expected
        ),
    } | of_a_file(problem, words)
    return (told | of_activities(problem, words))[problem.check]


def named(problem: Problem, words: Words) -> str:
    """A column that is missing, by what it is called as well."""
    column = problem.expected
    return words.isolate(f"{words.heading(column)} ({column})" if column in columns() else column)


def of_a_file(problem: Problem, words: Words) -> dict[str, str]:
    """What can be wrong with a file that somebody brings, before it is judged as a dataset is; the nearest that would be right is told."""
    say, value, expected = words.say, words.isolate(problem.value), words.isolate(problem.expected)
    meant = say(" ; vouliez-vous dire « %(expected)s » ?", expected=expected) if problem.expected else ""
    return {
        "file_empty": say("le fichier est vide"),
        "file_not_table": say("le fichier n'est ni un tableau, ni un classeur, ni un fichier IATI"),
        "file_too_large": say("le fichier dépasse %(expected)s Mo une fois décompressé", expected=expected),
        "columns_too_many": say("%(value)s colonnes : il y en a au plus %(expected)s", value=value, expected=expected),
        "line_too_long": say("une ligne dépasse %(expected)s signes : la lecture s'arrête là", expected=expected),
        "heading_missing": say(
            "aucune ligne de titres n'est reconnue : il faut au moins deux colonnes connues (Titre, Parties marocaines, Partenaires…)"
        ),
        "column_unread": say("la colonne « %(value)s » n'est pas reprise", value=value) + meant,
        "sheet_left": say("cette feuille n'est pas reprise"),
        "text_alone": say("« %(value)s » : ce texte n'est pas repris, il manque dans une autre langue", value=value),
        "text_changed_alone": say(
            "« %(value)s » : le texte change dans cette langue ; dans les autres il n'a pas changé et reste tel quel", value=value
        ),
        "name_unknown": say("« %(value)s » n'est pas connu", value=value) + meant,
        "party_unknown": say("« %(value)s » n'est pas une partie connue", value=value)
        + (meant or say(" ; une nouvelle partie demande sa nature et son pays")),
        "party_ambiguous": say(
            "« %(value)s » peut être l'une de plusieurs parties : %(expected)s", value=value, expected=expected
        ),
        "agreement_unknown": say("« %(value)s » n'est la référence d'aucun accord", value=value),
        "address_wrong": say("« %(value)s » n'est pas l'adresse d'une page (%(expected)s)", value=value, expected=expected),
        "currency_unknown": say("« %(value)s » n'est pas une devise (%(expected)s)", value=value, expected=expected),
        "date_unread": say("« %(value)s » ne se lit pas comme une date (%(expected)s)", value=value, expected=expected),
        "number_unread": say("« %(value)s » ne se lit pas comme un nombre (%(expected)s)", value=value, expected=expected),
        "number_ambiguous": say("« %(value)s » se lit de deux façons : %(expected)s", value=value, expected=expected),
        "action_unknown": say("« %(value)s » n'est pas une action (%(expected)s)", value=value, expected=expected),
    }


def of_activities(problem: Problem, words: Words) -> dict[str, str]:
    """What can be wrong with a file of IATI activities, and what of one is left aside; fields are the names of elements."""
    say, field = words.say, words.isolate(problem.field)
    value, expected = words.isolate(problem.value), words.isolate(problem.expected)
    return {
        "xml_broken": say("à partir d'ici la structure du fichier est rompue ; ce qui précède a été lu"),
        "xml_unsafe": say("une déclaration « %(field)s » n'est pas admise : la lecture s'arrête là", field=field),
        "not_iati": say("« %(value)s » n'est pas un fichier d'activités IATI (%(expected)s)", value=value, expected=expected),
        "version_unknown": say("la version « %(value)s » de l'IATI n'est pas lue (%(expected)s)", value=value, expected=expected),
        "too_large": say("cet élément est trop grand ou trop imbriqué pour être lu"),
        "language_unread": say("aucun texte n'est dans une des langues attendues (%(expected)s)", expected=expected),
        "partner_type_unknown": say("le type de partenaire ne se déduit pas de « %(value)s »", value=value),
        "amount_not_one": say(
            "aucun montant n'est repris : les engagements n'en font pas un seul, pour le Maroc seul (%(expected)s)",
            expected=expected,
        ),
        "activities_left_aside": say(
            "activités laissées de côté : %(value)s (%(field)s %(expected)s)", value=value, field=field, expected=expected
        ),
        "codes_left_aside": say(
            "sans équivalent ici, laissés de côté (%(field)s) : %(value)s, dont %(expected)s",
            field=field,
            value=value,
            expected=expected,
        ),
    }
