"""Reads of what a run gives whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.offers import COMES
from gocluster_events.attendance.wishes.models import Allocation, Allotment, ItemWish
from gocluster_events.attendance.wishes.rules.lacking import Given, Lack, Unlisted, lacks, unlisted
from gocluster_events.attendance.wishes.rules.outcome import read_figures
from gocluster_events.meeting.registration.people.models import Registration


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody who lacks something after a run: their wishes by item (UUID), and what they got of each block."""

    person: Registration
    wishes: Mapping[str, int]
    given: tuple[Given, ...]
    lacks: frozenset[Lack]


def given_to(
    session: Session, allocation_id: int, registration_id: int | None = None
) -> Mapping[int, tuple[Given, ...]]:
    """By registration what the run gives in each block; of one person alone where one is named. One statement."""
    here = [Allotment.allocation_id == allocation_id]
    if registration_id is not None:
        here.append(Allotment.registration_id == registration_id)
    order = (Allotment.registration_id, Allotment.block)
    by_person: dict[int, list[Given]] = {}
    for row in session.scalars(sa.select(Allotment).where(*here).order_by(*order)):
        given = Given(row.block, row.item, row.rank, tuple(row.explanations))
        by_person.setdefault(row.registration_id, []).append(given)
    return {who: tuple(blocks) for who, blocks in by_person.items()}


def why_unlisted(session: Session, run: Allocation) -> Unlisted | None:
    """Why nobody is listed who lacks something after that run, whose figures are known. One statement."""
    is_named = session.scalar(sa.select(sa.exists().where(Allotment.allocation_id == run.id)))
    return unlisted(run.state, read_figures(run.figures), is_named=bool(is_named))


def unreached(session: Session, allocation_id: int) -> Sequence[Registration]:
    """Whoever reads no e-mail about the run, since nobody knows their address; by name. One statement."""
    theirs = sa.select(Allotment.registration_id).where(Allotment.allocation_id == allocation_id)
    people = sa.select(Registration).where(Registration.id.in_(theirs), Registration.email == "")
    return session.scalars(people.order_by(Registration.sort_key)).all()


def lacking(session: Session, event_id: int, allocation_id: int) -> Sequence[Lacking]:
    """Whoever comes and did not get each first wish of theirs, by name. Three statements."""
    given = {who: blocks for who, blocks in given_to(session, allocation_id).items() if lacks(blocks)}
    wishes = wishes_of_each(session, event_id)
    mine = sa.select(Registration).where(Registration.event_id == event_id, COMES).order_by(Registration.sort_key)
    people = session.scalars(mine.where(Registration.id.in_(list(given))) if given else mine.where(sa.false()))
    return [Lacking(each, wishes.get(each.id, {}), given[each.id], lacks(given[each.id])) for each in people]


def wishes_of_each(
    session: Session, event_id: int, registration_id: int | None = None
) -> Mapping[int, Mapping[str, int]]:
    """By registration the items (UUIDs) that somebody has answered for, with the number of the wish; 0: not coming.

    Of one person alone where one is named. One statement.
    """
    columns = (ItemWish.registration_id, ItemWish.item, ItemWish.rank)
    here = [ItemWish.event_id == event_id]
    if registration_id is not None:
        here.append(ItemWish.registration_id == registration_id)
    by_person: dict[int, dict[str, int]] = {}
    for who, item, rank in session.execute(sa.select(*columns).where(*here)):
        by_person.setdefault(who, {})[item] = rank
    return by_person
