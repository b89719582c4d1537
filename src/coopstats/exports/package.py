"""The whole dataset as a Data Package (v2, Table Schema): what every table is, for anybody's tools, and all of it in one zip.

The schemas are those of `contract.json`, which the program itself judges by; this module adds titles in three languages,
licences and origins. A dataset that brings a description of its own keeps it.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coopstats.checking import contract
from coopstats.exports.asked import Asked, Files, Pieces
from coopstats.folder import version_of
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, columns

DESCRIPTION = "datapackage.json"
# The first day that a zip can hold: the same dataset is the same bytes, whenever it is packed.
NO_DAY = (1980, 1, 1, 0, 0, 0)
TITLES = {
    "agreements": ("Accords", "الاتفاقيات", "Agreements"),
    "agreement_parties": ("Parties des accords", "أطراف الاتفاقيات", "Parties to agreements"),
    "agreement_sectors": ("Secteurs des accords", "قطاعات الاتفاقيات", "Sectors of agreements"),
    "agreement_sources": ("Sources des accords", "مصادر الاتفاقيات", "Sources of agreements"),
    "parties": ("Parties", "الأطراف", "Parties"),
    "sources": ("Sources", "المصادر", "Sources"),
    "places": ("Territoires", "المجالات الترابية", "Territories"),
    "outlines": ("Contours des territoires", "حدود المجالات الترابية", "Outlines of territories"),
    "programmes": ("Programmes", "البرامج", "Programmes"),
    "programme_funders": ("Financeurs des programmes", "ممولو البرامج", "Funders of programmes"),
    "programme_instruments": ("Instruments des programmes", "أدوات البرامج", "Instruments of programmes"),
    "programme_sectors": ("Secteurs des programmes", "قطاعات البرامج", "Sectors of programmes"),
    "programme_sdgs": (
        "Objectifs de développement durable énoncés",
        "أهداف التنمية المستدامة المعلنة",
        "Stated sustainable development goals",
    ),
    "programme_applicants": ("Qui peut demander", "من يمكنه تقديم الطلب", "Who may apply"),
    "programme_partner_countries": ("Pays du partenaire", "بلدان الشريك", "Countries of the partner"),
    "programme_places": ("Territoires des programmes", "المجالات الترابية للبرامج", "Territories of programmes"),
    "programme_conditions": ("Conditions des programmes", "شروط البرامج", "Conditions of programmes"),
    "programme_shares": ("Répartition des coûts", "توزيع التكاليف", "Split of costs"),
    "programme_sources": ("Sources des programmes", "مصادر البرامج", "Sources of programmes"),
    "programme_claims": ("Qui dit quoi des programmes", "من يقول ماذا عن البرامج", "Who says what of programmes"),
    "calls": ("Appels", "طلبات المشاريع", "Calls"),
    "awards": ("Attributions", "المشاريع المنتقاة", "Awards"),
    "award_agreements": ("Accords issus des attributions", "الاتفاقيات المترتبة عن الانتقاء", "Agreements made of awards"),
    "priority_sets": ("Listes de secteurs prioritaires", "لوائح القطاعات ذات الأولوية", "Sets of priority sectors"),
    "priority_set_sectors": ("Secteurs des listes prioritaires", "قطاعات لوائح الأولوية", "Sectors of priority sets"),
    "claims": ("Qui dit quoi", "من يقول ماذا", "Who says what"),
    "commitments": ("Engagements", "الالتزامات", "Commitments"),
    "evidence": ("Preuves", "الأدلة", "Evidence"),
    "committees": ("Comités", "اللجان", "Committees"),
    "meetings": ("Réunions", "الاجتماعات", "Meetings"),
    "searches": ("Journal des recherches", "سجل عمليات البحث", "Search log"),
    "successions": (
        "Anciennes régions et leurs héritières",
        "الجهات السابقة والجهات التي خلفتها",
        "Former regions and their successors",
    ),
    "territory_codes": ("Codes ISO des régions", "رموز إيزو للجهات", "ISO codes of regions"),
    "sector_sdgs": ("Cibles des ODD par secteur", "غايات أهداف التنمية المستدامة حسب القطاع", "SDG targets by sector"),
    "agreement_sdgs": ("ODD que les sources nomment", "أهداف التنمية المستدامة التي تسميها المصادر", "SDGs that sources name"),
    "events": ("Rencontres annoncées", "اللقاءات المعلن عنها", "Announced meetings"),
    "public_totals": ("Décomptes publics", "أعداد منشورة", "Public totals"),
    "contributions": ("Accords venus d'un fichier", "اتفاقيات واردة من ملف", "Agreements that a file brought"),
    "rates": ("Cours moyens annuels pour un euro", "المعدلات السنوية لسعر الأورو", "Yearly average rates per euro"),
}
CODE_LIST = ("Liste de codes", "لائحة رموز", "Code list")
CC_BY = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Creative Commons Attribution 4.0"}
# What stands under a licence of its own, and whose it is.
OWN_LICENCE: dict[str, dict[str, Any]] = {
    "outlines": {
        "licenses": [
            {
                "name": "ODbL-1.0",
                "path": "https://opendatacommons.org/licenses/odbl/1-0/",
                "title": "Open Data Commons Open Database License 1.0",
            }
        ],
        "sources": [{"title": "© OpenStreetMap contributors", "path": "https://www.openstreetmap.org/copyright"}],
    }
}
ORIGINS = [
    {"title": "Pages publiques citées dans sources.csv", "path": "sources.csv"},
    {"title": "Haut-commissariat au Plan, recensements de 2014 et 2024", "path": "https://www.hcp.ma/file/242341/"},
    {"title": "Unicode CLDR", "path": "https://cldr.unicode.org/"},
]


class ReplacedError(OSError):
    """The files of a dataset are no longer those of the store that was opened of them."""


def package(folder: Path) -> dict[str, Any]:
    """The description of a dataset folder; tables it does without are left out."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "coopstats",
        "title": "Coopération des collectivités territoriales du Maroc",
        "titles": {
            "fr": "Coopération des collectivités territoriales du Maroc",
            "ar": "تعاون الجماعات الترابية المغربية",
            "en": "Cooperation of Morocco's territorial authorities",
        },
        "version": "0.1.0",
        "created": "2026-11-21T00:00:00Z",
        "licenses": [CC_BY],
        "sources": ORIGINS,
        "resources": [resource(table, folder) for table in contract() if (folder / table["path"]).exists()],
    }


