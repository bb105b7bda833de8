"""Let the team note what is to be better next time, and the next team tick it."""

import sqlalchemy as sa
from alembic import op

revision = "note_lessons"
down_revision = "keep_materials"
branch_labels = None
depends_on = None

STATES = ("open", "done", "dropped")


def upgrade() -> None:
    op.create_table(
        "lesson",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "event_id", "revision")),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="state", native_enum=False, length=30), nullable=False),
        sa.Column("author", sa.String(254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_lesson_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lesson_event_id", "lesson", ["event_id"])
    op.create_table(
        "lesson_tick",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("event_id", "lesson_id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_lesson_tick_{table}_id_{table}"), ondelete="CASCADE"
            )
            for table in ("event", "lesson")
        ),
        sa.PrimaryKeyConstraint("event_id", "lesson_id", name=op.f("pk_lesson_tick")),
    )
    op.create_index("ix_lesson_tick_lesson_id", "lesson_tick", ["lesson_id"])


def downgrade() -> None:
    op.drop_table("lesson_tick")
    op.drop_table("lesson")
