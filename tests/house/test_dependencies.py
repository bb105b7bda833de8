"""What an installation gets is little, and each part of it has a use that is said."""

import re

from tests.support.tree import ROOT

MOST = 55


def installed() -> list[str]:
    lock = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)


def test_an_installation_gets_at_most_fifty_five_distributions():
    assert 0 < len(installed()) <= MOST


def test_every_distribution_stands_on_the_page_with_its_use():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\S.*) \| \S.* \|$", page, re.MULTILINE)
    assert [name for name, _use in rows if name != "distribution"] == sorted(installed())
