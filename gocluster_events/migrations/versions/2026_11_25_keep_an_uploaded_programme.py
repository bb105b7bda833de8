"""A file uploaded for the draft of the programme is kept between looking at it and taking it in."""

import sqlalchemy as sa
from alembic import op

revision = "keep_an_uploaded_programme"
down_revision = "suggest_the_programme"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_programme_import_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_import")),
    )
    with op.batch_alter_table("programme_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_import_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_import_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    op.drop_table("programme_import")
