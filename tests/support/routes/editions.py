"""Editions and what they consist of."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES = (
    Page("/{lang}/manage/new", Who.ORGANISER),
    Page("/{lang}/manage/new", Who.ORGANISER, sends={"title_de": "", "slug": "manage", "capacity_onsite": "viele"}),
    Page(f"{MANAGE}/copy", Who.ORGANISER),
    Page(f"{MANAGE}/copy", Who.ORGANISER, sends={"slug": "Jahrestagung 2028", "starts_on": "bald"}),
    Page(f"{MANAGE}/checklist", Who.ORGANISER),
    Page(f"{MANAGE}/checklist/venue/tick", Who.ORGANISER),
    Page(f"{MANAGE}/checklist/venue/tick/removal", Who.ORGANISER),
    *(Page(f"{MANAGE}/status/{step}", Who.ORGANISER) for step in ("publishing", "hiding", "archiving", "reopening")),
    Page(f"{MANAGE}/rooms", Who.ORGANISER),
    Page(f"{MANAGE}/rooms/new", Who.ORGANISER),
    Page(f"{MANAGE}/rooms/new", Who.ORGANISER, sends={"stream_url": "http://stream.example.org"}),
    Page(f"{MANAGE}/rooms/{{hall}}", Who.ORGANISER),
    Page(f"{MANAGE}/rooms/{{hall}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/rooms/{{hall}}/position", Who.ORGANISER),
    Page(f"{MANAGE}/tracks", Who.ORGANISER),
    Page(f"{MANAGE}/tracks/new", Who.ORGANISER),
    Page(f"{MANAGE}/tracks/new", Who.ORGANISER, sends={"name_de": "Transfer", "colour": "#F7BB3D"}),
    Page(f"{MANAGE}/tracks/{{track}}", Who.ORGANISER),
    Page(f"{MANAGE}/tracks/{{track}}/removal", Who.ORGANISER),
    Page(f"{MANAGE}/clusters", Who.ORGANISER),
    Page(f"{MANAGE}/clusters?search=nothing", Who.ORGANISER),
    Page(f"{MANAGE}/clusters/new", Who.ORGANISER),
    Page(f"{MANAGE}/clusters/new", Who.ORGANISER, sends={"name": "PHOTONIK BERLIN", "state": "BE"}),
    Page(f"{MANAGE}/clusters/list", Who.ORGANISER),
    Page(
        f"{MANAGE}/clusters/list",
        Who.ORGANISER,
        sends={"lines": "Photonik Berlin; BE\nPhotonik-Berlin; BE\nNeu; BY\nX"},
    ),
    Page(f"{MANAGE}/clusters/{{cluster}}", Who.ORGANISER),
    Page(f"{MANAGE}/clusters/{{cluster}}/removal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset({"editions.clusters_csv", "agenda.draft_theme", "events.draft_accent"})
ROLES = """
GET  /{lang}/manage/new                                                     302 302 403 200 200 200 302 302   -
POST /{lang}/manage/new                                                     302 302 403 200 200 200 302 302   -
GET  /{lang}/manage/{edition}/copy                                          302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/copy                                          302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/checklist                                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/checklist/venue/tick                          302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/checklist/venue/tick                          302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/checklist/venue/tick/removal                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/checklist/venue/tick/removal                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/status/archiving                              302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/status/archiving                              302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/theme-000000000000.css                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/accent-000000000000.css                       302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/clusters                                      302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/clusters.csv                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/clusters/new                                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/clusters/new                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/clusters/list                                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/clusters/list                                 302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/clusters/{cluster}                            302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/clusters/{cluster}                            302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/clusters/{cluster}/removal                    302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/clusters/{cluster}/removal                    302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/rooms                                         302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/rooms/new                                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/rooms/new                                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/rooms/{hall}                                  302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/rooms/{hall}                                  302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/rooms/{hall}/position                         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/rooms/{hall}/position                         302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/rooms/{hall}/removal                          302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/rooms/{hall}/removal                          302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/tracks                                        302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/tracks/new                                    302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/tracks/new                                    302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/tracks/{track}                                302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/tracks/{track}                                302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/tracks/{track}/position                       302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/tracks/{track}/position                       302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/tracks/{track}/removal                        302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/tracks/{track}/removal                        302 302 403 200 404 200 302 302 404
"""
