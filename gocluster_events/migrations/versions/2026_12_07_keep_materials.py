"""Keep materials of items, and files in parts."""

import sqlalchemy as sa
from alembic import op

revision = "keep_materials"
down_revision = "show_photos"
branch_labels = None
depends_on = None

KINDS = (
    "slides", "handout", "minutes", "recording", "transcript", "captions", "photo_protocol", "graphic_recording",
    "link",
)  # fmt: skip
LICENCES = ("here_only", "cc_by", "cc_by_sa", "cc0", "dl_de_by")
STATES = ("arriving", "queued", "running", "checked", "refused")
FAULTS = ("no_pdf", "damaged", "encrypted", "scripts", "attachments", "tail", "pages", "too_complex")
UNWRITTEN = sa.text("""'{"de": "", "en": ""}'""")


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), server_default="0", nullable=False),
        _code("state", "filestate", STATES),
        sa.Column("fault", sa.Enum(*FAULTS, name="fault", native_enum=False, length=30)),
        sa.Column("sha256", sa.String(64), server_default="", nullable=False),
        sa.Column("pages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_tagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("language", sa.String(40), server_default="", nullable=False),
        sa.Column("title", sa.String(200), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0 AND parts >= 0", name=op.f("ck_blob_size")),
        _reference("blob", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("uuid", name=op.f("uq_blob_uuid")),
    )
    op.create_index("ix_blob_event_id", "blob", ["event_id"])
    op.create_table(
        "blob_part",
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _reference("blob_part", "blob"),
        sa.PrimaryKeyConstraint("blob_id", "number", name=op.f("pk_blob_part")),
    )
    _create_materials()


def _create_materials() -> None:
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(36), nullable=False),
        _code("kind", "kind", KINDS),
        sa.Column("title", sa.JSON(), nullable=False),
        _code("language", "spokenlanguage", ("de", "en", "de_en")),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("url", sa.String(500), server_default="", nullable=False),
        sa.Column("blob_id", sa.Integer()),
        _code("licence", "licence", LICENCES, "here_only"),
        _code("accessible", "accessible", ("unknown", "yes", "partly", "no"), "unknown"),
        sa.Column("note", sa.JSON(), server_default=UNWRITTEN, nullable=False),
        _code("seen_by", "seenby", ("public", "participants"), "public"),
        sa.Column("not_before", sa.DateTime(timezone=True)),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("published_by", sa.String(254), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(url = '') = (blob_id IS NOT NULL)", name=op.f("ck_material_file_or_link")),
        _reference("material", "event"),
        _reference("material", "blob"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("uuid", name=op.f("uq_material_uuid")),
        sa.UniqueConstraint("blob_id", name=op.f("uq_material_blob_id")),
    )
    op.create_index("ix_material_event_id_item", "material", ["event_id", "item"])


def downgrade() -> None:
    for table in ("material", "blob_part", "blob"):
        op.drop_table(table)


def _code(name: str, codes: str, values: tuple[str, ...], default: str | None = None) -> sa.Column:
    kind = sa.Enum(*values, name=codes, native_enum=False, length=30)
    return sa.Column(name, kind, server_default=default, nullable=False)


def _reference(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{other}_id"
    return sa.ForeignKeyConstraint(
        [name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"), ondelete="CASCADE"
    )  # fmt: skip
