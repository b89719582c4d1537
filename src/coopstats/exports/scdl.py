"""Grants of French grantors in the French format of subventions, SCDL 2.1.1, and what is missing from it.

The questions scdl_subventions and scdl_gate decide what passes. The format asks for what no public page tells (the grantor's
SIRET, how and when it is paid): those cells stay empty, and the report names each, to be filled in before it is published.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from coopstats.downloads import as_csv
from coopstats.exports.asked import Asked, Files
from coopstats.exports.gate import as_report
from coopstats.words import SOURCE_LANGUAGE


@cache
def table_schema() -> dict[str, Any]:
    """The columns of the format, as its documentation gives them."""
    schema: dict[str, Any] = json.loads(
        resources.files("coopstats.exports").joinpath("scdl-subventions-2.1.1.json").read_text(encoding="utf-8")
    )
    return schema


def scdl_files(asked: Asked) -> Files:
    """The table, in French whatever the reader's language, and the report in theirs."""
    found = asked.choice.ask("scdl_subventions")
    names = asked.store.labels(SOURCE_LANGUAGE)
    known = pd.DataFrame(
        {
            "nomAttribuant": [names["parties", party] for party in found["grantor"]],
            "dateConvention": found["date"],
            "nomBeneficiaire": [names["parties", party] for party in found["beneficiary"]],
            "objet": found["title_fr"],
            "montant": found["amount"],
            "pourcentageSubvention": found["share"],
        }
    )
    table = known.reindex(columns=[field["name"] for field in table_schema()["fields"]])
    return {".csv": as_csv(table).removeprefix(BOM_UTF8), "-report.csv": as_report(scdl_gate(asked), asked.words)}


def scdl_gate(asked: Asked) -> pd.DataFrame:
    """The grants that are left out and what is to be filled in for the others; agreements that are no grants are not spoken of."""
    return asked.choice.ask("scdl_gate")
