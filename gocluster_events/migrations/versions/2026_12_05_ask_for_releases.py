"""Ask people whether a file or a quote of theirs may be public, and count how often they are reminded."""

import sqlalchemy as sa
from alembic import op

revision = "ask_for_releases"
down_revision = "allot_by_wishes"
branch_labels = None
depends_on = None

KINDS = ("file", "quote")
STATES = ("asked", "given", "refused", "withdrawn", "on_paper")


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", native_enum=False, length=30), nullable=False),
        *(sa.Column(name, sa.String(36), nullable=False) for name in ("subject", "person")),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="state", native_enum=False, length=30), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_release_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint(
            "event_id", "kind", "subject", "person", name=op.f("uq_release_event_id_kind_subject_person")
        ),
    )  # fmt: skip
    op.create_index("ix_release_person", "release", ["event_id", "person"])
    op.create_index(op.f("ix_release_answered_at"), "release", ["answered_at"])
    op.create_table(
        "release_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name=op.f("ck_release_reminder_number")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_release_reminder_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_reminder")),
        sa.UniqueConstraint(
            "event_id", "person", "number", name=op.f("uq_release_reminder_event_id_person_number")
        ),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("release_reminder")
    op.drop_table("release")
