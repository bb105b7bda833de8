"""Roles hold on every route: who gets what, for every method of every address."""

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect

from gocluster_events.core import access
from gocluster_events.core.access import Role
from gocluster_events.core.web.audience import Audience, Kind, audience_of
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Membership
from tests.support.meeting import Meeting, Who
from tests.support.proving import Proof
from tests.support.roles import Line, looked_at, number_of_requests, opened, read, surprises, undeclared
from tests.support.routes import ROLES

TABLE = read(ROLES)


@pytest.mark.promise("P9")
def test_everybody_gets_what_their_role_allows(demo: Flask, meeting: Meeting, proof: Proof):
    dice = None if proof.is_full else proof.random
    asking = [*opened(TABLE.home, dice), *looked_at(TABLE.home, dice)]
    assert surprises(asking, demo, meeting) == []
    addresses, people = {each.address for each in asking}, TABLE.home[0].statuses
    proof.says(
        f"{len(asking)} methods of {len(addresses)} addresses as {len(people)} people",
        f"{number_of_requests(asking)} answers as the table says",
    )


@pytest.mark.promise("P9")
def test_in_another_edition_nobody_finds_anything_of_this_one(demo: Flask, meeting: Meeting, proof: Proof):
    asking = proof.random.sample(TABLE.abroad, proof.size(60, len(TABLE.abroad)))
    assert surprises(asking, demo, meeting) == []
    proof.says(
        f"{len(asking)} addresses of another edition with numbers of this one, as {len(TABLE.home[0].statuses)} people",
        f"{number_of_requests(asking)} answers as the table says",
    )


@pytest.mark.promise("P9")
def test_nobody_may_use_a_method_that_is_not_declared(demo: Flask, meeting: Meeting, proof: Proof):
    asking = undeclared(TABLE.home, None if proof.is_full else proof.random)
    asking = [each for each in asking if not is_routed(demo, meeting, each)]
    assert surprises(asking, demo, meeting) == []
    proof.says(
        f"{len(asking)} methods that are not declared, as up to 8 people", f"{number_of_requests(asking)} times 405"
    )


@pytest.mark.promise("P9", control=True)
def test_a_permission_that_nobody_asks_for_would_be_noticed(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(access, "permitted", lambda *_args, **_options: True)
    # what is for admins alone no permission opens
    refused = [each for each in TABLE.home if each.statuses[Who.STAFF] == 403 != each.statuses[Who.ORGANISER]]
    refused = proof.random.sample(refused, proof.size(60, len(refused)))
    answers = surprises(
        [each._replace(statuses={who: each.statuses[who] for who in (Who.STAFF, Who.STRANGER)}) for each in refused],
        demo,
        meeting,
    )
    assert {(method, address) for method, address, *_ in answers} == {(each.method, each.address) for each in refused}
    assert {who for *_, who, _code in answers} == {Who.STAFF}
    proof.says("every permission is granted to everybody in the team", f"{len(answers)} answers surprise")


@pytest.mark.promise("P9", control=True)
def test_a_view_that_lost_its_audience_would_be_noticed(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    guarded = [each for each in TABLE.home if each.statuses[Who.ANYBODY] in {302, 401} and each.method == "GET"]
    guarded = [each for each in guarded if "/manage/" in each.address or "/my/" in each.address]
    demo.config["PROPAGATE_EXCEPTIONS"] = False  # what needs somebody signed in fails for anybody, which surprises, too
    unnoticed = []
    for line in proof.random.sample(guarded, proof.size(8, len(guarded))):
        view = demo.view_functions[endpoint(demo, meeting, line)]
        with monkeypatch.context() as weakened:
            weakened.setattr(view, "audience", Audience(Kind.PUBLIC))
            unnoticed += [line.address] if not surprises([line], demo, meeting) else []
    assert unnoticed == []
    proof.says("a view is declared public, one at a time", f"{proof.size(8, len(guarded))} of them surprise")


@pytest.mark.promise("P9", control=True)
def test_an_edition_that_lets_in_the_team_of_another_would_be_noticed(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(events, "membership", lambda *_args: Membership(role=Role.ORGANISER))
    lines = [each for each in TABLE.abroad if "/manage/" in each.address and each.method == "GET"]
    answers = surprises(proof.random.sample(lines, proof.size(20, len(lines))), demo, meeting)
    assert {Who.STAFF, Who.ORGANISER} <= {who for *_, who, _code in answers}
    proof.says("every edition takes everybody for one of its team", f"{len(answers)} answers surprise")


@pytest.mark.promise("P9")
def test_the_registration_desk_may_do_what_staff_may_and_two_things_more(demo: Flask):
    more = access.PERMISSIONS[Role.DESK] - access.PERMISSIONS[Role.STAFF]
    assert access.PERMISSIONS[Role.STAFF] < access.PERMISSIONS[Role.DESK]
    views = {name for name in demo.view_functions if (mark := audience_of(demo, name)) and mark.permission in more}
    assert views == {"attendees.correction", "attendees.new_person"}


def endpoint(app: Flask, meeting: Meeting, line: Line) -> str:
    """The name of the view that answers a line."""
    adapter = app.url_map.bind("localhost")
    return str(adapter.match(meeting.address(line.address).partition("?")[0], line.method)[0])


def is_routed(app: Flask, meeting: Meeting, line: Line) -> bool:
    """Whether the address belongs to another route, too, which knows the method; that one has a line of its own."""
    try:
        endpoint(app, meeting, line)
    except MethodNotAllowed:
        return False
    except RequestRedirect:
        pass
    return True


def there(app: Flask) -> set[tuple[str, str]]:
    """Every route, with every method that it declares."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.mark.promise("P9")
def test_every_route_has_a_line_for_every_method(demo: Flask, meeting: Meeting, proof: Proof):
    listed = {(endpoint(demo, meeting, line), line.method) for line in TABLE.home}
    assert listed == there(demo)
    proof.says("the table is compared with every route of the app", f"{len(listed)} lines, none missing")


@pytest.mark.promise("P9", control=True)
def test_a_route_without_a_line_would_be_noticed(demo: Flask, meeting: Meeting):
    demo.add_url_rule("/de/forgotten", "forgotten", lambda: "", methods=["DELETE"])
    listed = {(endpoint(demo, meeting, line), line.method) for line in TABLE.home}
    assert there(demo) - listed == {("forgotten", "DELETE")}
