"""Sentences that every feature uses: what may not be typed, and a form that is no longer valid."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.core.picture import PictureError
from gocluster_events.core.sheets.limits import FileError as SheetFault, Unreadable
from gocluster_events.core.text import TextRefusal

TEXT_REFUSALS: dict[TextRefusal, LazyString] = {
    TextRefusal.TOO_LONG: _l("Shorten this text to at most %(limit)d characters."),
    TextRefusal.CONTROL: _l("Remove the control characters from this text; they cannot be printed."),
    TextRefusal.DIRECTION: _l("Remove the invisible characters that change the direction of writing."),
    TextRefusal.INVISIBLE: _l("Remove the invisible characters from this text."),
    TextRefusal.BROKEN: _l("This text contains a damaged character. Type it again."),
}

PICTURE_ERRORS: dict[PictureError, LazyString] = {
    PictureError.TOO_HEAVY: _l("This file is larger than 1 MB. Reduce its size and choose it again."),
    PictureError.TOO_LARGE: _l(
        "This picture has more than 4,000 pixels on one side. Reduce its size and choose it again."
    ),
    PictureError.NO_PICTURE: _l("This file cannot be read as a picture. Choose a PNG, JPEG or WebP file."),
    PictureError.MOVES: _l("This file contains several pictures. Choose one without animation."),
}

PHOTO_ERRORS: dict[PictureError, LazyString] = {
    **PICTURE_ERRORS,
    PictureError.TOO_HEAVY: _l("This file is larger than 12 MB. Reduce its size and choose it again."),
    PictureError.TOO_LARGE: _l(
        "This photo has more than 8,000 pixels on one side (as PNG or WebP more than 4,000), or takes too long to "
        "read. Reduce its size and choose it again."
    ),
}

UNSAVED_FORMULA = _l(
    "Cell %(cell)s: The formula has no stored value. Open the file in Excel and save it there, or paste the value in "
    "place of the formula."
)
FILE_ERRORS: dict[SheetFault, LazyString] = {  # with the row or the cell at fault
    SheetFault.EMPTY: _l("This file contains no rows. Choose one with at least one filled row."),
    SheetFault.TOO_HEAVY: _l("This file is larger than 5 MB. Save only the columns you need."),
    SheetFault.TOO_LARGE: _l("This file is too large once it is unpacked. Save only the columns you need."),
    SheetFault.TOO_LONG: _l("This file contains more than 20,000 rows. Split it into several files."),
    SheetFault.TOO_WIDE: _l("Row %(row)d: There are more than 60 columns. Save only those you need."),
    SheetFault.LONG_CELL: _l(
        "Row %(row)d: A cell contains more than 500 characters, or a quotation mark is not closed. Shorten it."
    ),
    SheetFault.WRONG_KIND: _l("This file is not a table. Choose an Excel workbook (.xlsx) or a text file (.csv)."),
    SheetFault.OLD_EXCEL: _l(
        "This is an Excel file of another kind (.xls or .xlsb). Open it in Excel, choose “File”, “Save As” and the "
        "type “Excel Workbook (*.xlsx)”, and upload the new file."
    ),
    SheetFault.OPEN_DOCUMENT: _l(
        "This is a LibreOffice spreadsheet (.ods). Open it in LibreOffice, choose “File”, “Save As …” and the type "
        "“Excel 2007–365 (.xlsx)”, and upload the new file."
    ),
    SheetFault.NUMBERS: _l(
        "This is an Apple Numbers file. Open it in Numbers, choose “File”, “Export To”, “Excel …”, and upload the new "
        "file."
    ),
    SheetFault.DOCUMENT: _l(
        "This is a text document. Copy the table in it into an empty Excel workbook, save that as .xlsx, and upload it."
    ),
    SheetFault.PDF: _l("A PDF has no cells that could be read. Upload the Excel file that it was made from."),
    SheetFault.ENCRYPTED: _l("This file is protected by a password. Save it without one."),
    SheetFault.MACROS: _l("This workbook contains macros. Save it as an Excel workbook (.xlsx) without macros."),
    SheetFault.FORMULA: UNSAVED_FORMULA,
    SheetFault.NESTED: _l("This workbook contains other files. Remove the embedded objects and save it again."),
    SheetFault.DAMAGED: _l("This file is damaged and cannot be read. Save it again and choose the new file."),
}


def file_error(refusal: Unreadable) -> str:
    """Why an uploaded table cannot be read, with its row or cell."""
    return str(FILE_ERRORS[refusal.fault]) % {"row": refusal.row, "cell": refusal.cell}


FORM_EXPIRED = _l(
    "This page was open for too long or was opened from elsewhere. Your entries are still here: send them again."
)
MISSING = _l("Fill in this field.")
NO_CHOICE = _l("Choose one of the options.")
NO_LOCAL_TIME = _l("This time does not exist on that day: the clocks go forward. Choose another time.")
NO_NUMBER = _l("Enter a whole number from %(least)d to %(most)d.")
NO_TIME = _l("Enter the date and the time, for example 2027-03-24 14:00.")
NO_CLOCK_TIME = _l("Enter a time, for example 09:30.")
NO_EMAIL = _l("Enter the e-mail address with an @, for example name@example.org.")
NO_DAY = _l("Enter a date, for example 22.04.2027.")
DAY_OUTSIDE = _l("Check the date: it is too far away.")
NO_WHOLE = _l("Enter a whole number of at most nine digits, for example 12.")

GENERAL = (
    *TEXT_REFUSALS.values(),
    MISSING,
    NO_CHOICE,
    NO_LOCAL_TIME,
    NO_NUMBER,
    NO_TIME,
    NO_CLOCK_TIME,
    NO_DAY,
    DAY_OUTSIDE,
    NO_WHOLE,
)
"""Sentences that are clear beside their field only: a list of what is wrong names the field before them."""
