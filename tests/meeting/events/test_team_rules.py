import pytest

from gocluster_events.core.access import Role
from gocluster_events.meeting.events.rules.team import Step, TeamRefusal, check_step
from tests.support.refusal import refusal


def step(**changes: object) -> Step:
    values = {"before": Role.ORGANISER, "after": None, "organisers": 2, "is_self": False, "is_sure": False}
    return Step(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("after", [None, Role.STAFF])
def test_the_last_organiser_stays_one_whoever_asks_and_however_sure(after: Role | None):
    assert (
        refusal(check_step, step(after=after, organisers=1, is_self=True, is_sure=True)) is TeamRefusal.LAST_ORGANISER
    )


@pytest.mark.parametrize(
    ("before", "after"), [(Role.ORGANISER, None), (Role.ORGANISER, Role.STAFF), (Role.STAFF, None)]
)
def test_nobody_gives_up_their_own_rights_by_accident(before: Role, after: Role | None):
    assert refusal(check_step, step(before=before, after=after, is_self=True)) is TeamRefusal.YOURSELF
    check_step(step(before=before, after=after, is_self=True, is_sure=True))


@pytest.mark.parametrize(
    ("before", "after"), [(Role.STAFF, Role.ORGANISER), (Role.STAFF, None), (Role.ORGANISER, Role.STAFF)]
)
def test_any_other_step_is_free(before: Role, after: Role | None):
    check_step(step(before=before, after=after))


def test_staff_can_go_even_where_there_is_one_organiser():
    check_step(step(before=Role.STAFF, after=None, organisers=1))
