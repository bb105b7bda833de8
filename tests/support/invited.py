"""Lists of people to invite, and the verbs around them, in as few words as a test needs."""

from random import Random

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.registration.invitations.models import InvitationImport
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules.codes import InvitationFilter, Mailing, Terms
from gocluster_events.meeting.registration.invitations.services import codes as codes_services, imports, inviting
from tests.support.settings import NOW
from tests.support.sheets import a_sheet

ACTOR = "organiser@example.org"
EVERYBODY = InvitationFilter()
HEAD = ("Anrede", "Titel", "Vorname", "Nachname", "E-Mail-Adresse", "Organisation")


MIRIAM = ("Frau", "Dr.", "Miriam", "Tannert", "miriam@example.org", "Musternetzwerk")
KIM = ("", "", "Kim", "Voss", "kim@example.org", "Muster GmbH")


def upload(event, *people):
    return imports.begin_import(event.id, "gäste.csv", a_sheet(HEAD, *people), Act(ACTOR, NOW))


def importing(event, *people, terms=None, now=NOW, **options):
    """The id of a list that the worker has imported."""
    event_id, number = event.id, upload(event, *people)
    imports.start_import(event_id, number, terms or Terms(), options.pop("left_out", 0), **options)
    assert imports.run_imports(now, Random(1)) == 1
    return number


def invited(event, email="miriam@example.org"):
    session().rollback()
    row = codes.invitation_by_address(session(), event.id, email)
    assert row is not None
    return row


def the_list(number):
    session().rollback()
    return session().get_one(InvitationImport, number)


def stages(event):
    session().rollback()
    return {row.last_name: stage for row, stage in codes.invitations(session(), event.id, EVERYBODY, 1)}


def send(event, mailing=Mailing.INVITATION, now=NOW, wanted=EVERYBODY):
    event_id = event.id
    number = len(inviting.recipients(session(), event_id, mailing, wanted, now))
    session().rollback()
    return inviting.mail_invitations(event_id, mailing, wanted, number, Act(ACTOR, now))


def delivered(now):
    """Every mail in the outbox counts as sent at that time."""
    with transaction() as writing:
        writing.execute(sa.update(Mail).values(state=State.SENT, sent_at=now))


def shared_code(event, quota):
    """A code that several share for the places of the quota."""
    event_id, terms = event.id, Terms(quota_id=quota.id)
    codes_services.share_code(event_id, "Presse", None, terms, Act(ACTOR, NOW), Random(1))
    return codes.shared_codes(session(), event_id)[0][0].code
