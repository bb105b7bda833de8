"""The programme is published at an hour, as it was when that was planned."""

import sqlalchemy as sa
from alembic import op

revision = "publish_at_an_hour"
down_revision = "keep_states_of_the_draft"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timed_publication",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by", sa.String(length=254), nullable=False),
        sa.Column(
            "failure",
            sa.Enum(
                "archived",
                "unchanged",
                "same",
                "no_email",
                "not_there",
                "there_already",
                "past",
                "not_found_any_more",
                "no_rooms",
                "nothing_free",
                "same_item",
                name="refusal",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_timed_publication_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name=op.f("fk_timed_publication_snapshot_id_snapshot"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_timed_publication")),
    )
    with op.batch_alter_table("timed_publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timed_publication_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_timed_publication_snapshot_id"), ["snapshot_id"], unique=False)


def downgrade() -> None:
    op.drop_table("timed_publication")
