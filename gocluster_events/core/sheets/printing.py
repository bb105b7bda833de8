"""How a sheet of a workbook comes out of a printer."""

from typing import Any

_A4 = 9


def set_up_for_print(sheet: Any, head: int | None = 0) -> None:
    """The sheet is printed on A4 across, as wide as the page, with its row ``head``, if any, again on every page.

    The foot of a page says the sheet's name and which of how many pages it is.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    if head is not None:
        sheet.repeat_rows(head)
    sheet.set_footer("&L&A&R&P / &N")
