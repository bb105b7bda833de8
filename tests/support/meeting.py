"""One small meeting with everything in it: a programme, people in every state, whoever runs it, and their sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from random import Random

from flask import Flask

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.text import Localized
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.importing import services as importing
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SignUp
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.services import drafting, snapshots as agenda
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.invitations.rules.codes import Terms
from gocluster_events.meeting.registration.invitations.services import codes, imports
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status, Support
from gocluster_events.meeting.registration.people.rules.deciding import Kind as Decide, Standing
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.questions import services as questions
from gocluster_events.meeting.registration.sign_up.services import registering
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support import outbox, sessions
from tests.support.accountability import approved_texts
from tests.support.after_the_day import after_the_day
from tests.support.allotted import allotted
from tests.support.booking import book, make_offer
from tests.support.lists import a_note, a_removed_view, a_view
from tests.support.make import (
    make_account,
    make_cluster,
    make_day,
    make_event,
    make_file,
    make_member,
    make_quota,
    make_registration,
    make_room,
    make_track,
)
from tests.support.programme import (
    MAI,
    TAREK,
    a_file,
    a_wish,
    accept_one,
    block,
    plan,
    plan_to_publish,
    publish,
    slot,
    with_people,
)
from tests.support.questions import ORGANISER, ask, ask_tour
from tests.support.registrants import arrive, ask_for_email, cancel, keep_draft, register, sign_up
from tests.support.settings import NOW
from tests.support.sheets import a_sheet
from tests.support.suggesting import suggested
from tests.support.surveyed import surveyed
from tests.support.team import ask_team, half_session, protect
from tests.support.wordings import reword

PRESS = a_sheet(
    ("Vorname", "Nachname", "E-Mail"),
    ("Kim", "Adler", "adler@example.org"),
    ("Noor", "Baum", "kein-at.example.org"),
)
PARTNERS = a_sheet(("Anrede", "Name", "Mail", "Firma"), ("Frau", "Dr. Kim Voss", "voss@example.org", "Muster GmbH"))
SECRET = "the secret of a browser that signs up"


class Who(Enum):
    """By which session somebody is there. The participant's browser also holds the meeting's drafts."""

    ANYBODY = "anybody"
    PARTICIPANT = "participant"
    WAITING = "waiting"
    STAFF = "staff"
    DESK = "desk"  # the registration desk, which may do a little more than staff
    ORGANISER = "organiser"
    STRANGER = "stranger"  # an organiser, but of another edition
    ADMIN = "admin"
    HALF = "half"  # knows a password, and has yet to show a second factor
    SPEAKER = "speaker"  # is on the programme, and has opened the link to their page there
    ALLOTTED = "allotted"  # takes part in another edition, whose places went by wishes
    SURVEYED = "surveyed"  # took part in another edition, which is over, and is asked how it was
    ENDED = "ended"  # ran the meeting until the account was blocked


@dataclass(frozen=True)
class Meeting:
    """``cookies`` by who holds them; ``places`` are what stands in addresses, by name."""

    cookies: Mapping[Who, str]
    places: Mapping[str, str]

    def address(self, template: str, lang: str = "de", edition: str = "jahrestagung-2027") -> str:
        """The address that a template such as ``/{lang}/my/{personal}`` stands for."""
        return template.format(lang=lang, edition=edition, **self.places)


def arrange(app: Flask) -> Meeting:
    """The meeting is there, in the app's context."""
    logo = make_file()
    look = {"accent": "#5F316E", "logo_id": logo.id, "logo_alt": "Geschäftsstelle go-cluster"}
    look |= {"attendee_list": Reach.PUBLIC}
    event = make_event(slug="jahrestagung-2027", capacity_onsite=70, capacity_online=1, **look)
    for number in range(55):
        make_registration(event, last_name=f"Müller {number}", list_name=True, list_public=number < 52)
    return settle_in(app, event, {**_programme(event), "logo": logo.sha256})


