"""A registration keeps which quota its invitation opened, so that taking the invitation back takes nothing from it."""

import sqlalchemy as sa
from alembic import op

revision = "keep_what_a_code_opened"
down_revision = "count_changes_of_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_to", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_registration_invited_to_quota"), "quota", ["invited_to"], ["id"], ondelete="SET NULL"
        )
    op.execute(
        "UPDATE registration SET invited_to = "
        "(SELECT quota_id FROM invitation WHERE invitation.id = registration.invitation_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_registration_invited_to_quota"), type_="foreignkey")
        batch_op.drop_column("invited_to")
