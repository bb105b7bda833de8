"""Keep what became of the next steps of knowledge cards."""

import sqlalchemy as sa
from alembic import op

revision = "keep_follow_ups"
down_revision = "keep_archive_copies"
branch_labels = None
depends_on = None

OUTCOMES = ("done", "under_way", "changed", "dropped", "passed_on")
SHOWINGS = ("new", "hidden", "outcome", "all")
ANSWERED = "(outcome IS NULL) = (answered_at IS NULL)"
SHOWN = "outcome IS NOT NULL OR showing IN ('new', 'hidden')"


def upgrade() -> None:
    op.add_column("card", sa.Column("step_record", sa.JSON(none_as_null=True)))
    op.create_table(
        "follow_up",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "card_id", "months", "revision")),
        sa.Column("next_step", sa.String(160), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="outcome", native_enum=False, length=30)),
        sa.Column("text", sa.String(600), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("is_from_team", sa.Boolean(), nullable=False),
        sa.Column("showing", sa.Enum(*SHOWINGS, name="showing", native_enum=False, length=30), nullable=False),
        sa.CheckConstraint("months IN (3, 6, 12)", name=op.f("ck_follow_up_months")),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_follow_up_language")),
        sa.CheckConstraint(ANSWERED, name=op.f("ck_follow_up_answered")),
        sa.CheckConstraint(SHOWN, name=op.f("ck_follow_up_public")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_follow_up_card_id_card"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("card_id", "months", name=op.f("uq_follow_up_card_id_months")),
        sqlite_autoincrement=True,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("follow_up")
    op.drop_column("card", "step_record")
