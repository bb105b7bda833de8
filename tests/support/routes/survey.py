"""The survey after a meeting, for those who were there and for those who run it."""

from tests.support.page import MANAGE, Page, Who

SURVEY = f"{MANAGE}/survey"
OPEN, CLOSED = "/{lang}/manage/gestern/survey", "/{lang}/manage/vorbei/survey"  # editions that are over

PAGES = (
    Page("/{lang}/my/survey", Who.PARTICIPANT),
    Page("/{lang}/my/survey", Who.SURVEYED),
    Page("/{lang}/my/survey", Who.SURVEYED, sends={}),
    Page(SURVEY, Who.STAFF),
    Page(SURVEY, Who.ORGANISER),
    Page(f"{SURVEY}/questions", Who.ORGANISER),
    Page(f"{SURVEY}/questions", Who.ORGANISER, sends={"row0_text_de": "", "row1_low_de": ""}),
    Page(f"{SURVEY}/close", Who.ORGANISER),
    Page(OPEN, Who.ADMIN),
    Page(f"{OPEN}/questions", Who.ADMIN),
    Page(f"{OPEN}/close", Who.ADMIN),
    Page(CLOSED, Who.ADMIN),
    Page(f"{CLOSED}/texts/{{survey_text}}/removal", Who.ADMIN),
)
NO_PAGES = frozenset({"survey.download"})
ROLES = """
GET  /{lang}/my/survey                                                      302 200 302 302 302 302 302 302 -
POST /{lang}/my/survey                                                      302 200 302 302 302 302 302 302 -
GET  /{lang}/manage/{edition}/survey                                        302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/survey/questions                              302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/survey/questions                              302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/survey/close                                  302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/survey/close                                  302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/survey.xlsx                                   302 302 403 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/survey/texts/{survey_text}/removal            302 302 403 410 404 410 302 302 410
POST /{lang}/manage/{edition}/survey/texts/{survey_text}/removal            302 302 403 410 404 410 302 302 410
"""
