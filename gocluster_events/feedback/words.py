"""What feedback on barriers is about, how urgent it is, and why an answer is refused."""

from enum import Enum

from gocluster_events.feedback.rules import Refusal, Standing, Topic
from gocluster_events.i18n import LazyString, _l

TOPICS: dict[Topic, LazyString] = {
    Topic.BARRIER: _l("I have met a barrier"),
    Topic.INFORMATION: _l("I need information in an accessible form"),
    Topic.OTHER: _l("Something else about accessibility"),
}
STANDINGS: dict[Standing, LazyString] = {
    Standing.OPEN: _l("Open"),
    Standing.SOON: _l("Due soon"),
    Standing.OVERDUE: _l("Overdue"),
    Standing.ANSWERED: _l("Answered"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.ANSWERED: _l("A colleague has answered this in the meantime."),
}
