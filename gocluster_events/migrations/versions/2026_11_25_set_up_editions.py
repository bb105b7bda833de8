"""Rooms, tracks and clusters can be changed, editions copied, and a checklist ticked."""

import sqlalchemy as sa
from alembic import op

revision = "set_up_editions"
down_revision = "choose_columns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("room", "track", "cluster"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
            if table == "room":
                batch_op.add_column(sa.Column("stream_url", sa.String(length=500), nullable=False, server_default=""))
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_event_copied_from_id"), ["copied_from_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_event_copied_from_id_event"), "event", ["copied_from_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "checklist_tick",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checklist_tick_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "point", name=op.f("pk_checklist_tick")),
    )


def downgrade() -> None:
    op.drop_table("checklist_tick")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_event_copied_from_id_event"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_event_copied_from_id"))
        batch_op.drop_column("copied_from_id")
    for table in ("cluster", "track", "room"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            if table == "room":
                batch_op.drop_column("stream_url")
            batch_op.drop_column("revision")
