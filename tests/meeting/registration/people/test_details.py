"""What a person tells is said once; whatever shows it follows."""

from gocluster_events.attendance.attendees.rules.table import COLUMNS
from gocluster_events.backoffice.oversight.rules.personal_data import REGISTER
from gocluster_events.backoffice.oversight.rules.purposes import DataCategory
from gocluster_events.meeting.registration.people.models import ProtectedIdentity, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.fields import DETAILS, NAMED, PARTS, VISIBILITY


def test_each_field_has_a_column_that_is_as_wide():
    tables = (Registration.__table__, SpecialNeeds.__table__, ProtectedIdentity.__table__)
    widths = {column.name: getattr(column.type, "length", None) for table in tables for column in table.columns}
    assert {each.name: each.limit for each in DETAILS if each.limit} == {
        each.name: widths[each.name] for each in DETAILS if each.limit
    }
    consents = {each.name for each in DETAILS if each.section is VISIBILITY}  # rows of their own
    assert NAMED.keys() - consents <= widths.keys()


def test_each_field_stands_in_one_section_of_the_form():
    assert sorted(each.name for part in PARTS for each in part) == sorted(NAMED)


def test_the_list_can_show_each_field_but_those_that_are_protected_or_of_no_use_in_it():
    names = {each.name for each in DETAILS if each.head is not None and not each.is_protected}
    assert len({each.value for each in COLUMNS}) == len(COLUMNS)
    assert names == {each.value for each in COLUMNS} & NAMED.keys()


def test_the_register_of_personal_data_names_each_field_in_its_category():
    tables = ("registration", "special_needs", "protected_identity")
    named = {
        (name, datum)
        for held in REGISTER
        if held.table in tables
        for datum, names in held.columns.items()
        for name in names.split()
    }
    typed = {(each.name, DataCategory(each.category)) for each in DETAILS if each.section is not VISIBILITY}
    assert typed <= named
