"""Say of a row of the last list for the gate whom on the programme it is about."""

import sqlalchemy as sa
from alembic import op

revision = "list_contributors"
down_revision = "expect_contributors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("list_row") as table:
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_list_row_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )
        table.create_index(op.f("ix_list_row_person_id"), ["person_id"])


def downgrade() -> None:
    with op.batch_alter_table("list_row") as table:
        table.drop_index(op.f("ix_list_row_person_id"))
        table.drop_constraint(op.f("fk_list_row_person_id_person"), type_="foreignkey")
        table.drop_column("person_id")
