"""The walls of the house, read from the code itself: who may import what, and how long and how plain a file may be."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = sorted((ROOT / "src").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
TOOLS = sorted((ROOT / "tools").rglob("*.py"))
LOCKS = sorted(ROOT.glob("*.lock"))
LONGEST_MODULE, LONGEST_PAGE = 260, 60


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(package: str) -> list[str]:
    """The files of the app that import a package or something of it."""
    files = [*SOURCE, ROOT / "app.py", *PAGES]
    return [name_of(path) for path in files if any(name == package or name.startswith(f"{package}.") for name in imports(path))]


def test_only_the_screen_knows_streamlit() -> None:
    """Answers, words and files are made without a screen."""
    allowed = ("src/coopstats/screen/", "src/coopstats/server.py", "app.py", "pages/")
    found = importers("streamlit")
    assert [name for name in found if not name.startswith(allowed)] == []
    assert found


def test_only_what_opens_knows_duckdb() -> None:
    """Opening connects to what is shown, texts to what is only judged; loading fills the tables of a connection that it is handed.

    A store forgets these texts once all is made of them.
    """
    connecting = ["src/coopstats/opening.py", "src/coopstats/texts.py"]
    assert importers("duckdb") == ["src/coopstats/loading.py", *connecting]
    assert importers("coopstats.loading") == ["src/coopstats/opening.py", "src/coopstats/store.py", "src/coopstats/texts.py"]
    assert [name_of(path) for path in SOURCE if "duckdb.connect(" in path.read_text(encoding="utf-8")] == connecting


def test_only_the_brief_knows_typst() -> None:
    """Another way of setting pages would be a change of one module."""
    assert importers("typst") == ["src/coopstats/brief/__init__.py"]


def test_the_screen_is_imported_by_the_door_the_server_and_the_pages_alone() -> None:
    """Nothing below the screen leans on it; the server tells browsers which scripts are the screen's own."""
    allowed = ("src/coopstats/screen/", "src/coopstats/server.py", "app.py", "pages/")
    assert [name for name in importers("coopstats.screen") if not name.startswith(allowed)] == []


@pytest.mark.parametrize(
    "module", ["coopstats.store", "coopstats.charts", "coopstats.cli", "coopstats.downloads", "coopstats.brief"]
)
def test_answers_are_made_without_streamlit(module: str) -> None:
    """A fresh process that imports it has no Streamlit in it."""
    code = f"import sys, {module}; sys.exit('streamlit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603 - our own line
    assert done.returncode == 0, done.stderr


def test_nothing_draws_with_plotly_s_python() -> None:
    """Figures are plain dictionaries: plotly.express and the graph objects cost more than the page itself.

    What the app is measured against is written as others write it.
    """
    drawing = ("plotly.express", "plotly.graph_objects", "plotly.graph_objs", "plotly.subplots", "plotly.figure_factory")
    own = [path for path in [*SOURCE, ROOT / "app.py", *PAGES, *TOOLS] if path.parent != ROOT / "tools" / "bench" / "peers"]
    found = {name_of(path): name for path in own for name in imports(path)}
    assert {file: name for file, name in found.items() if name.startswith(drawing)} == {}


def test_no_page_lies_directly_under_pages() -> None:
    """Streamlit would run it without app.py when a fresh server is first visited by a deep link."""
    assert list((ROOT / "pages").glob("*.py")) == []
    assert PAGES


def test_every_page_stands_in_the_menu_and_the_menu_names_only_pages() -> None:
    """Once in the menu, under the name of its file; no two bear one address."""
    calls = [node for node in ast.walk(tree(ROOT / "src/coopstats/screen/menu.py")) if isinstance(node, ast.Call)]
    called = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "page"]
    named = [call.args[0].value for call in called if isinstance(call.args[0], ast.Constant)]
    assert sorted(map(str, named)) == [name_of(path).removeprefix("pages/").removesuffix(".py") for path in PAGES]
    assert len({path.stem for path in PAGES}) == len(PAGES)


def figures_in(path: Path) -> list[str]:
    """Where a page calculates: arithmetic on anything but text, or a comparison with a number."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod):
            plain = isinstance(node.op, ast.Add) and any(is_text(side) for side in (node.left, node.right))
            found += [] if plain else [f"line {node.lineno}: {ast.unparse(node)}"]
        if isinstance(node, ast.AugAssign):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Compare) and any(is_number(side) for side in (node.left, *node.comparators)):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_asks_and_draws_and_never_calculates(path: Path) -> None:
    """Figures come from questions, which are tested; a page has nothing that needs a test of its own."""
    assert figures_in(path) == []


def test_a_page_that_calculates_would_be_found(tmp_path: Path) -> None:
    """The rule above can fail: sums, ratios, running totals and thresholds are seen, joined texts are not."""
    page = tmp_path / "page.py"
    page.write_text('t = a + b\nr = a / b\nt += 1\nif t > 3: pass\ns = "a" + b\nif s == "x": pass\n', encoding="utf-8")
    assert sorted(found.split(":")[0] for found in figures_in(page)) == ["line 1", "line 2", "line 3", "line 4"]


def test_headings_leave_no_level_out() -> None:
    """A page has its title, and parts of the second level (header): who listens jumps from one to the next."""
    files = [*(ROOT / "src/coopstats/screen").rglob("*.py"), *PAGES]
    called = {
        (name_of(path), node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id)
        for path in files
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert [file for file, name in called if name == "subheader"] == []
    assert [file for file, name in called if name == "header"]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_is_short(path: Path) -> None:
    assert length(path) <= LONGEST_PAGE


@pytest.mark.parametrize("path", SOURCE, ids=name_of)
def test_a_module_can_be_read_at_a_sitting(path: Path) -> None:
    assert length(path) <= LONGEST_MODULE


@pytest.mark.parametrize("path", LOCKS, ids=name_of)
def test_every_locked_package_has_its_hashes_and_no_index(path: Path) -> None:
    """What is installed is what was locked, from whichever index the machine uses."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 10
    assert [line for line in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host|https?://| @ ", text)


def test_what_runs_is_locked_in_every_lock_file() -> None:
    """The tests run on the versions that readers get, those with Spark too; what two locks hold has one version. So do the peers."""
    run, dev, spark, bench = (
        set(re.findall(r"^([\w.-]+==[^\s;]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock", "requirements-bench.lock")
    )
    assert run < bench
    assert run
    assert run < dev
    assert run < spark
    shared = {package.partition("==")[0] for package in dev} & {package.partition("==")[0] for package in spark}
    assert {package for package in dev ^ spark if package.partition("==")[0] in shared} == set()


def test_no_file_points_at_one_s_own_machine() -> None:
    """An address of one's own machine in a page, a text or the data would be dead for everybody else."""
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], check=True, capture_output=True)  # noqa: S603, S607 - git itself
    files = [name for name in done.stdout.decode().split("\0") if name]
    assert "app.py" in files
    beside = [name for name in files if not name.startswith(("tests/", "tools/")) and (ROOT / name).is_file()]
    assert [name for name in beside if b"http://localhost" in (ROOT / name).read_bytes()] == []
