"""The tables of registering."""

from gocluster_events.registration.models.decisions import Decision, DecisionPerson
from gocluster_events.registration.models.drafts import Draft, DraftNeeds
from gocluster_events.registration.models.duplicates import DistinctPair
from gocluster_events.registration.models.invitations import Invitation, InvitationImport
from gocluster_events.registration.models.notes import Note
from gocluster_events.registration.models.questions import AnswerRow, QuestionRow, QuestionVersion
from gocluster_events.registration.models.quotas import Quota
from gocluster_events.registration.models.registration import (
    PendingEntry,
    ProtectedIdentity,
    Registration,
    SpecialNeeds,
)
from gocluster_events.registration.models.retention import Departed, RetentionRun
from gocluster_events.registration.models.substitution import Substitution
from gocluster_events.registration.models.waiting import WaitingMove

__all__ = [
    "AnswerRow",
    "Decision",
    "DecisionPerson",
    "Departed",
    "DistinctPair",
    "Draft",
    "DraftNeeds",
    "Invitation",
    "InvitationImport",
    "Note",
    "PendingEntry",
    "ProtectedIdentity",
    "QuestionRow",
    "QuestionVersion",
    "Quota",
    "Registration",
    "RetentionRun",
    "SpecialNeeds",
    "Substitution",
    "WaitingMove",
]
