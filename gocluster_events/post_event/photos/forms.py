"""What is typed about a photo, and by those who do not want to be seen on one."""

from collections.abc import Mapping

from wtforms import BooleanField, HiddenField

from gocluster_events.core.i18n import _l, current_language
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.core.web.fields import Choice, Email, Form, Line, Paragraph, PhotoUpload, Required
from gocluster_events.post_event.photos.rules.photos import PhotoFacts

LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC0")
"""What is offered; anything else can be typed."""


class UploadForm(Form):
    """One photo."""

    photo = PhotoUpload(_l("Photo"), validators=[Required(_l("Choose a photo."))])


class PhotoForm(Form):
    """What the team says of a photo, in the order in which it is asked."""

    caption_de = Paragraph(_l("Caption, German"), limit=300)
    caption_en = Paragraph(_l("Caption, English"), limit=300)
    credit = Line(_l("Photo credit"), limit=120)
    licence = Line(_l("Licence"), limit=200)
    alt_de = Paragraph(_l("Alt text, German"), limit=400)
    alt_en = Paragraph(_l("Alt text, English"), limit=400)
    basis = Paragraph(_l("Note on the legal basis"), limit=1000)
    item = Choice(_l("Programme item"))
    is_checked = BooleanField(_l("Nobody who said no can be seen, and a portrait shows only people who said yes."))
    revision = HiddenField()

    def facts(self) -> PhotoFacts:
        """What was typed; only of a valid form."""
        return PhotoFacts(
            alt=Localized(self.alt_de.data, self.alt_en.data),
            caption=Localized(self.caption_de.data, self.caption_en.data),
            credit=self.credit.data,
            licence=self.licence.data,
            basis=self.basis.data,
            item=self.item.data or "",
            is_checked=bool(self.is_checked.data),
        )


def photo_form(facts: PhotoFacts, revision: int, items: Mapping[str, Localized], *, is_typed: bool = True) -> PhotoForm:
    """The form with what is stored, or with what was typed; an item that is gone from the programme can stay."""
    stored = {
        **{f"alt_{lang}": getattr(facts.alt, lang) for lang in LANGUAGES},
        **{f"caption_{lang}": getattr(facts.caption, lang) for lang in LANGUAGES},
        **{name: getattr(facts, name) for name in ("credit", "licence", "basis", "item", "is_checked")},
        "revision": str(revision),
    }
    form = PhotoForm(data=stored) if is_typed else PhotoForm(formdata=None, data=stored)
    gone = {facts.item: Localized(str(GONE))} if facts.item and facts.item not in items else {}
    titles = [(uuid, title.pick(current_language())[0]) for uuid, title in {**items, **gone}.items()]
    form.item.choices = [("", str(NO_ITEM)), *titles]
    return form


NO_ITEM, GONE = _l("None in particular"), _l("An item that is no longer on the programme")


class PleaForm(Form):
    """With which address somebody asks, and where on the photo they are."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter your e-mail address."))])
    remark = Line(_l("Where are you in the photo?"), limit=300)


class DecisionForm(Form):
    """Why a photo is public all the same."""

    reason = Paragraph(
        _l("Reason"), limit=1000, validators=[Required(_l("Give the reason. It is sent to the person."))]
    )
