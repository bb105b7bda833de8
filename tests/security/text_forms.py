"""Every form of the product in which one can type: what can be typed there, and what makes the rest of it valid."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from flask import Flask
from wtforms import FileField, HiddenField, StringField
from wtforms.fields.core import UnboundField

from gocluster_events.core.web.fields import Form
from tests.support.html_forms import forms_of, tags
from tests.support.make import PASSWORD
from tests.support.visitor import Visitor

NOT_TYPED = frozenset({"hidden", "checkbox", "radio", "file", "submit", "button", "image", "reset", "color"})
NUMBERS = frozenset({"number", "date", "time", "datetime-local"})
WORD = "Tannenbär"
LIKELY = {  # what somebody would type into a field that must not be empty, by its name; else a word
    "email": "somebody@example.org",
    "password": PASSWORD,
    "new_password": "a quite different sentence",
    "slug": "next-meeting",
    "starts_on": "2028-04-20",
    "starts_at": "2028-04-20T10:00",
    "ends_at": "2028-04-21T16:00",
    "registration_opens_at": "2027-06-01T10:00",
    "registration_closes_at": "2028-04-01T10:00",
    "at": "2027-03-21T10:00",
    "letter": "K",
    "colour": "#5F316E",
    **dict.fromkeys(("url", "evidence_url"), "https://example.org/slides"),
    **dict.fromkeys(("minutes", "uses", "places", "seats"), "5"),
    **dict.fromkeys(("capacity_onsite", "capacity_online", "length_minutes"), "60"),
    **dict.fromkeys(("start", "code", "expires_at", "release_at", "stream_url", "accent", "invitation_code"), ""),
    "not_before": "",
    **dict.fromkeys(("birth_date", "times_1", "links", "codes_open_at", "day_0_admission", "day_1_admission"), ""),
    **{f"time_{number}_start": "15:00" for number in range(9)},
    **{f"time_{number}_end": "16:00" for number in range(9)},
    **{f"option{number}_places": "" for number in range(1, 13)},
}
AGREED = {"has_needs": "yes", "agrees_to_health": "y"}
SIGN_UP = {"actor_type": "cluster", "state": "BE", "cluster": "Not a member"}
ALSO: Mapping[str, Mapping[str, str]] = {  # what is ticked, chosen or pressed besides
    "attendees.new_person": {**SIGN_UP, "mode": "onsite"},
    "bookings.place_move": {"item": str(UUID(int=41))},
    "bookings.places_move": {"item": str(UUID(int=41))},
    "bookings.place_position": {"number": "1"},
    "cards.new_card": {"item": str(UUID(int=30))},
    "cards.note_takers": {"item": str(UUID(int=30))},
    "cards.own_card": {"correct": "no", "named": "no"},
    "door.walk_in": {"is_informed": "y", "despite": "y"},
    "follow_ups.answer": {"outcome": "done"},
    "follow_ups.note": {"outcome": "done"},
    "materials.new_material": {"kind": "link"},
    "outbox.mail_address": {"email": "corrected@example.org"},
    "editions.new_cluster": {"state": "BE"},
    "publishing.publication": {"accepted": "y"},
    "wordings.wording": {"verb": "keep"},
    "waiting.waiting_position": {"number": "1"},
    "quotas.new_quota": {"actor_types": "cluster", "position": "1"},
    "own.my_participation": AGREED,
    "sign_up.register": {**SIGN_UP, **AGREED, "mode": "onsite", "member": "no"},
    "sign_up.person": {**SIGN_UP, **AGREED, "mode": "onsite", "member": "no"},
}
# The sentence stands above the form, for good reason.
AS_A_WHOLE = {
    "accounts.new_passkey": "without a device there is no passkey, whatever its name",
    "accounts.sign_in": "which of address and password was wrong is nobody's business",
    "agenda.shift": "no item is ticked, which its own field says",
}
# Text fields of our forms that no page shows as one, with what is there instead.
ELSEWHERE = {
    "desk": "a cookie of the admission page",
    "move": "the board and the columns of a list send it",
    "recipient": "the number of a letter in a preview",
    **{
        f"option{number}_{each}": "an answer like the first"
        for number in range(6, 13)
        for each in ("de", "en", "places")
    },
    **{
        f"row{number}_{each}_{language}": "a question like the first"
        for number in (8, 9)
        for each in ("text", "low", "high")
        for language in ("de", "en")
    },
    **dict.fromkeys(("later", "silent", "chosen", "verb", "seen", "look"), "a button"),
    **dict.fromkeys(("down", "height", "right", "width"), "a length in an address; of a form that is not posted"),
}


def kinds_of(page: str) -> list[dict[str, str]]:
    """The kinds of what can be typed into each form, by name, in the page's order of forms."""
    forms: list[dict[str, str]] = []
    is_open = False
    for name, given, _text in tags(page):
        if name in {"form", "/form"}:
            is_open = name == "form"
            forms += [{}] if is_open else []
        kind = given.get("type", "text") if name == "input" else name
        if is_open and name in {"input", "textarea"} and kind not in NOT_TYPED and given.get("name"):
            forms[-1][given["name"]] = kind
    return forms


