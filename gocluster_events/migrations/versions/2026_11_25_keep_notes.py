"""Keep what the team writes about a registration."""

import sqlalchemy as sa
from alembic import op

revision = "keep_notes"
down_revision = "run_an_edition_together"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kinds = sa.Enum("comment", "correction", "addition", name="notekind", native_enum=False, length=30)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("author", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at_desk", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_note_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )  # fmt: skip
    op.create_index(op.f("ix_note_registration_id"), "note", ["registration_id"])


def downgrade() -> None:
    op.drop_table("note")
