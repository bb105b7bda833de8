"""The mails to those who run editions, and about barriers."""

from gocluster_events.letters.rules import Letter

_INVITED = {
    "event": "Jahrestagung 2027",
    "inviter": "Marit Hellweger",
    "contact": "tagung@example.org",
    "office": "Geschäftsstelle go-cluster",
}

TEAM_INVITATION = Letter(
    "team_invitation", "pages/mail/team_invitation.txt", {**_INVITED, "until": "27. März 2027, 10:00 Uhr"}, "pages.join"
)
TEAM_JOINED = Letter("team_joined", "pages/mail/team_joined.txt", _INVITED)

_FEEDBACK = {"event": "Jahrestagung 2027", "reference": "4K7M-92QX-3", "office": "Geschäftsstelle go-cluster"}
_DUE = {"due": "20. April 2027, 10:00 Uhr"}
_TOLD = {
    "place": "Anmeldung, Schritt 2",
    "text": "Die Auswahl lässt sich mit der Tastatur nicht verlassen.",
    "name": "Kim Weber",
    "address": "kim@example.org",
}
FEEDBACK_TOLD = Letter("feedback_told", "pages/mail/feedback_told.txt", {**_FEEDBACK, **_DUE, **_TOLD})
FEEDBACK_RECEIVED = Letter("feedback_received", "pages/mail/feedback_received.txt", {**_FEEDBACK, **_DUE})
FEEDBACK_ANSWERED = Letter(
    "feedback_answered", "pages/mail/feedback_answered.txt", {**_FEEDBACK, "answer": "Der Fehler ist behoben."}
)

LETTERS: tuple[Letter, ...] = (TEAM_INVITATION, TEAM_JOINED, FEEDBACK_TOLD, FEEDBACK_RECEIVED, FEEDBACK_ANSWERED)
