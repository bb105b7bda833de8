"""Bounces are read from a mailbox, each once, and how far it was read is kept."""

import sqlalchemy as sa
from alembic import op

revision = "read_bounces"
down_revision = "write_to_a_list"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail_attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "mailbox_position",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox_position")),
    )


def downgrade() -> None:
    op.drop_table("mailbox_position")
    with op.batch_alter_table("mail_attempt", schema=None) as batch_op:
        batch_op.drop_column("report")
