"""Nothing is too long to be read at a glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.tree import files, name_of
from tools.measure import code_lines

MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 40
WRITTEN_BY_A_TOOL = ("gocluster_events/migrations/versions/",)


def ours(*suffixes: str) -> list[Path]:
    return [path for path in files(*suffixes) if not name_of(path).startswith(WRITTEN_BY_A_TOOL)]


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_IN_A_FUNCTION:
                yield f"{name_of(path)}:{node.lineno} {node.name} has {lines} lines"


def length(path: Path) -> int:
    """Of Python the lines of code, without blanks, comments and docstrings; of everything else all lines."""
    text = path.read_text(encoding="utf-8")
    return len(code_lines(text)) if path.suffix == ".py" else len(text.splitlines())


def test_no_file_is_longer_than_300_lines():
    lengths = {name_of(path): length(path) for path in ours(".py", ".html", ".js", ".css")}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_40_lines():
    assert [function for path in ours(".py") for function in long_functions(path)] == []
