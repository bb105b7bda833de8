"""Everybody opens every address of a table, to see who gets what else than it says."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from flask import Flask

from tests.support.meeting import Meeting, Who
from tests.support.visitor import Visitor

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
DESK_TOO = frozenset(  # what the registration desk gets and staff does not
    f"/{{lang}}/manage/{{edition}}/registration/{page}" for page in ("new", "{registration}/correction")
)
ONE_IN = 4  # pages is shown to somebody who may see it
HOME, OTHER = "jahrestagung-2027", "fremde-tagung"  # the edition of the meeting, and the one that the stranger runs


class Line(NamedTuple):
    """A method, an address, the status that everybody gets, and in which edition."""

    method: str
    address: str
    statuses: Mapping[Who, int]
    edition: str = HOME


class Table(NamedTuple):
    """What everybody gets in the meeting's edition, and what they get in the other one at the same addresses."""

    home: tuple[Line, ...]
    abroad: tuple[Line, ...]


Surprise = tuple[str, str, Who, int]
"""A method, an address, and who got which status there."""


def read(table: str) -> Table:
    """What a table expects: its head names the people, each line is a method, an address and their statuses.

    The last column is what the stranger gets in the edition that they run.
    """
    head, *rest = (line.split() for line in table.splitlines() if line)
    home, abroad = [], []
    for method, address, *statuses in rest:
        *codes, there = statuses
        line = Line(method, address, dict(zip(map(Who, head[:-1]), map(int, codes), strict=True)))
        home.append(_with_desk(line))
        if there != "-":
            abroad.append(Line(method, address, _abroad(line, int(there)), OTHER))
    return Table(tuple(home), tuple(abroad))


def _with_desk(line: Line) -> Line:
    """The line with what the registration desk gets, where staff is refused; elsewhere it gets what staff gets."""
    if line.statuses[Who.STAFF] != 403:
        return line
    desk: dict[Who, int] = {Who.DESK: 200 if line.address in DESK_TOO else 403}
    return line._replace(statuses={**line.statuses, **desk})


def _abroad(home: Line, there: int) -> dict[Who, int]:
    """What everybody gets in the other edition where its organiser, the stranger, gets that.

    Its public pages treat all alike. Of those for its team, whoever runs only the meeting's finds none; an admin gets
    what its organiser gets, and what no organiser may as everywhere; all others are asked to sign in, as everywhere.
    """
    if "/manage/" not in home.address:
        return dict.fromkeys(home.statuses, there)
    admin = home.statuses[Who.ADMIN] if there == 403 else there
    return {**home.statuses, Who.STAFF: 404, Who.ORGANISER: 404, Who.STRANGER: there, Who.ADMIN: admin}


def opened(lines: Sequence[Line], dice: Random | None) -> list[Line]:
    """Every line, for all its people; with dice whoever is turned away, and at some of the pages one who gets it.

    Of the registration desk only where it gets more than staff: the rest follows from what the two may do. A door that
    stands open too wide is found for everybody; that nobody is kept out, many others see, and takes the longest.
    """
    return (
        list(lines) if dice is None else [line._replace(statuses=_one_gets_it(line.statuses, dice)) for line in lines]
    )


def _one_gets_it(statuses: Mapping[Who, int], dice: Random) -> dict[Who, int]:
    inside = [who for who, code in statuses.items() if code == 200 and who is not Who.DESK]
    lucky = dice.choice(inside) if inside and not dice.randrange(ONE_IN) else None
    return {
        who: code for who, code in statuses.items() if (code == 200 if who is Who.DESK else code != 200 or who is lucky)
    }


def looked_at(lines: Sequence[Line], dice: Random | None) -> list[Line]:
    """A line with HEAD for each with GET: for all its people, or with dice for one of them."""
    return [replaced(each, "HEAD", dice) for each in lines if each.method == "GET"]


def undeclared(lines: Sequence[Line], dice: Random | None) -> list[Line]:
    """No other method than those of the table, whoever asks: all of them for everybody, or with dice one for one."""
    declared: dict[str, set[str]] = {}
    for each in lines:
        declared.setdefault(each.address, set()).add(each.method)
    people = dict.fromkeys(lines[0].statuses, 405)
    additions = []
    for address, methods in declared.items():
        others = [each for each in METHODS if each not in methods]
        additions += [Line(each, address, people) for each in (others if dice is None else [dice.choice(others)])]
    return [replaced(each, each.method, dice) for each in additions]


def replaced(line: Line, method: str, dice: Random | None) -> Line:
    """The line for another method, for all its people, or with dice for one of them."""
    codes = dict(line.statuses) if dice is None else dict([dice.choice(list(line.statuses.items()))])
    return line._replace(method=method, statuses=codes)


def visitors(app: Flask, meeting: Meeting) -> dict[Who, Visitor]:
    """Everybody with their cookie."""
    clients = {who: Visitor.of(app) for who in Who}
    for who, client in clients.items():
        client.set_cookie("events", meeting.cookies[who])
    return clients


def status(client: Visitor, method: str, path: str) -> int:
    """What the visitor gets at that address."""
    with client.open(path, method=method) as answer:
        return answer.status_code


def surprises(lines: Iterable[Line], app: Flask, meeting: Meeting) -> list[Surprise]:
    """Who gets what else than expected."""
    clients, oddities = visitors(app, meeting), []
    for line in lines:
        path = meeting.address(line.address, edition=line.edition)
        got = {who: status(clients[who], line.method, path) for who in line.statuses}
        oddities += [(line.method, line.address, who, code) for who, code in got.items() if code != line.statuses[who]]
    return oddities


def number_of_requests(lines: Iterable[Line]) -> int:
    """How many requests that is."""
    return sum(len(line.statuses) for line in lines)
