"""The texts of letters, and when reminders go."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

LETTERS = f"{MANAGE}/letters"
PAGES: tuple[Page, ...] = (
    Page(LETTERS, Who.ORGANISER),
    Page(LETTERS, Who.STAFF),
    Page(f"{LETTERS}/declined/de", Who.ORGANISER),
    Page(f"{LETTERS}/declined/en", Who.ORGANISER, sends={"verb": "keep", "body": "{raeson} and {", "subject": ""}),
    Page(f"{LETTERS}/declined/en", Who.ORGANISER, sends={"verb": "show", "person": "Müller"}),
    Page(f"{LETTERS}/received/de/standard", Who.ORGANISER),
    Page(f"{LETTERS}/received/en/return", Who.ORGANISER),
    Page(f"{LETTERS}/received/en", Who.ORGANISER),
    Page(f"{LETTERS}/reminders", Who.ORGANISER),
    Page(f"{LETTERS}/reminders/week", Who.ORGANISER),
    Page(f"{LETTERS}/reminders/week", Who.ORGANISER, sends={"days_before": "many"}),
    Page(f"{LETTERS}/reminders/withdrawal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/letters                                       302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/letters/declined/de                           302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/letters/declined/de                           302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/letters/received/de/standard                  302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/letters/received/de/standard                  302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/letters/received/en/return                    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/letters/received/en/return                    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/letters/reminders                             302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/letters/reminders/week                        302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/letters/reminders/week                        302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/letters/reminders/withdrawal                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/letters/reminders/withdrawal                  302 302 403 200 404 200 302 302 200
"""
