"""Making an edition, and changing its settings, rooms, tracks, clusters and checklist."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.services import copying
from gocluster_events.attendance.wishes.services import copying as wishes
from gocluster_events.backoffice.editions import queries
from gocluster_events.backoffice.editions.rules.holding import Waiting
from gocluster_events.backoffice.editions.rules.year import Point
from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.publishing.services import publishing as announcing
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.agenda.queries import draft, publishing as publishing_queries
from gocluster_events.meeting.agenda.rules.change import Change, Ground
from gocluster_events.meeting.agenda.rules.following_days import follow_days, items_on
from gocluster_events.meeting.agenda.services import drafting as agenda, publishing, snapshots
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event, Room, Tick
from gocluster_events.meeting.events.rules.clusters import ClusterFacts
from gocluster_events.meeting.events.rules.day_plan import DayChange, dropped, shifts
from gocluster_events.meeting.events.rules.edition import NewLogo, Refusal, Settings
from gocluster_events.meeting.events.rules.new_edition import CopyOf, NewEdition
from gocluster_events.meeting.events.rules.procedure import MovingUp, Procedure
from gocluster_events.meeting.events.rules.rooms_and_tracks import PlaceFacts, PlaceRefusal
from gocluster_events.meeting.events.rules.status import LEADS_TO, POSSIBLE, Turn
from gocluster_events.meeting.events.services import clusters, creating, rooms_and_tracks, settings as settings_services
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import services as letters
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.clusters import services as clusters_services
from gocluster_events.meeting.registration.invitations.services import inviting, reminding
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.questions import services as questions
from gocluster_events.meeting.registration.waiting import queries as waiting_queries
from gocluster_events.meeting.registration.waiting.services import due_changes
from gocluster_events.post_event.survey.services import setting as survey


def change_settings(
    event_id: int, settings: Settings, revision: int, act: Act,
    logo: NewLogo | None = None, days: DayChange | None = None,
) -> Sequence[Change]:  # fmt: skip
    """The edition has these facts; where places were added, the waiting list has moved up. Nobody loses a place.

    Items move along with their day, and those of a day that goes are taken out of the plan, by one step that can be
    undone; returns what changed. Raises Stale when somebody saved after ``revision``, Refused when the edition is
    archived or items would leave the plan that nobody agreed to.
    """
    with transaction() as session:
        event = events_queries.lock(session, event_id)  # before any other read: what was read earlier may be stale
        changes = _following(session, event, days) if days else ()
        wanted = [each.day for each in days.planned] if days else None
        settings_services.change_settings(session, event_id, settings, revision, act, logo, wanted)
        made = agenda.apply_in(session, event_id, changes, None, act) if changes else ()
        agenda.recount(session, event_id)
        due_changes.apply_due(session, event_id, act.at)
        return made


def _following(session: Session, event: Event, days: DayChange) -> tuple[Change, ...]:
    """What becomes of the items. Raises Refused when others leave the plan than somebody agreed to."""
    stay = [each.was for each in days.planned]
    timetable, gone = draft.draft(session, event), dropped(events_queries.days(session, event), stay)
    if {item.uuid for item in items_on(timetable, gone)} - days.agreed:
        raise Refused(Refusal.DAY_HAS_ITEMS)
    return follow_days(timetable, shifts(days.planned), gone)


def turn_edition(event_id: int, turn: Turn, act: Act) -> Waiting:
    """The edition has the status to which the step leads; returns what was held back. Twice changes nothing.

    Whoever would learn of an edition that is no longer public, or of one that is over, is not written to: what
    `queries.waiting` counts does not leave. Raises Stale when the edition is in no status from which the step goes,
    Refused when it would become a draft although people have registered.
    """
    with transaction() as session:
        event = events_queries.lock(session, event_id)  # before any other read: what was read earlier may be stale
        if event.status is LEADS_TO[turn]:
            return Waiting()
        if turn not in POSSIBLE[event.status]:
            raise Stale
        if turn is Turn.HIDE and people.counts(session, event_id):
            raise Refused(Refusal.HAS_REGISTRATIONS)
        settings_services.turn(session, event, turn, act)
        held = _hold_back(session, event_id, act) if turn in {Turn.HIDE, Turn.ARCHIVE} else Waiting()
        agenda.recount(session, event_id)
        due_changes.apply_due(session, event_id, act.at)
        return held


def _hold_back(session: Session, event_id: int, act: Act) -> Waiting:
    """Nothing of what `queries.waiting` counts leaves, but the letters to single people; returns what it was."""
    publications = int(publishing_queries.planned_publication(session, event_id) is not None)
    publishing.cancel_publication(session, event_id, act)
    planned, mails = messages.hold_back(session, event_id, act)
    return Waiting(
        invitations=inviting.hold_back(session, event_id, act),
        reminders=reminding.hold_back(session, event_id, act),
        messages=mails, programme=announcing.hold_back(session, event_id, act),
        planned=planned, publications=publications,
        others=queries.waiting(session, event_id).others,
    )  # fmt: skip


def change_procedure(event_id: int, procedure: Procedure, revision: int, act: Act, *, seen: int) -> None:
    """The edition lets people in by this procedure; who waits for a free place that they may have has moved up.

    ``seen`` is how many people the page said would move up, where nobody did until now. Raises Stale when somebody
    saved after ``revision``, Refused when the edition is archived or when others would move up than were seen.
    """
    with transaction() as session:
        events_queries.lock(session, event_id)  # before any other read: what was read earlier may be stale
        due_changes.apply_due(session, event_id, act.at)
        before, _revision = events_queries.procedure(session, event_id)
        begins = before.moving_up is MovingUp.BY_HAND and procedure.moving_up is not MovingUp.BY_HAND
        movers = len(waiting_queries.moving_up(session, session.get_one(Event, event_id), act.at)) if begins else seen
        settings_services.change_procedure(session, event_id, procedure, revision, act)
        if movers != seen:
            raise Refused(Refusal.MOVES_OTHERS)
        due_changes.apply_due(session, event_id, act.at)


def add_place(event_id: int, facts: PlaceFacts, act: Act) -> int:
    """The edition has the room or track; returns its id.

    Raises Refused when its name is taken or the edition is archived.
    """
    with transaction() as session:
        event = opened(session, event_id, PlaceRefusal.ARCHIVED)
        place_id = rooms_and_tracks.add_place(session, event_id, facts, act)
        agenda.touch_draft(session, event)
        return place_id


def change_place(event_id: int, place_id: int, facts: PlaceFacts, revision: int, act: Act) -> None:  # fmt: skip
    """The room or track is as typed, and the draft's conflicts are counted anew.

    Raises Stale when somebody saved after ``revision``, Refused when its name is taken or the edition is archived.
    """
    with transaction() as session:
        event = opened(session, event_id, PlaceRefusal.ARCHIVED)
        if rooms_and_tracks.change_place(session, event_id, place_id, facts, revision, act):
            agenda.touch_draft(session, event)


def move_place(event_id: int, kind: events_queries.PlaceKind, place_id: int, steps: int, act: Act) -> None:
    """The room or track stands that many places later, and so does its column in the draft."""
    with transaction() as session:
        event = opened(session, event_id, PlaceRefusal.ARCHIVED)
        rooms_and_tracks.move_place(session, event_id, kind, place_id, steps, act)
        agenda.touch_draft(session, event)


def remove_place(event_id: int, kind: events_queries.PlaceKind, place_id: int, act: Act) -> None:
    """The room or track is gone. Raises Refused when items of the draft stand in it or the edition is archived."""
    with transaction() as session:
        event = opened(session, event_id, PlaceRefusal.ARCHIVED)
        if draft.items_in(session, event_id, room=kind is Room, place_id=place_id):
            raise Refused(PlaceRefusal.IN_USE)
        rooms_and_tracks.remove_place(session, event_id, kind, place_id, act)
        agenda.touch_draft(session, event)


def tick(event_id: int, point: Point, act: Act) -> None:
    """The point is looked at, by whoever did so first. Raises Refused when the edition is archived."""
    _turn(event_id, point, act, is_ticked=True)


def untick(event_id: int, point: Point, act: Act) -> None:
    """The point is to be looked at again. Raises Refused when the edition is archived."""
    _turn(event_id, point, act, is_ticked=False)


def _turn(event_id: int, point: Point, act: Act, *, is_ticked: bool) -> None:
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = session.get(Tick, (event_id, point.value))
        if (row is not None) is is_ticked:
            return
        if row is None:
            session.add(Tick(event_id=event_id, point=point.value, at=act.at, actor=act.by))
        else:
            session.delete(row)
        action = "edition.point_ticked" if is_ticked else "edition.point_opened"
        audit(session, event_id, action, act, fields=[f"checklist_{point.value}"])


def add_clusters(event_id: int, added: Sequence[ClusterFacts], act: Act) -> None:
    """The edition has these clusters too, all or none.

    Raises Refused when the name of one is taken or the edition is archived.
    """
    with transaction() as session:
        opened(session, event_id, PlaceRefusal.ARCHIVED)
        clusters.add_clusters(session, event_id, added, act)


def change_cluster(
    event_id: int, cluster_id: int, facts: ClusterFacts, revision: int, act: Act, *, follows: bool
) -> int:
    """The cluster is as typed; if ``follows``, registrations that name it have its new name.

    Returns how many registrations that were. Raises Stale when somebody saved after ``revision``, Refused when its name
    is taken or the edition is archived.
    """
    with transaction() as session:
        opened(session, event_id, PlaceRefusal.ARCHIVED)
        before = clusters.change_cluster(session, event_id, cluster_id, facts, revision, act)
        if not follows or before.name == facts.name:
            return 0
        return clusters_services.rename_cluster(session, event_id, before.name, facts.name)


def remove_cluster(event_id: int, cluster_id: int, act: Act) -> None:
    """Nobody can choose the cluster any more; registrations keep its name. Raises Refused in an archived edition."""
    with transaction() as session:
        opened(session, event_id, PlaceRefusal.ARCHIVED)
        clusters.remove_cluster(session, event_id, cluster_id, act)


def create_edition(edition: NewEdition, account_id: int, now: datetime) -> None:
    """There is a draft of that edition, and the account is its organiser. Raises Refused for its address."""
    with transaction() as session:
        creating.create(session, edition, session.get_one(Account, account_id), now)


def copy_edition(source_id: int, copied: CopyOf, account_id: int, fresh: Callable[[], str], now: datetime) -> None:
    """There is a draft with everything that was prepared for another edition, so many days later.

    Nobody who registered there, nothing they told or booked, no mail, version or download comes along. ``fresh`` gives
    UUIDs. Raises Refused for its address.
    """
    with transaction() as session:
        source = events_queries.lock(session, source_id)  # before any other read: what was read earlier may be stale
        account = session.get_one(Account, account_id)
        event, rooms, tracks = creating.copy(session, source, copied, account, now)
        letters.copy(session, source_id, event.id, Act(account.email, now))
        by_team.copy(session, source, event, copied.days, now)
        act, ground = Act(account.email, now), Ground(copied.days, rooms, tracks)
        items = snapshots.copy(session, source, event.id, ground, fresh, act)
        copying.copy(session, source, event.id, items, copied.days)
        wishes.copy(session, source, event.id, copied.days)
        survey.copy(session, source.id, event.id)
        questions.follow_items(session, event.id, items)
