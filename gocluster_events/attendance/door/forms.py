"""What the desk sends, and what somebody tells at the door."""

import re
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, StopValidation

from gocluster_events.attendance.door.rules import CODE_LIMIT, DESK_LIMIT, KEY_LIMIT, Arrival, WalkIn, moment
from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Email, Form, Line, Required
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES

_KEY = re.compile(rf"[0-9A-Za-z-]{{8,{KEY_LIMIT}}}")


def _is_key(_form: Any, field: Any) -> None:
    if not _KEY.fullmatch(field.data or ""):
        raise StopValidation(str(_l("Open the admission page again.")))


class PassageForm(Form):
    """A desk's intention: ``verb`` is to let in or to take back, ``ago`` how old it is in seconds, ``day`` its day."""

    verb = HiddenField(default="admit")
    key = HiddenField(validators=[_is_key])
    code = Line(_l("Code or reference number"), limit=CODE_LIMIT)
    ago = HiddenField(default="0")
    day = HiddenField(default="")
    desk = Line(_l("Name of this desk"), limit=DESK_LIMIT)

    @property
    def seconds_ago(self) -> int:
        """How old the intention is; 0 where that was tampered with."""
        seconds = self.ago.data or ""
        return int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 8 else 0

    @property
    def entrance_day(self) -> date | None:
        """The day of whose list the desk speaks; None where it says none that can be read."""
        try:
            return date.fromisoformat(self.day.data or "")
        except ValueError:
            return None

    def arrival(self, now: datetime) -> Arrival:
        """The intention to let somebody in, which the desk had that long ago."""
        return Arrival(self.key.data or "", moment(now, self.seconds_ago), self.desk.data or "", self.entrance_day)

    @property
    def takes_back(self) -> bool:
        """Whether an admission is to be taken back."""
        return self.verb.data == "undo"


class WalkInForm(Form):
    """All that somebody who comes unregistered is asked."""

    key = HiddenField(validators=[_is_key])
    first_name = Line(_l("First name"), limit=100, validators=[Required(_l("Enter the first name."))])
    last_name = Line(_l("Last name"), limit=100, validators=[Required(_l("Enter the last name."))])
    organisation = Line(_l("Organisation"), limit=200, validators=[Required(_l("Enter the organisation."))])
    email = Email(_l("E-mail"), validators=[Optional()])
    actor_type = Choice(
        _l("Type of organisation"),
        choices=[("", _l("Not given")), *((code.value, label) for code, label in ACTOR_TYPES.items())],
    )
    no_photos = BooleanField(_l("Does not want to be photographed"))
    is_informed = BooleanField(
        _l("The person has read the privacy notice and wants to take part"),
        validators=[Required(_l("Show the person the notice and tick this box."))],
    )
    despite = BooleanField(_l("Admit the person even if no place is free"))

    def walk_in(self) -> WalkIn:
        """The walk-in as typed; only of a valid form."""
        kind = self.actor_type.data
        return WalkIn(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            organisation=self.organisation.data,
            email=self.email.data or "",
            actor_type=ActorType(kind) if kind else None,
            no_photos=self.no_photos.data,
            despite="despite" in self and bool(self.despite.data),
        )
