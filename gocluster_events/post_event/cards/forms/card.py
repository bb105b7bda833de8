"""What the team types on a knowledge card, and into which card others are merged."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Confirm, Form, Line, Paragraph, Radio, Required
from gocluster_events.meeting.agenda.rules.links import is_web_address
from gocluster_events.post_event.cards.rules.cards import NAMES, CardFacts
from gocluster_events.post_event.cards.rules.codes import LIMITS

LANGUAGES = (("de", _l("German")), ("en", _l("English")))


class CardForm(Form):
    """A card. ``items`` and ``people`` must be offered before it is read."""

    revision = HiddenField()
    item = Choice(_l("Programme item"), validators=[Required(_l("Choose the programme item."))])
    question = Line(_l("Question"), validators=[Required(_l("Enter the question."))], limit=LIMITS["question"])
    insight = Paragraph(_l("Insight"), limit=LIMITS["insight"])
    is_open = BooleanField(_l("Open question: nobody knew an answer"))
    evidence = Paragraph(_l("Evidence"), limit=LIMITS["evidence"])
    evidence_url = Line(_l("Link to the evidence"), limit=LIMITS["evidence_url"])
    ask_function = Line(_l("Position"), limit=LIMITS["ask_function"])
    ask_institution = Line(_l("Organisation"), limit=LIMITS["ask_institution"])
    ask_person = Choice(_l("Person of the programme"))
    next_step = Line(_l("Next step"), limit=LIMITS["next_step"])
    owner = Choice(_l("Who takes the next step"))
    language = Radio(_l("Language of the card"), choices=LANGUAGES)

    def offer(self, items: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]]) -> None:
        """The items and people, by UUID and name, that can be chosen."""
        self.item.choices = list(items)
        self.ask_person.choices = self.owner.choices = list(people)

    def validate_evidence_url(self, field: Any) -> None:
        """Raises StopValidation for what is no address."""
        if field.data and not is_web_address(field.data):
            raise StopValidation(str(_l("Enter an address that begins with https:// or http://.")))

    def facts(self) -> CardFacts:
        """What was typed; only of a valid form."""
        return CardFacts(**{name: self[name].data for name in NAMES})


def card_form(facts: CardFacts, revision: int = 0, *, is_typed: bool = True) -> CardForm:
    """The form of a card as it is stored; with ``is_typed`` what was sent stands in it."""
    data = {**{name: getattr(facts, name) for name in NAMES}, "revision": str(revision)}
    return CardForm(data=data) if is_typed else CardForm(formdata=None, data=data)


class MergeForm(Confirm):
    """The card into which the others are merged."""

    into: Choice = Radio(_l("Which card stays?"), validators=[Required(_l("Choose the card that stays."))])

    def offer(self, cards: Iterable[tuple[str, str]]) -> None:
        """The cards, by UUID and number with question, of which one stays."""
        self.into.choices = list(cards)


class MergeOneForm(MergeForm):
    """The same of one card, for which every other one is offered, and there may be hundreds."""

    into = Choice(_l("Which card stays?"), validators=[Required(_l("Choose the card that stays."))])
