"""A badge whose texts are short fits without being laid out, and nothing else is said of it."""

from random import Random

import pytest

from gocluster_events.attendance.papers.rules.badges import USUAL, Badge, Role, sheet
from gocluster_events.attendance.papers.rules.layout import falling_short, layout, shortcoming
from gocluster_events.core.glyphs import missing
from tests.support.counting import counted_calls

WORDS = (
    "Mai", "Özlem", "von", "der", "Müller-Lüdenscheidt", "Donaudampfschifffahrtsgesellschaft", "WWWWWWWW", "e. V.",
    "Innovationscluster", "小明", "Cafe\u0301", "Łukasz", "–", "Stadt", "tab\tulator", "🚀", "Leitung",
)  # fmt: skip
CODE = "tagung/4K7M-92QX-3"
NO_PHOTOS = "Bitte nicht fotografieren"
SHEETS = (USUAL, sheet(40, 25), sheet(60, 30), sheet(90, 55), sheet(120, 26))


def some(random: Random) -> Badge:
    """A badge with anything on it, or with next to nothing."""
    name, organisation, position = (" ".join(random.choices(WORDS, k=random.randrange(most))) for most in (5, 6, 4))
    code = random.choice((CODE, CODE, ""))
    return Badge(Role.PARTICIPANT, name, organisation, position, code, no_photos=random.random() < 0.5)


@pytest.mark.parametrize("size", SHEETS, ids=lambda each: each.size)
def test_nobody_is_missed_because_a_name_looks_short(size):
    random = Random(2027)
    badges = tuple(some(random) for _number in range(150))
    failing = (shortcoming(each, size, NO_PHOTOS) for each in falling_short(badges, size, NO_PHOTOS))
    results = {id(each.badge): (each.too_long, each.missing) for each in failing}
    for badge in badges:
        too_long = layout(badge, size, NO_PHOTOS).too_long
        letters = missing(f"{badge.name} {badge.organisation} {badge.position}")
        assert results.get(id(badge), ((), "")) == (too_long, letters), badge


def test_a_thousand_short_names_are_not_laid_out_one_by_one():
    badges = [
        Badge(Role.PARTICIPANT, f"Vorname {number}", f"Netzwerk {number}", "Leitung", CODE, no_photos=number % 2 > 0)
        for number in range(1_000)
    ]
    with counted_calls(layout) as calls:
        assert falling_short(badges, USUAL, NO_PHOTOS) == ()
    assert calls == {"layout": 2}
