"""Keep knowledge cards, what those who spoke said of them, and who takes notes at an item."""

import sqlalchemy as sa
from alembic import op

revision = "keep_cards"
down_revision = "waive_materials"
branch_labels = None
depends_on = None

ORIGINS = ("notes", "speaker", "editor")
STATES = ("collected", "edited", "asked", "public", "dismissed", "merged")
MERGED = "(state = 'merged') = (merged_into IS NOT NULL)"
PUBLIC = "(public IS NOT NULL) = (published_at IS NOT NULL) AND (state <> 'public' OR published_at IS NOT NULL)"
TEXTS = {
    "uuid": 36,
    "item": 36,
    "question": 160,
    "insight": 400,
    "evidence": 300,
    "evidence_url": 500,
    "ask_person": 36,
    "ask_function": 120,
    "ask_institution": 120,
    "next_step": 160,
    "owner": 36,
    "language": 2,
    "author": 254,
    "published_by": 254,
}


def upgrade() -> None:
    op.create_table(
        "card",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "event_id", "number", "revision")),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in TEXTS.items()),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.Enum(*ORIGINS, name="origin", native_enum=False, length=30), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="state", native_enum=False, length=30), nullable=False),
        sa.Column("merged_into", sa.Integer()),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(f"{name}_at", sa.DateTime(timezone=True)) for name in ("owner_agreed", "asked", "published")),
        sa.Column("public", sa.JSON(none_as_null=True)),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_card_language")),
        sa.CheckConstraint(MERGED, name=op.f("ck_card_merged")),
        sa.CheckConstraint(PUBLIC, name=op.f("ck_card_public")),
        _reference("card", "event_id", "event"),
        _reference("card", "merged_into", "card"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_card_event_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_card_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_card_merged_into", "card", ["merged_into"])
    op.create_table(
        "card_answer",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("card_id", "wording")),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("is_correct", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _reference("card_answer", "card_id", "card"),
        sa.PrimaryKeyConstraint("card_id", "person", name=op.f("pk_card_answer")),
    )
    op.create_table(
        "note_taker",
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(36), nullable=False) for name in ("item", "person")),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _reference("note_taker", "event_id", "event"),
        sa.PrimaryKeyConstraint("event_id", "item", "person", name=op.f("pk_note_taker")),
    )


def downgrade() -> None:
    for table in ("note_taker", "card_answer", "card"):
        op.drop_table(table)


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
