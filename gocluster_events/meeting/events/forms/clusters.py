"""What an organiser may type about clusters: one of them, or a list."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.sheets.limits import MOST_BYTES, Row, Unreadable
from gocluster_events.core.sheets.reading import read
from gocluster_events.core.web.fields import Choice, Form, Line, MultipleChoice, Paragraph, Required
from gocluster_events.core.web.words import file_error
from gocluster_events.meeting.events.rules.clusters import MOST_LINES, NAME_LIMIT, ClusterFacts, ListPlan, cells_of
from gocluster_events.meeting.events.rules.edition import FederalState
from gocluster_events.meeting.events.words import NO_LINES, STATE_CHOICES, TOO_MANY_LINES

_LIST_LIMIT = MOST_LINES * 200
_NO_STATE = ("", _l("None: treat such lines as errors"))


class ClusterForm(Form):
    """A cluster. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    name = Line(_l("Name of the cluster"), limit=NAME_LIMIT, validators=[Required()])
    state = Choice(_l("Federal state"), choices=[("", _l("Please choose")), *STATE_CHOICES], validators=[Required()])
    follows = BooleanField()  # registrations that name it are to name it by its new name

    def facts(self) -> ClusterFacts:
        """The cluster as typed; only of a valid form."""
        return ClusterFacts(self.name.data, FederalState(self.state.data))


def cluster_form(facts: ClusterFacts | None, revision: int = 0, *, is_typed: bool = True) -> ClusterForm:
    """The form of a cluster (None: of a new one), which holds these facts until something is typed."""
    form = ClusterForm() if is_typed else ClusterForm(formdata=None)
    if not (is_typed and form.is_submitted()):
        form.revision.data = str(revision)
        form.follows.data = True
        if facts is not None:
            form.name.data, form.state.data = facts.name, facts.state.value
    return form


class ClusterListForm(Form):
    """Many clusters, one a line, pasted or from a table. ``seen`` is the digest of the plan that was looked at."""

    seen = Line(limit=64)  # only the button that adds sends it
    table = FileField(_l("Or from a file (.xlsx or .csv)"), render_kw={"accept": ".xlsx,.csv,.txt"})
    lines = Paragraph(_l("Clusters, one per line"), limit=_LIST_LIMIT)
    state = Choice(_l("Federal state for lines that name none"), choices=[_NO_STATE, *STATE_CHOICES])
    nevertheless = MultipleChoice(
        _l("Add these anyway"), choices=[(str(number), "") for number in range(1, MOST_LINES + 2)]
    )

    def validate_table(self, field: Any) -> None:
        """What a file says stands in the lines, to be looked at and mended there."""
        chosen = field.data
        if not getattr(chosen, "filename", ""):
            return
        try:
            self.lines.data = _as_lines(read(chosen.read(MOST_BYTES + 1)))
        except Unreadable as refusal:
            raise StopValidation(file_error(refusal)) from refusal
        finally:
            chosen.close()

    def validate_lines(self, field: Any) -> None:
        """There is something to add, and not more than anybody looks through."""
        number = sum(1 for _each in cells_of(field.data))
        if not number and not self.table.errors:
            raise StopValidation(str(NO_LINES))
        if number > MOST_LINES:
            raise StopValidation(str(TOO_MANY_LINES) % {"most": MOST_LINES})

    def usual_state(self) -> FederalState | None:
        """The federal state of lines that name none; only of a valid form."""
        return FederalState(self.state.data) if self.state.data else None

    def show(self, plan: ListPlan, labels: Sequence[str]) -> None:
        """The form is about this plan: a tick for each line in doubt, and adding means that the plan was seen."""
        numbers = [str(line.number) for line in plan.doubtful]
        self.nevertheless.choices = list(zip(numbers, labels, strict=True))
        self.nevertheless.data = [each for each in self.nevertheless.data or () if each in numbers]
        self.seen.data = plan.digest


def _as_lines(rows: Sequence[Row]) -> str:
    """The cells as a spreadsheet would copy them; the empty first column of a list of one stays one column."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row.cells) for row in rows)
