"""The codes of materials: what they are, under which terms, for whom, and why something is refused."""

from enum import Enum

from gocluster_events.meeting.agenda.rules.codes import Part

PART_BYTES = 1024 * 1024  # of a file, stored on its own; only the last is shorter
MOST_UNFINISHED = 4  # files of one person of which no material was made; of more the oldest goes
PDF_BEGINS = b"%PDF-"


class Kind(Enum):
    """What a material is."""

    SLIDES = "slides"
    HANDOUT = "handout"
    MINUTES = "minutes"
    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    CAPTIONS = "captions"
    PHOTO_PROTOCOL = "photo_protocol"
    GRAPHIC_RECORDING = "graphic_recording"
    LINK = "link"


ELSEWHERE = frozenset({Kind.RECORDING, Kind.LINK})
"""Kinds that are links only: nothing of theirs lies here."""

NEEDED = frozenset({Part.SPEAKER, Part.KEYNOTE, Part.PANELLIST, Part.IMPULSE, Part.PITCH, Part.STANDING_IN})
"""Whose release a material of their item needs."""


class Licence(Enum):
    """Under which terms a material may be used further."""

    HERE_ONLY = "here_only"  # all rights reserved
    CC_BY = "cc_by"
    CC_BY_SA = "cc_by_sa"
    CC0 = "cc0"
    DL_DE_BY = "dl_de_by"


SPDX = {
    Licence.CC_BY: "CC-BY-4.0",
    Licence.CC_BY_SA: "CC-BY-SA-4.0",
    Licence.CC0: "CC0-1.0",
    Licence.DL_DE_BY: "DL-DE-BY-2.0",
}
"""What each open licence is called in metadata."""


class Accessible(Enum):
    """What whoever adds a material says of how it can be read with assistive technology."""

    UNKNOWN = "unknown"
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reading(Enum):
    """How well it can be read with assistive technology, as people are told."""

    GOOD = "good"
    PARTLY = "partly"
    POOR = "poor"
    UNTAGGED = "untagged"
    UNTAGGED_NO_LANGUAGE = "untagged_no_language"
    NO_LANGUAGE = "no_language"
    TAGGED = "tagged"
    UNKNOWN = "unknown"


POOR = frozenset({Reading.POOR, Reading.UNTAGGED, Reading.UNTAGGED_NO_LANGUAGE})
"""Of these a better file is wished for."""


class SeenBy(Enum):
    """Who may open a material: everybody, or only who takes part in the edition."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"


class FileState(Enum):
    """How far an uploaded file is."""

    ARRIVING = "arriving"
    QUEUED = "queued"  # all of it is here, the worker looks at it next
    RUNNING = "running"
    CHECKED = "checked"
    REFUSED = "refused"  # nothing of it is kept but why


class Refusal(Enum):
    """Why something about materials is not done."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    EDITION_FULL = "edition_full"
    NO_PDF = "no_pdf"
    GONE = "gone"
    OTHER_SIZE = "other_size"
    NO_ITEM = "no_item"
    NOT_CHECKED = "not_checked"
    FILE_REFUSED = "file_refused"
    LACKING = "lacking"
    NAME_REMOVED = "name_removed"
    PUBLISHED = "published"
