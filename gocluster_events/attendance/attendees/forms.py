"""Forms for downloading a list, taking a decision, choosing columns and saving a view."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.attendance.attendees.rules.columns import LONGEST_NAME, ListColumn, moved, read_columns
from gocluster_events.attendance.attendees.rules.item_list import FORMATS
from gocluster_events.attendance.attendees.rules.profiles import Part, Profile
from gocluster_events.attendance.attendees.rules.table import PURPOSE_LIMIT, Format
from gocluster_events.attendance.attendees.words.profiles import PARTS
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Line, MultipleChoice, Paragraph, Radio, Required
from gocluster_events.meeting.registration.deciding.words import REASONS
from gocluster_events.meeting.registration.people.forms import SeenForm
from gocluster_events.meeting.registration.people.rules import deciding as rules


class DownloadForm(Form):
    """The purpose. It is sent by GET, so that the address of a download says everything."""

    class Meta(Form.Meta):
        """Nothing here needs a token: whoever follows a foreign link gets a file, the other site gets nothing."""

        csrf = False

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Required(_l("Say what the list is for, for example: name badges."))],
    )


class DecisionForm(SeenForm):
    """The registrations that a decision is about, as they stood when the page listed them."""

    def show(self, standings: Mapping[int, rules.Standing], languages: Collection[str]) -> None:
        """The form is about these people, who read these languages; what was sent stays."""
        if not self.is_submitted() or not self.seen.data:
            self.seen.data = rules.write_standings(standings)

    def text(self) -> Localized:
        """The reason that the letters give."""
        return Localized()


class _Read:
    """The text must be there if one of the people reads that language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and (self.language in form.languages or not form.text()):
            raise StopValidation(str(NO_REASON))


class DeclineForm(DecisionForm):
    """A decision to decline, with a reason that begins as one of the ready-made texts and can be changed."""

    languages: Collection[str] = ()
    reason = Radio(
        _l("Reason"),
        choices=[(each.value, REASONS[each]) for each in rules.DeclineReason],
        default=rules.DeclineReason.FULL.value,
    )
    text_de = Paragraph(_l("Text in German"), limit=rules.LONGEST_REASON, validators=[_Read("de")])
    text_en = Paragraph(_l("Text in English"), limit=rules.LONGEST_REASON, validators=[_Read("en")])

    def show(self, standings: Mapping[int, rules.Standing], languages: Collection[str]) -> None:
        """The form is about these people, and begins with the first reason when nothing was typed yet."""
        super().show(standings, languages)
        self.languages = languages
        if not self.is_submitted():
            self.put_in()

    def put_in(self) -> None:
        """Both texts are those of the chosen reason."""
        chosen = next((each for each in rules.DeclineReason if each.value == self.reason.data), rules.DeclineReason.OWN)
        self.text_de.data, self.text_en.data = rules.TEXTS[chosen].de, rules.TEXTS[chosen].en

    def text(self) -> Localized:
        """Both texts as they were typed."""
        return Localized(self.text_de.data or "", self.text_en.data or "")


NO_REASON = _l("Write a reason: it is included in the declines.")

_STEPS = {"up": -1, "down": 1}


class ColumnsForm(Form):
    """Which columns are ticked, and in which order all of them stood on the page."""

    order = MultipleChoice()
    column = MultipleChoice(_l("Columns"))
    move = Line(limit=60)
    columns: Sequence[ListColumn] = ()  # set for each form

    def chosen(self) -> tuple[ListColumn, ...]:
        """The ticked columns in the order of the page, after the move that was pressed."""
        ticked = set(self.column.data or ())
        return tuple(each for each in self.ordered() if each.value in ticked)

    def ordered(self) -> tuple[ListColumn, ...]:
        """All columns that the page listed, in that order."""
        name, _space, way = (self.move.data or "").partition(" ")
        return moved(read_columns(self.order.data or (), self.columns), name, _STEPS.get(way, 0))


def columns_form(columns: Sequence[ListColumn]) -> ColumnsForm:
    """The form about these columns."""
    form = ColumnsForm()
    form.columns = columns
    form.order.choices = form.column.choices = [(each.value, each.value) for each in columns]
    return form


class ViewForm(Form):
    """What the view is called, and whether the whole team sees it."""

    name = Line(_l("Name of the view"), limit=LONGEST_NAME, validators=[Required(_l("Give the view a name."))])
    is_shared = BooleanField(_l("Everyone in the team of this event can see the view."))


class ProfileForm(Form):
    """Purpose, extent and format of a list. It is sent by POST, because the next list is compared with this one."""

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Required(_l("Say what the list is for, for example: name badges."))],
    )
    part = Radio(_l("How much"), choices=[(each.value, PARTS[each]) for each in Part], default=Part.WHOLE.value)
    format = HiddenField()

    def wanted(self, profile: Profile) -> tuple[Format, Part]:
        """The format of the pressed button, else the list's first one, and the part. Only of a valid form."""
        kind = next((each for each in profile.formats if each.value == self.format.data), profile.formats[0])
        return kind, Part(self.part.data) if "part" in self else Part.WHOLE


def profile_form(purpose: str, *, has_changes: bool) -> ProfileForm:
    """The form with the purpose of the last time; it asks how much only where something has changed since."""
    defaults: dict[str, Any] = {"purpose": purpose}
    form = ProfileForm(data=defaults)
    if not has_changes:
        del form.part
    return form


class ItemListForm(Form):
    """What the list of an item is for, and the format of the button that was pressed."""

    purpose = Line(
        _l("Purpose of the download"),
        limit=PURPOSE_LIMIT,
        validators=[Required(_l("Say what the list is for, for example: name badges."))],
    )
    format = HiddenField()

    def kind(self) -> Format:
        """The format of the pressed button, else the first one."""
        return next((each for each in FORMATS if each.value == self.format.data), FORMATS[0])


def item_list_form(purpose: str) -> ItemListForm:
    """The form with that purpose, or what was typed."""
    defaults: dict[str, Any] = {"purpose": purpose}
    return ItemListForm(data=defaults)
