"""The register: every agreement, sorted as the reader likes, each leading to its sheet."""

from coopstats.screen.register import register
from coopstats.screen.view import open_view

view = open_view()

view.heading(view.say("Tous les accords"))
register(view)
