"""Add the items of the programme that somebody has starred on their own page."""

import sqlalchemy as sa
from alembic import op

revision = "add_saved_item"
down_revision = "tell_main_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_item",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("registration_id", "item", name=op.f("pk_saved_item")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_saved_item_registration_id_registration"),
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("saved_item")
