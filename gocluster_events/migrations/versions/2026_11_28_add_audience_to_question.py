"""Add to a question of whom it is asked: everybody, members, or the guests of a quota.

On the way back every question is asked of everybody again; what was answered stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "add_audience_to_question"
down_revision = "register_colleagues"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}  # a number is never given twice
SEQUENCE = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


@contextmanager
def counting_on() -> Iterator[None]:
    """The next question has a number after the last one that was ever given, also if that one is gone."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    mine = SEQUENCE.c.name == "question"
    last = op.get_bind().scalar(sa.select(SEQUENCE.c.seq).where(mine))
    yield
    op.execute(sa.delete(SEQUENCE).where(mine))
    if last is not None:
        op.execute(sa.insert(SEQUENCE).values(name="question", seq=last))


def upgrade() -> None:
    with counting_on(), op.batch_alter_table("question", table_kwargs=KEEP) as table:
        table.add_column(
            sa.Column("audience", sa.String(length=30), server_default="everybody", nullable=False),
        )
        table.add_column(sa.Column("quota_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_question_quota_id_quota"), "quota", ["quota_id"], ["id"], ondelete="NO ACTION"
        )
        table.create_check_constraint(op.f("ck_question_audience"), "(audience = 'quota') = (quota_id IS NOT NULL)")
        table.create_index(op.f("ix_question_quota_id"), ["quota_id"])


def downgrade() -> None:
    with counting_on(), op.batch_alter_table("question", table_kwargs=KEEP) as table:
        table.drop_index(op.f("ix_question_quota_id"))
        table.drop_constraint(op.f("ck_question_audience"), type_="check")
        table.drop_constraint(op.f("fk_question_quota_id_quota"), type_="foreignkey")
        table.drop_column("quota_id")
        table.drop_column("audience")
