"""What organisers type about invitations: a list and its columns, one person, a shared code, a mailing."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _, _l
from gocluster_events.core.sheets.limits import MOST_BYTES, Row, Sheet, Unreadable
from gocluster_events.core.sheets.reading import read_sheets
from gocluster_events.core.web import words as ground
from gocluster_events.core.web.fields import Choice, Email, Form, Line, Radio, Required
from gocluster_events.core.web.time_fields import OptionalLocalTime
from gocluster_events.meeting.registration.invitations import words
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.rules.guest_list import Reading
from gocluster_events.meeting.registration.invitations.rules.heads import HEADS_WITHIN, Column
from gocluster_events.meeting.registration.people.rules.codes import FormOfAddress
from gocluster_events.meeting.registration.people.words import codes

MOST_USES = 9_999
_LANGUAGES = (("de", _l("German")), ("en", _l("English")))


class Uses(Line):
    """How many may use a code; empty is no limit."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, limit=4, validators=[_is_number], **options)


def _is_number(_form: Any, field: Any) -> None:
    typed = field.data
    if typed and not (typed.isascii() and typed.isdigit() and 0 < int(typed) <= MOST_USES):
        raise StopValidation(str(ground.NO_NUMBER) % {"least": 1, "most": MOST_USES})


class UploadForm(Form):
    """A list, as Excel or another program saves it. ``sheets`` are those of a valid form."""

    table = FileField(_l("List (.xlsx or .csv)"))
    sheets: Sequence[Sheet] = ()

    def validate_table(self, field: Any) -> None:
        """Reads the file in a process of its own; a file that cannot be read is refused with one sentence."""
        chosen = field.data
        if not getattr(chosen, "filename", ""):
            raise StopValidation(str(_l("Choose a file.")))
        try:
            self.sheets = read_sheets(chosen.read(MOST_BYTES + 1))
        except Unreadable as refusal:
            raise StopValidation(ground.file_error(refusal)) from refusal
        finally:
            chosen.close()


