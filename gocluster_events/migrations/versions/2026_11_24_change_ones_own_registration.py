"""Details that people change themselves, an address that is yet to be proven, and the programme they have seen."""

import sqlalchemy as sa
from alembic import op

revision = "change_ones_own_registration"
down_revision = "decide_and_undo"
branch_labels = None
depends_on = None


def columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("seen_version", sa.Integer(), nullable=True),
        sa.Column("pending_email", sa.String(length=254), nullable=False, server_default=""),
        sa.Column("pending_email_key", sa.String(length=254), nullable=False, server_default=""),
        sa.Column("pending_email_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("email_generation", sa.Integer(), nullable=False, server_default="0"),
    )


def upgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        for column in columns():
            batch_op.add_column(column)


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        for column in columns():
            batch_op.drop_column(column.name)
