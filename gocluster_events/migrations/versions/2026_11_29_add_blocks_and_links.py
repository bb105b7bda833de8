"""Give the programme common times, and its items links and a mark that they are not recorded."""

import sqlalchemy as sa
from alembic import op

revision = "add_blocks_and_links"
down_revision = "address_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("item") as table:
        table.add_column(sa.Column("links", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        table.add_column(sa.Column("do_not_record", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "time_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("length_minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("length_minutes > 0", name=op.f("ck_time_block_length")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_time_block_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_block")),
        sa.UniqueConstraint("uuid", name=op.f("uq_time_block_uuid")),
    )
    op.create_index(op.f("ix_time_block_event_id"), "time_block", ["event_id"])


def downgrade() -> None:
    op.drop_table("time_block")
    with op.batch_alter_table("item") as table:
        table.drop_column("do_not_record")
        table.drop_column("links")
