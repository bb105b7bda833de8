"""A finding of the programme's checks can be accepted with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "accept_findings"
down_revision = "say_more_of_people_and_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("accepted_by", sa.String(length=254), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_acceptance_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint("event_id", "fingerprint", name=op.f("uq_acceptance_event_id_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("acceptance")
