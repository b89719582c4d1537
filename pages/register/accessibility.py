"""The statement of accessibility: what every reader can do here, what not yet, and where to tell an obstacle."""

from coopstats.screen.accessibility import statement
from coopstats.screen.view import open_view

statement(open_view())
