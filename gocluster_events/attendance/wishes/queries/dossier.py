"""What is stored of somebody's wishes, for everything that is stored about them."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.models import ItemWish, WishLot
from gocluster_events.attendance.wishes.queries.allotments import committed
from gocluster_events.attendance.wishes.queries.results import given_to
from gocluster_events.attendance.wishes.rules.reasons import reason
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy.rules import Item, Part, Record, Section, section

NO_PART = Localized("keine Teilnahme", "not taking part")
NOTHING = Localized("nichts", "nothing")


def wish_section(session: Session, event: Event, person: Registration) -> Section:
    """What the person wishes, by which lot they stood, and once everybody has read it what they got and why."""
    version = published(session, event.id)
    titles = {each.uuid: each.title for each in version.timetable.items} if version else {}
    lot = session.scalar(sa.select(WishLot.number).where(WishLot.registration_id == person.id))
    return section(
        Part.WISHES, *_wishes(session, person, titles), ((Item.LOT, lot),), *_result(session, event, person, titles)
    )


def _wishes(session: Session, person: Registration, titles: Mapping[str, Localized]) -> Iterator[Record]:
    mine = sa.select(ItemWish).where(ItemWish.registration_id == person.id)
    for row in session.scalars(mine.order_by(ItemWish.at, ItemWish.item)):
        title = titles.get(row.item, Localized(row.item, row.item))
        yield ((Item.AT, row.at), (Item.PROGRAMME_ITEM, title), (Item.WISH, row.rank or NO_PART))


def _result(
    session: Session, event: Event, person: Registration, titles: Mapping[str, Localized]
) -> Iterator[Record]:  # fmt: skip
    run = committed(session, event.id, with_problem=False)
    if run is None or run.bound_at is None:
        return
    for row in given_to(session, run.id, person.id).get(person.id, ()):
        title = titles.get(row.item, Localized(row.item, row.item)) if row.item else NOTHING
        yield ((Item.AT, run.bound_at), (Item.ALLOTTED, title), (Item.WISH, row.rank))
        for each in row.explanations:
            title = titles.get(each["item"], Localized(each["item"], each["item"]))
            yield ((Item.PROGRAMME_ITEM, title), (Item.WISH, each["rank"]), (Item.REASON, reason(each, title)))
