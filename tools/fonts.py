"""The fonts of pages and of paper, as subsets of those in node_modules, and what paper needs to know of them.

A page has Fira Sans in two weights, reduced to Latin. On paper stands the name of anybody: there Noto Sans follows,
with which Latin, Greek and Cyrillic are complete, then four more scripts and symbols. `gocluster_events.core.glyphs`
reads what `METRICS` says of them: which characters each font has, how wide they are, and how far the font reaches
above and below the line.

`python -m tools.fonts pages FOLDER` (or `paper`) needs fonttools and brotli, which no installation keeps.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

NODE = Path(__file__).resolve().parent.parent / "node_modules"
KERN_FONTS = NODE / "@kern-ux" / "native" / "dist" / "fonts"
NOTO = NODE / "@fontsource"
METRICS = "metrics.json"

# The packages call the fonts otherwise; a subset is another font and carries another name.
FAMILY = "Cluster Sans"
PAGE = {400: KERN_FONTS / "fira-sans/FiraSans-Regular.woff2", 600: KERN_FONTS / "fira-sans/FiraSans-SemiBold.woff2"}
# Latin, Latin Extended (with Vietnamese, for names), punctuation, currency, arrows, minus.
CHARACTERS = (
    "U+0020-007E,U+00A0-024F,U+0300-0304,U+0306-030C,U+0323,U+1E00-1EFF,"
    "U+2010-2027,U+2030-203A,U+20AC,U+2190-2193,U+2212,U+2215"
)
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum", "lnum"]


def _script(package: str, part: str) -> dict[int, Path]:
    files = NOTO / package / "files"
    return {weight: files / f"{package}-{part}-{weight}-normal.woff2" for weight in (400, 600)}


_WIDE = KERN_FONTS / "noto-sans"
# In the order in which they are asked for a character; `paper.typ` names the families in the same order.
PAPER: dict[str, dict[int, Path]] = {
    FAMILY: PAGE,
    f"{FAMILY} Wide": {400: _WIDE / "NotoSans-Regular.woff2", 600: _WIDE / "NotoSans-Bold.woff2"},
    f"{FAMILY} Arabic": _script("noto-sans-arabic", "arabic"),
    f"{FAMILY} Armenian": _script("noto-sans-armenian", "armenian"),
    f"{FAMILY} Georgian": _script("noto-sans-georgian", "georgian"),
    f"{FAMILY} Hebrew": _script("noto-sans-hebrew", "hebrew"),
    f"{FAMILY} Symbols": {400: NOTO / "noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2"},
}


def packages() -> list[Path]:
    """The folders of the packages whose fonts are used."""
    sources = [path for weights in PAPER.values() for path in weights.values() if NOTO in path.parents]
    return [KERN_FONTS.parents[1], *dict.fromkeys(path.parents[1] for path in sources)]


def fill_pages(folder: Path) -> None:
    """Write both weights as woff2, for pages."""
    folder.mkdir(parents=True)
    for weight, source in PAGE.items():
        _subset(source, FAMILY, weight, folder / f"cluster-sans-{weight}.woff2")
    _write_licences(folder, [_licence(FAMILY, PAGE[400])])


def fill_paper(folder: Path) -> None:
    """Write all fonts as TrueType, which is what a PDF is set with, and what `METRICS` says of them."""
    folder.mkdir(parents=True)
    licences = []
    metrics: dict[int, list[dict[str, Any]]] = {400: [], 600: []}
    for family, weights in PAPER.items():
        for weight, source in weights.items():
            font = _subset(source, family, weight, folder / f"{family.lower().replace(' ', '-')}-{weight}.ttf")
            metrics[weight].append(_metrics(font))
        licences.append(_licence(family, weights[400]))
        if 600 not in weights:
            metrics[600].append(metrics[400][-1])
    _write_licences(folder, licences)
    (folder / METRICS).write_text(json.dumps(metrics, separators=(",", ":")), encoding="utf-8")


def _write_licences(folder: Path, licences: list[str]) -> None:
    first = f"{FAMILY} and its kin are subsets made by tools/fonts.py, renamed as the first licence asks."
    (folder / "LICENSE.txt").write_text("\n\n".join([first, *licences]) + "\n", encoding="utf-8")


def _subset(source: Path, family: str, weight: int, target: Path) -> Any:
    """The font as it was written: for a page the usual characters, for paper all but those of private use."""
    from fontTools import subset  # noqa: PLC0415 -- whoever asks which packages there are has none

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    on_paper = target.suffix == ".ttf"
    options = subset.Options(
        flavor=None if on_paper else "woff2",
        layout_features=FEATURES if family == FAMILY else ["*"],  # Arabic is not Arabic without all of them
        hinting=False,
        name_IDs=["*"],
        notdef_outline=True,
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    every = [each for each in font.getBestCmap() if not 0xE000 <= each <= 0xF8FF]
    subsetter.populate(unicodes=every if on_paper else subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    _rename(font, family, weight)
    subset.save_font(font, str(target), options)
    return font


def _metrics(font: Any) -> dict[str, Any]:
    """How far the font reaches above and below the line, and each character's width: in thousandths of its size."""
    em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {
        "up": round(1000 * font["hhea"].ascent / em),
        "down": round(-1000 * font["hhea"].descent / em),
        "widths": {code: round(1000 * widths[name][0] / em) for code, name in sorted(font.getBestCmap().items())},
    }


def _licence(family: str, source: Path) -> str:
    """What the font says of itself, or the file of its package."""
    beside = source.parents[1] / "LICENSE"
    if beside.exists():
        return f"{family}\n\n{beside.read_text(encoding='utf-8')}"
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- as above

    names = TTFont(source, lazy=True)["name"]
    lines = [str(names.getDebugName(number)) for number in (0, 7, 13, 14) if names.getDebugName(number)]
    return "\n\n".join([family, *lines])


def _rename(font: Any, family: str, weight: int) -> None:
    names, full = font["name"], f"{family} {weight}"
    for record in names.names:
        new = {1: family, 3: full, 4: full, 6: full.replace(" ", ""), 16: family}.get(record.nameID)
        if new is not None:
            names.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)


if __name__ == "__main__":
    {"pages": fill_pages, "paper": fill_paper}[sys.argv[1]](Path(sys.argv[2]))
