"""Write what never changes where it is read, so that few of KERN's custom properties are left.

Those stay that depend on the width of the page or on the colour scheme. What our own tokens define wins in any case,
because their layer comes later, so KERN's value of it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tools.css_rules import Rule, parsed

DEFINED = re.compile(r"(--kern-[\w-]+):\s*([^;]*[^;\s])")
READ = re.compile(r"var\(\s*(--kern-[\w-]+)\s*(?:,(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)?\)")
DARK, LIGHT = "@media (prefers-color-scheme: dark)", "@media (prefers-color-scheme: light)"  # one of them always holds

Values = dict[str, str]


def resolved(rules: Iterable[Rule], own: str) -> list[Rule]:
    """The rules with the values of :root put in, after what is left of :root; `own` is the sheet with our tokens."""
    all_rules = list(rules)
    ours, sometimes_ours = _names_of(own)
    values = _values(all_rules, ours)
    varied = {name for condition, some in values.items() if condition for name in some}
    fixed = {name: value for name, value in values[""].items() if name not in varied | sometimes_ours}
    known = ours | values[""].keys()
    roots = [
        Rule(condition, ":root", " ".join(f"{name}: {_put_in(value, fixed, known)};" for name, value in some.items()))
        for condition, some in values.items()
    ]
    others = [rule._replace(body=_put_in(rule.body, fixed, known)) for rule in all_rules if rule.selector != ":root"]
    return [*_used(roots, others), *others]


def _names_of(own: str) -> tuple[frozenset[str], frozenset[str]]:
    """What our tokens define for every page, and what they define at all."""
    always, at_all = set(), set()
    for rule in parsed(own):
        names = {name for name, _ in DEFINED.findall(rule.body)}
        at_all |= names
        if not rule.condition and ":root" in rule.selectors:
            always |= names
    return frozenset(always), frozenset(at_all)


def _values(rules: Iterable[Rule], ours: frozenset[str]) -> dict[str, Values]:
    """The values of :root under each condition; what is alike in the dark and in the light has none."""
    values: dict[str, Values] = {"": {}}
    for rule in rules:
        if rule.selector == ":root":
            defined = {name: value for name, value in DEFINED.findall(rule.body) if name not in ours}
            values.setdefault(rule.condition, {}).update(defined)
    dark, light = values.get(DARK, {}), values.get(LIGHT, {})
    for name, value in dark.items() & light.items():
        values[""][name] = value
        del dark[name], light[name]
    return values


def _put_in(text: str, fixed: Mapping[str, str], known: frozenset[str] | set[str]) -> str:
    """A value may read another one, so this is repeated until nothing changes. What is known needs no second choice."""

    def value(read: re.Match[str]) -> str:
        name = read[1]
        return fixed[name] if name in fixed else f"var({name})" if name in known else read[0]

    replaced = READ.sub(value, text)
    return text if replaced == text else _put_in(replaced, fixed, known)


def _used(roots: list[Rule], readers: list[Rule]) -> list[Rule]:
    """What of :root is read. It may be read only by what is dropped, so this is repeated until nothing changes."""
    used = {name for rule in (*roots, *readers) for name in READ.findall(rule.body)}
    fewer = []
    for root in roots:
        left = [f"{name}: {value};" for name, value in DEFINED.findall(root.body) if name in used]
        if left:
            fewer.append(root._replace(body=" ".join(left)))
    return roots if fewer == roots else _used(fewer, readers)
