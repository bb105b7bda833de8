"""What an organiser may type about a quota."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Line, MultipleChoice, Number, Radio, Required
from gocluster_events.core.web.time_fields import OptionalLocalTime
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from gocluster_events.meeting.registration.people.rules.quota_limits import MOST_PER_ORGANISATION, QuotaFacts
from gocluster_events.meeting.registration.people.words import codes

MOST_PLACES = 100_000
NAME_LIMIT = 80


class QuotaForm(Form):
    """A quota. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    name_de = Line(_l("Name, German"), limit=NAME_LIMIT, validators=[Required()])
    name_en = Line(_l("Name, English"), limit=NAME_LIMIT)
    mode = Radio(_l("Mode of attendance"), validators=[Required()])
    places = Number(_l("Places"), least=1, most=MOST_PLACES)
    actor_types = MultipleChoice(
        _l("Kinds of organisation"), choices=[(code.value, label) for code, label in codes.ACTOR_TYPES.items()]
    )
    members_only = BooleanField(_l("Only for go-cluster members"))
    by_invitation = BooleanField(_l("Only with an invitation to this quota"))
    most_per_organisation = Number(_l("Maximum per organisation"), least=0, most=MOST_PER_ORGANISATION)
    release_at = OptionalLocalTime(_l("Time of release"), zone=lambda form: form.zone)
    position = Number(_l("Order"), least=0, most=999)
    zone = "UTC"

    def facts(self) -> QuotaFacts:
        """The quota as typed; only of a valid form."""
        return QuotaFacts(
            name=Localized(self.name_de.data, self.name_en.data),
            mode=Mode(self.mode.data),
            places=self.places.data or 0,
            by_invitation=bool(self.by_invitation.data),
            members_only=bool(self.members_only.data),
            actor_types=tuple(code for code in ActorType if code.value in (self.actor_types.data or ())),
            most_per_organisation=self.most_per_organisation.data or 0,
            release_at=self.release_at.if_any(self),
            position=self.position.data or 0,
        )


def quota_form(
    modes: Sequence[Mode], zone: str, facts: QuotaFacts, revision: int = 0, *, is_typed: bool = True
) -> QuotaForm:
    """The form with these facts, or with what was typed over them; ``modes`` are those that can be chosen."""
    data = {"revision": str(revision), **_form_data(facts, zone)}
    form = QuotaForm(data=data) if is_typed else QuotaForm(formdata=None, data=data)
    form.zone = zone
    form.mode.choices = [(mode.value, codes.MODES[mode]) for mode in modes]
    return form


def _form_data(facts: QuotaFacts, zone: str) -> dict[str, Any]:
    return {
        "name_de": facts.name.de,
        "name_en": facts.name.en,
        "mode": facts.mode.value,
        "places": facts.places or None,
        "actor_types": [each.value for each in facts.actor_types],
        "members_only": facts.members_only,
        "by_invitation": facts.by_invitation,
        "most_per_organisation": facts.most_per_organisation,
        "release_at": _local(facts.release_at, zone),
        "position": facts.position,
    }


def _local(instant: datetime | None, zone: str) -> datetime | None:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if instant else None
