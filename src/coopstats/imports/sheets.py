"""Sheets as drafts: an agreement a line, in a council's own words, or the tables of our own register brought back.

A line is drafted when all its cells could be read; else each cell that could not is a problem, with the nearest that would be right.
What follows from other cells is not filled in here (`completing.py`), and whether things agree is not judged here (`merging.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache

from coopstats.checking import sheet_of
from coopstats.imports.drafts import EMPTIED, Draft, Reading, Row, Unread
from coopstats.imports.headings import BECOMES, SEARCHED, TABLES, Heading, heading_of
from coopstats.imports.known import ADDRESS, Known
from coopstats.imports.naming import key
from coopstats.imports.papers import Paper
from coopstats.imports.values import as_currency, as_date, as_money, as_number
from coopstats.problems import Problem

# What empties a cell, and what deletes an agreement, in the three languages.
EMPTY = {key(word) for word in ("[vide]", "[empty]", "[فارغ]")}
LEAVES = {key(word) for word in ("supprimer", "delete", "حذف")}
STAYS = {key(word) for word in ("garder", "keep", "احتفاظ")}
BETWEEN_NAMES = re.compile(r"\s*[|·;\n]\s*")
SIDES = {"moroccan": "moroccan", "partners": "partner"}
LISTS = (*SIDES, "sectors", "sources")


def drafts_of_sheets(papers: Iterator[Paper], known: Known, written: dict[tuple[str, str], str]) -> Reading:
    """The drafts and problems of all sheets. `written` gets the heading of each column as it stands: (sheet, column) → text."""
    found = 0
    name = ""
    for paper in papers:
        name = name or paper.name.partition(" › ")[0]
        heading, problems = None, 0
        for row in paper.rows:
            if isinstance(row, Problem):
                yield row
                problems += 1
                continue
            line, cells = row
            if heading is None:
                heading = heading_of(line, cells) if line <= SEARCHED else None
                if heading:
                    written.update({(paper.name, column): text for column, text in heading.written.items()})
                    yield from (Problem(paper.name, line, text, "column_unread", text, near) for text, near in heading.unknown)
                    if not TABLES[heading.table]:
                        yield Problem(paper.name, line, "", "sheet_left")
            elif not TABLES[heading.table]:
                break
            elif any(str(cell or "").strip() for cell in cells):
                yield from Line(paper.name, line, heading, cells, known).read()
        found += 1 if heading or problems else 0
    if not found:
        yield Problem(name, 0, "", "heading_missing")


class Line:
    """One line of a sheet, being read."""

    def __init__(self, sheet: str, line: int, heading: Heading, cells: Sequence[object], known: Known) -> None:
        self.sheet, self.line, self.heading, self.known = sheet, line, heading, known
        told = {column: cells[place] for place, column in heading.columns.items() if place < len(cells)}
        self.cells = {column: cell for column, cell in told.items() if text_of(cell)}
        self.problems: list[Problem] = []
        self.rows: list[tuple[str, Row]] = []

    def read(self) -> Reading:
        """The draft of the line, or what is wrong with it."""
        fact_id = text_of(self.cells.get("fact_id", ""))
        draft = self.agreement(fact_id) if self.heading.table == "agreements" else self.detail(fact_id)
        if not self.problems:
            yield draft
            return
        order = list(self.heading.written.values())
        yield from sorted(self.problems, key=lambda problem: order.index(problem.field) if problem.field in order else -1)
        # Another line may name the same new party or page.
        shared = tuple((table, row) for table, row in self.rows if table in ("parties", "sources"))
        yield Draft(self.sheet, self.line, "", shared)

    def agreement(self, fact_id: str) -> Draft:
        """An agreement with all that its line says of it."""
        action = key(text_of(self.cells.get("action", "")))
        if action and action not in LEAVES | STAYS:
            self.wrong("action", Unread("action_unknown", "supprimer · delete · حذف"))
        if action in LEAVES:
            if not self.known.is_agreement(fact_id):
                self.wrong("fact_id", Unread("agreement_unknown"))
            return Draft(self.sheet, self.line, fact_id, leaves=True)
        row = self.fields("agreements", {column for column in self.cells if column not in (*LISTS, "kind", "country", "action")})
        lists = {name: list(self.listed(name)) for name in LISTS if name in self.cells}
        if not fact_id:
            titles = {column: text for column, text in row.items() if column.startswith("title_")}
            sides = [lists.get(name, []) for name in SIDES]
            fact_id = "" if self.problems else self.known.identity(sides[0], sides[1], row.get("date", ""), titles)
        self.rows.append(("agreements", row | {"fact_id": fact_id}))
        for name, codes in lists.items():
            table, column = ("agreement_parties", "party") if name in SIDES else (f"agreement_{name}", name[:-1])
            side = {"side": SIDES[name]} if name in SIDES else {}
            self.rows += [(table, {"fact_id": fact_id, column: code} | side) for code in codes]
            self.rows.append(("whole", {"fact_id": fact_id, "table": table} | side))
        return Draft(self.sheet, self.line, fact_id, tuple(self.rows))

    def detail(self, fact_id: str) -> Draft:
        """What a line of another table says of an agreement."""
        if not fact_id:
            self.wrong("fact_id", Unread("value_missing"))
        table, cells = TABLES[self.heading.table], self.cells
        row: Row = {}
        if self.heading.table == "parties":
            moroccan = self.read_cell("agreement_parties", "side", cells.get("side", "")) == "moroccan"
            row["party"] = "".join(self.parties("party", text_of(cells.get("party", "")), moroccan=moroccan)[:1])
            taken = {"side", "role", "named_as", "fact_id"}
        elif self.heading.table == "sources":
            row["source"] = self.page(text_of(cells.get("address", "")))
            taken = {"rank", "fact_id"}
        else:
            taken = set(cells) - {"address", "other_address"}
            for column, becomes in (("address", "source"), ("other_address", "other_source")):
                if column in cells:
                    row[becomes] = self.page(text_of(cells[column]), column)
        row |= self.fields(table, taken & set(cells))
        return Draft(self.sheet, self.line, fact_id, (*self.rows, (table, row)))

    def fields(self, table: str, names: set[str]) -> Row:
        """The cells of plain fields, and what their headings imply where no cell says it."""
        row = {column: self.read_cell(table, column, self.cells[column]) for column in names}
        money = next((column for column in ("amount",) if column in row and row[column] != EMPTIED), "")
        if money and "currency" not in row and (told := as_money(self.cells[money])[1] if row[money] else ""):
            row["currency"] = told
        for column in names:
            row = self.heading.implied.get(column, {}) | row
        return {column: cell for column, cell in row.items() if cell}

    def read_cell(self, table: str, column: str, cell: object, under: str = "") -> str:
        """One cell as the contract wants it; a problem (`under` another column) and an empty text when it cannot be read."""
        text = text_of(cell)
        if not text or (key(text) in EMPTY and text.startswith("[")):
            return EMPTIED if text else ""
        try:
            return as_kind(*kind_of(table, BECOMES.get(column, column)), cell, self.known, text_of(self.cells.get("fact_id", "")))
        except Unread as unread:
            return self.wrong(under or column, unread, text)

    def listed(self, name: str) -> Iterator[str]:
        """The codes of a cell that holds several."""
        text = text_of(self.cells[name])
        parts = ADDRESS.findall(text) or [text] if name == "sources" else [part for part in BETWEEN_NAMES.split(text) if part]
        for part in dict.fromkeys(parts):
            if name == "sources":
                yield self.page(part, name)
            elif name in SIDES:
                yield from self.parties(name, part, moroccan=name == "moroccan")
            else:
                yield self.read_cell("agreement_sectors", "sector", part, name)

    def parties(self, column: str, text: str, *, moroccan: bool) -> list[str]:
        """The party of a name, or both of one name; one that is new when the line says what it is and where it is from."""
        told = {name: text_of(self.cells.get(name, "")) for name in ("fact_id", "kind", "country")}
        alone = self.heading.table == "parties"
        try:
            kind = self.known.code("kinds", told["kind"]) if told["kind"] and alone else ""
            found = self.known.parties(text, moroccan=moroccan, fact_id=told["fact_id"], kind=kind)
        except Unread as unread:
            told["country"] = told["country"] or ("MA" if moroccan else "")
            new = unread.check == "party_unknown" and told["kind"] and told["country"] and (alone or not moroccan)
            return self.new_party(text, told["kind"], told["country"]) if new else [self.wrong(column, unread, text)]
        self.rows += [("parties", place) for party in found if (place := self.known.place_of(party))]
        return found

    def new_party(self, name: str, kind: str, country: str) -> list[str]:
        """A party that the dataset lacks."""
        try:
            row = self.known.new_party(name, self.known.code("kinds", kind), self.known.code("countries", country))
        except Unread as unread:
            return [self.wrong("kind" if unread.expected in self.known.names("kinds") else "country", unread)]
        self.rows.append(("parties", row))
        return [row["party"]]

    def page(self, address: str, column: str = "address") -> str:
        """A page by its address; one that is new gets what the line says of it."""
        told: Row = {}
        if self.heading.table == "sources":
            names = ("source_title", "publisher", "language", "published", "read", "confidence")
            read = {name: self.read_cell("sources", name, self.cells[name]) for name in names if name in self.cells}
            told = {BECOMES.get(name, name): cell for name, cell in read.items() if cell}
        try:
            code, row = self.known.source(address, told)
        except Unread as unread:
            return self.wrong(column, unread, address)
        if row or told:
            self.rows.append(("sources", row or told | {"source": code}))
        return code

    def wrong(self, column: str, unread: Unread, value: str | None = None) -> str:
        """Note a problem, under the heading that its writer knows."""
        text = text_of(self.cells.get(column, "")) if value is None else value
        self.problems.append(
            Problem(self.sheet, self.line, self.heading.written.get(column, column), unread.check, text, unread.expected)
        )
        return ""


def text_of(cell: object) -> str:
    """A cell as text; a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell).strip()


