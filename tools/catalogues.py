"""Compile the translations: a .mo beside every .po, made anew only when the .po is newer."""

from __future__ import annotations

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.steps import ROOT

TRANSLATIONS = ROOT / "gocluster_events" / "translations"


def build() -> None:
    """Every catalogue is compiled, whole, and as new as its source."""
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        partial = compiled.with_suffix(".mo.part")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(compiled)
