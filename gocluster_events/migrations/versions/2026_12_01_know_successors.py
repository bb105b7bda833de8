"""Store who has taken over whose place, so that places in items go with it."""

import sqlalchemy as sa
from alembic import op

revision = "know_successors"
down_revision = "sign_own_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "succession",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("registration_id", "successor_id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], ["registration.id"], name=op.f(f"fk_succession_{name}_registration"), ondelete="CASCADE"
            )
            for name in ("registration_id", "successor_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_succession")),
    )
    op.create_index(op.f("ix_succession_successor_id"), "succession", ["successor_id"])


def downgrade() -> None:
    op.drop_table("succession")
