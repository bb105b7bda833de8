"""Let an edition take texts that people on the programme suggest for their items; they have a table of their own."""

import sqlalchemy as sa
from alembic import op

revision = "suggest_texts"
down_revision = "make_door_signs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("takes_suggestions", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "text_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("abstract", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=254), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_text_suggestion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_text_suggestion_item_id_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_text_suggestion_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_suggestion")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_text_suggestion_item_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_text_suggestion_event_id"), "text_suggestion", ["event_id"])
    op.create_index(op.f("ix_text_suggestion_person_id"), "text_suggestion", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_text_suggestion_person_id"), table_name="text_suggestion")
    op.drop_index(op.f("ix_text_suggestion_event_id"), table_name="text_suggestion")
    op.drop_table("text_suggestion")
    with op.batch_alter_table("event") as table:
        table.drop_column("takes_suggestions")
