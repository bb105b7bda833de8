"""Let people in at the door of an item, and count them where nobody signs up."""

import sqlalchemy as sa
from alembic import op

revision = "let_in_at_items"
down_revision = "page_by_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_count",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_item_count_number")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_item_count_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "item", name=op.f("pk_item_count")),
    )
    op.create_table(
        "item_admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("desk", sa.String(length=60), nullable=False),
        sa.Column("took_place", sa.Boolean(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_item_admission_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_item_admission_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_admission")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_item_admission_event_id_key")),
    )
    standing = sa.text("undone_at IS NULL")
    unique = {"unique": True, "sqlite_where": standing, "postgresql_where": standing}
    op.create_index("uq_item_admission_standing", "item_admission", ["registration_id", "item"], **unique)
    op.create_index("ix_item_admission_registration_id", "item_admission", ["registration_id"])
    op.create_index("ix_item_admission_item", "item_admission", ["event_id", "item"])


def downgrade() -> None:
    op.drop_table("item_admission")
    op.drop_table("item_count")
