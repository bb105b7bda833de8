"""A word that says nothing of a value names nothing: no function, parameter, attribute or variable."""

import re

import pytest

from tests.support.tree import ROOT
from tools import measure

# A file without it, in no sentence either, is not read.
ANYWHERE = re.compile(rf"\b(?:{'|'.join(measure.EMPTY_WORDS)})\b")


@pytest.mark.parametrize("folder", [measure.PACKAGE, *measure.BESIDE])
def test_nothing_is_called_by_a_word_that_says_nothing(folder: str):
    modules = [each for each in measure.modules(ROOT / folder, ROOT) if measure.MIGRATIONS not in each.path.parts]
    read = [each for each in modules if ANYWHERE.search(each.text)]
    named = [(each.path.as_posix(), name) for each in read for name in measure.named(each.tree)]
    assert [each for each in named if each[1] in measure.EMPTY_WORDS] == []
