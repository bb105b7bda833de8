"""Badges, lists to be signed and certificates."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

ROLES = """
GET  /{lang}/manage/{edition}/papers                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/badges                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/badges.pdf?size=80x50                         302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/badges/calibration.pdf                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/signatures.pdf                                302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/certificates.pdf                              302 302 302 302 404 302 302 302 302
GET  /{lang}/manage/{edition}/contributors/alike                            302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/contributors/alike                            302 302 200 200 404 200 302 302 200
GET  /{lang}/my/certificate.pdf                                             302 404 302 302 302 302 302 302   -
"""
PAGES = (
    Page(f"{MANAGE}/papers", Who.STAFF),
    Page(f"{MANAGE}/badges", Who.STAFF),
    Page(f"{MANAGE}/badges?size=free&width=40&height=25", Who.STAFF),  # in which something is too long
    Page(f"{MANAGE}/contributors/alike", Who.STAFF),
    Page(f"{MANAGE}/badges.pdf?size=nonsense", Who.STAFF),
    Page(f"{MANAGE}/badges.pdf?size=free&width=5&height=900&right=x&blank=-1", Who.STAFF),
)
NO_PAGES = frozenset(
    {"papers.badges_pdf", "papers.badges_calibration", "papers.signatures", "papers.certificates",
     "site.my_certificate"}
)  # fmt: skip
