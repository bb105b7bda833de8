"""Fill static/vendor/ from node_modules, join the bundles, compress the static tree, and name its build.

`build_pages()` leaves four things behind, none of them committed: static/vendor/ (KERN, reduced to what our pages use,
the fonts of pages, and the reader of zxing-wasm for browsers that read no codes), static/built/ (one style
sheet and one module a layout), a .gz beside every text file, and static/.build, one hash of the whole tree. The factory
serves the tree under /static/<build>/, so that url() and ES imports resolve and everything may be cached for a year.
`build_paper()` adds the fonts of paper, which no page asks for. A second run with the same inputs changes nothing and
takes milliseconds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import bundles, css_rules, custom_properties, fonts, stylesheet
from tools.steps import BIN, ROOT, Failed

REQUIREMENTS = ROOT / "requirements" / "build.txt"
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
PAPER = VENDOR / "fonts" / "paper"
TOKENS = STATIC / "css" / "tokens.css"
KERN = ROOT / "node_modules" / "@kern-ux" / "native"
ZXING = ROOT / "node_modules" / "zxing-wasm"
BUILD_FILE = STATIC / ".build"
STAMP = ".stamp"
COMPRESSED = frozenset({".css", ".js", ".svg", ".txt", ".json", ".wasm"})


def build() -> str:
    """Bring everything up to date; returns the build hash."""
    name = build_pages()
    build_paper()
    return name


def build_paper() -> None:
    """Make the fonts of paper, and anew when the version of a package or the tool has changed."""
    stamp = _stamp([Path(fonts.__file__)], fonts.packages())
    if _stands(PAPER, stamp):
        return
    fresh = STATIC / f".paper-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    with _making_fonts("paper", fresh):
        pass
    (fresh / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(PAPER, ignore_errors=True)
    fresh.rename(PAPER)


def build_pages() -> str:
    """Bring everything that pages ask for up to date; returns the build hash."""
    for package in (*fonts.packages(), ZXING):
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
    """Make static/vendor/ anew when the version of a package or one of the tools or our tokens have changed."""
    version = _version(KERN)
    files = (__file__, fonts.__file__, stylesheet.__file__, custom_properties.__file__, css_rules.__file__)
    sources = [*map(Path, files), TOKENS]
    stamp = _stamp(sources, [*fonts.packages(), ZXING])
    if _stands(VENDOR, stamp):
        return
    fresh = STATIC / f".vendor-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    with _making_fonts("pages", fresh / "fonts"):
        _copy_kern(fresh / "kern", version)
        _copy_reader(fresh / "zxing")
    (fresh / STAMP).write_text(stamp, encoding="utf-8")
    if PAPER.exists():
        PAPER.rename(fresh / "fonts" / "paper")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


@contextmanager
def _making_fonts(purpose: str, folder: Path) -> Iterator[None]:
    """Write the fonts beside the block, with tools that are installed for as long as that takes.

    Raises Failed where they cannot be installed.
    """
    with TemporaryDirectory() as packages:
        checked = ("--require-hashes", "--no-build", "--requirement", str(REQUIREMENTS))
        install = [str(BIN / "uv"), "--no-config", "--quiet", "pip", "install", "--python", sys.executable, *checked]
        if subprocess.run([*install, "--target", packages], check=False).returncode:
            raise Failed("the tools for fonts could not be installed; check the network and run this again.")
        command, environ = [sys.executable, "-m", "tools.fonts", purpose, str(folder)], {**os.environ}
        with subprocess.Popen(command, cwd=ROOT, env={**environ, "PYTHONPATH": packages}) as process:
            yield
        if process.returncode:
            raise Failed("the fonts could not be made; see above.")


def _stamp(sources: Iterable[Path], packages: Iterable[Path]) -> str:
    versions = [(package.name, _version(package).encode()) for package in packages]
    return _hash(versions + [(path.name, path.read_bytes()) for path in sources])


def _stands(folder: Path, stamp: str) -> bool:
    path = folder / STAMP
    return path.exists() and path.read_text(encoding="utf-8") == stamp


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
    reduced = stylesheet.reduce(source, TOKENS.read_text(encoding="utf-8"))
    (folder / "kern.css").write_text(f"{notice}@layer kern {{\n{reduced}\n}}\n", encoding="utf-8")
    shutil.copy2(KERN / "LICENSE.md", folder / "LICENSE.md")


def _tree() -> list[Path]:
    paths = (
        path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".gz" and PAPER not in path.parents
    )
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