def schema_org(store: Store, base: str) -> dict[str, Any]:
    """The dataset as search engines know one (schema.org, JSON-LD); `base` is the address of the dashboard, with its last slash."""
    told = package(store.folder)
    with store.choose(Selection(scope=())) as everything:
        span = everything.ask("agreements_dated").iloc[0]
    downloads = (("dataset.zip", "application/zip"), ("ask/agreements.json", "application/json"), ("iati.xml", "application/xml"))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": [{"@language": language, "@value": title} for language, title in told["titles"].items()],
        "url": base,
        "version": store.version,
        "license": CC_BY["path"],
        "inLanguage": list(LANGUAGES),
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "Maroc"},
        "temporalCoverage": f"{span['first_year']}/{span['last_year']}",
        "size": f"{span['agreements']} agreements",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{base}api/v1/{path}", "encodingFormat": media} for path, media in downloads
        ],
    }


def resource(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """One table, its fields in the order of its file."""
    with (folder / table["path"]).open(encoding="utf-8", newline="") as lines:
        order = next(csv.reader(lines))
    named = {field["name"]: field for field in table["schema"]["fields"]}
    titles = dict(zip(LANGUAGES, TITLES.get(table["name"], CODE_LIST), strict=True))
    schema = table["schema"] | {"fields": [described(named[name]) for name in order], "missingValues": [""]}
    own = {"foreignKeys": [own_key(key, table["name"]) for key in schema["foreignKeys"]]} if "foreignKeys" in schema else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table["name"],
        "path": table["path"],
        "type": "table",
        "format": "csv",
        "encoding": "utf-8",
        "title": titles["fr"],
        "titles": titles,
        "schema": schema | own,
    } | OWN_LICENCE.get(table["name"], {})


def described(field: dict[str, Any]) -> dict[str, Any]:
    """A field with its titles, where the dictionary of columns has them."""
    stem = field["name"].removesuffix("_fr").removesuffix("_ar").removesuffix("_en")
    words = columns().get(field["name"]) or columns().get(stem)
    return field | ({"title": words["fr"], "titles": {language: words[language] for language in LANGUAGES}} if words else {})


def own_key(key: dict[str, Any], name: str) -> dict[str, Any]:
    """A key into the table itself names no resource."""
    reference = key["reference"]
    return key | {"reference": reference | {"resource": ""}} if reference["resource"] == name else key


def written(description: dict[str, Any]) -> bytes:
    """A description as its file."""
    return (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()


def package_files(asked: Asked) -> Files:
    """The whole dataset in one zip, whatever was chosen: its description first, then every table it names, byte for byte."""
    folder = asked.store.folder
    own = folder / DESCRIPTION
    text = own.read_bytes() if own.exists() else written(package(folder))
    tables = {table["path"]: (folder / table["path"]).read_bytes() for table in json.loads(text)["resources"]}
    if version_of(folder) != asked.store.version:
        raise ReplacedError("the dataset has just been replaced: ask again in a few seconds")
    return {".zip": zipped({DESCRIPTION: text} | tables)}


def zipped(files: Files) -> bytes:
    """Files in one zip that depends on nothing but them."""
    buffer = io.BytesIO()
    zip_into(buffer, ((name, [file]) for name, file in files.items()))
    return buffer.getvalue()


def zip_into(target: BinaryIO, pieces: Pieces) -> None:
    """The same, written part by part."""
    with ZipFile(target, "w") as bundle:
        for name, parts in pieces:
            entry = ZipInfo(name, NO_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with bundle.open(entry, "w") as file:
                for part in parts:
                    file.write(part)
