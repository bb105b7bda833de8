"""What an organiser may type about an edition."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.core.web.fields import Choice, Email, Form, Line, Number, Paragraph, Radio, Required, Upload
from gocluster_events.core.web.time_fields import LocalTime, OptionalLocalTime
from gocluster_events.meeting.events import words
from gocluster_events.meeting.events.forms.days import DaysForm, day_fields
from gocluster_events.meeting.events.rules.day_plan import span
from gocluster_events.meeting.events.rules.edition import FederalState, NewLogo, Settings, mismatches
from gocluster_events.meeting.events.rules.new_edition import MOST_PLACES, ZONES
from gocluster_events.meeting.events.rules.procedure import LONGEST_OFFER_HOURS, Confirmation, MovingUp, Procedure
from gocluster_events.meeting.events.rules.reach import Reach

LOGO_BOX = (640, 160)  # pixels; four times what the pages show, for sharp screens
_LOCALIZED = ("title", "motto", "description", "directions")


def _zone(form: Any) -> str:
    return form.zone.data if form.zone.data in ZONES else ZONES[0]


class SettingsForm(DaysForm):
    """The main facts of an edition. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    title_de = Line(_l("Title, German"), limit=200, validators=[Required()])
    title_en = Line(_l("Title, English"), limit=200)
    motto_de = Line(_l("Motto, German"), limit=300)
    motto_en = Line(_l("Motto, English"), limit=300)
    description_de = Paragraph(_l("What it is about, German"), limit=5000)
    description_en = Paragraph(_l("What it is about, English"), limit=5000)
    zone = Choice(_l("Time zone of the venue"), choices=[(zone, zone) for zone in ZONES], validators=[Required()])
    registration_opens_at = LocalTime(_l("Registration opens"), zone=_zone)
    registration_closes_at = LocalTime(_l("Registration closes"), zone=_zone)
    codes_open_at = OptionalLocalTime(_l("Open to invitation codes from"), zone=_zone)
    capacity_onsite = Number(_l("Places on site"), least=0, most=MOST_PLACES)
    capacity_online = Number(_l("Places online"), least=0, most=MOST_PLACES)
    attendee_list = Radio(
        _l("Who can read the attendee list"),
        choices=[(code.value, words.REACHES[code]) for code in Reach],
        validators=[Required()],
    )
    takes_suggestions = BooleanField(_l("Contributors may suggest the title and text of their items"))
    venue = Line(_l("Venue"), limit=200)
    address = Line(_l("Address"), limit=300)
    city = Line(_l("City"), limit=100)
    directions_de = Paragraph(_l("Directions, German"), limit=3000)
    directions_en = Paragraph(_l("Directions, English"), limit=3000)
    contact_name = Line(_l("Contact"), limit=200, validators=[Required()])
    contact_email = Email(_l("E-mail address of the contact"), validators=[Required()])
    contact_phone = Line(_l("Telephone of the contact"), limit=60)
    logo = Upload(_l("Logo"), box=LOGO_BOX)
    logo_alt = Line(_l("Organisation behind the logo"), limit=120)
    logo_gone = BooleanField(_l("Remove the logo"))
    accent = Line(_l("Accent colour"), limit=7)

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks each field, then whether the facts fit together; the field to be corrected says what is wrong."""
        if not super().validate(extra_validators):
            return False
        errors = self.day_errors(_zone(self))
        if not errors:
            facts = self.settings()
            errors = {name: words.mismatch(code, facts) for name, code in mismatches(facts).items()}
        if self.logo.data and not self.logo_alt.data:
            errors["logo_alt"] = str(words.LOGO_WITHOUT_NAME)
        for name, sentence in errors.items():
            self[name].errors = [sentence]
        return not errors

    def new_logo(self) -> NewLogo | None:
        """The logo that was chosen, or none from now on; None when it stays as it is."""
        return NewLogo(self.logo.data) if self.logo.data or self.logo_gone.data else None

    def settings(self) -> Settings:
        """The facts as typed; only of a form whose rows of days fit, and that is valid field by field."""
        localized = {name: Localized(*(self[f"{name}_{lang}"].data for lang in LANGUAGES)) for name in _LOCALIZED}
        instants: dict[str, Any] = {f.name: f.instant(self) for f in self if isinstance(f, LocalTime) and f.data}
        lines = {field.name: field.data for field in self if field.name in Settings.__dataclass_fields__}
        codes = {"attendee_list": Reach(self.attendee_list.data)}
        days = [each.day for each in self.days().planned]
        starts_at, ends_at = span(days, _zone(self))
        return Settings(**{**lines, **localized, **instants, **codes, "starts_at": starts_at, "ends_at": ends_at})

    def show(self, settings: Settings, revision: int) -> None:
        """The fields hold these facts."""
        for name, value in _typed(settings).items():
            if name in self:
                self[name].data = value
        self.revision.data = str(revision)


def settings_form(keys: Sequence[int], **options: Any) -> SettingsForm:
    """The form with a row of days for each of these numbers."""
    form: SettingsForm = type("SettingsForm", (SettingsForm,), day_fields(keys))(**options)
    return form


class ProcedureForm(Form):
    """How an edition lets people in. ``seen`` is how many people would move up, as the page said it."""

    revision = HiddenField()
    seen = HiddenField()
    confirmation = Radio(
        _l("How registrations are confirmed"),
        choices=[(code.value, words.CONFIRMATIONS[code]) for code in Confirmation],
        validators=[Required()],
    )
    moving_up = Radio(
        _l("How free places are allocated"),
        choices=[(code.value, words.MOVING_UP[code]) for code in MovingUp],
        validators=[Required()],
    )
    offer_hours = Number(_l("Hours to accept an offer"), least=1, most=LONGEST_OFFER_HOURS)
    state = Choice(
        _l("Federal state of the venue"),
        choices=[(code.value, label) for code, label in words.VENUE_STATES.items()],
        validators=[Required()],
    )

    def procedure(self) -> Procedure:
        """The procedure as typed; only of a valid form."""
        return Procedure(
            confirmation=Confirmation(self.confirmation.data),
            moving_up=MovingUp(self.moving_up.data),
            offer_hours=self.offer_hours.data or 1,
            state=FederalState(self.state.data),
        )

    def show(self, procedure: Procedure, revision: int) -> None:
        """The fields hold this procedure."""
        self.confirmation.data, self.moving_up.data = procedure.confirmation.value, procedure.moving_up.value
        self.offer_hours.data, self.state.data = procedure.offer_hours, procedure.state.value
        self.revision.data = str(revision)


def _typed(settings: Settings) -> dict[str, Any]:
    """The facts by field, as the fields hold them: one text a language, times on the venue's clocks, codes as text."""
    values: dict[str, Any] = {}
    for name in Settings.__dataclass_fields__:
        match getattr(settings, name):
            case Localized() as text:
                values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
            case datetime() as instant:
                values[name] = instant.astimezone(ZoneInfo(settings.zone)).replace(tzinfo=None)
            case Reach() as code:
                values[name] = code.value
            case other:
                values[name] = other
    return values
