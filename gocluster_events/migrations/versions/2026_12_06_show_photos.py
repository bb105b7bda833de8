"""Store photos of a meeting, and who does not want to be seen on one."""

import sqlalchemy as sa
from alembic import op

revision = "show_photos"
down_revision = "ask_how_it_was"
branch_labels = None
depends_on = None

STATES = ("draft", "published", "hidden")
OBJECTION_STATES = ("unproven", "open", "declined", "granted")
PUBLIC = "state <> 'published' OR (credit <> '' AND licence <> '' AND checked_at IS NOT NULL)"


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", _codes(STATES, "state"), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("large", "small")),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("width", "height", "small_width")),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("alt", "caption")),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=1000), nullable=False),
        sa.Column("checked_by", sa.String(length=254), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True)),
        sa.Column("added_by", sa.String(length=254), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_again_at", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(PUBLIC, name=op.f("ck_photo_public")),
        _reference("photo", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("uuid", name=op.f("uq_photo_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_photo_order", "photo", ["event_id", "position"])
    op.create_table(
        "photo_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer()) for name in ("photo", "registration")),
        *(sa.Column(name, sa.String(length=254), nullable=False) for name in ("email", "email_key", "answered_by")),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("is_hiding", sa.Boolean(), nullable=False),
        sa.Column("state", _codes(OBJECTION_STATES, "state"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("registration_id IS NOT NULL OR email <> ''", name=op.f("ck_photo_objection_person")),
        *(_reference("photo_objection", table) for table in ("event", "registration")),
        _reference("photo_objection", "photo", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_objection")),
        sqlite_autoincrement=True,
    )
    for column in ("event_id", "photo_id", "registration_id", "email_key"):
        op.create_index(op.f(f"ix_photo_objection_{column}"), "photo_objection", [column])


def downgrade() -> None:
    op.drop_table("photo_objection")
    op.drop_table("photo")


def _codes(codes: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, length=30)


def _reference(table: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id_{other}"), ondelete=ondelete
    )
