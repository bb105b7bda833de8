"""Reduce KERN's stylesheet to the components our templates use, so a page loads a tenth of it.

What is left out changes nothing that anybody sees: rules for classes and states that no page has, and rules that our
own sheets, whose layers come later, always override. `tests/house/test_stylesheets.py` compares classes and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools import custom_properties
from tools.css_rules import Rule, parsed, written

CLASSES = frozenset(
    f".kern-{name}"
    for name in (
        *("alert", "alert--danger", "alert--warning", "alert__body", "alert__header"),
        *("btn", "btn--primary", "btn--secondary", "btn--tertiary"),
        *("error", "fieldset", "fieldset--error", "fieldset__body", "fieldset__body--horizontal"),
        *("form-check", "form-check--error", "form-check__checkbox", "form-check__checkbox--error"),
        *("form-check__radio", "form-check__radio--error"),
        *("form-input", "form-input--error", "form-input__input", "form-input__input--error"),
        *("form-input__select", "form-input__select-wrapper"),
        *("hint", "icon", "icon--danger", "icon--default", "icon--warning"),
        *("label", "label__optional", "sr-only", "title"),
    )
)
ANY_CLASS = re.compile(r"\.[a-zA-Z][\w-]*")
# What no page has: a colour scheme chosen by hand, KERN's own field for files, what is disabled in name only, and
# second ways to say disabled and read-only.
NOWHERE = re.compile(
    r"kern-theme|type=\"?file|btn[^ ,]*\[disabled\]"
    r"|(?<!:not\()\[(?:aria-disabled=true|disabled=disabled|readonly=readonly)\]"
)
NOWHERE_WITHIN = re.compile(r", (?:input|textarea)\[aria-disabled=true\]")
# What components/small.css and components/forms.css paint themselves: buttons under the pointer, the arrow of a choice.
OVERRIDDEN = re.compile(
    r"^\.kern-btn--\w+:not\([^)]*\):hover$|^\.kern-btn--(?:secondary|tertiary):active$|select-wrapper[^ ]*::after$"
)
# Browsers that know light-dark(), without which our pages have no colours, know the mask without a prefix.
PREFIXED_MASK = re.compile(r"-webkit-mask: url\(\"[^\"]*\"\);\s*(?=mask:)")


def reduce(source: str, own: str) -> str:
    """Return the rules that our pages need; KERN's custom properties give way to `own`, the sheet with our tokens."""
    rules = list(_kept(parsed(PREFIXED_MASK.sub("", source))))
    return written(custom_properties.resolved(rules, own))


def _kept(rules: Iterable[Rule]) -> Iterator[Rule]:
    for rule in rules:
        shorter = rule._replace(selector=NOWHERE_WITHIN.sub("", rule.selector))
        selectors = [each for each in shorter.selectors if _is_kept(each)]
        if selectors:
            yield rule._replace(selector=", ".join(selectors))


def _is_kept(selector: str) -> bool:
    if selector == ":root":
        return True
    classes = frozenset(ANY_CLASS.findall(selector))
    return bool(classes) and classes <= CLASSES and not NOWHERE.search(selector) and not OVERRIDDEN.search(selector)
