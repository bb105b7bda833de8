"""What the pages under `docs/` say of the repository is so."""

from gocluster_events.oversight.rules.personal_data import REGISTER
from tests.support.tree import ROOT
from tools import tables

DOCS = ROOT / "docs"


def test_the_page_of_tables_is_what_the_tool_prints():
    assert tables.page() == (DOCS / "tables.md").read_text(encoding="utf-8")


def test_every_table_with_personal_data_has_its_period_in_the_page_about_privacy():
    told = {each.table for each in REGISTER}
    assert told - tables.periods().keys() == set()
