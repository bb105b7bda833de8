"""What those who were there fill in, and what the team types of the questions."""

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Line, Paragraph, Radio, Voluntary
from gocluster_events.post_event.survey.rules.questions import (
    LONGEST_ANSWER,
    MOST_QUESTIONS,
    SCALE,
    Content,
    Kind,
    Question,
)
from gocluster_events.post_event.survey.rules.sheets import Reply, Sheet
from gocluster_events.post_event.survey.words import KINDS, NO_END, NO_ENGLISH_ALONE

SPARE_ROWS = 1
_ROWS = range(MOST_QUESTIONS)
_PARTS = ("kind", "text_de", "text_en", "low_de", "low_en", "high_de", "high_en")


class AnswerForm(Form):
    """One sheet. ``seen`` is the revision of the questions that the page shows."""

    seen = HiddenField()
    questions: tuple[Question, ...] = ()

    @property
    def rows(self) -> list[tuple[Question, Any]]:
        """Every question with its field."""
        return [(each, self[f"answer{place}"]) for place, each in enumerate(self.questions)]

    def sheet(self) -> Sheet:
        """The answers as given; only of a valid form."""
        return Sheet(tuple(_reply(each, field.data) for each, field in self.rows))


def _reply(question: Question, data: str | None) -> Reply:
    if not data:
        return None
    return int(data) if question.kind is Kind.SCALE else data


def answer_form(content: Content, revision: int, language: str) -> AnswerForm:
    """The form for these questions; none of them must be answered."""
    fields: dict[str, Any] = {"questions": content.questions}
    choices = [*((str(step), str(step)) for step in SCALE), ("", _l("No answer"))]
    for place, each in enumerate(content.questions):
        label = each.text.pick(language)[0]
        fields[f"answer{place}"] = (
            Voluntary(label, choices=choices, default="")
            if each.kind is Kind.SCALE
            else Paragraph(label, limit=LONGEST_ANSWER)
        )
    made: type[AnswerForm] = type("AnswerFormOfQuestions", (AnswerForm,), fields)
    return made(data={"seen": str(revision)})


class SurveyForm(Form):
    """The survey. Questions stand in rows, of which empty ones do not count; ``revision`` is the one that was read."""

    revision = HiddenField()
    is_on = BooleanField(_l("Ask those who were there how it was"))
    with_letter = BooleanField(_l("Thank them by e-mail on the morning after and ask them to answer"))
    intro_de = Paragraph(_l("Introduction, German"), limit=600)
    intro_en = Paragraph(_l("Introduction, English"), limit=600)

    def rows(self) -> list[dict[str, Any]]:
        """The rows in use, and the next one."""
        used = max((place + 1 for place in self._used()), default=0)
        return [self._row(place) for place in _ROWS[: used + SPARE_ROWS]]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether every row in use makes a question."""
        super().validate(extra_validators)
        for row in map(self._row, self._used()):
            ends = [row["low_de"], row["high_de"]] if row["kind"].data == Kind.SCALE.value else []
            wanted = {"text_de": NO_ENGLISH_ALONE, **{each.short_name.split("_", 1)[1]: NO_END for each in ends}}
            for name, sentence in wanted.items():
                if not row[name].data:
                    row[name].errors = [str(sentence)]
        return not self.errors

    def content(self) -> Content:
        """The survey as typed; only of a valid form."""
        return Content(
            Localized(self.intro_de.data, self.intro_en.data),
            tuple(_question(self._row(place)) for place in self._used()),
            bool(self.is_on.data),
            bool(self.with_letter.data),
        )

    def _used(self) -> Iterator[int]:
        return (place for place in _ROWS if any(self._row(place)[name].data for name in _PARTS[1:]))

    def _row(self, place: int) -> dict[str, Any]:
        return {name: self[f"row{place}_{name}"] for name in _PARTS}


def _question(row: dict[str, Any]) -> Question:
    text, low, high = (
        Localized(row[f"{name}_de"].data, row[f"{name}_en"].data) for name in ("text", "low", "high")
    )  # fmt: skip
    is_scale = row["kind"].data == Kind.SCALE.value
    return Question(Kind.SCALE, text, low, high) if is_scale else Question(Kind.TEXT, text)


_LABELS = {
    "text_de": _l("Question, German"),
    "text_en": _l("Question, English"),
    "low_de": _l("Words at 1, German"),
    "low_en": _l("Words at 1, English"),
    "high_de": _l("Words at 5, German"),
    "high_en": _l("Words at 5, English"),
}
for _place in _ROWS:
    _kind = Radio(_l("Kind of answer"), choices=[(kind.value, label) for kind, label in KINDS.items()], default="scale")
    setattr(SurveyForm, f"row{_place}_kind", _kind)
    for _name, _label in _LABELS.items():
        setattr(SurveyForm, f"row{_place}_{_name}", Line(_label, limit=200 if "text" in _name else 40))


def survey_form(content: Content, revision: int, *, is_typed: bool = True) -> SurveyForm:
    """The form with this content, or with what was typed over it."""
    data: dict[str, Any] = {
        "revision": str(revision),
        "is_on": content.is_on,
        "with_letter": content.with_letter,
        "intro_de": content.intro.de,
        "intro_en": content.intro.en,
    }
    for place, each in enumerate(content.questions):
        data[f"row{place}_kind"] = each.kind.value
        for name in ("text", "low", "high"):
            text: Localized = getattr(each, name)
            data |= {f"row{place}_{name}_de": text.de, f"row{place}_{name}_en": text.en}
    return SurveyForm(data=data) if is_typed else SurveyForm(formdata=None, data=data)
