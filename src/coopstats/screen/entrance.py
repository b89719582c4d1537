"""Who is signed in, and what stands in the place of a page that they may not enter. Without sign-in everybody enters everywhere."""

from __future__ import annotations

import streamlit as st

from coopstats.admission import Person, Verdict, person_of, roles_asked, verdict
from coopstats.screen.tables import escaped
from coopstats.settings import SignIn, the_settings
from coopstats.words import Words


def enters(page: str) -> bool:
    """Whether this reader may see a page."""
    sign_in = the_settings().sign_in
    return sign_in is None or verdict(sign_in, page, reader(sign_in)) is Verdict.WELCOME


def turn_away(page: str, words: Words) -> None:
    """What a reader is told who may not see a page: why, and what they can do."""
    sign_in = the_settings().sign_in
    person = reader(sign_in) if sign_in else None
    st.title(words.say("Accès réservé"), anchor=False)
    if sign_in and person:
        st.warning(
            words.say(
                "Vous êtes connecté : %(person)s. Cette page demande un rôle que vous n'avez pas : %(roles)s.",
                person=escaped(words.isolate(person.name)),
                roles=escaped(words.isolate(", ".join(role for rule in roles_asked(sign_in, page) for role in rule))),
            )
        )
        sign_out(sign_in, words)
        return
    st.info(words.say("Cette page est réservée aux personnes connectées."))
    if sign_in and sign_in.provider:
        st.button(words.say("Se connecter"), on_click=st.login, type="primary", key="sign_in")
    else:
        st.caption(words.say("La connexion passe par le portail de votre organisation, qui ne vous a pas annoncé."))


def signed_in(words: Words) -> None:
    """Who is signed in, and the way out; nothing where nobody is."""
    sign_in = the_settings().sign_in
    person = reader(sign_in) if sign_in else None
    if sign_in and person:
        st.markdown(escaped(words.isolate(person.name)), width="content")
        sign_out(sign_in, words)


def sign_out(sign_in: SignIn, words: Words) -> None:
    """The way out, where it is ours to show: whom a proxy signed in, it signs out."""
    if sign_in.provider:
        st.button(words.say("Se déconnecter"), on_click=st.logout, type="tertiary", key="sign_out")


def reader(sign_in: SignIn) -> Person | None:
    """Who looks, as the connection of this browser tab tells it."""
    return person_of(sign_in, st.context.headers, st.user.to_dict())
