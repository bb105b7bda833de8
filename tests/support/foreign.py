"""Forms whose fields take numbers of rows, editions that have such rows, and which rows are an edition's."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.core.act import Act
from gocluster_events.core.db import Base, session
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Proposal
from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.agenda.queries.draft import person_rows
from gocluster_events.meeting.agenda.rules.proposals import ProposalState
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.services import imports
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.arrivals import a_key, arrive, make_guest
from tests.support.make import add, make_day, make_quota, make_room, make_track
from tests.support.programme import plan, slot, with_people
from tests.support.questions import ORGANISER, ask
from tests.support.settings import NOW
from tests.support.sheets import a_sheet

MANAGE = "/de/manage/{edition}"
# Every form with a field that takes numbers of rows: its view, the address in one's own edition, and what is typed.
# {row} is the number of one's own, {their[row]} that of another edition. ~ changes rows of one's own all the same.
LINES = """
attendees.decision            registration/decisions/confirmation seen={their[confirmed]}.received.0
attendees.decision            registration/decisions/waiting    seen={their[waiting]}.received.0
attendees.decision            registration/decisions/review     seen={their[reviewed]}.received.0
attendees.decision          registration/decisions/decline    seen={their[declined]}.received.0&text_de=Nein&text_en=No
door.admission           admission           code={their[reference]}&key=an-intention-1
door.passages            admission/passages  code={their[other_reference]}&key=an-intention-2
door.passages            admission/passages  code={their[in_reference]}&key={their[key]}&verb=undo
contributors.likenesses  contributors/alike  pair={their[likeness]}&answer=open
attendees.columns~            attendees/columns   column=question_{their[question]}&order=question_{their[question]}
planning.proposal_acceptance    agenda/proposal/acceptance number={their[proposal]}
agenda.new_item               agenda/items/new    title_de=Neu&track={their[track]}
agenda.new_item               agenda/items/new    title_de=Neu&room={their[room]}
agenda.new_item               agenda/items/new    title_de=Neu&person_1={their[person]}
agenda.edit_item              agenda/items/{free} track={their[track]}
agenda.edit_item              agenda/items/{free} room={their[hall]}
agenda.edit_item              agenda/items/{free} person_1={their[person]}
agenda.placements             agenda/placements   move={their[alone]};1;2027-04-22T12:00Z;30;{room}
agenda.placements             agenda/placements   move={alone};{revision};2027-04-22T13:00Z;30;{their[room]}
agenda.item_places            agenda/items/{free}/places spot={their[room]}@2027-04-22T10:00:00%2B00:00
agenda.essentials             agenda/items/{free}/essentials room={their[hall]}
agenda.new_essentials         agenda/items/new/essentials title_de=Neu&room={their[room]}
agenda.pins                   agenda/pins   item={their[alone]}&is_pinned=y
agenda.shift                  agenda/shift?day=2027-04-22 items={their[talk]}&minutes=5
agenda.stand_in               agenda/people/{person}/stand-in substitute={their[other]}&items={item}
agenda.stand_in               agenda/people/{other}/stand-in substitute={person}&items={their[talk]}
planning.wishes                 agenda/proposal/wishes first={their[item]}&second={talk}&kind=apart
planning.wishes                 agenda/proposal/wishes first={talk}&second={their[free]}&kind=apart
invitations.invitation_new   registration/invitations/new last_name=Voss&email=voss@example.org&quota={their[quota]}
invitations.invitation_shared registration/invitations/shared label=Presse&quota={their[quota]}
invitations.list_check       registration/invitations/lists/{list}/check quota={their[quota]}
questions.new_question     registration/questions/new label_de=Neu&purpose=Planung&condition={their[question]}:yes
questions.edit_question    registration/questions/{later} condition={their[question]}:yes
questions.new_question     registration/questions/new label_de=Neu&purpose=Planung&audience=quota:{their[quota]}
questions.internal~        registration/{confirmed}/internal q{their[internal]}=yes
"""


class Line(NamedTuple):
    """A form, where it is, and what is typed into it."""

    endpoint: str
    address: str
    typed: str
    changes_own: bool

    def filled(self, mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """The address in one's own edition, and the fields with the numbers of the other one."""
        return self.address.format_map(mine), dict(parse_qsl(self.typed.format_map({**mine, "their": theirs})))


def lines() -> list[Line]:
    """The forms of the table."""
    rows = (line.split() for line in LINES.splitlines() if line)
    return [Line(name.strip("~"), f"{MANAGE}/{address}", typed, name[-1] == "~") for name, address, typed in rows]


