"""What became of next steps: behind the link of a letter, and for the team."""

from tests.support.page import EDITION, MANAGE, Page, Who

OWN, TEAM = "/{lang}/my/follow-up", f"{MANAGE}/follow-ups"
PAGES = (
    Page(f"{OWN}/{{follow_link}}"),
    Page(f"{OWN}/{{follow_link}}", sends={"text": "x" * 601}),
    Page(f"{OWN}/{{follow_end}}/end"),
    Page(f"{EDITION}/follow-up/ended"),
    Page(TEAM, Who.STAFF),
    Page(TEAM, Who.ORGANISER),
    Page("/{lang}/manage/erst-spaeter/follow-ups", Who.ADMIN),
    Page(f"{TEAM}/card/{{noted_card}}", Who.STAFF),
    Page(f"{TEAM}/card/{{noted_card}}", Who.STAFF, sends={"outcome": "", "text": ""}),
    Page(f"{TEAM}/{{noted_step}}/publication", Who.ORGANISER),
    Page(f"{TEAM}/{{noted_step}}/publication", Who.ORGANISER, sends={"showing": ""}),
    Page(f"{TEAM}/{{public_step}}/publication/removal", Who.ORGANISER),
    Page(f"{TEAM}/{{silent_step}}/asking", Who.ORGANISER),
    Page(f"{TEAM}/{{noted_step}}/dismissal", Who.ORGANISER),
    Page(f"{TEAM}/{{silent_step}}/dismissal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/my/follow-up/{follow_link}                                     200 200 200 200 200 200 200 200 -
POST /{lang}/my/follow-up/{follow_link}                                     200 200 200 200 200 200 200 200 -
GET  /{lang}/my/follow-up/{follow_end}/end                                  200 200 200 200 200 200 200 200 -
POST /{lang}/my/follow-up/{follow_end}/end                                  200 200 200 200 200 200 200 200 -
GET  /{lang}/{edition}/follow-up/ended                                      200 200 200 200 200 200 200 200 200
GET  /{lang}/manage/{edition}/follow-ups                                    302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/follow-ups/card/{noted_card}                  302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/follow-ups/card/{noted_card}                  302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/follow-ups/{noted_step}/publication           302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/follow-ups/{noted_step}/publication           302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/follow-ups/{public_step}/publication/removal  302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/follow-ups/{public_step}/publication/removal  302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/follow-ups/{silent_step}/asking               302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/follow-ups/{silent_step}/asking               302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/follow-ups/{noted_step}/dismissal             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/follow-ups/{noted_step}/dismissal             302 302 403 200 404 200 302 302 404
"""
