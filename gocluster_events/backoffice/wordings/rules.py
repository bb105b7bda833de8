"""Every letter that the software can send, by occasion."""

from enum import Enum

from gocluster_events.attendance.bookings.rules import letters as items, publication_letters
from gocluster_events.attendance.wishes.rules import letters as wishes
from gocluster_events.attendance.wishes.rules.question_letter import WISHES_QUESTION
from gocluster_events.attendance.wishes.rules.result_letter import WISHES_RESULT
from gocluster_events.backoffice.feedback.rules import FEEDBACK_ANSWERED, FEEDBACK_RECEIVED, FEEDBACK_REPORTED
from gocluster_events.backoffice.team import rules as team
from gocluster_events.meeting.agenda.rules import differences as programme
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.post_event.cards.rules import asking as cards
from gocluster_events.post_event.cards.rules.notes import NOTE_TAKER
from gocluster_events.post_event.follow_ups.rules import letters as follow_ups
from gocluster_events.post_event.materials.rules import reminding as materials
from gocluster_events.post_event.photos.rules import letters as photos
from gocluster_events.post_event.survey.rules.letters import SURVEY_LETTER


class Occasion(Enum):
    """When a letter is written."""

    RECEIPT = "receipt"
    CONFIRMATION = "confirmation"
    WAITING = "waiting"
    DECLINE = "decline"
    CHANGES = "changes"
    END = "end"
    INVITATION = "invitation"
    REMINDER = "reminder"
    PROGRAMME = "programme"
    PLACES = "places"  # in items of the programme
    AFTER = "after"
    TEAM = "team"


CATALOGUE: dict[Occasion, tuple[Letter, ...]] = {
    Occasion.RECEIPT: (
        letters.PROVE_ADDRESS, letters.PROVE_AGAIN, letters.PROVE_COLLEAGUE, letters.PROVE_COLLEAGUE_AGAIN,
        letters.COLLEAGUES, letters.RECEIVED, letters.IN_REVIEW, letters.KNOWN, letters.NEW_LINK, letters.LAPSED,
    ),
    Occasion.CONFIRMATION: (letters.CONFIRMED_ONSITE, letters.CONFIRMED_ONLINE),
    Occasion.WAITING: (
        letters.WAITLISTED, letters.WAITING_MOVED, letters.OFFERED, letters.OFFER_LAPSED, letters.MOVED_UP_ONSITE,
        letters.MOVED_UP_ONLINE,
    ),
    Occasion.DECLINE: (letters.DECLINED,),
    Occasion.CHANGES: (
        letters.CHANGED, letters.DETAILS_CHANGED, letters.DETAILS_CORRECTED, letters.PROVE_EMAIL, letters.EMAIL_KNOWN,
        letters.EMAIL_ASKED, letters.EMAIL_PROVEN, letters.EMAIL_REPLACED, letters.SUBSTITUTE_ASKED,
        letters.SUBSTITUTE_DECLINED, letters.SUBSTITUTE_KNOWN, letters.SUBSTITUTED, letters.MERGED,
    ),
    Occasion.END: (letters.CANCELLED, letters.ERASED),
    Occasion.INVITATION: (letters.INVITATION, letters.INVITATION_REMINDER),
    Occasion.REMINDER: (
        letters.DEADLINE_INVITED, letters.DEADLINE_UNPROVEN, letters.WEEK_ONSITE, letters.WEEK_ONLINE,
        letters.DAY_ONSITE, letters.DAY_ONLINE,
    ),
    Occasion.PROGRAMME: (
        letters.PROGRAMME_PUBLISHED, letters.PROGRAMME_CHANGED, programme.OWN_PAGE, programme.OWN_FIRST,
        programme.OWN_ITEMS, NOTE_TAKER,
    ),
    Occasion.PLACES: (*items.LETTERS, *publication_letters.LETTERS, *wishes.LETTERS, WISHES_RESULT),
    Occasion.AFTER: (
        SURVEY_LETTER, *materials.LETTERS, *photos.LETTERS, *cards.LETTERS, *follow_ups.LETTERS,
    ),
    Occasion.TEAM: (team.TEAM_INVITATION, team.TEAM_JOINED),
}  # fmt: skip
LETTERS: dict[str, Letter] = {letter.name: letter for group in CATALOGUE.values() for letter in group}

SITE_LETTERS: tuple[Letter, ...] = (
    team.TEAM_INVITATION,
    team.TEAM_JOINED,
    team.PASSWORD_RESET,
    team.PASSWORD_CHANGED,
    team.EMAIL_PROOF,
    team.EMAIL_KNOWN,
    team.EMAIL_REPLACED,
    team.ACCOUNT_NOTICE,
    FEEDBACK_REPORTED,
    FEEDBACK_RECEIVED,
    FEEDBACK_ANSWERED,
    WISHES_QUESTION,
)
