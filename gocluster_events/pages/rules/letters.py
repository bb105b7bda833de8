"""The mails to those who run editions."""

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

LETTERS: tuple[Letter, ...] = (TEAM_INVITATION, TEAM_JOINED)
