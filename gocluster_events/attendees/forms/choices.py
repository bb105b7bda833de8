"""What somebody ticks to choose columns, and types to keep a view."""

from collections.abc import Sequence

from wtforms import BooleanField

from gocluster_events.attendees.rules.columns import Shown, moved, read_columns
from gocluster_events.attendees.rules.views import LONGEST_NAME
from gocluster_events.i18n import _l
from gocluster_events.web.fields import Filled, Form, Line, Several

_STEPS = {"up": -1, "down": 1}


class ColumnsForm(Form):
    """Which columns are ticked, and in which order all of them stood on the page."""

    order = Several()
    column = Several(_l("Columns"))
    move = Line(limit=60)
    columns: Sequence[Shown] = ()  # set for each form

    def chosen(self) -> tuple[Shown, ...]:
        """The ticked columns in the order of the page, after the move that was pressed."""
        ticked = set(self.column.data or ())
        return tuple(each for each in self.ordered() if each.value in ticked)

    def ordered(self) -> tuple[Shown, ...]:
        """All columns that the page listed, in that order."""
        name, _space, way = (self.move.data or "").partition(" ")
        return moved(read_columns(self.order.data or (), self.columns), name, _STEPS.get(way, 0))


def columns_form(columns: Sequence[Shown]) -> ColumnsForm:
    """The form about these columns."""
    form = ColumnsForm()
    form.columns = columns
    form.order.choices = form.column.choices = [(each.value, each.value) for each in columns]
    return form


class ViewForm(Form):
    """What the view is called, and whether the whole team sees it."""

    name = Line(_l("Name of the view"), limit=LONGEST_NAME, validators=[Filled(_l("Give the view a name."))])
    is_shared = BooleanField(_l("Everybody in the team of this event sees the view."))