def furnished(event: Event, base: int, mark: str) -> dict[str, str]:
    """The edition has rows of every kind; their numbers begin at ``base`` and their names hold the ``mark``."""
    make_day(event)
    room, hall = (make_room(event, id=base + number, name=f"Saal {number} {mark}").id for number in range(2))
    track = make_track(event, id=base, name=Localized(mark)).id
    quota = make_quota(event, id=base, name=Localized(f"Gast {mark}"), by_invitation=True, actor_types=[]).id
    people = [Person(slot(base + number).uuid, mark, f"Redend {number}") for number in (4, 5)]
    talks = [
        slot(base + number, start, room=room, length_minutes=30, title=Localized(f"{mark} {number}"))
        for number, start in enumerate((0, 60, 120, None))
    ]
    plan(event, *people, *(with_people(*each) for each in zip(talks, people, strict=False)), *talks[2:])
    uuids = [each.uuid for each in (*talks, *people)]
    rows: dict[str, Any] = {"edition": event.slug, "room": room, "hall": hall, "track": track, "quota": quota}
    rows["revision"] = 2  # of the item that has been put elsewhere once
    rows |= dict(zip(("item", "talk", "alone", "free", "person", "other"), uuids, strict=True))
    rows |= {**_guests(event, base, mark), **_asked(event, mark), "list": _a_list(event)}
    rows["proposal"] = _a_proposal(event, base)
    rows["likeness"] = _a_likeness(event, uuids[-1], base)
    return {name: str(value) for name, value in rows.items()}


def _a_proposal(event: Event, number: int) -> int:
    """The id of a finished proposal for the draft as it is; it can be accepted."""
    fields = {"state": ProposalState.DONE, "revision": steps.head(session(), event.id).revision, "moves": True}
    return add(Proposal(id=number, event_id=event.id, seed=1, actor=ORGANISER, created_at=NOW, **fields)).id


def _a_likeness(event: Event, uuid: str, registration: int) -> str:
    """Somebody on the programme and a registration, of whom the team has said that they are one person."""
    person = person_rows(session(), event.id, [uuid])[uuid].id
    add(ContributorMatch(person_id=person, registration_id=registration, is_same=True, actor=ORGANISER, at=NOW))
    return f"{person}-{registration}"


def _guests(event: Event, base: int, mark: str) -> dict[str, Any]:
    """People about whom can be decided, two who can come in, and one who is in."""
    names = ("confirmed", "waiting", "reviewed", "declined")
    for number, _name in enumerate(names):
        make_guest(event, id=base + number, status=Status.RECEIVED, confirmed_at=None, last_name=mark)
    guests = [make_guest(event, id=base + number, last_name=mark).reference for number in (4, 5, 6)]
    arrive(event, guests[2], key=(key := a_key()))
    references = dict(zip(("reference", "other_reference", "in_reference"), guests, strict=True))
    return {**{name: base + number for number, name in enumerate(names)}, **references, "key": key}


def _asked(event: Event, mark: str) -> dict[str, int]:
    """Two questions for everybody, and one for the team."""
    question, later = ask(event, f"Kommt {mark}?"), ask(event, f"Bleibt {mark}?")
    return {"question": question, "later": later, "internal": ask(event, f"Weiß {mark}?", for_staff=True)}


def _a_list(event: Event) -> int:
    """A list of people to invite that waits for its import."""
    rows = a_sheet(("Nachname", "E-Mail"), ("Baum", "baum@example.org"))
    return imports.begin_import(event.id, "presse.csv", rows, Act(ORGANISER, NOW))


Rows = dict[str, list[dict[str, Any]]]


def stored(reading: Session) -> Rows:
    """Every row of every table, but for when a session was last seen."""
    reading.rollback()
    tables = {name: table for name, table in Base.metadata.tables.items() if name != "sign_in"}
    return {name: [dict(row) for row in reading.execute(sa.select(table)).mappings()] for name, table in tables.items()}


def of_edition(rows: Rows, event_id: int) -> set[str]:
    """The rows that are the edition's, because they or those that they point to say so."""
    edition_rows: set[str] = set()
    targets = {("event", "id", event_id)}
    for table in [each for each in Base.metadata.sorted_tables if each.name in rows]:
        for row in rows[table.name]:
            points_to = {(key.column.table.name, key.column.name, row[key.parent.name]) for key in table.foreign_keys}
            keys = {(table.name, key.name, row[key.name]) for key in table.primary_key}
            if (points_to | keys) & targets or row.get("scope") == f"edition:{event_id}":
                edition_rows.add(f"{table.name}: {row}")
                targets |= keys
    return edition_rows
