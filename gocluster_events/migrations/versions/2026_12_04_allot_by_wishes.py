"""Let an item's places be allotted by wishes: until when these are collected, and from when the rest can be booked."""

import sqlalchemy as sa
from alembic import op

revision = "allot_by_wishes"
down_revision = "wish_for_items"
branch_labels = None
depends_on = None

HOURS = ("wishes_until", "rest_from")


def upgrade() -> None:
    op.add_column("offer", sa.Column("by_wish", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in HOURS:
        op.add_column("offer", sa.Column(name, sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.execute("UPDATE item SET sign_up = 'none' WHERE sign_up = 'wish'")
    op.execute("UPDATE booking SET source = 'team' WHERE source = 'allocation'")
    op.execute("UPDATE booking_move SET move = 'added' WHERE move = 'allotted'")
    for name in (*reversed(HOURS), "by_wish"):
        op.drop_column("offer", name)
