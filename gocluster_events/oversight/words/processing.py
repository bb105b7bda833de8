"""The words of the record of processing: what data are processed for, of whom, and on which basis."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.oversight.rules.personal_data import Datum, Matter
from gocluster_events.oversight.rules.processing import Span

MATTERS: dict[Matter, LazyString] = {
    Matter.REGISTRATION: _l("Registration, allocation of places and waiting list"),
    Matter.QUESTIONS: _l("Further questions of the event"),
    Matter.NEEDS: _l("Catering and accessibility"),
    Matter.IDENTITY: _l("Entrance check by protective authorities"),
    Matter.INVITATIONS: _l("Invitations"),
    Matter.LETTERS: _l("Messages by e-mail"),
    Matter.NOTES: _l("Notes of the team"),
    Matter.ADMISSION: _l("Admission on the day"),
    Matter.LISTS: _l("Lists that are handed out"),
    Matter.PROGRAMME: _l("Programme and contributors"),
    Matter.FEEDBACK: _l("Feedback on barriers"),
    Matter.TEAM: _l("Running the event"),
    Matter.SECURITY: _l("Security and proof"),
}
PURPOSES: dict[Matter, LazyString] = {  # of what no participant reads in Meine Daten
    Matter.INVITATIONS: _l(
        "To invite people by name, to keep places for them, and to remind only those who are silent."
    ),
    Matter.PROGRAMME: _l("To plan and publish the programme, and to arrange it with those who contribute."),
    Matter.FEEDBACK: _l("To remove barriers that people told of, and to answer them."),
    Matter.TEAM: _l("To let only authorised people run the event, and to know who changed what."),
}
BASES: dict[Matter, LazyString] = {
    Matter.REGISTRATION: _l(
        "Art. 6(1)(e) GDPR with section 3 BDSG where the controller is a public body; otherwise Art. 6(1)(b) GDPR"
    ),
    Matter.QUESTIONS: _l("As for the registration; voluntary answers: Art. 6(1)(a) GDPR"),
    Matter.NEEDS: _l("Explicit consent, Art. 9(2)(a) GDPR"),
    Matter.IDENTITY: _l("To be stated by the controller"),
    Matter.INVITATIONS: _l("Art. 6(1)(e) or (f) GDPR"),
    Matter.LETTERS: _l("As for the registration"),
    Matter.NOTES: _l("As for the registration"),
    Matter.ADMISSION: _l("As for the registration"),
    Matter.LISTS: _l("As for the registration; the attendee list: consent, Art. 6(1)(a) GDPR"),
    Matter.PROGRAMME: _l("Art. 6(1)(b) or (e) GDPR; portraits: consent, Art. 6(1)(a) GDPR"),
    Matter.FEEDBACK: _l("Section 12b BGG where the controller is a public body; otherwise Art. 6(1)(f) GDPR"),
    Matter.TEAM: _l("Art. 6(1)(e) or (f) and Art. 32 GDPR"),
    Matter.SECURITY: _l("Art. 6(1)(e) or (f) and Art. 32 GDPR"),
}
PEOPLE: dict[Matter, LazyString] = {
    Matter.REGISTRATION: _l("Participants, and substitutes whom they name"),
    Matter.QUESTIONS: _l("Participants"),
    Matter.NEEDS: _l("Participants who say something about it"),
    Matter.IDENTITY: _l("Participants on site"),
    Matter.INVITATIONS: _l("Those who are invited"),
    Matter.LETTERS: _l("Participants, those who are invited, contributors"),
    Matter.NOTES: _l("Participants"),
    Matter.ADMISSION: _l("Participants on site"),
    Matter.LISTS: _l("Confirmed participants, and whoever of the team takes a list"),
    Matter.PROGRAMME: _l("Speakers, moderators and other contributors"),
    Matter.FEEDBACK: _l("Whoever tells of a barrier"),
    Matter.TEAM: _l("The organising team and staff, and the contact of the event"),
    Matter.SECURITY: _l("Participants and the team"),
}
DATA: dict[Datum, LazyString] = {
    Datum.NAME: _l("names"),
    Datum.CONTACT: _l("contact data"),
    Datum.WORK: _l("details of the institution"),
    Datum.PARTICIPATION: _l("state and times"),
    Datum.CONSENT: _l("consents and objections"),
    Datum.ANSWERS: _l("answers"),
    Datum.HEALTH: _l("catering, intolerances, support needs"),
    Datum.BIRTH: _l("date and place of birth"),
    Datum.WORDS: _l("their own words, remarks and reasons"),
    Datum.MAILS: _l("contents and delivery of e-mails"),
    Datum.PRESENCE: _l("time and desk of admission"),
    Datum.PORTRAIT: _l("biography, portrait"),
    Datum.AVAILABILITY: _l("part in the programme, acceptance, possible times"),
    Datum.ACCESS: _l("role, digest of the password, second factor"),
    Datum.SESSIONS: _l("sessions, digests of addresses"),
    Datum.TRACES: _l("who did what, and when"),
}
SPECIAL = _l("special category, Art. 9 GDPR")
SPANS: dict[Span, LazyString] = {
    Span.DRAFTS: _l("Registration that was begun and not sent"),
    Span.SENT_DRAFTS: _l("Mark against sending a registration twice"),
    Span.PENDING: _l("New details and addresses that nobody confirmed"),
    Span.SUBSTITUTIONS: _l("Name and address of a substitute who does not answer"),
    Span.LISTS: _l("Uploaded list of people to invite"),
    Span.PROGRAMMES: _l("Uploaded programme"),
    Span.MAILS: _l("Contents of sent e-mails"),
    Span.FEEDBACK: _l("Feedback on barriers, after its answer"),
    Span.COUNTS: _l("Counts of attempts, as digests"),
    Span.OWN_SESSIONS: _l("Session behind a personal link, at most"),
    Span.TEAM_SESSIONS: _l("Session of the team, at most"),
    Span.TEAM_INVITATIONS: _l("Invitation into the team that nobody accepts: it stops working"),
}
LIST_ROWS = _l("Rows of handed-out lists, to compare the next one with")
AUDIT = _l("Audit log and record of downloads")
