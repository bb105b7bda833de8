"""Say of a message whether it goes to registrations or to people of the programme; on the way back these are gone."""

import sqlalchemy as sa
from alembic import op

revision = "address_messages"
down_revision = "keep_meanings_of_words"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}  # a number is never given twice


def upgrade() -> None:
    with op.batch_alter_table("message", table_kwargs=KEEP) as table:
        table.add_column(sa.Column("readers", sa.String(length=30), server_default="registrations", nullable=False))


def downgrade() -> None:
    message = sa.table("message", sa.column("readers"))
    op.execute(sa.delete(message).where(message.c.readers == "programme"))
    with op.batch_alter_table("message", table_kwargs=KEEP) as table:
        table.drop_column("readers")
