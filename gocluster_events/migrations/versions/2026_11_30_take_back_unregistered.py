"""Store an intention that was taken back of somebody who was never registered, without registering them."""

import sqlalchemy as sa
from alembic import op

revision = "take_back_unregistered"
down_revision = "draw_badge_keys"
branch_labels = None
depends_on = None

STANDING = "uq_admission_standing"


def _change(*, is_nullable: bool) -> None:
    standing = sa.text("undone_at IS NULL")
    op.drop_index(STANDING, table_name="admission")
    with op.batch_alter_table("admission") as table:
        table.alter_column("registration_id", existing_type=sa.Integer(), nullable=is_nullable)
    unique = {"unique": True, "sqlite_where": standing, "postgresql_where": standing}
    op.create_index(STANDING, "admission", ["registration_id", "day"], **unique)


def upgrade() -> None:
    _change(is_nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM admission WHERE registration_id IS NULL"))
    _change(is_nullable=False)
