"""Agreements as activities of IATI 2.03, and what such a file cannot hold.

The questions iati_activities and iati_gate decide what passes; here it becomes XML with the model of okfn-iati, one activity
at a time. No clock enters the file. Codes of others come from crosswalk.csv, our own stand beside them as tags and sectors of
vocabulary 99, named in three languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, indent, tostring

import pandas as pd
from okfn_iati import IatiXmlGenerator

from coopstats.exports.activity import Around, activity, add_tags, by_agreement, records
from coopstats.exports.asked import REGISTER, Asked, Files
from coopstats.exports.gate import as_report, left_out
from coopstats.words import LANGUAGES, Words


def iati_files(asked: Asked) -> Files:
    """The XML of what passes, and the report of the rest. Without any activity there is no XML: the schema knows no empty file."""
    report = iati_gate(asked)
    activities = list(told(asked, report))
    return ({".xml": as_xml(asked, activities)} if activities else {}) | {"-report.csv": as_report(report, asked.words)}


def iati_gate(asked: Asked) -> pd.DataFrame:
    """What cannot be exported, or only by deriving it, in codes: the answer of iati_gate on those agreements that pass or fail.

    With `assume` a missing status is derived instead. A frame that is not in the file is told where its part is.
    """
    gate = asked.choice.ask("iati_gate")
    if asked.assume:
        unknown = gate["reason_code"] == "status_unknown"
        gate = gate.assign(
            effect=gate["effect"].mask(unknown, "derived"), reason_code=gate["reason_code"].mask(unknown, "status_assumed")
        )
    out = left_out(gate)
    gate = gate[(gate["effect"] == "left_out") | ~gate["fact_id"].isin(out)]
    activities = asked.choice.ask("iati_activities")
    passing = activities[~activities["fact_id"].isin(out)]
    orphans = passing[passing["parent"].notna() & ~passing["parent"].isin(passing["fact_id"])]
    frames = orphans.assign(format_element="related-activity", effect="part_left_out", reason_code="frame_left_out")
    return pd.concat([gate, frames[gate.columns]], ignore_index=True)


def told(asked: Asked, report: pd.DataFrame) -> Iterator[Element]:
    """Each activity that passes, in the register's order."""
    tables = {name: asked.choice.ask(REGISTER[name]) for name in ("parties", "sectors", "sdgs", "sources")}
    words = {language: Words(language, asked.store.labels(language)) for language in LANGUAGES}
    around = Around(**{name: by_agreement(table) for name, table in tables.items()}, words=words)
    out, known = left_out(report), asked.choice.ask("iati_activities")
    rows = [row for row in records(known) if row["fact_id"] not in out]
    passing = {row["fact_id"] for row in rows}
    generator = IatiXmlGenerator()
    for row in rows:
        element = generator.generate_activity_xml(activity(row, around, passing))
        del element.attrib["last-updated-datetime"]
        add_tags(element, row, around)
        yield element


def as_xml(asked: Asked, activities: list[Element]) -> bytes:
    """The file: what was chosen, as a comment, and each activity."""
    about = f"coopstats {asked.store.version} · {asked.selection()}".replace("--", "- -")
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {about} -->\n<iati-activities version="2.03">\n'.encode()]
    for element in activities:
        indent(element)
        parts.append(tostring(element, "utf-8", xml_declaration=False) + b"\n")
    return b"".join([*parts, b"</iati-activities>\n"])
