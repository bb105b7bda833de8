"""The letter to those who were there, on the morning after."""

from gocluster_events.meeting.letters.rules import MEETING, Letter

SURVEY_LETTER = Letter(
    "survey",
    "post_event/survey/mail/survey.txt",
    {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3", "until": "6. Mai 2027, 12:00 Uhr"},
    "own.personal",
)
