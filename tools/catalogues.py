"""Compile the translations, a .mo beside every .po, anew only when the .po is newer; and read what is translated."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.steps import ROOT

TRANSLATIONS = ROOT / "gocluster_events" / "translations"
SOURCES = ("gocluster_events", "templates")
KEYWORDS = {"_": None, "N_": None, "_l": None, "_n": (1, 2), "_ln": (1, 2), "gettext": None, "ngettext": (1, 2)}


class Message(NamedTuple):
    """What code or a template asks to be translated; with a plural where there is one."""

    singular: str
    plural: str = ""


def build() -> None:
    """Every catalogue is compiled, whole, and as new as its source."""
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        partial = compiled.with_suffix(f".{os.getpid()}.mo")  # two tools may start at once
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(compiled)


@cache
def messages() -> frozenset[Message]:
    """Every message that code or templates ask for."""
    return frozenset(each for folder in SOURCES for each in _of(folder))


def _of(folder: str) -> Iterator[Message]:
    babel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    own = {each["pattern"].removeprefix(f"{folder}/"): each for each in babel if each["pattern"].startswith(folder)}
    methods = [(pattern, each["method"]) for pattern, each in own.items()]
    options = {pattern: {"trimmed": "true"} for pattern in own}
    every = extract_from_dir(ROOT / folder, methods, options, KEYWORDS, directory_filter=lambda _folder: True)
    for _file, _line, message, _comments, _context in every:  # without the filter Babel skips folders such as _ui
        yield Message(message) if isinstance(message, str) else Message(message[0], message[1])


if __name__ == "__main__":
    build()
