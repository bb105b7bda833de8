"""What must not change by accident: every address, every table, every sentence. Run this to pin them anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from gocluster_events.core.web.audience import audience_of
from gocluster_events.factory import create_app
from tests.support.settings import settings
from tools import catalogues
from tools.steps import ROOT, main, timed

FOLDER = ROOT / "tests" / "house" / "pins"
EVERYWHERE = frozenset({"HEAD", "OPTIONS"})
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def run(_arguments: list[str]) -> None:
    """The files say what there is now."""
    FOLDER.mkdir(exist_ok=True)
    for name, lines in PINS.items():
        with timed(f"Pinning {name}"):
            (FOLDER / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")


def pinned(name: str) -> list[str]:
    """The lines of that file, as they were written last."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def routes() -> list[str]:
    """Each address with its methods, and who may use it; what the view behind it is called does not matter."""
    with _app() as app:
        return sorted(
            f"{rule.rule} · {' '.join(sorted((rule.methods or set()) - EVERYWHERE))} · {_audience(app, rule.endpoint)}"
            for rule in app.url_map.iter_rules()
        )


def _audience(app: Flask, endpoint: str) -> str:
    """The kind of visitor, and whatever else is declared otherwise than for most."""
    audience = audience_of(app, endpoint)
    if audience is None:
        return "undeclared"
    changed = {each.name: getattr(audience, each.name) for each in fields(audience)[1:]}
    more = [_word(each.name, changed[each.name]) for each in fields(audience)[1:] if changed[each.name] != each.default]
    return ", ".join([audience.kind.value, *more])


def _word(name: str, value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return name if value else f"not {name}"


def tables() -> list[str]:
    """Each column of each table with its type, and each constraint and index, as PostgreSQL is told of them."""
    with _app() as app:
        every = app.extensions["sqlalchemy"].metadata.tables.values()
        return sorted(f"{table.name} · {line}" for table in every for line in _table(table))


def _table(table: sa.Table) -> Iterator[str]:
    for column in table.columns:
        words = f" · {' | '.join(column.type.enums)}" if isinstance(column.type, sa.Enum) else ""
        yield f"{CreateColumn(column).compile(dialect=POSTGRESQL)}{words}"
    lines = str(CreateTable(table).compile(dialect=POSTGRESQL)).splitlines()
    yield from (line.strip().removesuffix(",") for line in lines if line.strip().startswith("CONSTRAINT "))
    yield from (str(CreateIndex(index).compile(dialect=POSTGRESQL)) for index in table.indexes)


def message_ids() -> list[str]:
    """Each message that is translated, with its plural where it has one, on a single line."""
    every = (f"{each.singular} ⇉ {each.plural}" if each.plural else each.singular for each in catalogues.messages())
    return sorted(text.replace("\\", "\\\\").replace("\n", "\\n") for text in every)


@contextmanager
def _app() -> Iterator[Flask]:
    """The app with every route it can have, and no file is left of its database."""
    with tempfile.TemporaryDirectory() as folder:
        yield create_app(settings(mode="demo", database_url=f"sqlite:///{folder}/pins.db"))


PINS: dict[str, Callable[[], list[str]]] = {"routes": routes, "tables": tables, "message_ids": message_ids}

if __name__ == "__main__":
    main(run, [])
