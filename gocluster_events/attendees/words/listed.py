"""What the list of those who agreed to stand in it can be sorted by."""

from gocluster_events.attendees.rules.listed import Order
from gocluster_events.i18n import LazyString, _l

ORDERS: dict[Order, LazyString] = {
    Order.ORGANISATION: _l("Institution"),
    Order.NAME: _l("Name"),
}
