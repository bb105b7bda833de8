"""Note from whom no materials come."""

import sqlalchemy as sa
from alembic import op

revision = "waive_materials"
down_revision = "note_lessons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiver",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(36), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_waiver_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "item", "person", name=op.f("pk_waiver")),
    )


def downgrade() -> None:
    op.drop_table("waiver")
