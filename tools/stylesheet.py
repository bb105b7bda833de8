"""Reduce KERN's stylesheet to the components our templates use, so a page loads 4 KB of it instead of 35."""

from __future__ import annotations

import re
from collections.abc import Iterator

KEPT_CLASSES = re.compile(
    r"\.kern-(?:alert|btn|error|fieldset|form-check|form-input|hint|label|title|sr-only)(?![a-z])"
    r"|\.kern-icon(?:--(?:danger|info|success|warning|small|default|large|check))?(?![a-z-])"
)
ANY_CLASS = re.compile(r"\.[a-zA-Z][\w-]*")
LEFT_OUT = re.compile(r"type=file|type=\"file\"|kern-theme|sr-only-mobile|btn--x-small|btn-wrapper|visually")
USED = re.compile(r"var\(\s*(--kern-[\w-]+)")
DEFINED = re.compile(r"(--kern-[\w-]+):[^;}]*;?")


def reduce(source: str) -> str:
    """Return the rules for the kept classes and for :root, without custom properties that nobody reads."""
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    return _without_unused_properties("\n".join(_kept(text)))


def _kept(text: str) -> Iterator[str]:
    for head, body in _blocks(text):
        if head.startswith(("@media", "@supports")):
            inner = " ".join(_kept(body))
            if inner:
                yield f"{head} {{ {inner} }}"
        elif not head.startswith("@"):
            selectors = [one.strip() for one in _selectors(head) if _is_kept(one.strip())]
            if selectors:
                yield f"{', '.join(selectors)} {{ {' '.join(body.split())} }}"


def _is_kept(selector: str) -> bool:
    if selector == ":root":
        return True
    classes = ANY_CLASS.findall(selector)
    known = [name for name in classes if KEPT_CLASSES.match(name)]
    return bool(classes) and len(known) == len(classes) and not LEFT_OUT.search(selector)


def _selectors(head: str) -> Iterator[str]:
    """Split at commas, but not inside :is(…) or :not(…)."""
    depth, start = 0, 0
    for position, character in enumerate(head):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield head[start:position]
            start = position + 1
    yield head[start:]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before the brace, what stands inside) for each block of the outermost level."""
    start = 0
    while (opening := text.find("{", start)) != -1:
        depth, position = 1, opening + 1
        while depth:
            brace = re.compile(r"[{}]").search(text, position)
            if brace is None:
                raise ValueError(f"unclosed block: {text[start:opening].strip()[:80]}")
            depth += 1 if brace.group() == "{" else -1
            position = brace.end()
        yield text[start:opening].strip(), text[opening + 1 : position - 1]
        start = position


def _without_unused_properties(text: str) -> str:
    """A property may be read only by one that is dropped, so this is repeated until nothing changes."""
    used = frozenset(USED.findall(text))
    fewer = DEFINED.sub(lambda definition: definition.group() if definition.group(1) in used else "", text)
    fewer = re.sub(r"[^{}\n]*\{\s*\}", "", fewer)
    return re.sub(r"\s+", " ", text).strip() if fewer == text else _without_unused_properties(fewer)
