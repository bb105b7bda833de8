"""Print `docs/tables.md`: every table, its feature, what one row is, of what it tells and when it goes.

`.venv/bin/python -m tools.tables > docs/tables.md` writes the page anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import sqlalchemy as sa

from gocluster_events.backoffice.oversight.rules.personal_data import REGISTER
from gocluster_events.core.db import Base
from tools.steps import ROOT, main

INTRODUCTION = """# The tables

Printed by `.venv/bin/python -m tools.tables`, from the models, the register of personal data
(`gocluster_events/backoffice/oversight/rules/personal_data.py`) and the periods in [privacy.md](privacy.md). A
row goes with the row that it belongs to (*with*, `ON DELETE CASCADE`). Where nothing stands under *goes*, only then, or
when the team removes it. A table without anything under *tells of* tells nothing of anybody.
"""
HEAD = ("table", "feature", "one row", "tells of", "with", "goes")
PERIODS = {  # of tables that tell nothing of anybody and that no other row takes along
    "worker_runs": "stays, one row",
    "mail_lease": "stays, a row for each thing that one worker does at a time",
    "mail_pause": "when the mails go on",
    "mailbox_position": "stays, a row for each mailbox",
}


def run(_arguments: list[str]) -> None:
    """The page stands on the standard output."""
    print(page(), end="")


def page() -> str:
    """The whole page, as it is committed."""
    for path in (ROOT / "gocluster_events").rglob("models.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    rows = [HEAD, ("---",) * len(HEAD), *sorted(_rows(), key=lambda row: (row[1], row[0]))]
    return "\n".join([INTRODUCTION, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _rows() -> Iterator[tuple[str, ...]]:
    goes = periods()
    for mapper in Base.registry.mappers:
        model = mapper.class_
        table: sa.Table = model.__table__
        about = ", ".join(dict.fromkeys(each.matter.value for each in REGISTER if each.table == table.name))
        feature = model.__module__.removeprefix("gocluster_events.").removesuffix(".models")
        row = " ".join((model.__doc__ or "").split("\n\n")[0].split()).replace("``", "`")
        yield f"`{table.name}`", f"`{feature}`", row, about, ", ".join(_takers(table)), goes.get(table.name, "")


def _takers(table: sa.Table) -> list[str]:
    return sorted({f"`{key.column.table.name}`" for key in table.foreign_keys if key.ondelete == "CASCADE"})


def periods() -> dict[str, str]:
    """When a table's rows go, as the first line of the page about privacy that names it says."""
    lines = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").splitlines()
    period_by_table = dict(PERIODS)
    for _what, where, _by, goes in (line.strip("| ").split(" | ") for line in lines if line.startswith("| ")):
        for name in re.findall(r"`(\w+)`", where):
            period_by_table.setdefault(name, goes)
    return period_by_table


if __name__ == "__main__":
    main(run, [])
