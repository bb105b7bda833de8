"""Messages keep people by their numbers and no words that were searched for, which may be the name of somebody erased.

Whom a draft of before found by such words alone cannot be said here: it finds nobody, and is to be written anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "forget_words_of_messages"
down_revision = "find_failed_mails"
branch_labels = None
depends_on = None

MESSAGE = sa.table("message", sa.column("id"), sa.column("parameters", sa.JSON), sa.column("people", sa.JSON))


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(MESSAGE)).all():
        if "search" not in row.parameters:
            continue
        kept = {name: values for name, values in row.parameters.items() if name != "search"}
        kept["id"] = [str(number) for number, _status in row.people] or kept.get("id", ["0"])
        connection.execute(sa.update(MESSAGE).where(MESSAGE.c.id == row.id).values(parameters=kept))


def downgrade() -> None:
    """The words are gone; what is kept can be read by either side."""
