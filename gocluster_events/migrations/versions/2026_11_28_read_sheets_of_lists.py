"""Read every sheet of an uploaded list, heads below the first row, hidden rows and several addresses in a cell."""

import sqlalchemy as sa
from alembic import op

revision = "read_sheets_of_lists"
down_revision = "date_legal_versions"
branch_labels = None
depends_on = None

LIST = sa.table(
    "invitation_import",
    sa.column("id", sa.Integer),
    sa.column("has_header", sa.Boolean),
    sa.column("head_row", sa.Integer),
    sa.column("sheet", sa.Integer),
    sa.column("rows", sa.JSON(none_as_null=True)),
    sa.column("sheets", sa.JSON(none_as_null=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("invitation_import") as table:
        table.add_column(sa.Column("sheets", sa.JSON(), nullable=True))
        table.add_column(sa.Column("sheet", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("head_row", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("takes_hidden", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("takes_each_address", sa.Boolean(), server_default=sa.true(), nullable=False))
    connection = op.get_bind()
    waiting = sa.select(LIST.c.id, LIST.c.has_header, LIST.c.rows).where(LIST.c.rows.is_not(None))
    for number, has_header, rows in connection.execute(waiting).all():
        head_row = rows[0][0] if has_header and rows else 0
        values = {"head_row": head_row, "sheets": [["", rows, False, None, 0]]}
        connection.execute(LIST.update().where(LIST.c.id == number).values(**values))
    with op.batch_alter_table("invitation_import") as table:
        table.drop_column("rows")
        table.drop_column("has_header")


def downgrade() -> None:
    with op.batch_alter_table("invitation_import") as table:
        table.add_column(sa.Column("rows", sa.JSON(), nullable=True))
        table.add_column(sa.Column("has_header", sa.Boolean(), server_default=sa.true(), nullable=False))
    connection = op.get_bind()
    waiting = sa.select(LIST.c.id, LIST.c.head_row, LIST.c.sheet, LIST.c.sheets).where(LIST.c.sheets.is_not(None))
    for number, head_row, sheet, sheets in connection.execute(waiting).all():
        rows = [row[:2] for row in sheets[sheet][1] if row[0] >= head_row]
        connection.execute(LIST.update().where(LIST.c.id == number).values(rows=rows, has_header=head_row > 0))
    with op.batch_alter_table("invitation_import") as table:
        for column in ("takes_each_address", "takes_hidden", "head_row", "sheet", "sheets"):
            table.drop_column(column)
