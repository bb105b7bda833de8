"""A word that says nothing of a value names nothing in the package, and no variable in tools and tests."""

import ast
from collections.abc import Callable, Iterable

from tests.support.tree import ROOT
from tools import measure


def empty_names(
    modules: Iterable[measure.Module], names: Callable[[ast.Module], Iterable[str]]
) -> list[tuple[str, str]]:
    named = [(each.path.as_posix(), name) for each in modules for name in names(each.tree)]
    return [each for each in named if each[1] in measure.EMPTY_WORDS]


def test_nothing_is_called_by_a_word_that_says_nothing():
    ours = [each for each in measure.modules(ROOT / measure.PACKAGE, ROOT) if measure.MIGRATIONS not in each.path.parts]
    assert empty_names(ours, measure.named) == []


def test_no_variable_of_tools_and_tests_is_called_by_such_a_word():
    beside = [each for name in measure.BESIDE for each in measure.modules(ROOT / name, ROOT)]
    assert empty_names(beside, measure.variables) == []
