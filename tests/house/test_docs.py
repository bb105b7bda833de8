"""What the pages of the repository say of it is so: paths, names, links, tables and words."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from gocluster_events.backoffice.oversight.rules.personal_data import REGISTER
from tests.support.tree import ROOT, files, name_of
from tools import tables

DOCS = ROOT / "docs"
PACKAGE = ROOT / "gocluster_events"
PAGES = [path for path in files(".md") if "promises" not in path.parts and "shipped" not in path.parts]
HERE = [path for path in PAGES if "decisions" not in path.parts and path.name != "CHANGELOG.md"]  # which tell of today
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
NAME = re.compile(r"[a-z_]+(?:\.\w+)+")
AREAS = [PACKAGE, *(PACKAGE / name for name in ("core", "meeting", "attendance", "post_event", "backoffice"))]
OURS = {path.stem for area in AREAS if area.is_dir() for path in area.iterdir()}
FILES = {name_of(path) for path in files()}
FOLDERS = {parent.as_posix() for name in FILES for parent in Path(name).parents}
MADE = {"static/vendor", "static/built", "static/.build"}  # by dev.py


def quoted(path: Path) -> Iterator[str]:
    """What stands between single backticks, outside of blocks of code."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    yield from QUOTED.findall(text)


def is_path(text: str) -> bool:
    """Whether that names a file or folder of the repository or of the package, by how it begins."""
    return "/" in text and bool(PATH.fullmatch(text)) and text.partition("/")[0] in FOLDERS | OURS | {"instance"}


def stands(text: str) -> bool:
    """Whether there is such a file or folder."""
    path = text.rstrip("/")
    places = {path, *(f"{name_of(area)}/{path}" for area in AREAS)}
    return bool(places & (FILES | FOLDERS | MADE)) or text.startswith("instance/")


def is_name(text: str) -> bool:
    """Whether that is a module or a name of the package, from the room on."""
    begins, _, ends = text.partition(".")
    return bool(NAME.fullmatch(text)) and begins in OURS and ends not in {"py", "typ", "html"}


def exists(name: str) -> bool:
    """Whether the module is there, and the name in it; a floor may be a folder and its module left out."""
    parts = name.split(".")
    for area, length in product(AREAS, range(len(parts), 0, -1)):
        path = area.joinpath(*parts[:length])
        sources = [path.with_suffix(".py")] if path.with_suffix(".py").is_file() else sorted(path.glob("*.py"))
        if sources and path.with_suffix(".py").is_file() | path.is_dir():
            text = "\n".join(each.read_text(encoding="utf-8") for each in sources)
            return all(re.search(rf"\b{each}\b", text) for each in parts[length:])
    return False


@pytest.mark.parametrize("path", HERE, ids=name_of)
def test_every_path_that_a_page_names_is_there(path: Path):
    assert [text for text in quoted(path) if is_path(text) and not stands(text)] == []


@pytest.mark.parametrize("path", HERE, ids=name_of)
def test_every_name_of_the_package_that_a_page_gives_is_there(path: Path):
    assert [text for text in quoted(path) if is_name(text) and not exists(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path: Path):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_a_path_and_a_name_that_are_nowhere_are_seen():
    paths = [
        "gocluster_events/pages/rules.py",
        "meeting/registration/rules/quotas.py",
        "docs/style.md",
        "meeting/agenda/rules/day_board.py",
    ]
    assert [is_path(path) and stands(path) for path in paths] == [False, False, True, True]
    names = ["registration.rules.seats.SeatPlan", "agenda.rules.timetable.Board", "agenda.rules.timetable.Timetable"]
    assert [is_name(name) and exists(name) for name in names] == [False, False, True]


def test_the_map_of_the_house_is_one_page():
    assert len((DOCS / "architecture.md").read_text(encoding="utf-8").splitlines()) <= 110


def test_the_page_of_tables_is_what_the_tool_prints():
    assert tables.page() == (DOCS / "tables.md").read_text(encoding="utf-8")


def test_every_table_with_personal_data_has_its_period_in_the_page_about_privacy():
    assert {each.table for each in REGISTER} - tables.periods().keys() == set()


def test_every_word_of_the_glossary_stands_in_the_code_or_is_marked_as_missing():
    rows = [row.strip("| ").split(" | ") for row in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()]
    words = [row for row in rows if len(row) == 3 and row[2] not in {"in the code", "–"} and "---" not in row[0]]
    assert len(words) > 100
    names = {row[0]: [name for name in QUOTED.findall(row[2]) if "." in name or name in OURS] for row in words}
    assert [word for word, given in names.items() if not all(map(exists, given))] == []
