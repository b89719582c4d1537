"""The sheet of one agreement: every field, its parties, and each source one click away."""

from coopstats.screen.sheet import sheet
from coopstats.screen.view import open_view

sheet(open_view())
