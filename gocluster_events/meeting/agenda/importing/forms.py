"""Uploading a programme for the draft, and taking it in."""

import json
from collections.abc import Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from flask import request
from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l, _n
from gocluster_events.core.sheets.limits import MOST_BYTES, FileError
from gocluster_events.core.web.collision import read_number
from gocluster_events.core.web.fields import Choice, Form, Radio
from gocluster_events.meeting.agenda.importing import words
from gocluster_events.meeting.agenda.importing.rules.missing_days import DayChoice, MissingDay
from gocluster_events.meeting.agenda.importing.rules.plan import Decision, ImportPlan
from gocluster_events.meeting.agenda.importing.rules.unknown import MEANINGS, Choices, UnknownWord

MOST_WORDS = 60
"""How many unknown words are asked about at once, the most frequent first."""


class UploadForm(Form):
    """The upload of a programme file: ``upload`` is that of a valid form."""

    programme = FileField(
        _l("Programme (.xml, .json, .ics or .xlsx)"), render_kw={"accept": ".xml,.json,.ics,.xlsx,.csv"}
    )
    language = Radio(_l("Language of the texts"), choices=[("de", _l("German")), ("en", _l("English"))], default="de")

    upload = b""

    def validate_programme(self, field: Any) -> None:
        """Takes the file; whoever reads it says what is wrong with it."""
        chosen = field.data
        if not getattr(chosen, "filename", ""):
            raise StopValidation(str(_l("Choose a file.")))
        self.upload = chosen.read(MOST_BYTES + 1)
        chosen.close()
        if len(self.upload) > MOST_BYTES:
            raise StopValidation(words.file_error(FileError.TOO_HEAVY, 0))

    def refuse(self, sentence: str) -> None:
        """The field says why the file is refused."""
        self.programme.errors = [*self.programme.errors, sentence]


class TakeInForm(Form):
    """The confirmation of an import; the draft's revision and the number of errors are those that the page showed.

    Each unknown word has a field for what it means, and each day that is missing one for what becomes of it.
    """

    revision = HiddenField()
    faults = HiddenField()
    seen_words = HiddenField()
    leave_out = BooleanField()
    creates_places = BooleanField(_l("Create these rooms and tracks"), default=True)

    most_faults = 0  # these are set for each form
    unknown: tuple[UnknownWord, ...] = ()
    missing: tuple[MissingDay, ...] = ()
    choices: Choices = MappingProxyType({})

    @property
    def word_fields(self) -> list[tuple[UnknownWord, Any]]:
        """Each unknown word with its field."""
        return [(word, self[f"word_{at}"]) for at, word in enumerate(self.unknown)]

    @property
    def day_fields(self) -> list[tuple[MissingDay, Any]]:
        """Each missing day with its field."""
        return [(day, self[f"day_{day.date:%Y%m%d}"]) for day in self.missing]

    @property
    def changes_words(self) -> bool:
        """Whether a word means something else now than the page took it for."""
        return self.meanings() != dict(self.choices) or self.seen_words.data != _digest(self.choices)

    def validate_leave_out(self, field: Any) -> None:
        """Raises StopValidation unless a person who saw how many entries have errors ticked to leave them out."""
        is_shown_again = self.changes_words or "choose" in request.form
        agreed = field.data and self.faults.data == str(self.most_faults)
        if self.most_faults and not is_shown_again and not agreed:
            raise StopValidation(str(words.LEAVE_OUT_ENTRIES))

    def meanings(self) -> dict[str, dict[str, str]]:
        """What the unknown words mean, as far as that is chosen."""
        meanings: dict[str, dict[str, str]] = {}
        for word, field in self.word_fields:
            if field.data:
                meanings.setdefault(word.field.value, {})[word.key] = field.data
        return meanings

    def decision(self) -> Decision:
        """What was decided; only of a valid form."""
        return Decision(
            read_number(self.revision),
            self.most_faults,
            creates_places=self.creates_places.data,
            days={day.date: DayChoice(field.data) for day, field in self.day_fields},
            words=self.meanings(),
        )

    def show(self, choices: Choices, revision: int) -> None:
        """The form is for what the page shows now."""
        self.revision.data, self.faults.data, self.seen_words.data = (
            str(revision), str(self.most_faults), _digest(choices),
        )  # fmt: skip


def take_in_form(plan: ImportPlan, unknown: Sequence[UnknownWord], choices: Choices) -> TakeInForm:
    """The form of an import, with the ``choices`` made so far."""
    fields: dict[str, Any] = {}
    for at, word in enumerate(unknown[:MOST_WORDS]):
        meanings = [("", _l("Still open")), *((code.value, words.MEANINGS[code]) for code in MEANINGS[word.field])]
        chosen = choices.get(word.field.value, {}).get(word.key, "")
        fields[f"word_{at}"] = Choice(words.word_label(word), choices=meanings, default=chosen)
    for day in plan.days:
        options = [(choice.value, word) for choice, word in words.DAY_CHOICES.items()]
        fields[f"day_{day.date:%Y%m%d}"] = Choice(words.day_label(day), choices=options, default=day.proposal.value)
    form: TakeInForm = type("TakeInForm", (TakeInForm,), fields)()
    form.most_faults, form.unknown, form.missing = len(plan.errors), tuple(unknown[:MOST_WORDS]), plan.days
    form.choices = choices
    form.leave_out.label.text = _n("Leave out %(num)d entry", "Leave out %(num)d entries", form.most_faults)
    return form


def _digest(choices: Choices) -> str:
    return sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()[:16]
