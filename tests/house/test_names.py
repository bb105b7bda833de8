"""A value is called what it is: the words that say nothing of it name no function, parameter or attribute."""

from tests.support.tree import ROOT
from tools import measure


def test_nothing_is_called_by_a_word_that_says_nothing():
    ours = [each for each in measure.modules(ROOT / measure.PACKAGE, ROOT) if measure.MIGRATIONS not in each.path.parts]
    named = [(each.path.as_posix(), name) for each in ours for name in measure.named(each.tree)]
    assert [each for each in named if each[1] in measure.EMPTY_WORDS] == []
