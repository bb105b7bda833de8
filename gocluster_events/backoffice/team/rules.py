"""The letters to colleagues who are invited, and about one's own account."""

from gocluster_events.meeting.letters.rules import Letter

_INVITED = {
    "event": "Jahrestagung 2027",
    "inviter": "Marit Hellweger",
    "contact": "tagung@example.org",
    "office": "Geschäftsstelle go-cluster",
}

TEAM_INVITATION = Letter(
    "team_invitation",
    "backoffice/team/mail/team_invitation.txt",
    {**_INVITED, "until": "27. März 2027, 10:00 Uhr"},
    "team.join",
)
TEAM_JOINED = Letter("team_joined", "backoffice/team/mail/team_joined.txt", _INVITED)

_ACCOUNT = {"name": "Marit Hellweger"}
PASSWORD_RESET = Letter("password_reset", "backoffice/team/mail/password_reset.txt", _ACCOUNT, "team.new_password")
PASSWORD_CHANGED = Letter("password_changed", "backoffice/team/mail/password_changed.txt", _ACCOUNT)
EMAIL_PROOF = Letter(
    "account_email_proof", "backoffice/team/mail/account_email_proof.txt", _ACCOUNT, "team.account_email_proof"
)
EMAIL_KNOWN = Letter("account_email_known", "backoffice/team/mail/account_email_known.txt", _ACCOUNT)
EMAIL_REPLACED = Letter("account_email_replaced", "backoffice/team/mail/account_email_replaced.txt", _ACCOUNT)
ACCOUNT_NOTICE = Letter(
    "account_notice",
    "backoffice/team/mail/account_notice.txt",
    {**_ACCOUNT, "what": "Passkey hinzugefügt", "at": "27. März 2027, 10:00 Uhr", "browser": "Firefox, Windows"},
)
