"""What a person reads when signing in or an account is refused, and what is done about accounts."""

from enum import Enum

from gocluster_events.core.accounts.rules import (
    PASSWORD_LENGTH,
    PASSWORD_LENGTH_WITH_FACTOR,
    Deed,
    ManagingRefusal,
    Refusal,
)
from gocluster_events.core.i18n import LazyString, _l

REFUSALS: dict[Enum, LazyString] = {
    Refusal.WRONG: _l("E-mail address and password do not match. Check both."),
    Refusal.WRONG_PASSWORD: _l("This is not your password. Check it."),
    Refusal.WRONG_CODE: _l("This code is wrong or has already been used. Enter the next one."),
    Refusal.WRONG_APP_CODE: _l("This code is wrong. Check the clock on your device, then enter the next one."),
    Refusal.HALF_OVER: _l("That took too long. Sign in again."),
    Refusal.LINK_OVER: _l("This link has been used, has expired or has been replaced by a newer e-mail."),
    Refusal.FACTOR_NEEDED: _l("Administrators need a second factor. Add another one before you remove this one."),
    Refusal.PASSWORD_TOO_SHORT_ALONE: _l(
        "Without a second factor a password needs %(length)d characters. Change it first.", length=PASSWORD_LENGTH
    ),
    Refusal.PASSKEY_REFUSED: _l("This passkey could not be checked. Try again, or sign in another way."),
    Refusal.ADDRESS_KNOWN: _l("There is already an account with this e-mail address."),
    Refusal.PASSWORD_SHORT: _l("Choose a password of at least %(length)d characters.", length=PASSWORD_LENGTH),
    Refusal.PASSWORD_SHORT_WITH_FACTOR: _l(
        "Choose a password of at least %(length)d characters.", length=PASSWORD_LENGTH_WITH_FACTOR
    ),
    Refusal.PASSWORD_COMMON: _l("This password is too easy to guess. Choose another one."),
}
TOO_MANY = _l("Too many attempts. Try again in %(minutes)d minutes; your account is not locked.")

MANAGING: dict[Enum, LazyString] = {
    ManagingRefusal.LAST_ADMIN: _l(
        "This is the last administrator who can sign in. Make somebody else an administrator first."
    ),
    ManagingRefusal.OWN_ACCOUNT: _l("You cannot block your own account. Ask another administrator."),
}
DEEDS: dict[Deed, LazyString] = {
    Deed.BLOCK: _l("Block the account"),
    Deed.UNBLOCK: _l("Unblock the account"),
    Deed.PROMOTE: _l("Make an administrator"),
    Deed.DEMOTE: _l("Remove administrator rights"),
    Deed.SIGN_OUT: _l("End all sessions"),
    Deed.REMOVE_FACTOR: _l("Remove the second factor"),
}
CONSEQUENCES: dict[Deed, LazyString] = {
    Deed.BLOCK: _l("All sessions end at once, and nobody can sign in with this account. The roles in events stay."),
    Deed.UNBLOCK: _l("Signing in works again, with the same password and second factor as before."),
    Deed.PROMOTE: _l("An administrator can do everything in every event and manages accounts."),
    Deed.DEMOTE: _l("Only the events remain in which the person is part of the team."),
    Deed.SIGN_OUT: _l("The person must sign in again everywhere."),
    Deed.REMOVE_FACTOR: _l(
        "The app, passkeys and recovery codes are removed, and all sessions end. The password alone opens the account."
    ),
}
ACCOUNT_ACTIONS: dict[str, LazyString] = {
    "account.created": _l("Account created"),
    "account.renamed": _l("Name of the account changed"),
    "account.password_changed": _l("Password changed"),
    "account.password_reset": _l("New password set through a link sent by e-mail"),
    "account.email_asked": _l("New e-mail address of the account given, to be confirmed"),
    "account.email_changed": _l("E-mail address of the account changed"),
    "account.sessions_ended": _l("Sessions ended"),
    "account.app_added": _l("App for one-time codes added"),
    "account.app_removed": _l("App for one-time codes removed"),
    "account.passkey_added": _l("Passkey added"),
    "account.passkey_removed": _l("Passkey removed"),
    "account.codes_renewed": _l("Recovery codes renewed"),
    "account.code_used": _l("Signed in with a recovery code"),
    "account.factor_removed": _l("Second factor removed"),
    "account.blocked": _l("Account blocked"),
    "account.unblocked": _l("Account unblocked"),
    "account.made_admin": _l("Made an administrator"),
    "account.admin_ended": _l("Administrator rights removed"),
}
