"""Reads about editions: their facts, rooms, tracks, clusters and team."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.text import sort_key
from gocluster_events.meeting.events.models import (
    Cluster,
    Event,
    EventDay,
    File,
    Membership,
    Room,
    TeamInvitation,
    Track,
)
from gocluster_events.meeting.events.rules import edition as rules
from gocluster_events.meeting.events.rules.clusters import ClusterFacts
from gocluster_events.meeting.events.rules.days import EditionDay, Phase, phase as phase_of
from gocluster_events.meeting.events.rules.happening import Happening, Offer, Organiser, Venue
from gocluster_events.meeting.events.rules.procedure import Procedure
from gocluster_events.meeting.events.rules.reach import Reach, reach_now
from gocluster_events.meeting.events.rules.rooms_and_tracks import PlaceFacts, RoomFacts, TrackFacts

_LOCKED = sa.select(Event).where(Event.id == sa.bindparam("event")).with_for_update(key_share=True)
_PUBLIC = sa.select(Event).where(Event.slug == sa.bindparam("edition"), Event.status != rules.EventStatus.DRAFT)
_CLUSTERS = sa.select(Cluster.name).where(Cluster.event_id == sa.bindparam("event")).order_by(Cluster.name)
_COLUMNS = tuple(sa.inspect(Event).column_attrs.keys())


def lock(session: Session, event_id: int) -> Event:
    """The edition as it is now. Until the transaction ends, verbs about its seats wait for each other.

    On SQLite they wait in any case.
    """
    return session.scalars(_LOCKED, {"event": event_id}, execution_options={"populate_existing": True}).one()


def event(session: Session, slug: str) -> Event | None:
    """The edition of a slug, drafts included."""
    return session.scalar(sa.select(Event).where(Event.slug == slug))


def public_event(session: Session, slug: str) -> Event | None:
    """The edition of a slug if the public may see it."""
    return session.scalar(_PUBLIC, {"edition": slug})


def uid(event: Event) -> str:
    """The UID of the meeting's calendar entry (RFC 5545), the same in every mail and file."""
    return f"{event.slug}@go-cluster-events"


def settings(session: Session, event_id: int) -> tuple[rules.Settings, int]:
    """The main facts of an edition, and the revision in which they stand so."""
    row = session.get_one(Event, event_id)
    return rules.Settings(**{each.name: getattr(row, each.name) for each in fields(rules.Settings)}), row.revision


def procedure(session: Session, event_id: int) -> tuple[Procedure, int]:
    """How an edition lets people in, and the revision in which it stands so."""
    row = session.get_one(Event, event_id)
    return Procedure(**{each.name: getattr(row, each.name) for each in fields(Procedure)}), row.revision


def reach(event: Event, now: datetime) -> Reach:
    """Who can read the edition's attendee list at ``now``. No statement."""
    is_published = event.status is rules.EventStatus.PUBLISHED
    return reach_now(event.attendee_list, event.ends_at, now, is_published=is_published)


def window(event: Event) -> rules.Window:
    """When registration for the edition is open. No statement."""
    return rules.Window(event.registration_opens_at, event.registration_closes_at, event.codes_open_at)


def everything(event: Event) -> tuple[Any, ...]:
    """Whatever is stored in the row of the edition, to be a key under which something made of it is kept."""
    return tuple(getattr(event, name) for name in _COLUMNS)


def registration_phase(event: Event, now: datetime) -> rules.RegistrationPhase:
    """What a visitor can do about registering for the edition at ``now``. No statement."""
    return rules.registration_phase(event.status, window(event), event.ends_at, now)


def logo(session: Session, event: Event) -> rules.Logo | None:
    """The edition's logo, without its bytes; None where it has none."""
    if event.logo_id is None:
        return None
    row = session.execute(sa.select(File.sha256, File.width, File.height).where(File.id == event.logo_id)).first()
    return rules.Logo(*row, event.logo_alt or event.title.de) if row else None


