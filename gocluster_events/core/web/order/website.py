"""The rows of the order that belong to no event: the website, and the account of whoever is signed in."""

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.order.shape import Entry, tab

SITE = (
    Entry("events", _l("Events"), "calendar", (tab("site.manage_editions", _l("Events"), "editions.new_edition"),)),
    Entry("accounts", _l("Accounts"), "people", (tab("team.accounts", _l("Accounts"), "account_of", "account_deed"),)),
    Entry(
        "legal",
        _l("Legal texts"),
        "lines",
        (tab("legal.legal", _l("Legal texts"), "legal_text", "legal_version", "legal_approval"),),
    ),
    Entry("site_log", _l("Log"), "clock", (tab("oversight.site_audit", _l("Log")),)),
)
"""The rail of the website: what belongs to no event."""

OWN = Entry(
    "account",
    _l("My account"),
    "lock",
    (
        tab("accounts.account", _l("Account"), "name", "password", "team.account_email"),
        tab(
            "accounts.protection",
            _l("Protection"),
            *("app", "app_code", "app_removal", "recovery_codes", "new_passkey", "passkey_removal"),
        ),
    ),
)
"""The person at the foot of the rail."""
