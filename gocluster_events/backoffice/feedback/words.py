"""What feedback on barriers is about, how urgent it is, and why an answer is refused."""

from enum import Enum

from gocluster_events.backoffice.feedback.rules import Refusal, ReportState, Topic
from gocluster_events.core.i18n import LazyString, _l

TOPICS: dict[Topic, LazyString] = {
    Topic.BARRIER: _l("I have come across a barrier"),
    Topic.INFORMATION: _l("I need information in an accessible format"),
    Topic.OTHER: _l("Something else about accessibility"),
}
REPORT_STATES: dict[ReportState, LazyString] = {
    ReportState.OPEN: _l("Open"),
    ReportState.SOON: _l("Due soon"),
    ReportState.OVERDUE: _l("Overdue"),
    ReportState.ANSWERED: _l("Answered"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.ANSWERED: _l("A colleague has answered this in the meantime."),
}
