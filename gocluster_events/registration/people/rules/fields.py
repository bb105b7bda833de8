"""Which of the fields that the form knows are asked. An edition stores only where it differs from the usual form."""

from collections.abc import Mapping
from enum import Enum
from typing import Any


class CoreField(Enum):
    """What can be left out of the form; the values are the names of its fields."""

    FORM_OF_ADDRESS = "form_of_address"
    TITLE = "title"
    BADGE_NAME = "badge_name"
    PHONE = "phone"
    POSTAL_ADDRESS = "postal_address"
    ORGANISATION = "organisation"
    CLUSTER = "cluster"
    POSITION = "position"
    ACTOR_TYPE = "actor_type"
    STATE = "state"
    REMARK = "remark"
    DIET = "diet"
    INTOLERANCES = "intolerances"
    SUPPORT = "support"  # with the details
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    LIST_NAME = "list_name"
    LIST_EMAIL = "list_email"
    NO_PHOTOS = "no_photos"


class Demand(Enum):
    """Whether a field is asked, and whether it must be filled in."""

    OFF = "off"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


Core = Mapping[CoreField, Demand]

# Health stays voluntary, a tick is an agreement that nobody can be made to give, and not everybody has a title.
_VOLUNTARY = frozenset(
    {
        CoreField.TITLE,
        CoreField.BADGE_NAME,
        CoreField.REMARK,
        CoreField.DIET,
        CoreField.INTOLERANCES,
        CoreField.SUPPORT,
        CoreField.LIST_NAME,
        CoreField.LIST_EMAIL,
        CoreField.NO_PHOTOS,
    }
)
_USUALLY_OFF = frozenset({CoreField.POSTAL_ADDRESS, CoreField.BIRTH_DATE, CoreField.BIRTH_PLACE})
_USUALLY_MANDATORY = frozenset({CoreField.ORGANISATION, CoreField.CLUSTER, CoreField.ACTOR_TYPE, CoreField.STATE})


def allowed(field: CoreField) -> tuple[Demand, ...]:
    """The demands that the field may have."""
    return tuple(each for each in Demand if each is not Demand.MANDATORY or field not in _VOLUNTARY)


def usual(field: CoreField) -> Demand:
    """The demand in an edition that says nothing about it."""
    if field in _USUALLY_OFF:
        return Demand.OFF
    return Demand.MANDATORY if field in _USUALLY_MANDATORY else Demand.OPTIONAL


USUAL: Core = {field: usual(field) for field in CoreField}


def demands(stored: Mapping[str, Any]) -> Core:
    """The demand of every field, from what the edition stores; what it may not have is as usual.

    The e-mail address stands beside the name in the list, so that without the name it is not asked either.
    """
    found = {field: _demand(field, stored.get(field.value)) for field in CoreField}
    if found[CoreField.LIST_NAME] is Demand.OFF:
        found[CoreField.LIST_EMAIL] = Demand.OFF
    return found


def stored(core: Core) -> dict[str, str]:
    """What the edition stores for these demands; `demands` gives them back."""
    return {field.value: demand.value for field, demand in core.items() if demand is not usual(field)}


def _demand(field: CoreField, value: object) -> Demand:
    return next((each for each in allowed(field) if each.value == value), usual(field))
