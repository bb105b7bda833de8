"""Everybody opens every address of a table, to see who gets what else than it says."""

from collections.abc import Collection, Sequence

from flask import Flask
from flask.testing import FlaskClient

from tests.support.meeting import Meeting, Who

Line = tuple[str, str, dict[Who, int]]
"""A method, an address, and the status that everybody gets."""


def lines(table: str) -> list[Line]:
    """What a table expects: its head names the people, each line is a method, an address and their statuses."""
    head, *rest = (line.split() for line in table.splitlines() if line)
    return [
        (method, address, {Who(name): int(status) for name, status in zip(head, statuses, strict=False)})
        for method, address, *statuses in rest
    ]


def visitors(app: Flask, meeting: Meeting) -> dict[Who, FlaskClient]:
    """Everybody with their cookie."""
    clients = {who: app.test_client() for who in Who}
    for who, client in clients.items():
        client.set_cookie("events", meeting.cookies[who])
    return clients


def status(client: FlaskClient, method: str, path: str) -> int:
    with client.open(path, method=method) as answer:
        return answer.status_code


def surprises(
    expected_lines: Sequence[Line], app: Flask, meeting: Meeting, people: Collection[Who] = Who
) -> list[tuple[str, str, Who, int]]:
    """Who of them gets what else than expected; HEAD as GET."""
    clients, found = visitors(app, meeting), []
    for method, address, expected in expected_lines:
        for tried in ("GET", "HEAD") if method == "GET" else (method,):
            got = {who: status(clients[who], tried, meeting.address(address)) for who in expected if who in people}
            found += [(tried, address, who, code) for who, code in got.items() if code != expected[who]]
    return found