def settle_in(app: Flask, event: Event, programme: Mapping[str, str]) -> Meeting:
    """Everybody is in an edition that has that programme, and the editions that are not open are there too."""
    other = make_event(slug="fremde-tagung", title=Localized("Regionalforum"), city="Leipzig")
    make_event(slug="erst-spaeter", title=Localized("Herbsttagung"), registration_opens_at=NOW + timedelta(days=7))
    make_event(slug="lange-her", title=Localized("Jahrestagung 2018"), status=EventStatus.ARCHIVED)
    people, staff, admin = _people(event), make_member(event, Role.STAFF), make_account(is_admin=True)
    participant = sessions.participant(event, people["miriam"])
    held = {
        Who.ANYBODY: {},
        Who.PARTICIPANT: {**participant, **sessions.contributor(event), "drafts": SECRET},
        Who.WAITING: sessions.participant(event, people["ben"]),
        Who.STAFF: sessions.signed_in(staff),
        Who.DESK: sessions.signed_in(make_member(event, Role.DESK)),
        Who.ORGANISER: sessions.signed_in(organiser := make_member(event)),
        Who.STRANGER: sessions.signed_in(make_member(other)),
        Who.ADMIN: sessions.signed_in(admin),
        Who.HALF: half_session(app, event),
        Who.SPEAKER: sessions.contributor(event),
        Who.ALLOTTED: sessions.participant(by_wish := make_event(slug="nach-wunsch"), allotted(by_wish)),
        Who.SURVEYED: sessions.participant(*surveyed()),
        Who.ENDED: sessions.blocked(event, admin),
    }
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookies = {who: serializer.dumps(keys) for who, keys in held.items()}
    lists = {"waiting": str(people["ben"]), **_invitations(app, event)}
    lists |= {"view": str(a_view(event, organiser.id)), "removed_view": str(a_removed_view(event, organiser.id))}
    places = {**programme, **_links(app, people, sessions.first_person(event)), **_drafts(event), **_reviewed(event)}
    places |= {**lists, "comment": str(a_note(event.id, people["miriam"], organiser.email))}
    ids = {"question": str(_asked(event)), "registration": str(people["miriam"])}
    reword(event)
    mails = {"mail": str(outbox.failed_mail(event, last_name="Bergmann")[1]), **outbox.messages_of(event)}
    own = {**suggested(event), **_doubles(event), **ask_team(app, event), "letter": outbox.a_letter(app)}
    approved_texts()
    own |= {**protect(app, staff), **after_the_day(app, event, programme["item"], people["nele"], organiser)}
    return Meeting(cookies, {**places, **ids, **mails, **own})


def _programme(event: Event) -> dict[str, str]:
    """A published version and a draft that has moved on, with a conflict, an unplaced and a dropped item."""
    make_day(event)
    hall, seminar = make_room(event, name="Eichensaal").id, make_room(event, name="1.04", seats=40).id
    region, cluster = make_track(event).id, make_cluster(event).id
    start_ups = make_track(event, letter="B", name=Localized("Start-ups", "Start-ups"), colour="#5F316E").id
    opening = slot(1, code="P1", kind=Kind.KEYNOTE, room=hall, title=Localized("Eröffnung"), has_stream=True)
    forum = slot(2, 60, code="A1", kind=Kind.FORUM, room=hall, track=region, title=Localized("Kommunen", "Towns"))
    forum = with_people(replace(forum, abstract=Localized("Was *Kommunen* brauchen:\n\n- Zeit\n- Geld")), TAREK)
    workshop = slot(3, 60, code="B1", kind=Kind.WORKSHOP, room=seminar, track=start_ups, length_minutes=90)
    lunch, visit = slot(4, 180, kind=Kind.LUNCH, length_minutes=75), slot(5, None, code="X1", title=Localized("Besuch"))
    dropped = slot(6, 300, code="C1", room=seminar)
    led = with_people(replace(workshop, sign_up=SignUp.BOOK), MAI, part=Part.MODERATION)
    plan(event, block(1, 60), TAREK, MAI, opening, forum, led, lunch, visit, dropped)
    publish(event, Localized("Erste Fassung", "First version"))
    make_offer(event, 3, 60, 90, item_seats=40)
    _change(event, forum, replace(forum, title=Localized("Kommunen als Partner")))
    _change(event, dropped, None)
    snapshot = agenda.keep(event.id, "Vor dem Gespräch", Act("organiser@example.org", NOW))
    plan(event, slot(7, 90, code="A2", room=hall, title=Localized("Zugleich im selben Raum")))
    plan_to_publish(event)
    wish = str(a_wish(event, forum.uuid, workshop.uuid))
    upload = str(importing.begin_import(event.id, "schedule.xml", a_file(), Act("organiser@example.org", NOW)))
    about = {"item": forum.uuid, "person": MAI.uuid, "wish": wish, "upload": upload, "snapshot": str(snapshot)}
    here = {"room": f"{hall}-eichensaal", "hall": str(hall), "cluster": str(cluster), "track": str(region)}
    return {**about, **here, "block": block(1).uuid, "workshop": workshop.uuid, **accept_one(event)}


def _change(event: Event, before: Item, after: Item | None) -> None:
    drafting.apply(event.id, [Change(before, after)], {before.uuid: 1}, Act("organiser@example.org", NOW))


