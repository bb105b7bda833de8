"""Which badges somebody wants to print, and on what."""

from typing import Any

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import StopValidation

from gocluster_events.attendance.papers.rules import badges as rules
from gocluster_events.attendance.papers.words import NO_LENGTH, NO_SIZE, NO_SUCH_PLACE, SIZE_REFUSALS
from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Form, Number

FREE = "free"
BADGES_FIELDS = {"start": "1", "blank": "0", "right": "0", "down": "0", "size": rules.USUAL.size}
"""The values of fields that an address leaves out."""


class _Length:
    """A number of millimetres, perhaps with a comma; ``least`` and ``most`` included."""

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def __call__(self, form: Any, field: Any) -> None:
        number = length(field.data)
        if number is None or not self.least <= number <= self.most:
            raise StopValidation(str(NO_LENGTH) % {"least": f"{self.least:g}", "most": f"{self.most:g}"})


class BadgesForm(Form):
    """Sent by GET, so that an address says everything about a sheet of badges."""

    class Meta(Form.Meta):
        """Nothing here needs a token: whoever follows a foreign link gets a file, the other site gets nothing."""

        csrf = False

    size = Choice(_l("Size"))
    width = StringField(_l("Width in mm"))
    height = StringField(_l("Height in mm"))
    start = Number(_l("Start at position"), least=1, most=100)
    blank = Number(_l("Additional blank badges"), least=0, most=rules.MOST_BADGES)
    right = StringField(_l("Shift to the right, in mm"), validators=[_Length(-rules.MOST_SHIFT, rules.MOST_SHIFT)])
    down = StringField(_l("Shift down, in mm"), validators=[_Length(-rules.MOST_SHIFT, rules.MOST_SHIFT)])
    registered_only = BooleanField(_l("Only people who are registered"))
    ids = HiddenField()
    seen = HiddenField()
    """The size for which the page has said what cannot be printed as it is."""

    def __init__(self, sent: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        typed = self.size.data or ""
        free = rules.read_size(typed) if typed not in rules.SHEETS else None
        if free is not None:  # 75x45 in an address is the free size with these lengths
            self.size.data, self.width.data, self.height.data = FREE, f"{free[0]:g}", f"{free[1]:g}"

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the sheet can be printed; every error is shown at its field."""
        valid = super().validate(extra_validators)
        return self._is_sheet() and bool(valid)

    def _is_sheet(self) -> bool:
        sheet = self._sheet()
        if sheet is None:
            self.width.errors = [str(NO_SIZE)]
            return False
        wrong = rules.size_refusal(sheet.shifted(length(self.right.data) or 0, length(self.down.data) or 0))
        if wrong is not None:
            at = self.width if self.size.data == FREE and rules.size_refusal(sheet) else self.right
            at.errors = [*at.errors, str(SIZE_REFUSALS[wrong])]
        first = self.start.data or 1
        if first > sheet.per_page:
            self.start.errors = [*self.start.errors, str(NO_SUCH_PLACE) % {"last": sheet.per_page}]
        return wrong is None and first <= sheet.per_page

    def _sheet(self) -> rules.Sheet | None:
        free = f"{self.width.data or ''}x{self.height.data or ''}"
        return rules.sheet_of(free if self.size.data == FREE else self.size.data or "")

    def possible_sheet(self) -> rules.Sheet | None:
        """The sheet of the chosen size, not shifted; None where no badge of that size can be printed."""
        sheet = self._sheet()
        return sheet if sheet and rules.size_refusal(sheet) is None else None

    def sheet(self) -> rules.Sheet:
        """The sheet as it is printed, shifted. Raises ValueError for what `validate` refuses."""
        layout = self._sheet()
        if layout is None:
            raise ValueError("no size was typed")
        return layout.shifted(length(self.right.data) or 0, length(self.down.data) or 0)

    def printed(self, badges: tuple[Any, ...]) -> rules.Print:
        """These badges on the chosen sheet, from the chosen place on."""
        return rules.Print(self.sheet(), badges, self.start.data or 1)


def length(typed: str | None) -> float | None:
    """The number typed with point or comma; None when it is no number."""
    text = (typed or "").strip().replace(",", ".").replace("−", "-")
    digits = text.removeprefix("-").replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) <= 5 else None
