"""The demo's meetings and names, as they are written down in ``data/``."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.core.text import Localized

ZONE = "Europe/Berlin"
_FOLDER = Path(__file__).with_name("data")

Facts = Mapping[str, Any]


@cache
def read(name: str) -> Facts:
    """The contents of the demo file of this name; its times are on the venue's clocks."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def instant(local: datetime) -> datetime:
    """The instant at which the venue's clocks show ``local``."""
    return local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def localized(texts: Mapping[str, str] | None) -> Localized:
    """A text in both languages; nothing written when there is none."""
    return Localized(**texts) if texts else Localized()
