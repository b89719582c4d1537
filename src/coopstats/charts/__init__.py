"""Charts: an answer goes in, a figure comes out. No chart asks a question, and none knows the screen.

A figure is a plain dictionary for Plotly (building graph objects costs ten times as much on every click) with an empty
template, explicit margins and its own directions: in a right-to-left language axes, order and labels mirror.
"""

from coopstats.charts.bars import family_bars, ranked_bars, verdict_bars
from coopstats.charts.figure import FAMILY_COLOURS, PARTNER_TYPE_COLOURS, PLAIN_COLOUR, Figure, on_one_scale
from coopstats.charts.matrix import matrix
from coopstats.charts.multiples import yearly_multiples
from coopstats.charts.network import BEYOND_SHOWN, NEAR_SHOWN, RING, network
from coopstats.charts.picture import WIDTH, as_picture
from coopstats.charts.printed import printed_bars, printed_family_bars, printed_years
from coopstats.charts.territories import Territory, territories
from coopstats.charts.windows import windows
from coopstats.charts.years import years

__all__ = [
    "BEYOND_SHOWN",
    "FAMILY_COLOURS",
    "NEAR_SHOWN",
    "PARTNER_TYPE_COLOURS",
    "PLAIN_COLOUR",
    "RING",
    "WIDTH",
    "Figure",
    "Territory",
    "as_picture",
    "family_bars",
    "matrix",
    "network",
    "on_one_scale",
    "printed_bars",
    "printed_family_bars",
    "printed_years",
    "ranked_bars",
    "territories",
    "verdict_bars",
    "windows",
    "yearly_multiples",
    "years",
]
