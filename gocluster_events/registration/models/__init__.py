"""The tables of registering."""

from gocluster_events.registration.models.drafts import Draft, DraftNeeds
from gocluster_events.registration.models.duplicates import DistinctPair
from gocluster_events.registration.models.quotas import Quota
from gocluster_events.registration.models.registration import PendingEntry, Registration, SpecialNeeds
from gocluster_events.registration.models.substitution import Substitution
from gocluster_events.registration.models.waiting import WaitingMove

__all__ = [
    "DistinctPair",
    "Draft",
    "DraftNeeds",
    "PendingEntry",
    "Quota",
    "Registration",
    "SpecialNeeds",
    "Substitution",
    "WaitingMove",
]
