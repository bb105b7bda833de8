"""The letters that ask what became of a next step."""

from gocluster_events.meeting.letters.rules import MEETING, Letter

LINK = "follow_ups.answer"
"""The page that the link in them opens, and what that link is signed for."""

_ABOUT = {
    **{name: MEETING[name] for name in ("event", "day", "contact", "office")},
    "salutation": "Dr. Tarek Lindholm",
    "question": "Was sollte vor dem letzten Arbeitstag geschehen?",
    "step": "Leitfaden mit den fünf Fragen",
    "until": "29. April 2027, 10:00 Uhr",
}
FOLLOW_UP = Letter("follow_up", "post_event/follow_ups/mail/follow_up.txt", _ABOUT, LINK)
FOLLOW_UP_REMINDER = Letter("follow_up_reminder", "post_event/follow_ups/mail/follow_up_reminder.txt", _ABOUT, LINK)
LETTERS = (FOLLOW_UP, FOLLOW_UP_REMINDER)
