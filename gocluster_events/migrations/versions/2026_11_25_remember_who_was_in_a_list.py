"""Remember who was in a list, to compare the next one with it."""

import sqlalchemy as sa
from alembic import op

revision = "remember_who_was_in_a_list"
down_revision = "account_for_what_is_done"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export", sa.Column("profile", sa.String(length=20), server_default="", nullable=False))
    op.add_column("export", sa.Column("listed", sa.Integer(), nullable=True))
    op.create_table(
        "list_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["export.id"], name=op.f("fk_list_row_export_id_export"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_list_row_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_row")),
        sa.UniqueConstraint("export_id", "key", name=op.f("uq_list_row_export_id_key")),
    )
    op.create_index(op.f("ix_list_row_registration_id"), "list_row", ["registration_id"])


def downgrade() -> None:
    op.drop_table("list_row")
    op.drop_column("export", "listed")
    op.drop_column("export", "profile")
