"""Keep when the worker has run, so that nothing is erased by a clock that is wrong."""

import sqlalchemy as sa
from alembic import op

revision = "note_runs"
down_revision = "admit_each_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker_runs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("newest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stepped_from", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_runs_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_runs")),
    )


def downgrade() -> None:
    op.drop_table("worker_runs")
