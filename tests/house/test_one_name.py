"""A page of the team is called in a link what rail and tabs call it."""

import re
from collections import defaultdict

from gocluster_events.core.web.order.entries import ENTRIES
from tests.support.tree import ROOT

LINKS = (
    re.compile(
        r"""(?:button_link|arrow_link|crumb)\(\s*_\("(?P<words>[^"]+)"\),\s*url_for\(\s*["'](?P<page>[a-z_.]+)"""
    ),
    re.compile(r"""\(\s*_\("(?P<words>[^"]+)"\),\s*url_for\(\s*["'](?P<page>[a-z_.]+)"""),
    re.compile(
        r"""<a\b[^>]*url_for\(\s*["'](?P<page>[a-z_.]+)["'][^>]*>\s*(?:\{\{ icon\([^}]*\}\}\s*)?"""
        r"""\{\{ _\("(?P<words>[^"]+)"\) \}\}"""
    ),
)
WAY = re.compile(r"(?:(?:Back to|Go to|Open|Show in|All)\s+)(?:the |your )?(?P<name>.+)")
NOUNS = {"Decided": "decisions", "Print": "printing"}
"""Names that are no nouns, and how a sentence speaks of them."""


def names() -> dict[str, set[str]]:
    """What each page of the table may be called: as its part, its tab, or its entry in the rail."""
    called: defaultdict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for tab, part in entry.parts:
            labels = {str(each) for each in (entry.label, tab.label, part.label)}
            called[part.endpoint] |= labels | {NOUNS[each] for each in labels & NOUNS.keys()}
    return called


def links() -> set[tuple[str, str, str, bool]]:
    """The words, page and template of each link that is one sentence, and whether it is a breadcrumb."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
    matches = ((name, each) for name, text in texts.items() for pattern in LINKS for each in pattern.finditer(text))
    return {(each["words"], each["page"], name, each[0].startswith("crumb")) for name, each in matches}


def test_a_link_that_names_a_page_names_it_as_rail_and_tabs_do():
    called = {page: {name.casefold() for name in known} for page, known in names().items()}
    every = set().union(*called.values())
    wrong = []
    for words, page, template, is_crumb in sorted(links()):
        way = WAY.fullmatch(words)
        name = (way["name"] if way else words).casefold()
        if page in called and (way or is_crumb or name in every) and not name.endswith(tuple(called[page])):
            wrong.append((words, page, template))
    assert wrong == []
