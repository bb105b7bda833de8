"""The table of what the code is made of counts a tree written by hand as a person would count it."""

import ast
from pathlib import Path

import pytest

from tools.measure import named, run, table
from tools.steps import Failed

MODELS = '''"""Rows.

Of every kind."""

import os  # where from
from typing import (
    Any,

    # and nothing else
)


class Row:
    """One."""

    kept: bool = True  # a comment beside code is no line of its own

    def __init__(self, told: str) -> None:
        self.said = told
        self.said = """as

it is"""


def found(*asked: Any, shown: int = 0) -> Any:
    """A docstring of one line."""
    # a comment
    return lambda asked: os
'''
VIEWS = """from typing import Any


def page() -> Any:
    def inner() -> "Any":
        return 1
    return inner


def other() -> str:
    return ""
"""
VARIABLES = """
first = 1
second: int


class Room:
    attribute = [each for each in range(3)]


def opened(parameter):
    with first as (file, number), second:
        number += 1
    for number, *rest in parameter:
        try:
            lengths = {key: length for key, length in rest if (word := key)}
        except ValueError as error:
            file.attribute = lengths[0] = error

    def closed():
        number = 1
"""
TEMPLATE = """{# a comment
   of two lines #}
<p>{# beside #}text</p>

<!-- for readers of the source -->
{{ value }}
"""
SHEET = """/* A .comment names no class { */
.room { width: 1.5rem; background: url("../a.svg"); }
@media (width > 10rem) {
  .room .door:hover { content: ".no"; }
}
.door { color: red; }
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with one room that has a file of views, and a room inside it that has a folder of them."""
    files = {
        "gocluster_events/__init__.py": '"""Nothing but a docstring is no façade."""\n',
        "gocluster_events/room/__init__.py": "from gocluster_events.room.models import *\n\n__all__ = ['Row']\n",
        "gocluster_events/room/models.py": MODELS,
        "gocluster_events/room/views.py": VIEWS,
        "gocluster_events/room/inside/views/one.py": VIEWS,
        "gocluster_events/room/rules.py": VIEWS,
        "gocluster_events/migrations/versions/first.py": "import os\nfrom sqlalchemy import *\n",
        "templates/room/page.html": TEMPLATE,
        "gocluster_events/room/templates/letter.txt": "Guten Tag\n",
        "static/css/room/room.css": SHEET,
        "static/built/public.css": ".room{color:red}" * 100,
        "tools/start.py": "from room import *\n\n\ndef told() -> None:\n    pass\n",
        "tests/test_room.py": "from room import *\n\n\ndef found() -> None:\n    pass\n",
        "app.py": "import gocluster_events\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_figure_is_what_a_person_counts(tree: Path):
    assert dict(table(tree)) == {
        "Python: lines of code": "35",
        "Templates: lines of code": "3",
        "Style sheets: lines": "6",
        "Style sheets: class names": "2",
        "Built style sheets": "public.css: 2 kB",
        "Migrations: lines of code": "2",
        "Modules": "6",
        "Lines of imports": "10",
        "Share of Python's lines": "28.6 %",
        "Façades": "1",
        "Lines in façades": "2",
        "Imports of *, outside tests": "2",
        "Views that return Any": "4",
        "Longest module": "28 (gocluster_events/room/models.py)",
        "Longest function": "5 (__init__, gocluster_events/room/models.py:18)",
        "Names that say nothing": "7, tools: 1, tests: 1",
        "  found": "1, tools: 0, tests: 1",
        "  told": "1, tools: 1, tests: 0",
        "  kept": "1, tools: 0, tests: 0",
        "  shown": "1, tools: 0, tests: 0",
        "  said": "1, tools: 0, tests: 0",
        "  asked": "2, tools: 0, tests: 0",
    }


def test_a_variable_is_named_once_a_function_by_whatever_gives_it_a_value():
    functions, parameters, attributes = ["opened", "closed"], ["parameter"], ["attribute", "each"]
    local = ["file", "number", "rest", "lengths", "key", "length", "word", "error"]
    everything = [*functions, *parameters, *attributes, "first", "second", *local, "number"]
    assert sorted(named(ast.parse(VARIABLES))) == sorted(everything)


def test_another_checkout_is_measured_by_its_folder(tree: Path, capsys: pytest.CaptureFixture[str]):
    run([str(tree)])
    assert "Modules                      6\n" in capsys.readouterr().out


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path):
    with pytest.raises(Failed, match="name the folder of a checkout"):
        run([str(tmp_path)])
