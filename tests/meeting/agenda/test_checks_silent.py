"""The checks say nothing where nothing is wrong: a programme must not drown in what nobody has to act on."""

from dataclasses import replace

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SignUp, Visibility
from tests.support.checking import AWAY, DECLINED, KEYNOTE, PANEL, PARTY, ROOM, sentences, talk
from tests.support.programme import MAI, REGION, START_UPS, TAREK, with_people

pytestmark = pytest.mark.usefixtures("german")


@pytest.mark.parametrize(
    "items",
    [
        pytest.param((talk(1), talk(2, 60)), id="one room, one after the other"),
        pytest.param((talk(1), talk(2, kind=Kind.RECEPTION)), id="the reception is where the exhibition is"),
        pytest.param((talk(1, 0, MAI), talk(2, 60, MAI)), id="a person, one after the other"),
        pytest.param((talk(1, 0, MAI, MAI, part=Part.JURY),), id="a person with two parts in one item"),
        pytest.param((talk(1, -60),), id="as soon as the house opens"),
        pytest.param((talk(1, 0), talk(2, 60, code="A11")), id="two codes"),
        pytest.param((talk(1, 0, code=""), talk(2, 60, code="")), id="two items without a code"),
        pytest.param((talk(1, seats=40, **ROOM),), id="as many as the room takes"),
        pytest.param((talk(1, sign_up=SignUp.BOOK, **ROOM),), id="places of the room are booked"),
        pytest.param((talk(1, None, room=None),), id="an idea without a time"),
        pytest.param((talk(1, 600, room=None, kind=Kind.EXCURSION),), id="an excursion in the evening"),
        pytest.param((talk(1, has_stream=False),), id="no stream from a room that has none"),
        pytest.param(
            (talk(1, kind=Kind.MATCHMAKING), talk(2, 60, kind=Kind.COFFEE, room=None)),
            id="a break for everybody, afterwards",
        ),
        pytest.param((KEYNOTE, talk(2, 60, TAREK, kind=Kind.WORKSHOP)), id="after the keynote"),
        pytest.param((KEYNOTE, talk(2, 0, kind=Kind.POSTERS, **ROOM)), id="posters hang during the keynote"),
        pytest.param((KEYNOTE, talk(2, 0, MAI, kind=Kind.PRESS, **ROOM)), id="the press has no time for the keynote"),
        pytest.param(
            (KEYNOTE, talk(2, 0, visibility=Visibility.CLOSED, kind=Kind.WORKSHOP, **ROOM)), id="a closed session"
        ),
        pytest.param(
            (talk(1, 0, TAREK, kind=Kind.KEYNOTE, track=REGION.id), talk(2, 0, MAI, kind=Kind.WORKSHOP, **ROOM)),
            id="a track's own keynote",
        ),
        pytest.param(
            (talk(1, 0, TAREK, kind=Kind.KEYNOTE, **ROOM), talk(2, 0, MAI, kind=Kind.WORKSHOP)),
            id="a keynote in a room for few",
        ),
        pytest.param(
            (talk(1, 0, TAREK, kind=Kind.KEYNOTE, seats=80), talk(2, 0, MAI, kind=Kind.WORKSHOP, **ROOM)),
            id="a keynote for few",
        ),
        pytest.param((PARTY, talk(2, 0, kind=Kind.MATCHMAKING, visibility=Visibility.MEMBERS, **ROOM)), id="members"),
        pytest.param(
            (replace(PARTY, visibility=Visibility.MEMBERS), talk(2, 0, kind=Kind.MATCHMAKING, **ROOM)),
            id="a get-together of members",
        ),
        pytest.param((PARTY, talk(2, 0, kind=Kind.COFFEE, **ROOM)), id="coffee at the get-together"),
        pytest.param((with_people(PANEL, MAI, part=Part.MODERATION),), id="a moderated panel"),
        pytest.param((talk(1, 0, MAI), talk(2, 65, MAI, **ROOM)), id="five minutes to walk"),
        pytest.param((talk(1, 30, AWAY, kind=Kind.FORUM),), id="two times that touch are one"),
        pytest.param((talk(1, None, DECLINED), talk(2, 0, MAI)), id="an idea with somebody who has declined"),
        pytest.param((talk(1, 0, MAI), talk(2, 64, TAREK, **ROOM)), id="two people"),
        pytest.param(
            (talk(1, 0, MAI, kind=Kind.FORUM, length_minutes=90), talk(2, 90, MAI, kind=Kind.FORUM, length_minutes=90)),
            id="three hours",
        ),
        pytest.param(
            (
                talk(1, 0, MAI, kind=Kind.FORUM, length_minutes=90),
                talk(2, 105, MAI, kind=Kind.FORUM, length_minutes=90),
            ),
            id="a quarter of an hour off",
        ),
        pytest.param((talk(1, 0, MAI, kind=Kind.WORKSHOP, length_minutes=240),), id="a long workshop has its breaks"),
        pytest.param((talk(1, 0, MAI), talk(2, 60, MAI, length_minutes=240)), id="a stand is no strain"),
        pytest.param(
            (talk(1, track=REGION.id, kind=Kind.VOTE), talk(2, track=START_UPS.id, kind=Kind.VOTE, **ROOM)),
            id="two tracks",
        ),
        pytest.param(
            (talk(1, track=REGION.id, kind=Kind.VOTE), talk(2, track=REGION.id, **ROOM)), id="a stand of the track"
        ),
        pytest.param((talk(1, kind=Kind.LUNCH), talk(2, 60, kind=Kind.AWARDS)), id="a break needs nobody"),
        pytest.param((talk(1, kind=Kind.WORKSHOP, visibility=Visibility.CLOSED),), id="closed and without people"),
        pytest.param((talk(1), talk(2, 60, title=Localized("", "English"))), id="only an English title"),
        pytest.param(
            (talk(1, title=Localized("Eins")), talk(2, 60, title=Localized("Zwei"))), id="a meeting all in German"
        ),
        pytest.param(
            (talk(1), talk(2, 60, title=Localized("Intern"), visibility=Visibility.CLOSED)),
            id="nobody outside reads it",
        ),
    ],
)
def test_nothing_is_said_where_nothing_is_wrong(items):
    assert sentences(*items) == []
