"""The key of an address holds its domain as IDNA 2008 reads it: two spellings of one domain are one."""

import unicodedata
from contextlib import suppress

import idna
import sqlalchemy as sa
from alembic import op

revision = "read_domains_of_addresses"
down_revision = "list_many_attendees"
branch_labels = None
depends_on = None

KEYS = (  # table, address, key, and the column within which a key is given once
    ("account", "email", "email_key", None),
    ("registration", "email", "email_key", "event_id"),
    ("registration", "pending_email", "pending_email_key", None),
    ("invitation", "email", "email_key", "event_id"),
    ("team_invitation", "email", "email_key", "event_id"),
    ("substitution", "email", "email_key", None),
)


def upgrade() -> None:
    for name, address, key, scope in KEYS:
        _renew(name, address, key, scope)


def _renew(name: str, address: str, key: str, scope: str | None) -> None:
    """A row whose new key another one has already stays as it is: nobody can say which of the two it should be."""
    connection = op.get_bind()
    table = sa.table(name, sa.column("id"), sa.column(address), sa.column(key), *([sa.column(scope)] if scope else []))
    rows = connection.execute(sa.select(table)).mappings().all()
    taken = {(row[scope] if scope else None, row[key]) for row in rows}
    for row in rows:
        new, within = _key(row[address] or ""), row[scope] if scope else None
        if not row[key] or new == row[key] or (key == "email_key" and (within, new) in taken):
            continue
        taken.add((within, new))
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values({key: new}))


def _key(address: str) -> str:
    local, _at, domain = unicodedata.normalize("NFKC", address.strip()).rpartition("@")
    domain = domain.rstrip(".")
    plain = domain.casefold()
    if not domain.isascii() or "xn--" in plain:
        with suppress(UnicodeError):
            plain = idna.decode(domain, uts46=True)
    return f"{local.casefold()}@{plain}"


def downgrade() -> None:
    """Keys of addresses in ASCII, which are nearly all, are the same before and after."""