def happening(event: Event, language: str, *, url: str, register_url: str, logo_url: str = "") -> Happening:
    """The edition as the rest of the world describes it, in the words of one language. No statement."""
    is_open = event.status is rules.EventStatus.PUBLISHED
    title = event.title.pick(language)[0]
    return Happening(
        name=title,
        url=url,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        venue=Venue(event.venue, event.address, event.city, "" if event.state is rules.FederalState.ABROAD else "DE"),
        organiser=Organiser(event.contact_name, event.contact_email),
        description=". ".join(filter(None, (event.motto.pick(language)[0], title))),
        image=logo_url,
        languages=("de",), onsite=event.capacity_onsite > 0, online=event.capacity_online > 0,
        offer=Offer(register_url, event.registration_opens_at, event.registration_closes_at) if is_open else None,
    )  # fmt: skip


def file(session: Session, sha256: str) -> File | None:
    """The file with this digest."""
    return session.scalar(sa.select(File).where(File.sha256 == sha256))


def is_logo(session: Session, sha256: str) -> bool:
    """Whether an edition shows the file with this digest as its logo."""
    used = sa.select(Event.id).join(File, File.id == Event.logo_id).where(File.sha256 == sha256)
    return bool(session.scalar(sa.select(used.exists())))


def lock_files(session: Session) -> None:
    """Until the transaction ends, those who keep or drop files wait for each other (on SQLite they do already)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("LOCK TABLE file IN SHARE ROW EXCLUSIVE MODE"))  # readers do not wait


def lock_editions(session: Session) -> None:
    """Until the transaction ends, those who make editions wait for each other (on SQLite they do already)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE"))  # nor does anybody change one


def slugs(session: Session) -> frozenset[str]:
    """The parts of the address that editions have."""
    return frozenset(session.scalars(sa.select(Event.slug)))


def roles(session: Session, account_id: int) -> frozenset[Role]:
    """The roles that the account has, in whatever edition."""
    return frozenset(session.scalars(sa.select(Membership.role).where(Membership.account_id == account_id).distinct()))


def organised(session: Session, account_id: int) -> frozenset[int]:
    """The ids of the editions of which somebody is an organiser."""
    mine = sa.and_(Membership.account_id == account_id, Membership.role == Role.ORGANISER)
    return frozenset(session.scalars(sa.select(Membership.event_id).where(mine)))


def public_events(session: Session) -> Sequence[Event]:
    """Every edition that the public may see, the latest first."""
    return session.scalars(
        sa.select(Event)
        .where(Event.status != rules.EventStatus.DRAFT)
        .order_by(Event.starts_at.desc(), Event.id.desc())
    ).all()


def next_event(session: Session, event: Event, now: datetime) -> Event | None:
    """The edition after this one: of the public ones ahead at ``now`` the next to begin; None while there is none."""
    ahead = sa.select(Event).where(
        Event.status == rules.EventStatus.PUBLISHED, Event.starts_at > max(now, event.ends_at), Event.id != event.id
    )
    return session.scalar(ahead.order_by(Event.starts_at, Event.id).limit(1))


def managed_events(session: Session, account_id: int, *, is_admin: bool) -> Sequence[Event]:
    """The editions somebody runs (an admin: all of them), the latest first."""
    statement = sa.select(Event).order_by(Event.starts_at.desc(), Event.id.desc())
    if not is_admin:
        statement = statement.join(Membership).where(Membership.account_id == account_id)
    return session.scalars(statement).all()


def membership(session: Session, event_id: int, account_id: int) -> Membership | None:
    """The role of the account in an edition; None where it has none."""
    return session.get(Membership, (event_id, account_id))


def days(session: Session, event: Event) -> tuple[EditionDay, ...]:
    """The edition's days in order."""
    return days_by_edition(session, [event])[event.id]


