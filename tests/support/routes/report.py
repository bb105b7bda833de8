"""The report of a meeting that is over."""

from tests.support.page import MANAGE, Page, Who

REPORT = f"{MANAGE}/report"
PAGES = (Page(REPORT, Who.ORGANISER),)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/report                                        302 302 200 200 404 200 302 302 200
"""
