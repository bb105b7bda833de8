"""Items that no proposal moves, wishes of two items, and the proposal that an edition looks at."""

import sqlalchemy as sa
from alembic import op

revision = "suggest_the_programme"
down_revision = "accept_findings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_pinned", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_wish_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["first_id"], ["item.id"], name=op.f("fk_wish_first_id_item"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_id"], ["item.id"], name=op.f("fk_wish_second_id_item"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_wish_first_id_second_id")),
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wish_second_id"), ["second_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("moves", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_proposal_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_proposal_event_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("proposal")
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_second_id"))
        batch_op.drop_index(batch_op.f("ix_wish_event_id"))
    op.drop_table("wish")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_column("is_pinned")