def days_by_edition(session: Session, events: Sequence[Event]) -> Mapping[int, tuple[EditionDay, ...]]:
    """The days of each of the editions, by its id, in order. One statement."""
    by_edition: dict[int, list[EditionDay]] = {each.id: [] for each in events}
    columns = [getattr(EventDay, each.name) for each in fields(EditionDay)]
    rows = sa.select(EventDay.event_id, *columns).where(EventDay.event_id.in_(by_edition)).order_by(EventDay.date)
    for event_id, *facts in session.execute(rows):
        by_edition[event_id].append(EditionDay(*facts))
    return {each.id: tuple(by_edition[each.id]) for each in events}


def phase(session: Session, event: Event, now: datetime) -> Phase:
    """Where in the edition's course ``now`` lies. One statement."""
    return phase_of(days(session, event), event.zone, now)


def rooms(session: Session, event_id: int) -> Sequence[Room]:
    """The edition's rooms in the order of the programme's columns."""
    return session.scalars(sa.select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)).all()


def tracks(session: Session, event_id: int) -> Sequence[Track]:
    """The edition's tracks in order."""
    return session.scalars(sa.select(Track).where(Track.event_id == event_id).order_by(Track.position, Track.id)).all()


def clusters(session: Session, event_id: int) -> Sequence[Cluster]:
    """The edition's member clusters by name."""
    return session.scalars(sa.select(Cluster).where(Cluster.event_id == event_id).order_by(Cluster.name)).all()


def cluster_names(session: Session, event_id: int) -> Sequence[str]:
    """The names of the edition's member clusters, sorted."""
    return session.scalars(_CLUSTERS, {"event": event_id}).all()


def organisers(session: Session, event_id: int) -> int:
    """How many organisers of the edition can sign in."""
    statement = sa.select(sa.func.count()).select_from(Membership).join(Account)
    can_act = (Membership.event_id == event_id, Membership.role == Role.ORGANISER, Account.is_active)
    return session.scalars(statement.where(*can_act)).one()


def invitation(session: Session, event_id: int, invitation_id: int) -> TeamInvitation | None:
    """An invitation of the edition."""
    mine = (TeamInvitation.id == invitation_id, TeamInvitation.event_id == event_id)
    return session.scalar(sa.select(TeamInvitation).where(*mine))


PlaceKind = type[Room] | type[Track]


def place(session: Session, event_id: int, kind: PlaceKind, place_id: int) -> Room | Track | None:
    """One room or track of the edition."""
    row: Room | Track | None = session.scalar(_of(event_id, kind).where(kind.id == place_id))
    return row


def places(session: Session, event_id: int, kind: PlaceKind) -> Sequence[Room | Track]:
    """The edition's rooms or tracks in order."""
    rows: Sequence[Room | Track] = session.scalars(_of(event_id, kind).order_by(kind.position, kind.id)).all()
    return rows


def _of(event_id: int, kind: Any) -> Any:
    return sa.select(kind).where(kind.event_id == event_id)


def facts_of(row: Room | Track) -> PlaceFacts:
    """The room or track as its form changes it."""
    kind = RoomFacts if isinstance(row, Room) else TrackFacts
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})


def streams(session: Session, event_id: int) -> Sequence[Room]:
    """The rooms whose stream can be followed now, in order: their links are for confirmed participants only."""
    return [row for row in rooms(session, event_id) if row.has_stream and row.stream_url]


def cluster(session: Session, event_id: int, cluster_id: int) -> Cluster | None:
    """One cluster of the edition."""
    return session.scalar(sa.select(Cluster).where(Cluster.event_id == event_id, Cluster.id == cluster_id))


def member_clusters(session: Session, event_id: int) -> Sequence[Cluster]:
    """The edition's clusters as a dictionary would order them."""
    rows = session.scalars(sa.select(Cluster).where(Cluster.event_id == event_id)).all()
    return sorted(rows, key=lambda row: sort_key(row.name))


def cluster_facts(row: Cluster) -> ClusterFacts:
    """The cluster as its form changes it."""
    return ClusterFacts(row.name, row.state)
