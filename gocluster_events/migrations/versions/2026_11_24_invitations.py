"""Invitations: their codes, the lists they come from, and which registration came by which."""

import sqlalchemy as sa
from alembic import op

revision = "invitations"
down_revision = "change_ones_own_registration"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("has_header", sa.Boolean(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("quota_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_locked_to_email", sa.Boolean(), nullable=False),
        sa.Column("updates_names", sa.Boolean(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_invitation_import_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quota_id"], ["quota.id"], name=op.f("fk_invitation_import_quota_id_quota"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_import")),
    )
    with op.batch_alter_table("invitation_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_import_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_import_event_id"), ["event_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("form_of_address", sa.String(length=30), nullable=True),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("quota_id", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("is_locked_to_email", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.CheckConstraint("uses IS NULL OR uses > 0", name=op.f("ck_invitation_uses")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_invitation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["invitation_import.id"],
            name=op.f("fk_invitation_import_id_invitation_import"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["quota_id"], ["quota.id"], name=op.f("fk_invitation_quota_id_quota"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_invitation_event_id_code")),
        sa.UniqueConstraint("event_id", "email_key", name=op.f("uq_invitation_event_id_email_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_import_id"), ["import_id"], unique=False)
        batch_op.create_index("ix_invitation_list", ["event_id", "sort_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_quota_id"), ["quota_id"], unique=False)

    with op.batch_alter_table("pending_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_pending_entry_invitation_id_invitation"),
            "invitation",
            ["invitation_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invitation_code", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_registration_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_registration_invitation_id_invitation"),
            "invitation",
            ["invitation_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_registration_invitation_id_invitation"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_registration_invitation_id"))
        batch_op.drop_column("invitation_id")
        batch_op.drop_column("invitation_code")

    with op.batch_alter_table("pending_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pending_entry_invitation_id_invitation"), type_="foreignkey")
        batch_op.drop_column("invitation_id")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_quota_id"))
        batch_op.drop_index("ix_invitation_list")
        batch_op.drop_index(batch_op.f("ix_invitation_import_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("invitation_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_import_event_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_import_created_at"))

    op.drop_table("invitation_import")
