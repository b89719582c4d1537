"""The sheet of one programme, or several side by side."""

from coopstats.screen.programme import programme_sheet
from coopstats.screen.view import open_view

programme_sheet(open_view())
