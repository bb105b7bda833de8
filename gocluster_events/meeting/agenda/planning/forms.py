"""What organisers ask of a proposal, and what they wish of two items."""

from datetime import date

from wtforms import HiddenField

from gocluster_events.core.i18n import _l, current_language, day
from gocluster_events.core.web.fields import Choice, Form, Radio, Required
from gocluster_events.meeting.agenda.forms.placement import StepForm
from gocluster_events.meeting.agenda.rules.proposals import Scope, Wish, WishKind, busiest_day
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words import free_slots


class ProposalForm(Form):
    """Which items may be moved, and where to."""

    what = Radio(
        _l("What may be moved?"),
        choices=[("all", _l("Everything not pinned")), ("new", _l("Only what has no time yet"))],
        default="all",
    )
    day = Choice(_l("Day"))

    @property
    def scope(self) -> Scope:
        """The scope of the proposal as typed; only of a valid form."""
        return Scope(date.fromisoformat(self.day.data) if self.day.data else None, self.what.data == "all")


class AnswerForm(StepForm):
    """The buttons of a proposal: the item whose change is taken or left; neither: all that are open are taken."""

    take = HiddenField()
    leave = HiddenField()

    @property
    def item(self) -> str:
        """The UUID of the item that is meant; empty: all that are open."""
        return str(self.leave.data or self.take.data or "")


class WishForm(Form):
    """Two items, and what is wished of them."""

    first = Choice(_l("Item"), validators=[Required()])
    kind = Choice(_l("Wish"), choices=[(kind.value, label) for kind, label in free_slots.WISHES.items()])
    second = Choice(_l("Other item"), validators=[Required()])

    @property
    def wish(self) -> Wish:
        """The wish as typed; only of a valid form."""
        return Wish(WishKind(self.kind.data), self.first.data, self.second.data)


def proposal_form(timetable: Timetable) -> ProposalForm:
    """A form that offers the days of the timetable, the one with the most items first."""
    main = busiest_day(timetable)
    form = ProposalForm(data={"what": "all", "day": main.isoformat() if main else ""})
    days = [(each.date.isoformat(), day(each.date)) for each in timetable.days]
    form.day.choices = [*days, ("", _l("All days"))]
    return form


def wish_form(timetable: Timetable) -> WishForm:
    """A form that offers the items of the timetable."""
    form = WishForm()
    items = [("", _l("Please choose")), *((item.uuid, _label(item)) for item in timetable.items)]
    form.first.choices = form.second.choices = items
    return form


def _label(item: Item) -> str:
    return " ".join(filter(None, (item.code, item.title.pick(current_language())[0])))
