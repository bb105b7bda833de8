"""The figures of an edition."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

ROLES = """
GET  /{lang}/manage/{edition}/figures                                       302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/figures.xlsx                                  302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/figures.pdf                                   302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/figures/status.svg                            302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/figures/freezing                              302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/figures/freezing                              302 302 403 200 404 200 302 302 200
"""
PAGES = (
    Page(f"{MANAGE}/figures", Who.STAFF),
    Page(f"{MANAGE}/figures?exact=1", Who.ORGANISER),
    Page(f"{MANAGE}/figures/freezing", Who.ORGANISER),
)
NO_PAGES = frozenset({"attendees.figures_xlsx", "attendees.figures_pdf", "attendees.figures_svg"})
