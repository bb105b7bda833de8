"""The mail to the team with somebody's question about their result."""

from gocluster_events.meeting.letters.rules import Letter

TEAM_LANGUAGE = "de"
LONGEST_QUESTION = 500
WISHES_QUESTION = Letter(
    "wishes_question",
    "attendance/wishes/mail/wishes_question.txt",
    {
        "event": "Jahrestagung 2027",
        "name": "Dr. Kim Weber",
        "organisation": "Institut Eichenhof",
        "address": "kim@example.org",
        "text": "Weshalb habe ich in B1 keinen Platz bekommen?",
        "page": "/de/manage/jahrestagung-2027/registration/17/wishes",
    },
)
