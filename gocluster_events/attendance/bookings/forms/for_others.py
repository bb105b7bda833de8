"""What the team presses on the page of somebody's places."""

from enum import Enum

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class Deed(Enum):
    """What the team does for somebody about one item, as the button's name says it."""

    BOOK = "book"
    WAIT = "wait"


class DeedForm(Form):
    """One button beside an item (UUID); what was tampered with is nothing."""

    item = HiddenField()
    deed = HiddenField()

    def wanted(self) -> tuple[Deed, str] | None:
        """What to do about which item; None where nobody can have pressed such a button."""
        codes = {each.value: each for each in Deed}
        deed = codes.get(self.deed.data or "")
        return None if deed is None else (deed, self.item.data or "")
