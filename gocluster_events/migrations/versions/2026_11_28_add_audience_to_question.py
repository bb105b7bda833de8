"""Add to a question of whom it is asked: everybody, members, or the guests of a quota.

On the way back every question is asked of everybody again; what was answered stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "add_audience_to_question"
down_revision = "register_colleagues"
branch_labels = None
depends_on = None

KEEP = {"sqlite_autoincrement": True}  # a number is never given twice


def upgrade() -> None:
    with op.batch_alter_table("question", table_kwargs=KEEP) as table:
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
    with op.batch_alter_table("question", table_kwargs=KEEP) as table:
        table.drop_index(op.f("ix_question_quota_id"))
        table.drop_constraint(op.f("ck_question_audience"), type_="check")
        table.drop_constraint(op.f("fk_question_quota_id_quota"), type_="foreignkey")
        table.drop_column("quota_id")
        table.drop_column("audience")
