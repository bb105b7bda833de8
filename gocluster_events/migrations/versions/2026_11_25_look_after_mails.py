"""The outbox is looked after: attempts, bounces, failures taken note of, and mails held back."""

import sqlalchemy as sa
from alembic import op

revision = "look_after_mails"
down_revision = "set_up_editions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("token", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("dismissed_note", sa.String(length=300), nullable=False, server_default=""))
        batch_op.create_index("ix_mail_recipient", ["scope", "recipient"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_token"), ["token"], unique=False)
    op.create_table(
        "mail_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("is_bounce", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["mail.id"], name=op.f("fk_mail_attempt_mail_id_mail"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_attempt")),
    )
    with op.batch_alter_table("mail_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_attempt_mail_id"), ["mail_id"], unique=False)
    op.create_table(
        "mail_pause",
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_mail_pause")),
    )
    op.create_table(
        "mail_lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mail_lease")),
    )


def downgrade() -> None:
    for table in ("mail_lease", "mail_pause", "mail_attempt"):
        op.drop_table(table)
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_token"))
        batch_op.drop_index("ix_mail_recipient")
        for name in ("dismissed_note", "dismissed_at", "bounced_at", "token"):
            batch_op.drop_column(name)
