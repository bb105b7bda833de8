"""What operators read about the settings is all there is."""

import re
from dataclasses import fields

from gocluster_events.core.config import Settings
from tests.support.tree import ROOT


def test_the_manual_lists_every_setting_once():
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\|\s*`GOCLUSTER_([A-Z_]+)`", manual, re.MULTILINE)
    assert sorted(listed) == sorted(each.name.upper() for each in fields(Settings))
