"""Quotas, offers, review, and an order of the waiting lists that people can change."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "keep_places_for_some"
down_revision = "office_in_mails"
branch_labels = None
depends_on = None

LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)


def upgrade() -> None:
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("by_invitation", sa.Boolean(), nullable=False),
        sa.Column("members_only", sa.Boolean(), nullable=False),
        sa.Column("actor_types", sa.JSON(), nullable=False),
        sa.Column("most_per_organisation", sa.Integer(), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("places >= 0 AND most_per_organisation >= 0", name=op.f("ck_quota_numbers")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_quota_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("quota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_event_id"), ["event_id"], unique=False)
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name, length, default in (("confirmation", 30, "automatic"), ("moving_up", 30, "direct")):
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=default))
        batch_op.add_column(sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="48"))
        batch_op.add_column(sa.Column("state", sa.String(length=30), nullable=False, server_default="abroad"))
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quota_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("waiting_rank", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("organisation_key", sa.String(length=400), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            batch_op.f("fk_registration_quota_id_quota"), "quota", ["quota_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_check_constraint("offer_until", "status <> 'offered' OR offer_until IS NOT NULL")
        batch_op.create_index(batch_op.f("ix_registration_quota_id"), ["quota_id"], unique=False)
        batch_op.drop_index("ix_registration_list")
        batch_op.create_index("ix_registration_names", ["event_id", "sort_key", "organisation_key"], unique=False)
    op.create_table(
        "waiting_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("quota_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("passed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_waiting_move_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quota_id"], ["quota.id"], name=op.f("fk_waiting_move_quota_id_quota"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_waiting_move_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_move")),
    )
    with op.batch_alter_table("waiting_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_move_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_move_registration_id"), ["registration_id"], unique=False)
    _fill()


def _fill() -> None:
    """Institutions get their folded name, and who waits keeps the order."""
    bind = op.get_bind()
    table = sa.table(
        "registration",
        sa.column("id", sa.Integer),
        sa.column("event_id", sa.Integer),
        sa.column("status", sa.String),
        sa.column("organisation", sa.String),
        sa.column("organisation_key", sa.String),
        sa.column("waiting_rank", sa.Integer),
        sa.column("waitlisted_at", sa.DateTime(timezone=True)),
    )
    ranks: dict[int, int] = {}
    rows = bind.execute(
        sa.select(table.c.id, table.c.event_id, table.c.status, table.c.organisation).order_by(
            table.c.waitlisted_at, table.c.id
        )
    ).all()
    for identity, event_id, status, organisation in rows:
        values = {"organisation_key": _folded(organisation)}
        if status == "waitlisted":
            ranks[event_id] = values["waiting_rank"] = ranks.get(event_id, 0) + 1
        bind.execute(sa.update(table).where(table.c.id == identity).values(values))


def _folded(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.translate(LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())[:400]


def downgrade() -> None:
    bind = op.get_bind()
    for new, old in (
        ("received", "waitlisted"),
        ("in_review", "waitlisted"),
        ("offered", "waitlisted"),
        ("substituted", "cancelled"),
    ):
        bind.execute(
            sa.text(
                "UPDATE registration SET status = :old, waitlisted_at = COALESCE(waitlisted_at, created_at)"
                " WHERE status = :new"
            ),
            {"old": old, "new": new},
        )
    op.drop_table("waiting_move")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_constraint("offer_until", type_="check")
        batch_op.drop_constraint(batch_op.f("fk_registration_quota_id_quota"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_registration_quota_id"))
        batch_op.drop_index("ix_registration_names")
        batch_op.create_index("ix_registration_list", ["event_id", "sort_key"], unique=False)
        for name in ("quota_id", "waiting_rank", "offer_until", "organisation_key"):
            batch_op.drop_column(name)
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("confirmation", "moving_up", "offer_hours", "state"):
            batch_op.drop_column(name)
    op.drop_table("quota")
