"""Figures of a meeting that stay when its registrations are erased."""

import sqlalchemy as sa
from alembic import op

revision = "freeze_figures"
down_revision = "read_large_programmes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frozen_figures",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_frozen_figures_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_frozen_figures")),
    )


def downgrade() -> None:
    op.drop_table("frozen_figures")
