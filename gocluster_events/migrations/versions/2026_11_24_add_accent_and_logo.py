"""An edition has an accent of its own and a logo; files are kept once, by what is in them."""

import sqlalchemy as sa
from alembic import op

revision = "accent_and_logo"
down_revision = "begin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_sha256")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accent", sa.String(length=7), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("logo_alt", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("logo_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_event_logo_id"), ["logo_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_event_logo_id_file"), "file", ["logo_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_event_logo_id_file"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_event_logo_id"))
        batch_op.drop_column("logo_id")
        batch_op.drop_column("logo_alt")
        batch_op.drop_column("accent")
    op.drop_table("file")
