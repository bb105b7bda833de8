"""What somebody chooses of the programme on their own page."""

from collections.abc import Sequence

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, MultipleChoice


class SavedItemsForm(Form):
    """The starred items, by their short names. What the programme does not have any more is passed over."""

    items = MultipleChoice(_l("Items of the programme"))


def saved_items_form(choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> SavedItemsForm:
    """The form with these items to choose from (short name and label), and the ones starred so far."""
    form = SavedItemsForm(data={"items": list(chosen)})
    form.items.choices = list(choices)
    return form
