"""What somebody of the programme says of a card on their own page."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Confirm, Paragraph, Radio, Required
from gocluster_events.post_event.cards.rules.codes import LONGEST_REMARK
from gocluster_events.post_event.cards.rules.own import OwnCard, Response
from gocluster_events.post_event.releases import rules
from gocluster_events.post_event.releases.rules import SAID_NO

YES, NO = "yes", "no"


class OwnCardForm(Confirm):
    """The answers to what they are asked; ``seen`` is what the page showed, ``wording`` the number of the text of the
    release.
    """

    seen = HiddenField()
    wording = HiddenField()
    correct = Radio(
        _l("Is the card right?"),
        choices=[(YES, _l("Right as it is")), (NO, _l("Not right"))],
        validators=[Required()],
    )
    objects = BooleanField(_l("This text is not right. It should not be public any more."))
    remark = Paragraph(_l("What should change?"), limit=LONGEST_REMARK)
    named = Radio(
        _l("May the card name you under “Who to ask”?"),
        choices=[(YES, _l("Yes, it may name me")), (NO, _l("No, please do not name me"))],
        validators=[Required()],
    )
    step = Radio(
        _l("Do you take care of the next step?"),
        choices=[(YES, _l("Yes, and you may ask me after 3, 6 and 12 months what became of it")), (NO, _l("No"))],
        validators=[Required()],
    )

    @property
    def response(self) -> Response:
        """What they say; only of a valid form."""
        return Response(
            is_correct=self.correct.data == YES if "correct" in self else None,
            remark=self.remark.data or "" if "remark" in self else "",
            may_be_named=self.named.data == YES if "named" in self else None,
            takes_step=self.step.data == YES if "step" in self else None,
            objects=bool("objects" in self and self.objects.data),
        )

    def validate_objects(self, field: Any) -> None:
        """Raises StopValidation where nothing would be said, or what is wrong with a text that stays."""
        is_all = not {"correct", "named", "step"} & set(self._fields)
        if not field.data and (is_all or self.remark.data):
            raise StopValidation(str(_l("Tick this if the text should not be public any more.")))

    @property
    def is_outdated(self) -> bool:
        """Whether another text of the release than that in force now was answered."""
        return "named" in self and self.wording.data != str(rules.WORDING)


def own_card_form(own: OwnCard) -> OwnCardForm:
    """The form with the fields that the person is asked about, and with what they have said."""
    answer, release = own.answer, own.release
    named = {True: YES, False: NO if release and release.state in SAID_NO else None}[
        bool(release and release.is_granted)
    ]
    form = OwnCardForm(
        data={
            "seen": own.seen,
            "wording": str(rules.WORDING),
            "correct": None if answer is None else YES if answer.is_correct else NO,
            "remark": answer.remark if answer else "",
            "named": named,
            "step": YES if own.has_agreed else None if own.is_owner else NO,
            "objects": False,
        }
    )
    questions = {
        "correct": own.is_asked, "objects": own.may_object, "remark": own.is_asked or own.may_object,
        "named": own.is_named, "step": own.can_take_step,
    }  # fmt: skip
    for name, is_asked in questions.items():
        if not is_asked:
            del form[name]
    return form