@dataclass(frozen=True)
class TextForm:
    """A form with a token and otherwise valid fields; its ``free`` fields take any word.

    A word typed into them is ``stored`` so many times in the database and ``on_page`` in the form opened again.
    """

    endpoint: str
    page: str
    action: str
    sent: Mapping[str, list[str]]
    kinds: Mapping[str, str]
    free: frozenset[str] = frozenset()
    stored: int = 0
    on_page: int = 0

    @property
    def texts(self) -> list[str]:
        """The fields for texts; what a browser takes for numbers and moments is none."""
        return sorted(name for name, kind in self.kinds.items() if kind not in NUMBERS)

    def visible(self, fields: frozenset[str]) -> frozenset[str]:
        """Those of the fields that show what was typed."""
        return frozenset(each for each in fields if self.kinds[each] != "password")


def text_forms(visitor: Visitor, endpoint: str, address: str, method: str = "post") -> Iterator[TextForm]:
    """The forms on a page that are sent in that way and in which one can type."""
    answer = visitor.get(address)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return
    for form, kinds in zip(forms_of(answer.text), kinds_of(answer.text), strict=True):
        if form.method == method and kinds:
            filled = {name: [LIKELY.get(name, WORD)] for name in kinds if not any(form.fields.get(name, ()))}
            also = {name: [value] for name, value in ALSO.get(endpoint, {}).items()}
            action = form.action.partition("#")[0] or address
            yield TextForm(endpoint, address, action, {**form.fields, **filled, **also}, kinds)


def searches(app: Flask, visitor: Visitor) -> Iterator[TextForm]:
    """The forms that are sent by GET on pages that an edition has once, one for each address they lead to."""
    seen = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= {"lang", "edition"} and rule.arguments:
            address = str(rule.rule).replace("<lang:lang>", "en").replace("<edition>", "meeting")
            for form in text_forms(visitor, rule.endpoint, address, "get"):
                if form.action.partition("?")[0] not in seen:
                    seen.add(form.action.partition("?")[0])
                    yield replace(form, free=frozenset(form.kinds))


def declared() -> set[str]:
    """The names of all text fields that a form of ours has."""
    names = set()
    for form in _heirs(Form):
        fields = {name: getattr(form, name, None) for name in dir(form)}
        unbound = {name: each.field_class for name, each in fields.items() if isinstance(each, UnboundField)}
        names |= {
            n for n, each in unbound.items() if issubclass(each, StringField) and not issubclass(each, HiddenField)
        }
    return names


def _heirs(form: type[Form]) -> Iterator[type[Form]]:
    """What a module of ours defines; a form that was made for one request is left over by chance."""
    for each in form.__subclasses__():
        if each.__module__.startswith("gocluster_events."):
            if getattr(sys.modules[each.__module__], each.__name__, None) is each:
                yield each
            yield from _heirs(each)


def files_declared(base: type[Form]) -> set[str]:
    """The names of all fields for files that a form of ours has."""
    fields = [(name, getattr(form, name, None)) for form in _heirs(base) for name in dir(form)]
    return {n for n, each in fields if isinstance(each, UnboundField) and issubclass(each.field_class, FileField)}
