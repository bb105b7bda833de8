"""Offer the places of programme items, and store who has booked them, who waits, and what happened."""

import sqlalchemy as sa
from alembic import op

revision = "book_items"
down_revision = "count_mails_of_messages"
branch_labels = None
depends_on = None

STATES = ("held", "waiting", "cancelled", "released", "lost", "taken_out")
SOURCES = ("self", "team", "swap", "door")
MOVES = (
    "booked", "joined", "moved_up", "swapped_in", "swapped_out", "gave_up", "left", "withdrawn", "shifted", "added",
    "taken_out", "released", "lost", "handed_on", "taken_over",
)  # fmt: skip
ACTIVE = {name: sa.text("state IN ('held', 'waiting')") for name in ("sqlite_where", "postgresql_where")}


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("starts_at", "ends_at")),
        sa.Column("item_seats", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_members_only", "is_listed")),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("opens_at", "closes_at", "moves_until")),
        sa.Column("seats", sa.Integer()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("staff_seats", "most_per_organisation")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_paused", "wants_check")),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "COALESCE(seats, 0) >= 0 AND staff_seats >= 0 AND most_per_organisation >= 0", name=op.f("ck_offer_numbers")
        ),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name=op.f("ck_offer_window")
        ),
        _reference("offer", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("event_id", "item", name=op.f("uq_offer_event_id_item")),
    )
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in ("event", "offer", "registration")),
        sa.Column("state", _codes(STATES, "state"), nullable=False),
        sa.Column("seat", sa.Integer()),
        sa.Column("waiting_at", sa.DateTime(timezone=True)),
        sa.Column("waiting_rank", sa.Integer(), nullable=False),
        sa.Column("instead_of", sa.Integer()),
        sa.Column("source", _codes(SOURCES, "source"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(state = 'held') = (seat IS NOT NULL)", name=op.f("ck_booking_seat")),
        sa.CheckConstraint("state <> 'waiting' OR waiting_at IS NOT NULL", name=op.f("ck_booking_waiting_since")),
        *(_reference("booking", table) for table in ("event", "offer", "registration")),
        sa.ForeignKeyConstraint(
            ["instead_of"], ["booking.id"], name=op.f("fk_booking_instead_of_booking"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("offer_id", "seat", name=op.f("uq_booking_offer_id_seat")),
    )
    op.create_index("ix_booking_active", "booking", ["offer_id", "registration_id"], unique=True, **ACTIVE)
    op.create_index("ix_booking_state", "booking", ["event_id", "state"])
    op.create_index(op.f("ix_booking_registration_id"), "booking", ["registration_id"])
    op.create_index(op.f("ix_booking_instead_of"), "booking", ["instead_of"])
    op.create_table(
        "booking_move",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in ("event", "offer", "registration")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", _codes(MOVES, "move"), nullable=False),
        sa.Column("position", sa.Integer()),
        sa.Column("to_position", sa.Integer()),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("passed", sa.JSON(), nullable=False),
        *(_reference("booking_move", table) for table in ("event", "offer", "registration")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_move")),
    )
    for name in ("event", "offer", "registration"):
        op.create_index(op.f(f"ix_booking_move_{name}_id"), "booking_move", [f"{name}_id"])


def downgrade() -> None:
    for table in ("booking_move", "booking", "offer"):
        op.drop_table(table)


def _codes(values, name):
    return sa.Enum(*values, name=name, native_enum=False, length=30)


def _reference(table, other):
    column = f"{other}_id"
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
