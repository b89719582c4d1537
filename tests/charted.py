"""The charts of a page that is opened without a browser, as they are handed to it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from streamlit.testing.v1 import AppTest


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Of each chart `spec`, Plotly's dictionary, `alt`, what is heard, and `chosen`, whether it takes clicks; the buttons of pictures are none."""
    given = [json.loads(element.proto.json, parse_constant=refuse) for element in app.get("bidi_component")]
    return [each for each in given if "saved" not in each]


def refuse(constant: str) -> NoReturn:
    """NaN and infinity are no JSON: a browser would draw nothing."""
    raise ValueError(constant)
