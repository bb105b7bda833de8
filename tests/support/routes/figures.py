"""The figures of an edition."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

ROLES = """
GET   /{lang}/manage/jahrestagung-2027/figures                  302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/figures.xlsx             302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/figures.pdf              302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/figures/status.svg       302         302   200       200      404   200
"""
PAGES = (Page(f"{MANAGE}/figures", Who.STAFF), Page(f"{MANAGE}/figures?exact=1", Who.ORGANISER))
NO_PAGES = frozenset({"attendees.figures_xlsx", "attendees.figures_pdf", "attendees.figures_svg"})
