"""Reads of the lists for one purpose, and of who took which away."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export, ListRow
from gocluster_events.attendance.attendees.queries.columns import photo_consent
from gocluster_events.attendance.attendees.rules.catering import counts
from gocluster_events.attendance.attendees.rules.difference import CurrentRow, StoredRow, still_disclosable
from gocluster_events.attendance.attendees.rules.profiles import Fact, Name, Profile
from gocluster_events.attendance.attendees.rules.table import Column
from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.attendance.contributors.rules import Contributor
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Status, Support

_NAMES = tuple(each.value for each in Name)
_NEEDS = {Fact.DIET, Fact.INTOLERANCES, Fact.SUPPORT, Fact.SUPPORT_DETAILS}


def list_rows(session: Session, event_id: int, profile: Profile) -> Sequence[CurrentRow]:
    """Every row that the list has now, people in the order of their names."""
    if profile.name is Name.CATERER:
        return _counted(session, event_id, profile)
    expressions = [_expression(each, profile) for each in profile.columns]
    statement = sa.select(Registration.id, Registration.sort_key, *expressions).where(*_conditions(event_id, profile))
    if _NEEDS & set(profile.columns):
        statement = statement.join(SpecialNeeds, SpecialNeeds.registration_id == Registration.id)
    rows = session.execute(statement.order_by(Registration.sort_key, Registration.id))
    entries = [(key, CurrentRow(str(identity), identity, tuple(map(_cell, cells)))) for identity, key, *cells in rows]
    entries += [(each.sort_key, _of_contributor(each, profile)) for each in _contributors(session, event_id, profile)]
    return [entry for _sort_key, entry in sorted(entries, key=itemgetter(0))]


def _contributors(session: Session, event_id: int, profile: Profile) -> Sequence[Contributor]:
    return on_the_programme(session, event_id).unregistered if profile.with_contributors else ()


def _of_contributor(person: Contributor, profile: Profile) -> CurrentRow:
    """The row of somebody on the programme: what is not known of them stays empty."""
    cells = tuple(
        Mode.ONSITE if column.value == "mode" else getattr(person, column.value, "") for column in profile.columns
    )
    return CurrentRow(f"person:{person.id}", None, cells, person.id)


def number(session: Session, event_id: int, profile: Profile) -> int:
    """How many people the list is about now."""
    statement = sa.select(sa.func.count()).select_from(Registration).where(*_conditions(event_id, profile))
    if profile.name is Name.NEEDS:
        statement = statement.join(SpecialNeeds, SpecialNeeds.registration_id == Registration.id)
    return session.scalars(statement).one() + len(_contributors(session, event_id, profile))


def last(session: Session, event_id: int, name: Name) -> Export | None:
    """The last download of the list of that name; None when there was none."""
    statement = sa.select(Export).where(Export.event_id == event_id, Export.profile == name.value)
    return session.scalars(statement.order_by(Export.id.desc()).limit(1)).first()


def last_ones(session: Session, event_id: int) -> Mapping[Name, Export]:
    """The last download of every kind of list of which one was taken away."""
    latest = sa.select(sa.func.max(Export.id)).where(Export.event_id == event_id, Export.profile.in_(_NAMES))
    exports = session.scalars(sa.select(Export).where(Export.id.in_(latest.group_by(Export.profile))))
    return {Name(each.profile): each for each in exports}


def remembered_rows(session: Session, export_id: int, profile: Profile) -> Mapping[str, StoredRow]:
    """The stored rows of that download by their keys, in their order, without people who were erased since.

    Nor is anybody of the programme whose name was removed among them.
    Of a list by consent: without those who have withdrawn it, and without addresses that may not be disclosed any more.
    """
    nameless = sa.exists().where(Person.id == ListRow.person_id, Person.is_redacted)
    statement = sa.select(ListRow.key, ListRow.cells).where(ListRow.export_id == export_id, ~nameless)
    statement = statement.order_by(ListRow.id)
    if not profile.with_consent:
        return dict(session.execute(statement).all())
    agreed = statement.join(Registration, Registration.id == ListRow.registration_id).where(Registration.list_name)
    rows = session.execute(agreed.add_columns(Registration.list_email))
    return {key: still_disclosable(cells, address=address) for key, cells, address in rows}


def remembered_of(session: Session, registration_id: int) -> Sequence[tuple[Any, str, StoredRow]]:
    """What the last lists of each kind say of somebody: when, what for, and the cells."""
    statement = sa.select(Export.at, Export.purpose, ListRow.cells).join(ListRow, ListRow.export_id == Export.id)
    rows = session.execute(statement.where(ListRow.registration_id == registration_id).order_by(Export.id))
    return [(at, purpose, cells) for at, purpose, cells in rows]


def _counted(session: Session, event_id: int, profile: Profile) -> Sequence[CurrentRow]:
    """The catering counts as rows, without anybody's own words."""
    statement = sa.select(SpecialNeeds.diet, SpecialNeeds.intolerances).join(
        Registration, Registration.id == SpecialNeeds.registration_id
    )
    answers = [(diet, words) for diet, words in session.execute(statement.where(*_conditions(event_id, profile)))]
    totals = counts(number(session, event_id, profile), answers)
    return [CurrentRow(f"{type(what).__name__}:{what.value}", None, (what, count)) for what, count in totals]


def _conditions(event_id: int, profile: Profile) -> list[sa.ColumnElement[bool]]:
    conditions = [Registration.event_id == event_id, Registration.status == Status.CONFIRMED]
    if profile.modes:
        conditions.append(Registration.mode.in_(profile.modes))
    if profile.actor_types:
        conditions.append(Registration.actor_type.in_(profile.actor_types))
    if profile.with_consent:
        conditions.append(Registration.list_name.is_(True))
    return conditions


def _expression(column: Column | Fact, profile: Profile) -> Any:
    if column.value == "email" and profile.with_consent:
        return sa.case((Registration.list_email, Registration.email), else_="")
    if column.value == "photos":
        return photo_consent()
    return getattr(SpecialNeeds if column in _NEEDS else Registration, column.value)


def _cell(value: Any) -> Any:
    """The value of a cell; a stored list of support needs becomes codes."""
    return tuple(Support(each) for each in value) if isinstance(value, list) else value


_OFFERED = 8


def purposes(session: Session, event_id: int) -> Sequence[str]:
    """What the edition's lists were taken away for, each once, the latest first."""
    latest = sa.func.max(Export.id)
    statement = sa.select(Export.purpose).where(Export.event_id == event_id).group_by(Export.purpose)
    return session.scalars(statement.order_by(latest.desc()).limit(_OFFERED)).all()
