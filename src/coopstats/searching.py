"""What a reader types into the search box: words, "phrases", OR between alternatives, a minus before what must not stand there.

All words must be found, each as the beginning of a word: "sale" finds Salé and not Jérusalem. Case, accents, hyphens, hamza, ta
marbuta and the Arabic article and prepositions do not matter: `searching.sql` folds the texts and the words sought alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

WORD = re.compile(r"\w+")
# The alternatives' sign in the three languages; in Latin letters only in capitals, for "ou" and "or" are words as well.
OR = re.compile(r"(?:^|\s)(?:OR|OU|أو|او|\|)(?=\s|$)")
NOT = ("NOT", "SAUF", "إلا")
TERM = re.compile(r'(-?)(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+))')
# Signs that are one letter to a searcher; what remains of the others once their accents are off needs no word here.
ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": ""})
# The article and the prepositions that Arabic writes as one with the word that follows.
JOINED = re.compile(r"^[وف]?(?:لل|[بلك]?(?:ال)?)(?=[ء-ي]{3,}$)")
# An Arabic word of three letters is sought whole: it begins too many others.
SHORT = re.compile(r"^[ء-ي]{1,3}$")


class Term(NamedTuple):
    """A word or a phrase, and whether it must not be found."""

    words: str
    left_out: bool = False

    def parameters(self, number: int) -> dict[str, str]:
        """The parameters of the term that is the n-th of its text: all of it, and when it is a phrase each of its words."""
        words = WORD.findall(folded(self.words))
        each = {f"text_{number}_{n}": word for n, word in enumerate(words)} if len(words) > 1 else {}
        return {f"text_{number}": self.words} | each


def alternatives(text: str) -> list[list[Term]]:
    """What is sought: any of several lists of terms, all of which must hold. Signs alone seek nothing."""
    found = [terms(part) for part in OR.split(text)]
    return [part for part in found if part]


def terms(text: str) -> list[Term]:
    """The terms of one alternative."""
    found: list[Term] = []
    left_out = False
    for minus, *quoted, bare in TERM.findall(text):
        words = "".join(quoted) or bare
        if words in NOT:
            left_out = True
        elif WORD.search(words):
            found.append(Term(words, left_out or bool(minus)))
            left_out = False
    return found


Holds = Callable[[Sequence[str]], str]
"""The condition that a term is found: `in_words` or `in_text`, from the names of its parameters."""


def condition(text: str, holds: Holds) -> tuple[str, dict[str, str]]:
    """The condition that a text is found, and its parameters; "true" when nothing is sought."""
    parameters: dict[str, str] = {}
    either, number = [], count()
    for part in alternatives(text):
        every = []
        for term in part:
            named = term.parameters(next(number))
            told = holds(list(named))
            parameters |= {name: words for name, words in named.items() if re.search(rf"\${name}\b", told)}
            every.append(f"not ({told})" if term.left_out else told)
        either.append(f"({' and '.join(every)})")
    return " or ".join(either) or "true", parameters


def in_text(names: Sequence[str]) -> str:
    """A term is sought in the texts themselves: right for places and programmes, which are few."""
    return f"contains(search, sought(${names[0]}))"


def in_words(names: Sequence[str]) -> str:
    """A term is sought in the list of words; for a phrase, only agreements that hold all its words are then read."""
    term, *words = names
    if not words:
        return f"agreement in (from agreements_with(${term}))"
    every = " and ".join(in_words([word]) for word in words)
    return f"agreement in (select agreement from agreement_search where case when {every} then {in_text(names)} else false end)"


def relevance(text: str) -> str:
    """How much an agreement answers, for `order by`: each word found in titles and names of parties counts."""
    every = [term for part in alternatives(text) for term in part]
    named = [list(term.parameters(number)) for number, term in enumerate(every) if not term.left_out]
    words = [word for term, *words in named for word in words or [term]]
    return " + ".join(f"(agreement in (from agreements_named(${word})))::integer" for word in words) or "0 * agreement"


def folded(word: str) -> str:
    """A word as it is compared: no case, accent, hamza form, tatweel; one form of alef, ya and ha."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))
    return bare.translate(ALIKE)


def sought_words(text: str) -> list[str]:
    """The single words that are sought, folded."""
    wanted = [term.words for part in alternatives(text) for term in part if not term.left_out]
    return [JOINED.sub("", word) for words in wanted for word in WORD.findall(folded(words))]


def finds(word: str, wanted: Sequence[str]) -> bool:
    """Whether a word of a text begins as one of the words sought, its article and preposition left aside or not."""
    plain = folded(word)
    forms = (plain, JOINED.sub("", plain))
    return any(want in forms if SHORT.match(want) else any(form.startswith(want) for form in forms) for want in wanted)


def parted(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces: (piece, whether it is a word sought)."""
    pieces, last = [], 0
    for word in WORD.finditer(text):
        if finds(word[0], wanted):
            pieces += [(text[last : word.start()], False), (word[0], True)]
            last = word.end()
    return [piece for piece in [*pieces, (text[last:], False)] if piece[0]]


def excerpt(text: str, wanted: Sequence[str], around: int) -> str:
    """The part of a text around the first word sought, cut between words; empty when none is found."""
    first = next((word for word in WORD.finditer(text) if finds(word[0], wanted)), None)
    if first is None:
        return ""
    start = text.rfind(" ", 0, max(first.start() - around, 0)) + 1
    end = text.find(" ", first.end() + around)
    cut = text[start : end if end > 0 else len(text)]
    return f"{'… ' if start else ''}{cut}{' …' if 0 < end < len(text) else ''}"
