"""Account for what is done: versions of the legal texts, and feedback on barriers."""

import sqlalchemy as sa
from alembic import op

revision = "account_for_what_is_done"
down_revision = "word_letters_anew"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("privacy", "list", "photos", "imprint", "accessibility", name="kind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=254), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_version")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_legal_version_kind_number")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "topic",
            sa.Enum("barrier", "information", "other", name="topic", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_feedback_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("reference", name=op.f("uq_feedback_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feedback_event_id"), "feedback", ["event_id"])


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_table("legal_version")
