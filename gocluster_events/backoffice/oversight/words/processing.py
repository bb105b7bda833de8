"""The words of the record of processing: what data are processed for, of whom, and on which basis."""

from gocluster_events.backoffice.oversight.rules.processing import FixedPeriod
from gocluster_events.backoffice.oversight.rules.purposes import DataCategory, Purpose
from gocluster_events.core.i18n import LazyString, _l

PURPOSE_NAMES: dict[Purpose, LazyString] = {
    Purpose.REGISTRATION: _l("Registration, allocation of places and waiting list"),
    Purpose.QUESTIONS: _l("Further questions of the event"),
    Purpose.NEEDS: _l("Catering and accessibility"),
    Purpose.IDENTITY: _l("Security check required by authorities"),
    Purpose.INVITATIONS: _l("Invitations"),
    Purpose.LETTERS: _l("Messages by e-mail"),
    Purpose.NOTES: _l("Notes of the team"),
    Purpose.ADMISSION: _l("Admission on the day"),
    Purpose.SURVEY: _l("Survey after the event"),
    Purpose.LISTS: _l("Lists that are passed on"),
    Purpose.PROGRAMME: _l("Programme and contributors"),
    Purpose.PHOTOS: _l("Photos of the event"),
    Purpose.FEEDBACK: _l("Feedback on barriers"),
    Purpose.TEAM: _l("Running the event"),
    Purpose.SECURITY: _l("Security and proof"),
}
PURPOSES: dict[Purpose, LazyString] = {  # of what no participant reads in Meine Daten
    Purpose.INVITATIONS: _l(
        "To invite people by name, to keep places for them, and to remind only those who have not answered."
    ),
    Purpose.PROGRAMME: _l("To plan and publish the programme, and to arrange it with those who contribute."),
    Purpose.FEEDBACK: _l("To remove reported barriers and to answer the reports."),
    Purpose.TEAM: _l("To let only authorised people run the event, and to know who changed what."),
}
BASES: dict[Purpose, LazyString] = {
    Purpose.REGISTRATION: _l(
        "Art. 6(1)(e) GDPR with section 3 BDSG where the controller is a public body; otherwise Art. 6(1)(b) GDPR"
    ),
    Purpose.QUESTIONS: _l("As for the registration; voluntary answers: Art. 6(1)(a) GDPR"),
    Purpose.NEEDS: _l("Explicit consent, Art. 9(2)(a) GDPR"),
    Purpose.IDENTITY: _l("To be stated by the controller"),
    Purpose.INVITATIONS: _l("Art. 6(1)(e) or (f) GDPR"),
    Purpose.LETTERS: _l("As for the registration"),
    Purpose.NOTES: _l("As for the registration"),
    Purpose.ADMISSION: _l("As for the registration"),
    Purpose.SURVEY: _l("As for the registration; answers are voluntary"),
    Purpose.LISTS: _l("As for the registration; the attendee list: consent, Art. 6(1)(a) GDPR"),
    Purpose.PROGRAMME: _l("Art. 6(1)(b) or (e) GDPR; portraits: consent, Art. 6(1)(a) GDPR"),
    Purpose.PHOTOS: _l("Art. 6(1)(e) or (f) GDPR; portraits: consent, Art. 6(1)(a) GDPR"),
    Purpose.FEEDBACK: _l("Section 12b BGG where the controller is a public body; otherwise Art. 6(1)(f) GDPR"),
    Purpose.TEAM: _l("Art. 6(1)(e) or (f) and Art. 32 GDPR"),
    Purpose.SECURITY: _l("Art. 6(1)(e) or (f) and Art. 32 GDPR"),
}
PEOPLE: dict[Purpose, LazyString] = {
    Purpose.REGISTRATION: _l("Participants, and substitutes whom they name"),
    Purpose.QUESTIONS: _l("Participants"),
    Purpose.NEEDS: _l("Participants who provide such details"),
    Purpose.IDENTITY: _l("Participants on site"),
    Purpose.INVITATIONS: _l("Those who are invited"),
    Purpose.LETTERS: _l("Participants, those who are invited, contributors"),
    Purpose.NOTES: _l("Participants"),
    Purpose.ADMISSION: _l("Participants on site, and contributors"),
    Purpose.SURVEY: _l("Participants who were there"),
    Purpose.LISTS: _l("Confirmed participants, contributors, and anyone from the team who downloads a list"),
    Purpose.PROGRAMME: _l("Speakers, moderators and other contributors"),
    Purpose.PHOTOS: _l("Those who are in a photo, and those who take it"),
    Purpose.FEEDBACK: _l("Anyone who reports a barrier"),
    Purpose.TEAM: _l("The organising team, the registration desk and staff, and the contact of the event"),
    Purpose.SECURITY: _l("Participants and the team"),
}
DATA: dict[DataCategory, LazyString] = {
    DataCategory.NAME: _l("names"),
    DataCategory.CONTACT: _l("contact data"),
    DataCategory.WORK: _l("details of the organisation"),
    DataCategory.PARTICIPATION: _l("status and times"),
    DataCategory.CONSENT: _l("consents and objections"),
    DataCategory.ANSWERS: _l("answers"),
    DataCategory.HEALTH: _l("catering, intolerances, support needs"),
    DataCategory.BIRTH: _l("date and place of birth"),
    DataCategory.WORDS: _l("their own words, remarks and reasons"),
    DataCategory.MAILS: _l("contents and delivery of e-mails"),
    DataCategory.PRESENCE: _l("time and desk of admission"),
    DataCategory.PORTRAIT: _l("biography, portrait"),
    DataCategory.PHOTO: _l("photos, and what is said of them"),
    DataCategory.AVAILABILITY: _l("part in the programme, acceptance, possible times"),
    DataCategory.ACCESS: _l("role, digest of the password, second factor"),
    DataCategory.SESSIONS: _l("sessions, digests of addresses"),
    DataCategory.TRACES: _l("who did what, and when"),
}
SPECIAL = _l("special category, Art. 9 GDPR")
SPANS: dict[FixedPeriod, LazyString] = {
    FixedPeriod.DRAFTS: _l("Registration that was begun and not sent"),
    FixedPeriod.SENT_DRAFTS: _l("Mark against sending a registration twice"),
    FixedPeriod.PENDING: _l("New details and addresses that nobody confirmed"),
    FixedPeriod.UNPROVEN: _l("Registration whose address was not confirmed in time, after that time"),
    FixedPeriod.SUBSTITUTIONS: _l("Name and address of a substitute who does not answer"),
    FixedPeriod.LISTS: _l("Uploaded list of people to invite"),
    FixedPeriod.PROGRAMMES: _l("Uploaded programme"),
    FixedPeriod.MAILS: _l("Contents of sent e-mails"),
    FixedPeriod.FEEDBACK: _l("Feedback on barriers, after its answer"),
    FixedPeriod.PHOTO_REQUESTS: _l("Address with which somebody asked about a photo, if nobody confirms it"),
    FixedPeriod.OBJECTIONS: _l("Objections to photos, after the decision"),
    FixedPeriod.COUNTS: _l("Counts of attempts, as digests"),
    FixedPeriod.OWN_SESSIONS: _l("Session behind a personal link, at most"),
    FixedPeriod.TEAM_SESSIONS: _l("Session of the team, at most"),
    FixedPeriod.TEAM_INVITATIONS: _l("Invitation to the team that nobody accepts: it stops working"),
}
LIST_ROWS = _l("Rows of downloaded lists, to compare with the next one")
AUDIT = _l("Audit log and record of downloads")
