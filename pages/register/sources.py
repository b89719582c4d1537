"""Where the facts come from, what is known to be missing, and the licences."""

from coopstats.screen.about import about
from coopstats.screen.view import open_view

view = open_view()
about(view)
