"""What somebody lacks after a run."""

from gocluster_events.attendance.wishes.rules.lacking import Given, Lack, lacks
from tests.support.booking import item


def test_somebody_lacks_a_place_the_first_wish_or_what_a_limit_kept_from_them():
    first, second = Given(0, item(1), 1), Given(0, item(2), 2, ({"item": item(1), "cause": "lot"},))
    none = Given(1, None, None, ({"item": item(1), "cause": "organisation"},))
    assert lacks([first]) == frozenset()
    assert lacks([first, second]) == {Lack.FIRST}
    assert lacks([second, none]) == {Lack.FIRST, Lack.PLACE, Lack.LIMIT}
