"""Fill static/vendor/ from node_modules, join the bundles, compress the static tree, and name its build.

`build()` leaves four things behind, none of them committed: static/vendor/ (KERN, reduced to what our pages use, two
weights of Fira Sans, reduced to Latin for pages, and as TrueType with Greek and Cyrillic for paper, and the reader of
zxing-wasm for browsers that read no codes), static/built/ (one style sheet and one module a layout), a .gz beside every
text file, and static/.build, one hash of the whole tree. The factory serves the tree under /static/<build>/, so that
url() and ES imports resolve and everything may be cached for a year. A second run with the same inputs changes nothing
and takes milliseconds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools import bundles, stylesheet

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
KERN = ROOT / "node_modules" / "@kern-ux" / "native"
ZXING = ROOT / "node_modules" / "zxing-wasm"
BUILD_FILE = STATIC / ".build"
STAMP = ".stamp"
COMPRESSED = frozenset({".css", ".js", ".svg", ".txt", ".json", ".wasm"})

# The package calls the font Fira Sans; a subset is another font and carries another name.
FAMILY = "Cluster Sans"
WEIGHTS = {400: "FiraSans-Regular", 600: "FiraSans-SemiBold"}
# Latin, Latin Extended (with Vietnamese, for names), punctuation, currency, arrows, minus.
CHARACTERS = (
    "U+0020-007E,U+00A0-024F,U+0300-0304,U+0306-030C,U+0323,U+1E00-1EFF,"
    "U+2010-2027,U+2030-203A,U+20AC,U+2190-2193,U+2212,U+2215"
)
# On paper a name in Greek or Cyrillic shall not look like a ransom note; `gocluster_events.paper` reads these files.
ON_PAPER = f"{CHARACTERS},U+0370-03FF,U+0400-04FF"
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum", "lnum"]


def build() -> str:
    """Return the build hash; static/vendor/, static/built/, the .gz files and static/.build are up to date."""
    for package in (KERN, ZXING):
        if not package.is_dir():
            raise SystemExit(f"{package} is missing: run `npm ci` in {ROOT} first.")
    _fill_vendor()
    bundles.build(STATIC)
    files = _tree()
    for path in files:
        if path.suffix in COMPRESSED:
            _compress(path)
    name = _hash((path.relative_to(STATIC).as_posix(), path.read_bytes()) for path in files)[:12]
    if not BUILD_FILE.exists() or BUILD_FILE.read_text(encoding="utf-8") != name:
        BUILD_FILE.write_text(name, encoding="utf-8")
    return name


def _fill_vendor() -> None:
    """Make static/vendor/ anew when the version of a package or one of the two tools has changed."""
    version = _version(KERN)
    sources = [Path(__file__), Path(stylesheet.__file__)]
    packages = [("kern", version.encode()), ("zxing", _version(ZXING).encode())]
    stamp = _hash(packages + [(path.name, path.read_bytes()) for path in sources])
    stamp_file = VENDOR / STAMP
    if stamp_file.exists() and stamp_file.read_text(encoding="utf-8") == stamp:
        return
    fresh = STATIC / f".vendor-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_kern(fresh / "kern", version)
    _copy_fonts(fresh / "fonts")
    _copy_reader(fresh / "zxing")
    (fresh / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def _copy_reader(folder: Path) -> None:
    """The module that reads codes, what it imports, and its WebAssembly; nothing of it is loaded but by the desk."""
    (folder / "reader").mkdir(parents=True)
    modules = ZXING / "dist" / "es"
    shutil.copy2(modules / "reader" / "index.js", folder / "reader" / "index.js")
    shutil.copy2(modules / "share.js", folder / "share.js")
    shutil.copy2(ZXING / "dist" / "reader" / "zxing_reader.wasm", folder / "zxing_reader.wasm")
    shutil.copy2(ZXING / "LICENSE", folder / "LICENSE")


def _copy_kern(folder: Path, version: str) -> None:
    folder.mkdir(parents=True)
    source = (KERN / "dist" / "kern.css").read_text(encoding="utf-8")
    notice = f"/*! @kern-ux/native {version}, EUPL-1.2, reduced to the parts used here; see LICENSE.md beside it. */\n"
    (folder / "kern.css").write_text(f"{notice}@layer kern {{\n{stylesheet.reduce(source)}\n}}\n", encoding="utf-8")
    shutil.copy2(KERN / "LICENSE.md", folder / "LICENSE.md")


def _copy_fonts(folder: Path) -> None:
    """Both weights as woff2 for pages; below ``paper`` as TrueType, which is what a PDF is set with."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    (folder / "paper").mkdir(parents=True)
    for weight, source in WEIGHTS.items():
        _subset(source, weight, folder / f"cluster-sans-{weight}.woff2", CHARACTERS, "woff2")
        _subset(source, weight, folder / "paper" / f"cluster-sans-{weight}.ttf", ON_PAPER, None)


def _subset(source: str, weight: int, target: Path, characters: str, flavour: str | None) -> None:
    from fontTools import subset  # noqa: PLC0415 -- a second run needs no fontTools

    options = subset.Options(
        flavor=flavour, layout_features=FEATURES, hinting=False, name_IDs=["*"], notdef_outline=True
    )
    font = subset.load_font(str(KERN / "dist" / "fonts" / "fira-sans" / f"{source}.woff2"), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters))
    subsetter.subset(font)
    _write_licence(font, target.parent / "LICENSE.txt")
    _rename(font, weight)
    subset.save_font(font, str(target), options)


def _write_licence(font: Any, path: Path) -> None:
    """The package ships no licence file for the font, but the font carries its licence in its own name table."""
    names = font["name"]
    lines = [str(names.getDebugName(number)) for number in (0, 7, 13, 14) if names.getDebugName(number)]
    lines.append(f"{FAMILY} is a subset of Fira Sans, made by tools/frontend.py and renamed as the licence asks.")
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def _rename(font: Any, weight: int) -> None:
    names = font["name"]
    full = f"{FAMILY} {weight}"
    for record in names.names:
        new = {1: FAMILY, 3: full, 4: full, 6: full.replace(" ", ""), 16: FAMILY}.get(record.nameID)
        if new is not None:
            names.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)


def _tree() -> list[Path]:
    paths = (path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".gz")
    return sorted(path for path in paths if not any(part.startswith(".") for part in path.relative_to(STATIC).parts))


def _compress(path: Path) -> None:
    packed = path.with_name(path.name + ".gz")
    content = path.read_bytes()
    if packed.exists() and gzip.decompress(packed.read_bytes()) == content:
        return
    packed.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def _hash(named: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in named:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


if __name__ == "__main__":
    print(build())
