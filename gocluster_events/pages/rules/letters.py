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

_ACCOUNT = {"name": "Marit Hellweger"}
PASSWORD_RESET = Letter("password_reset", "pages/mail/password_reset.txt", _ACCOUNT, "pages.new_password")
PASSWORD_CHANGED = Letter("password_changed", "pages/mail/password_changed.txt", _ACCOUNT)
EMAIL_PROOF = Letter("account_email_proof", "pages/mail/account_email_proof.txt", _ACCOUNT, "pages.account_email_proof")
EMAIL_KNOWN = Letter("account_email_known", "pages/mail/account_email_known.txt", _ACCOUNT)
EMAIL_REPLACED = Letter("account_email_replaced", "pages/mail/account_email_replaced.txt", _ACCOUNT)
ACCOUNT_NOTICE = Letter(
    "account_notice",
    "pages/mail/account_notice.txt",
    {**_ACCOUNT, "what": "Passkey hinzugefügt", "at": "27. März 2027, 10:00 Uhr", "browser": "Firefox, Windows"},
)

LETTERS: tuple[Letter, ...] = (
    TEAM_INVITATION, TEAM_JOINED, PASSWORD_RESET, PASSWORD_CHANGED, EMAIL_PROOF, EMAIL_KNOWN, EMAIL_REPLACED,
    ACCOUNT_NOTICE,
    FEEDBACK_TOLD, FEEDBACK_RECEIVED, FEEDBACK_ANSWERED,
)  # fmt: skip