@cache
def kind_of(table: str, column: str) -> tuple[str, str]:
    """What a column of the contract holds: ("code", list), ("date", ""), ("money", ""), ("currency", ""), ("number", "") or ("text", "")."""
    schema = sheet_of(table).schema
    told = {field["name"]: field for field in schema["fields"]}[column]
    lists = {keys["fields"][0]: keys["reference"]["resource"] for keys in schema.get("foreignKeys", [])}
    if column in lists:
        return ("text", "") if lists[column] == "agreements" else ("code", lists[column])
    if "(-" in told.get("constraints", {}).get("pattern", ""):
        return "date", ""
    named = {"amount": "money", "currency": "currency"}
    return named.get(column, "number" if told["type"] in ("number", "integer") else "text"), ""


def as_kind(kind: str, code_list: str, cell: object, known: Known, fact_id: str) -> str:
    """A cell read as one kind, in a line on an agreement. Raises Unread."""
    text = text_of(cell)
    read: dict[str, Callable[[], str]] = {
        "text": lambda: text,
        "date": lambda: as_date(cell),
        "money": lambda: as_money(text)[0],
        "number": lambda: as_number(text),
        "currency": lambda: as_currency(text),
        "code": lambda: known.code(code_list, text),
    }
    return known.party(text, moroccan=False, fact_id=fact_id) if code_list == "parties" else read[kind]()
