"""How a figure reaches the page: every chart is drawn here."""

from __future__ import annotations

from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from coopstats.charts import Figure

PLOTLY = {"displayModeBar": False, "responsive": True, "doubleClick": False}


class Ready(BaseFigure):  # type: ignore[misc] # Plotly comes without types
    """A figure that Streamlit takes as it stands. Given a dictionary it has Plotly judge every value anew on every click.

    That took the processor 5 to 8 ms a chart, nearly half of a page; here the tests judge every chart of every page instead.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        object.__setattr__(self, "_spec", spec)

    def to_dict(self) -> dict[str, Any]:
        """Plotly's dictionary."""
        spec: dict[str, Any] = self._spec
        return spec


def plot(figure: Figure, title: str, key: str, **options: Any) -> Any:
    """Draw a figure; its title and sentence are what is heard. `options` are those of Streamlit's charts."""
    return st.plotly_chart(Ready(figure.spec), config=PLOTLY, alt=f"{title}. {figure.alt}", key=key, **options)
