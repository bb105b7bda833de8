"""Mails that still wait name the office that signs them, as their letters now do."""

import sqlalchemy as sa
from alembic import op

revision = "office_in_mails"
down_revision = "accent_and_logo"
branch_labels = None
depends_on = None

mail = sa.table("mail", sa.column("id"), sa.column("scope"), sa.column("state"), sa.column("content", sa.JSON()))
event = sa.table("event", sa.column("id"), sa.column("contact_name"))


def upgrade() -> None:
    connection = op.get_bind()
    offices = {f"edition:{row.id}": row.contact_name for row in connection.execute(sa.select(event))}
    waiting = sa.select(mail).where(mail.c.state == "queued", mail.c.content.is_not(None), mail.c.scope.in_(offices))
    for row in connection.execute(waiting).all():
        values = {"office": offices[row.scope], **row.content["values"]}
        content = {**row.content, "values": values}
        connection.execute(sa.update(mail).where(mail.c.id == row.id).values(content=content))


def downgrade() -> None:
    """A value more than a letter asks for does no harm."""
