"""A project of cooperation through the five stages of the Interior ministry's guide: whom to work with, who may pay, what to follow."""

from streamlit import caption

from coopstats.screen.finder import commitments, needs, partners, programmes, project_of, relations, take_plan
from coopstats.screen.view import open_view

view = open_view()
say = view.say

view.heading(say("Avec qui mener ce projet, et qui peut le payer ?"))
caption(
    say(
        "Les cinq étapes du guide de la coopération décentralisée du ministère de l'Intérieur. Le territoire et les secteurs du "
        "projet tiennent lieu des filtres de même nom."
    )
)
with project_of(view) as finder:
    take_plan(finder)
    needs(finder)
    partners(finder)
    programmes(finder)
    relations(finder)
    commitments(finder)
