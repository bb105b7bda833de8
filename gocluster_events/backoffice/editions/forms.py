"""What somebody types to make an edition, from nothing or from an earlier one."""

import datetime as dt
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, StringField

from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.days import Day
from gocluster_events.core.web.fields import Choice, Form, Line, Number, Required
from gocluster_events.core.web.time_fields import YEARS, LocalTime, OptionalLocalTime
from gocluster_events.meeting.events.rules import new_edition
from gocluster_events.meeting.events.words import MISMATCHES, SLUG_REFUSALS

_FIRST, _LAST = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)


def _zone(form: Any) -> str:
    return form.zone.data if form.zone.data in new_edition.ZONES else new_edition.ZONES[0]


class AddressForm(Form):
    """The titles of an edition and its part of the address; ``taken`` are the address parts of other editions."""

    title_de = Line(_l("Title, German"), limit=200, validators=[Required()])
    title_en = Line(_l("Title, English"), limit=200)
    slug = Line(_l("Part of the address"), limit=new_edition.LONGEST_SLUG)

    taken: frozenset[str] = frozenset()

    @property
    def title(self) -> Localized:
        """The title as typed, in both languages."""
        return Localized(self.title_de.data, self.title_en.data)

    def slug_in(self, year: int) -> str:
        """The part of the address as typed; where nothing was typed, one made of title and year."""
        return self.slug.data or new_edition.proposed_slug(self.title, year, self.taken)

    def check_slug(self) -> bool:
        """Whether an edition can have the typed part of the address, or none was typed; if not, the field says why."""
        flaw = new_edition.slug_refusal(self.slug.data, self.taken) if self.slug.data else None
        if flaw is not None:
            self.slug.errors = [str(SLUG_REFUSALS[flaw])]
        return flaw is None

    def refuse(self, refusal: Refused) -> None:
        """The field for the address says why it was refused on saving, for example as taken meanwhile."""
        self.slug.errors = [str(SLUG_REFUSALS[refusal.code])]


class NewEditionForm(AddressForm):
    """An edition that begins empty. Times of the registration that are left open are proposed ones."""

    zone = Choice(
        _l("Time zone of the venue"), choices=[(zone, zone) for zone in new_edition.ZONES], validators=[Required()]
    )
    starts_at = LocalTime(_l("Start"), zone=_zone)
    ends_at = LocalTime(_l("End"), zone=_zone)
    registration_opens_at = OptionalLocalTime(_l("Registration opens"), zone=_zone)
    registration_closes_at = OptionalLocalTime(_l("Registration closes"), zone=_zone)
    venue = Line(_l("Venue"), limit=200)
    city = Line(_l("City"), limit=100)
    capacity_onsite = Number(_l("Places on site"), least=0, most=new_edition.MOST_PLACES)
    capacity_online = Number(_l("Places online"), least=0, most=new_edition.MOST_PLACES, default=0)

    now: datetime  # set for each form

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks each field, then whether the facts fit together; the field to be corrected says what is wrong."""
        is_valid = super().validate(extra_validators)
        if not self.check_slug() or not is_valid:
            return False
        mismatches = new_edition.mismatches_by_field(self.edition())
        for name, code in mismatches.items():
            self[name].errors = [str(MISMATCHES[code])]
        return not mismatches

    def edition(self) -> new_edition.NewEdition:
        """The facts as typed; only of a form that is valid field by field."""
        starts_at, zone = self.starts_at.instant(self), _zone(self)
        proposed = new_edition.proposed_window(starts_at, zone, self.now)
        window = zip((self.registration_opens_at, self.registration_closes_at), proposed, strict=True)
        opens, closes = (each.instant(self) if each.data else usual for each, usual in window)
        return new_edition.NewEdition(
            slug=self.slug_in(starts_at.astimezone(ZoneInfo(zone)).year), title=self.title, zone=zone,
            starts_at=starts_at, ends_at=self.ends_at.instant(self), registration_opens_at=opens,
            registration_closes_at=closes, venue=self.venue.data, city=self.city.data,
            capacity_onsite=self.capacity_onsite.data or 0, capacity_online=self.capacity_online.data or 0,
        )  # fmt: skip


class CopyForm(AddressForm):
    """A copy of ``source``. ``look``: its button asks only for what would become of the times."""

    starts_on = Day(_l("First day"), first=_FIRST, last=_LAST, validators=[Required()])
    with_team = BooleanField(_l("Copy the team, in the same roles"))
    look = StringField()

    before: dt.date  # the first day of the source; set for each form

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks each field, then whether the part of the address is free."""
        is_valid = super().validate(extra_validators)
        return self.check_slug() and is_valid

    def show(self, before: Localized) -> None:
        """The fields propose the same day of the week a year later; ``before`` is the title of the source."""
        day = self.before + new_edition.A_YEAR
        title = new_edition.proposed_title(before, self.before.year, day.year)
        self.title_de.data, self.title_en.data = title.de, title.en
        self.slug.data = new_edition.proposed_slug(title, day.year, self.taken)
        self.starts_on.data, self.with_team.data = day.isoformat(), True

    @property
    def days(self) -> int:
        """How many days later everything is; a year, where no day can be read."""
        return ((self.starts_on.day() or self.before + new_edition.A_YEAR) - self.before).days

    def copy(self) -> new_edition.CopyOf:
        """The facts of the copy as typed; only of a valid form."""
        year = (self.before + dt.timedelta(days=self.days)).year
        return new_edition.CopyOf(
            slug=self.slug_in(year), title=self.title, days=self.days, with_team=bool(self.with_team.data)
        )
