"""Join the files that a bundle in static/bundles/ imports into one in static/built/, so that a page asks once.

A bundle is an ordinary style sheet or module of nothing but imports, so a browser understands it as it stands. A
relative url() of a sheet is put for the place of what is built.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from tools.minified import minified

IMPORT = re.compile(r"""^(?:@import url\("([^"]+)"\)\s*(print)?;|import "([^"]+)";)$""")
CSS_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
URL = re.compile(r"""(?<=url\(")\.[^"]+(?="\))""")
JS_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


def build(static: Path) -> None:
    """static/built/ holds a file for each bundle, and no other."""
    target = static / "built"
    target.mkdir(exist_ok=True)
    bundles = sorted(path for path in (static / "bundles").iterdir() if path.suffix in {".css", ".js"})
    for stale in set(target.iterdir()) - {target / f"{each.name}{end}" for each in bundles for end in ("", ".gz")}:
        stale.unlink()
    for bundle in bundles:
        text = joined(bundle)
        built = target / bundle.name
        if not built.exists() or built.read_text(encoding="utf-8") != text:
            built.write_text(text, encoding="utf-8")


def joined(bundle: Path) -> str:
    """The text of everything the bundle imports, in its order, without what only its readers need."""
    parts: list[str] = []
    for line in CSS_COMMENT.sub("", bundle.read_text(encoding="utf-8")).splitlines():
        match = IMPORT.match(line)
        if match is None:
            raise ValueError(f"{bundle.name} may hold imports only, not {line!r}")
        style, medium, module = match.groups()
        path = bundle.parent / (style or module)
        source = path.read_text(encoding="utf-8")
        parts.append(_style(_from_there(source, path.parent, bundle.parent), medium) if style else _module(source))
    return "\n".join(parts) + "\n"


def _from_there(source: str, folder: Path, there: Path) -> str:
    """The sheet of that folder with its relative addresses as they are from another one."""
    return URL.sub(lambda url: Path(os.path.relpath(folder / url[0], there)).as_posix(), source)


def _style(source: str, medium: str | None) -> str:
    return f"@media {medium}{{{minified(source)}}}" if medium else minified(source)


def _module(source: str) -> str:
    """A block of its own, so that two modules may use the same name; it neither imports nor exports."""
    return "{\n" + INDENT.sub("", JS_COMMENT.sub("", source)).strip() + "\n}"
