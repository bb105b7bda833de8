"""Let people wish for items, and store what was allotted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "wish_for_items"
down_revision = "link_questions_to_items"
branch_labels = None
depends_on = None

STATES = ("queued", "running", "done", "committed", "discarded")
COMMITTED = {name: sa.text("state = 'committed'") for name in ("sqlite_where", "postgresql_where")}


def upgrade() -> None:
    op.create_table(
        "wish_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True)),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_wishes", sa.Integer(), nullable=False),
        sa.Column("wants_check", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("closed_at", "reminded_at")),
        sa.Column("seed", sa.BigInteger()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_wishes BETWEEN 1 AND 3", name=op.f("ck_wish_round_most_wishes")),
        sa.CheckConstraint("opens_at IS NULL OR opens_at < closes_at", name=op.f("ck_wish_round_window")),
        _reference("wish_round", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_round")),
        sa.UniqueConstraint("event_id", name=op.f("uq_wish_round_event_id")),
    )
    _create_wishes()
    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="runstate", native_enum=False, length=30), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("seats", "problem")),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("committed_at", "bound_at", "lease_until")),
        _reference("allocation", "event"),
        _reference("allocation", "wish_round", "round_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_allocation_round_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_allocation_event_id", "allocation", ["event_id"])
    op.create_index("ix_allocation_committed", "allocation", ["round_id"], unique=True, **COMMITTED)
    _create_allotments()


def _create_wishes() -> None:
    op.create_table(
        "item_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in ("event", "registration")),
        sa.Column("item", sa.String(36), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rank BETWEEN 0 AND 3", name=op.f("ck_item_wish_rank")),
        *(_reference("item_wish", table) for table in ("event", "registration")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_wish")),
        sa.UniqueConstraint("registration_id", "item", name=op.f("uq_item_wish_registration_id_item")),
    )
    op.create_index("ix_item_wish_demand", "item_wish", ["event_id", "item", "rank"])
    op.create_table(
        "wish_lot",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("registration_id", "round_id", "number")),
        _reference("wish_lot", "registration"),
        _reference("wish_lot", "wish_round", "round_id"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_wish_lot")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_wish_lot_round_id_number")),
    )


def _create_allotments() -> None:
    op.create_table(
        "allotment",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("allocation_id", "registration_id", "block")),
        sa.Column("item", sa.String(36)),
        sa.Column("rank", sa.Integer()),
        sa.Column("explanations", sa.JSON(), nullable=False),
        sa.CheckConstraint("(item IS NULL) = (rank IS NULL)", name=op.f("ck_allotment_rank")),
        *(_reference("allotment", table) for table in ("allocation", "registration")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotment")),
        sa.UniqueConstraint(
            "allocation_id", "registration_id", "block", name=op.f("uq_allotment_allocation_id_registration_id_block")
        ),
    )
    op.create_index("ix_allotment_registration_id", "allotment", ["registration_id"])


def downgrade() -> None:
    for table in ("allotment", "allocation", "wish_lot", "item_wish", "wish_round"):
        op.drop_table(table)


def _reference(table: str, other: str, column: str = "") -> Any:
    name = column or f"{other}_id"
    return sa.ForeignKeyConstraint(
        [name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"), ondelete="CASCADE"
    )  # fmt: skip
