"""Roles hold on every route: who gets what, for every method of every address."""

import pytest
from flask import Flask

from gocluster_events import access
from tests.support.meeting import Meeting, Who
from tests.support.roles import lines, surprises
from tests.support.routes import ROLES

# 200 the page, or the form again, for nothing is sent with its token · 302 to the sign-in page, or on to the only page
# there is · 401 open your personal link first · 403 not your role · 404 not confirmed to exist · 410 the link is dead.
# The participant's browser is also the one that typed the drafts.
EXPECTED = """
                                                            anybody participant staff organiser stranger admin
GET   /                                                         302         302   302       302      302   302
GET   /{lang}/                                                  200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/                                200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/agenda                          200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/agenda/a1-kommunen              200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/screen                          200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/screen/{room}                   200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/screen-worker.js                200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/programme.pdf                   200         200   200       200      200   200
GET   /jahrestagung-2027/agenda.ics                             200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/changes                         200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/people                          200         200   200       200      200   200
GET   /jahrestagung-2027/changes.atom                           200         200   200       200      200   200
GET   /jahrestagung-2027/changes.json                           200         200   200       200      200   200
GET   /jahrestagung-2027/schedule.json                          200         200   200       200      200   200
GET   /jahrestagung-2027/schedule.xml                           200         200   200       200      200   200
GET   /jahrestagung-2027/places.json                            200         200   200       200      200   200
GET   /jahrestagung-2027/meeting.ics                            200         200   200       200      200   200
GET   /files/{logo}.png                                         200         200   200       200      200   200
GET   /jahrestagung-2027/accent-000000000000.css                200         200   200       200      200   200
GET   /jahrestagung-2027/theme-000000000000.css                 200         200   200       200      200   200
GET   /{lang}/privacy                                           200         200   200       200      200   200
GET   /{lang}/imprint                                           200         200   200       200      200   200
GET   /{lang}/accessibility                                     200         200   200       200      200   200
GET   /healthz                                                  200         200   200       200      200   200
GET   /readyz                                                   200         200   200       200      200   200
GET   /robots.txt                                               200         200   200       200      200   200
GET   /favicon.ico                                              200         200   200       200      200   200
GET   /{lang}/demo-mail/                                        200         200   200       200      200   200
GET   /{lang}/demo-mail/{letter}                                200         200   200       200      200   200

GET   /{lang}/jahrestagung-2027/register                        200         200   200       200      200   200
POST  /{lang}/jahrestagung-2027/register                        200         200   200       200      200   200
GET   /{lang}/jahrestagung-2027/register/{draft}/1/person       404         200   404       404      404   404
POST  /{lang}/jahrestagung-2027/register/{draft}/1/person       404         200   404       404      404   404
GET   /{lang}/jahrestagung-2027/register/{draft}/1/participation 404         200   404       404      404   404
POST  /{lang}/jahrestagung-2027/register/{draft}/1/participation 404         200   404       404      404   404
GET   /{lang}/jahrestagung-2027/register/{pair}/2/removal       404         200   404       404      404   404
POST  /{lang}/jahrestagung-2027/register/{pair}/2/removal       404         200   404       404      404   404
GET   /{lang}/jahrestagung-2027/register/{draft}/check          404         200   404       404      404   404
POST  /{lang}/jahrestagung-2027/register/{draft}/check          404         200   404       404      404   404
GET   /{lang}/jahrestagung-2027/register/{sent}/done            404         200   404       404      404   404
POST  /{lang}/jahrestagung-2027/register/{sent}/done            404         200   404       404      404   404

GET   /{lang}/my/prove/{prove}                                  200         200   200       200      200   200
POST  /{lang}/my/prove/{prove}                                  200         200   200       200      200   200
GET   /{lang}/my/prove-again/{prove_again}                      200         200   200       200      200   200
POST  /{lang}/my/prove-again/{prove_again}                      200         200   200       200      200   200
GET   /{lang}/my/invitation/{invited}                           200         200   200       200      200   200
POST  /{lang}/my/invitation/{invited}                           200         200   200       200      200   200
GET   /{lang}/my/{personal}                                     200         200   200       200      200   200
POST  /{lang}/my/{personal}                                     200         200   200       200      200   200
POST  /{lang}/my/open/{personal}/renew                          410         410   410       410      410   410
GET   /{lang}/my/substitute/{substitute}                        200         200   200       200      200   200
POST  /{lang}/my/substitute/{substitute}                        200         200   200       200      200   200
GET   /{lang}/my/link-sent                                      200         200   200       200      200   200
GET   /{lang}/my/                                               401         200   401       401      401   401
GET   /{lang}/my/meeting.ics                                    401         200   401       401      401   401
GET   /{lang}/my/data                                           401         200   401       401      401   401
GET   /{lang}/my/data.json                                      401         200   401       401      401   401
GET   /{lang}/my/data.csv                                       401         200   401       401      401   401
GET   /{lang}/my/cancellation                                   401         200   401       401      401   401
POST  /{lang}/my/cancellation                                   401         200   401       401      401   401
GET   /{lang}/my/substitution                                   401         200   401       401      401   401
POST  /{lang}/my/substitution                                   401         200   401       401      401   401
GET   /{lang}/my/substitution/withdrawal                        401         200   401       401      401   401
POST  /{lang}/my/substitution/withdrawal                        401         200   401       401      401   401
GET   /{lang}/my/contribution/{own_link}                        200         200   200       200      200   200
POST  /{lang}/my/contribution/{own_link}                        200         200   200       200      200   200
GET   /{lang}/my/contribution                                   401         200   401       401      401   401
POST  /{lang}/my/contribution                                   401         200   401       401      401   401
GET   /{lang}/my/contribution/answer                            401         200   401       401      401   401
POST  /{lang}/my/contribution/answer                            401         200   401       401      401   401
GET   /{lang}/my/acceptance                                     401         200   401       401      401   401
POST  /{lang}/my/acceptance                                     401         200   401       401      401   401
GET   /{lang}/my/erasure                                        401         200   401       401      401   401
POST  /{lang}/my/erasure                                        401         200   401       401      401   401
GET   /{lang}/my/erased                                         200         200   200       200      200   200
GET   /{lang}/my/new-link                                       401         200   401       401      401   401
POST  /{lang}/my/new-link                                       401         200   401       401      401   401
GET   /{lang}/my/details/person                                       401         200   401       401      401   401
POST  /{lang}/my/details/person                                       401         200   401       401      401   401
GET   /{lang}/my/details/participation                                401         200   401       401      401   401
POST  /{lang}/my/details/participation                                401         200   401       401      401   401
GET   /{lang}/my/email                                                401         200   401       401      401   401
POST  /{lang}/my/email                                                401         200   401       401      401   401
GET   /{lang}/my/email/withdrawal                                     401         200   401       401      401   401
POST  /{lang}/my/email/withdrawal                                     401         200   401       401      401   401
GET   /{lang}/my/return                                               401         200   401       401      401   401
POST  /{lang}/my/return                                               401         200   401       401      401   401
GET   /{lang}/my/programme                                            401         200   401       401      401   401
POST  /{lang}/my/programme                                            401         200   401       401      401   401
GET   /{lang}/my/prove-email/{prove_email}                            200         200   200       200      200   200
POST  /{lang}/my/prove-email/{prove_email}                            200         200   200       200      200   200
GET   /{lang}/lost-link                                               200         200   200       200      200   200
POST  /{lang}/lost-link                                               200         200   200       200      200   200
GET   /{lang}/lost-link/sent                                          200         200   200       200      200   200

GET   /{lang}/sign-in                                           200         200   200       200      200   200
POST  /{lang}/sign-in                                           200         200   200       200      200   200
POST  /{lang}/sign-out                                          302         302   302       302      302   302
GET   /{lang}/manage/                                           302         302   302       302      302   200
GET   /{lang}/manage/jahrestagung-2027/                         302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/settings                 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/settings                 302         302   403       200      404   200

GET   /{lang}/manage/jahrestagung-2027/registration/duplicates  302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/duplicates/{first}/{second}  302 302 403 200     404   200
POST  /{lang}/manage/jahrestagung-2027/registration/duplicates/{first}/{second}  302 302 403 200     404   200
GET   /{lang}/manage/jahrestagung-2027/attendees                302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/attendees.xlsx?purpose=x 302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/attendees.csv?purpose=x  302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/attendees.pdf?purpose=x  302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/attendees.json?purpose=x  302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/attendees.rfc4180.csv?purpose=x  302         302   200       200      404   200

GET   /{lang}/manage/jahrestagung-2027/registration/procedure   302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/procedure   302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/quotas      302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/quotas/new  302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/quotas/new  302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/quotas/{quota} 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/quotas/{quota} 302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/quotas/{quota}/removal 302   302   403   200   404   200
POST  /{lang}/manage/jahrestagung-2027/registration/quotas/{quota}/removal 302   302   403   200   404   200
GET   /{lang}/manage/jahrestagung-2027/registration/retention   302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/retention   302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/erasure 302   302   403   200   404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/erasure 302   302   403   200   404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/cancellation 302   302   403   200   404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/cancellation 302   302   403   200   404   200
GET   /{lang}/manage/jahrestagung-2027/registration/waiting     302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/waiting 302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/waiting/position 302   302   403   200   404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/waiting/position 302   302   403   200   404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/waiting/place 302   302   403   200   404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/waiting/place 302   302   403   200   404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting} 302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/needs 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/needs 302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/{waiting}/link 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/registration/{waiting}/link 302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/decisions 302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/registration/decisions/confirmation?id={waiting} 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/decisions/confirmation?id={waiting} 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/decisions/decline?id={waiting} 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/decisions/decline?id={waiting} 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/decisions/{decision}/reversal 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/decisions/{decision}/reversal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/questions  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions/new  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/questions/new  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions/{question}  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/questions/{question}  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions/{question}/position  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/questions/{question}/position  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions/{question}/retirement  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/questions/{question}/retirement  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/questions/preview  302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/{registration}/internal  302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/{registration}/internal  302 302 403 200 404 200

GET   /{lang}/manage/jahrestagung-2027/registration/invitations 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/new 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/new 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/shared 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/shared 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/{invitation}/removal 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/{invitation}/removal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/mailing/invitation 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/mailing/invitation 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/mailing/withdrawal 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/mailing/withdrawal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/new 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/lists/new 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/columns 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/columns 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/check 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/check 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/removal 302 302 403 200 404 200
POST  /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/removal 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/problems.csv 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{imported} 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/registration/invitations/lists/{list}/progress.json 302 302 403 200 404 200
GET   /{lang}/manage/jahrestagung-2027/agenda                   302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/list              302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/placements        302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/clashes.json      302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/revision.json     302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/shift             302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/shift             302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items/{item}/copies   302     302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/items/{item}/copies   302     302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/door-signs.pdf    302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items.xlsx            302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items/new         302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/items/new         302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items/{item}      302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/items/{item}      302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items/{item}/removal   302    302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/items/{item}/removal   302    302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/screens           302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/items/{item}/places    302     302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/items/{item}/places    302     302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/proposal  302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/proposal  302  302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/proposal/progress.json  302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/proposal/acceptance  302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/proposal/removal  302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/proposal/wishes  302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/proposal/wishes/{wish}/removal  302  302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people            302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/new        302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/new        302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/{person}   302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/{person}   302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/{person}/link 302      302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/{person}/link 302      302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/{person}/stand-in 302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/{person}/stand-in 302  302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/{person}/name-removal 302 302 403      200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/{person}/name-removal 302 302 403      200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/people/{person}/portrait-removal 302 302 403  200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/people/{person}/portrait-removal 302 302 403  200      404   200
"""


LINES = lines(EXPECTED + ROLES)


def test_everybody_gets_what_their_role_allows(demo: Flask, meeting: Meeting):
    assert surprises(LINES, demo, meeting) == []


def test_a_permission_that_nobody_asks_for_would_be_noticed(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(access, "permitted", lambda *_args, **_options: True)
    refused = {  # what is for admins alone no permission opens
        address for _method, address, told in LINES if told[Who.STAFF] == 403 != told[Who.ORGANISER]
    }
    found = surprises(
        LINES, demo, meeting, {Who.STAFF, Who.STRANGER}
    )  # those who run a meeting and may not do everything
    assert ({address for _method, address, _who, _code in found}, {who for *_, who, _code in found}) == (
        refused,
        {Who.STAFF},
    )


def test_every_route_has_a_line_for_every_method(demo: Flask, meeting: Meeting):
    adapter = demo.url_map.bind("localhost")
    listed = {
        (adapter.match(meeting.address(address).partition("?")[0], method)[0], method) for method, address, _ in LINES
    }
    there = {
        (rule.endpoint, method)
        for rule in demo.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert listed == there
