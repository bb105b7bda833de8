"""The newer formats of versions: blocks, links, what is not recorded, sign-up; older documents are read as before."""

from dataclasses import replace

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change, changes_back
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.document import FORMAT, from_document, to_document
from gocluster_events.meeting.agenda.rules.links import Link
from gocluster_events.meeting.agenda.rules.redaction import mentioning_blocks, redacted, redacted_change, without_name
from tests.support.programme import MAI, TAREK, block, slot, timetable, with_people

LINK = Link("https://example.org/mai", "Folien von Mai Lan Petersen")
TALK = with_people(slot(1, links=(LINK,), do_not_record=True, sign_up=SignUp.BOOK), MAI)
PROGRAMME = timetable(TALK, blocks=(block(1, name="Runde von Mai Lan Petersen"),))
NAMES = ("Mai Lan Petersen",)


def test_what_an_older_format_did_not_know_has_its_default():
    document = to_document(PROGRAMME)
    del document["blocks"]
    for item in document["items"]:
        del item["links"], item["do_not_record"], item["sign_up"]
    for written_in in (1, 2):
        bare = replace(TALK, links=(), do_not_record=False, sign_up=SignUp.NONE)
        expected = replace(timetable(bare), knows_blocks=False)
        assert from_document(document, written_in) == expected
        assert "blocks" not in to_document(expected)


def test_a_version_from_before_one_could_sign_up_asks_nobody_to():
    document = to_document(PROGRAMME)
    for item in document["items"]:
        del item["sign_up"]
    assert from_document(document, 3) == replace(PROGRAMME, items=(replace(TALK, sign_up=SignUp.NONE),))


def test_a_version_from_before_there_were_blocks_takes_none_away():
    document = to_document(timetable(TALK))
    del document["blocks"]
    assert changes_back(PROGRAMME, from_document(document, 2)) == ()
    assert changes_back(PROGRAMME, timetable(TALK)) == (Change(PROGRAMME.blocks[0], None),)


def test_the_present_format_holds_all_of_it():
    wished = replace(PROGRAMME, items=(replace(TALK, sign_up=SignUp.WISH),))
    assert FORMAT == 5
    assert [from_document(to_document(each), FORMAT) for each in (PROGRAMME, wished)] == [PROGRAMME, wished]


def test_a_name_that_is_removed_is_gone_from_links_and_blocks_too():
    after = redacted(PROGRAMME, MAI.uuid, without_name, NAMES)
    assert after.items[0].links == (replace(LINK, label="Folien von Name auf Wunsch entfernt"),)
    assert after.blocks[0].name == Localized("Runde von Name auf Wunsch entfernt")
    assert list(mentioning_blocks(PROGRAMME, MAI)) == [*PROGRAMME.blocks]
    assert list(mentioning_blocks(PROGRAMME, TAREK)) == []
    change = redacted_change(Change(None, PROGRAMME.blocks[0]), MAI.uuid, without_name, NAMES)
    assert change == Change(None, after.blocks[0])