class ReadingForm(Form):
    """How a list is read: fields named ``column_<number>`` say what its columns hold, and are added for each list."""

    sheet = Radio(_l("Sheet"), choices=())
    head_row = Choice(_l("Row with the names of the columns"), choices=())
    takes_hidden = BooleanField(_l("Read hidden rows too"))
    addresses = Radio(
        _l("Cells with several addresses"),
        choices=[("each", _l("Invite each address on its own")), ("first", _l("Invite only the first address"))],
        default="each",
    )

    is_switching = False  # set for each form: another sheet is chosen than the one on the page

    def reading(self) -> Reading:
        """How the list is to be read; only of a valid form."""
        chosen = {int(name[7:]): value for name, value in self.data.items() if name.startswith("column_")}
        return Reading(
            mapping={number: Column(value) for number, value in chosen.items() if value},
            head_row=int(self.head_row.data),
            takes_hidden=self.takes_hidden.data,
            takes_each_address=self.addresses.data == "each",
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the form is valid and no two columns hold the same; for another sheet they are not looked at."""
        valid = super().validate(extra_validators)
        if self.is_switching:
            return valid
        seen: set[str] = set()
        for name, field in self._fields.items():
            if name.startswith("column_") and field.data:
                if field.data in seen:
                    field.errors = [str(words.TWO_COLUMNS)]
                    valid = False
                seen.add(field.data)
        return valid


def reading_form(sheets: Sequence[Sheet], chosen: int, rows: Sequence[Row], reading: Reading) -> ReadingForm:
    """The form for a list with these sheets, of which the rows of one are shown, preset to how it is read now."""
    width = max((len(row.cells) for row in rows), default=0)
    choices = [("", _("Not needed")), *((column.value, label) for column, label in words.COLUMNS.items())]
    fields = {
        f"column_{number}": Choice(
            words.column_label(number),
            choices=choices,
            default=reading.mapping[number].value if number in reading.mapping else "",
        )
        for number in range(width)
    }
    form: ReadingForm = type("ListForm", (ReadingForm,), fields)(
        data={
            "sheet": str(chosen),
            "head_row": str(reading.head_row),
            "takes_hidden": reading.takes_hidden,
            "addresses": "each" if reading.takes_each_address else "first",
        }
    )
    form.sheet.choices = [(str(number), words.sheet_label(each)) for number, each in enumerate(sheets) if each.rows]
    form.head_row.choices = [
        ("0", _("None: the list begins with a person")),
        *((str(row.number), words.head_label(row)) for row in rows[:HEADS_WITHIN] if any(row.cells)),
    ]
    form.is_switching = form.sheet.data != str(chosen)
    return form


class TermsForm(Form):
    """What invitations grant."""

    quota = Choice(_l("Quota"), choices=())
    language = Radio(_l("Language of the e-mails"), choices=_LANGUAGES, default="de")
    expires_at = OptionalLocalTime(_l("Code valid until"), zone=lambda form: form.zone)
    is_locked_to_email = BooleanField(_l("The code works only with the invited e-mail address."))

    zone = "Europe/Berlin"  # set for each form

    def offer(self, quotas: Sequence[tuple[int, str]], zone: str) -> None:
        """The form offers these quotas and reads times in this zone; called before it is validated."""
        self.quota.choices = [("", _("No quota: places open to everyone")), *((str(i), n) for i, n in quotas)]
        self.zone = zone

    def terms(self) -> Terms:
        """What was chosen; only of a valid form."""
        return Terms(
            quota_id=int(self.quota.data) if self.quota.data else None,
            language=self.language.data,
            expires_at=self.expires_at.if_any(self),
            is_locked_to_email="is_locked_to_email" in self and self.is_locked_to_email.data,
        )


class ImportForm(TermsForm):
    """What the imported invitations grant, and how the import treats people already invited and faulty rows."""

    known = Radio(
        _l("People who have already been invited"),
        choices=[("skip", _l("Leave as they are")), ("update", _l("Update names and organisation"))],
        default="skip",
    )
    leave_out = BooleanField()
    faults = HiddenField()  # how many there were when the page was shown

    most_faults = 0  # set for each form

    def validate_leave_out(self, field: Any) -> None:
        """Refuses faulty rows unless the box to leave them out was ticked on a page that showed their number."""
        if self.most_faults and not (field.data and self.faults.data == str(self.most_faults)):
            raise StopValidation(str(words.LEAVE_OUT))


class GuestForm(TermsForm):
    """One person to invite."""

    form_of_address = Choice(
        _l("Ms/Mr"),
        choices=[("", "–"), *((code.value, label) for code, label in codes.FORMS_OF_ADDRESS.items())],
    )
    title = Line(_l("Title"), limit=60)
    first_name = Line(_l("First name"), limit=100)
    last_name = Line(_l("Last name"), limit=100, validators=[Required(_l("Enter the last name."))])
    email = Email(_l("E-mail"), validators=[Required(_l("Enter the e-mail address."))])
    organisation = Line(_l("Organisation"), limit=200)

    def guest(self) -> Guest:
        """Who is invited; only of a valid form."""
        return Guest(
            form_of_address=FormOfAddress(self.form_of_address.data) if self.form_of_address.data else None,
            title=self.title.data,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            email=self.email.data or "",
            organisation=self.organisation.data,
            language=self.language.data,
        )


class SharedCodeForm(TermsForm):
    """A code for several people."""

    label = Line(_l("Name of the code"), limit=120, validators=[Required(_l("Enter who the code is for."))])
    uses = Uses(_l("How many people may use it"))
    language = None  # type: ignore[assignment]  # nobody is written to
    is_locked_to_email = None  # type: ignore[assignment]

    def most(self) -> int | None:
        """How many may use the code; None: no limit."""
        return int(self.uses.data) if self.uses.data else None

    def terms(self) -> Terms:
        """What was chosen; only of a valid form."""
        quota = int(self.quota.data) if self.quota.data else None
        return Terms(quota_id=quota, expires_at=self.expires_at.if_any(self))


class MailingForm(Form):
    """The confirmation of a mailing, with the number of recipients that its page showed."""

    expected = HiddenField()

    def number(self) -> int:
        """The number of recipients that the page showed; -1, which never matches, if it was tampered with."""
        typed = str(self.expected.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1
