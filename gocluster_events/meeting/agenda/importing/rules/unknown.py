"""Words of a file that mean nothing to us, and what somebody chose that they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.source import Vocabulary


class WordField(Enum):
    """Of what an unknown word speaks."""

    KIND = "kind"
    LANGUAGE = "language"
    VISIBILITY = "visibility"
    SIGN_UP = "sign_up"
    PART = "part"
    STATUS = "status"


MEANINGS: Mapping[WordField, type[Enum]] = {
    WordField.KIND: Kind,
    WordField.LANGUAGE: SpokenLanguage,
    WordField.VISIBILITY: Visibility,
    WordField.SIGN_UP: SignUp,
    WordField.PART: Part,
    WordField.STATUS: PersonStatus,
}
ABOUT: Mapping[EntryErrorKind, WordField] = {
    EntryErrorKind.UNKNOWN_KIND: WordField.KIND,
    EntryErrorKind.BAD_KIND: WordField.KIND,
    EntryErrorKind.UNKNOWN_LANGUAGE: WordField.LANGUAGE,
    EntryErrorKind.BAD_LANGUAGE: WordField.LANGUAGE,
    EntryErrorKind.BAD_VISIBILITY: WordField.VISIBILITY,
    EntryErrorKind.BAD_SIGN_UP: WordField.SIGN_UP,
    EntryErrorKind.BAD_PART: WordField.PART,
    EntryErrorKind.BAD_STATUS: WordField.STATUS,
}
"""The problems that go away once somebody says what the word means."""

Choices = Mapping[str, Mapping[str, str]]
"""The code of each word's meaning, by its field and by `source.word_key`."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that stands ``number`` times in the file; ``key`` is the same for all its spellings."""

    field: WordField
    key: str
    word: str
    number: int


def with_choices(vocabulary: Vocabulary, choices: Choices) -> Vocabulary:
    """The vocabulary in which the words mean what somebody chose."""

    def meant(field: WordField) -> dict[str, Any]:
        return {key: MEANINGS[field](code) for key, code in choices.get(field.value, {}).items()}

    return replace(
        vocabulary,
        kinds={**vocabulary.kinds, **meant(WordField.KIND)},
        languages={**vocabulary.languages, **meant(WordField.LANGUAGE)},
        visibilities={**vocabulary.visibilities, **meant(WordField.VISIBILITY)},
        sign_ups={**vocabulary.sign_ups, **meant(WordField.SIGN_UP)},
        parts={**vocabulary.parts, **meant(WordField.PART)},
        statuses={**vocabulary.statuses, **meant(WordField.STATUS)},
    )
