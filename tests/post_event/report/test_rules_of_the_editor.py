"""What the editor offers and asks for, as rules without a page."""

from gocluster_events.attendance.attendees.rules.figures import NO_VALUE, OTHERS, Row, Table, Topic
from gocluster_events.core.text import Localized
from gocluster_events.post_event.report.rules.checks import Check, Finding, Grade, Known, findings
from gocluster_events.post_event.report.rules.document import Report
from gocluster_events.post_event.report.rules.offers import offers


def test_clusters_are_counted_only_where_most_of_those_who_name_one_are_in_a_named_one():
    def clusters(hidden):
        rows = (Row("Alpha", (20,)), Row("Beta", (10,)), Row(NO_VALUE, (90,)), Row(OTHERS, (hidden,)))
        return offers([Table(Topic.CLUSTER, (), rows, Row("", (120 + hidden,)))])

    assert [each.number for each in clusters(30)] == [2]
    assert clusters(35) == ()


def test_what_a_report_lacks_before_it_is_published_is_named_one_by_one():
    nothing_known = Known(frozenset(), frozenset(), {})
    report = Report(Localized("Schlagzeile"))
    assert findings(report, nothing_known)[0] == Finding(Check.LEAD, Grade.BARRED, "head")
    assert [each.check for each in findings(Report(), nothing_known)] == [Check.HEAD, Check.LEAD]
