"""Take a style sheet apart into its rules, and write rules down again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CONDITIONS = ("@media", "@supports")
BRACE = re.compile(r"[{}]")
QUOTED = re.compile(r"""url\([^)]*\)|"[^"]*"|'[^']*'""")
HEAD = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


class Rule(NamedTuple):
    """One rule, and the conditions around it, such as @media; none is an empty text."""

    condition: str
    selector: str
    body: str

    @property
    def selectors(self) -> list[str]:
        """What the selector lists, without the commas between."""
        return [each.strip() for each in _listed(self.selector)]


def parsed(text: str, condition: str = "") -> Iterator[Rule]:
    """The rules of a sheet in its order. Layers are looked into, but keyframes and the like are left out."""
    for head, body in _blocks(COMMENT.sub("", text)):
        if head.startswith(CONDITIONS):
            yield from parsed(body, f"{condition} {head}".strip())
        elif head.startswith("@layer"):
            yield from parsed(body, condition)
        elif not head.startswith("@"):
            yield Rule(condition, head, " ".join(body.split()))


def class_names(sheet: str) -> set[str]:
    """Return the classes that the selectors of a sheet name, also those of rules within rules."""
    heads = HEAD.findall(QUOTED.sub("", COMMENT.sub("", sheet)))
    return {name for head in heads if not head.strip().startswith("@") for name in CLASS.findall(head)}


def written(rules: Iterable[Rule]) -> str:
    """The rules as a sheet; neighbours under one condition share it."""
    parts = []
    for condition, group in groupby(rules, key=lambda rule: rule.condition):
        lines = "\n".join(f"{rule.selector} {{ {rule.body} }}" for rule in group)
        parts.append(f"{condition} {{\n{lines}\n}}" if condition else lines)
    return "\n".join(parts)


def _listed(selector: str) -> Iterator[str]:
    """Split at commas, but not inside :is(…) or :not(…)."""
    depth, start = 0, 0
    for position, character in enumerate(selector):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield selector[start:position]
            start = position + 1
    yield selector[start:]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before the brace, what stands inside) for each block of the outermost level."""
    start = 0
    while (opening := text.find("{", start)) != -1:
        depth, position = 1, opening + 1
        while depth:
            brace = BRACE.search(text, position)
            if brace is None:
                raise ValueError(f"unclosed block: {text[start:opening].strip()[:80]}")
            depth += 1 if brace.group() == "{" else -1
            position = brace.end()
        yield text[start:opening].rpartition(";")[2].strip(), text[opening + 1 : position - 1]
        start = position