def _people(event: Event) -> dict[str, int]:
    """People in every state; Ole has yet to prove new data and Ben another address, Ada has named a substitute."""
    needs = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse", support=(Support.WHEELCHAIR,))
    ids = {"miriam": arrive(event, "miriam@example.org", needs=needs, title="Prof. Dr. Dr. h. c.")}
    ids["nele"] = register(event, "nele@example.org", first_name="Nele", last_name="Österreicher-Freudenthal")
    ids["ole"] = arrive(event, "ole@example.org", first_name="Ole")
    cancel(event, ids["ole"])
    register(event, "ole@example.org", first_name="Ole", position="Geschäftsführer")
    ids |= {name: arrive(event, f"{name}@example.org", first_name=name, mode=Mode.ONLINE) for name in ("ada", "ben")}
    substitute = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(event.id, ids["ada"], substitute, NOW)
    ask_for_email(event, ids["ben"], "ben.new@example.org")
    book(event.id, ids["miriam"], 3)
    return ids


def _doubles(event: Event) -> dict[str, str]:
    """Two registrations of one name and institution under two addresses, and two that are known to be two people."""
    one, other = (arrive(event, f"jo{number}@example.org", first_name="Jo") for number in (1, 2))
    duplicates.mark_distinct(event.id, one, other, Act("organiser@example.org", NOW))
    second = arrive(event, "lea@example.com", first_name="Lea", position="Leitung")
    return {"first": str(second), "second": str(arrive(event, "lea@example.org", first_name="Lea"))}


def _invitations(app: Flask, event: Event) -> dict[str, str]:
    """A quota, a list that waits for its import, one that is imported, and a shared code."""
    event_id, terms = event.id, Terms(quota_id=make_quota(event).id)
    ids = [
        imports.begin_import(event_id, name, people, Act("organiser@example.org", NOW))
        for name, people in (("presse.csv", PRESS), ("partner.xlsx", PARTNERS))
    ]
    imports.start_import(event_id, ids[1], terms, 0)
    imports.run_imports(NOW, Random(2027))
    codes.share_code(event_id, "Presse", 5, terms, Act("organiser@example.org", NOW), Random(2028))
    invited = codes_queries.invitation_by_address(session(), event_id, "voss@example.org")
    assert invited is not None
    token = Signer(app.config["SETTINGS"].secret_keys).sign("sign_up.invitation", invited.id, 1)
    places = {"list": ids[0], "imported": ids[1], "invitation": invited.id, "invited": token, "code": invited.code}
    return {name: str(value) for name, value in places.items()} | {"quota": str(terms.quota_id)}


def _links(app: Flask, people: Mapping[str, int], contributor: int) -> dict[str, str]:
    """The tokens of mailed links, and one whose generation never was."""
    links = {
        "prove": ("own.prove", people["nele"], 1),
        "prove_again": ("own.prove_again", people["ole"], 1),
        "personal": ("own.personal", people["miriam"], 1),
        "feed": ("site.feed", people["miriam"], 1),
        "prove_email": ("own.prove_email", people["ben"], 1),
        "outdated": ("own.personal", people["miriam"], 99),
        "substitute": ("substitution.substitute", 1, 1),
        "own_link": ("agenda.own_link", contributor, 1),
        "withdrawn": ("substitution.substitute", 1, 99),
    }
    return {name: Signer(app.config["SETTINGS"].secret_keys).sign(*signed) for name, signed in links.items()}


def _drafts(event: Event) -> dict[str, str]:
    """A sign-up with both pages filled in, one of two colleagues, and one that was sent."""
    drafts = {"draft": "a-draft-being-typed", "pair": "a-draft-of-two", "sent": "a-draft-that-was-sent"}
    for name, draft in drafts.items():
        keep_draft(event.id, draft, sign_up(f"{name}@example.org", remark="WLAN?"), secret_digest=digest(SECRET))
    colleague = sign_up("colleague@example.org", first_name="Jördis", mode=Mode.ONLINE)
    keep_draft(event.id, drafts["pair"], colleague, key="colleague")
    registering.register(event.id, [sign_up("sent@example.org")], drafts["sent"], "p", NOW, Random(2027))
    return drafts


def _reviewed(event: Event) -> dict[str, str]:
    """Somebody whom the team has yet to look at, and a decision that can be undone."""
    received, reviewed = (
        make_registration(event, last_name=name, status=Status.RECEIVED, confirmed_at=None).id
        for name in ("Tafelmaier", "Böhmermühl")
    )
    act = Act("organiser@example.org", NOW)
    made = deciding.decide(event.id, {reviewed: Standing(Status.RECEIVED)}, Decide.REVIEW, act)
    return {"received": str(received), "decision": str(made.decision_id)}


def _asked(event: Event) -> int:
    """A question with limited answers for those who say yes, one for the team, and one that is asked no more."""
    _comes, tour = ask_tour(event, is_mandatory=False)
    ask(event, "Hotel gebucht", for_staff=True)
    questions.retire_question(event.id, ask(event, "Wie reisen Sie an?", QuestionKind.LINE), Act(ORGANISER, NOW))
    return tour
