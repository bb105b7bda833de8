"""What the codes of materials are called, and why something about them is refused."""

from gocluster_events.core.documents.pdf_facts import PdfFault
from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.materials.rules.codes import (
    Accessible,
    FileState,
    Kind,
    Licence,
    Reading,
    Refusal,
    SeenBy,
)
from gocluster_events.post_event.materials.rules.listing import Face, Narrowing
from gocluster_events.post_event.materials.rules.standing import Hurdle

KINDS: dict[Kind, LazyString] = {
    Kind.SLIDES: _l("Slides"),
    Kind.HANDOUT: _l("Handout"),
    Kind.MINUTES: _l("Minutes"),
    Kind.RECORDING: _l("Recording"),
    Kind.TRANSCRIPT: _l("Transcript"),
    Kind.CAPTIONS: _l("Captions"),
    Kind.PHOTO_PROTOCOL: _l("Photos of what was written"),
    Kind.GRAPHIC_RECORDING: _l("Graphic record"),
    Kind.LINK: _l("Link"),
}
SIGNS: dict[Kind, str] = {
    Kind.SLIDES: "page",
    Kind.HANDOUT: "page",
    Kind.MINUTES: "lines",
    Kind.RECORDING: "film",
    Kind.TRANSCRIPT: "lines",
    Kind.CAPTIONS: "lines",
    Kind.PHOTO_PROTOCOL: "camera",
    Kind.GRAPHIC_RECORDING: "edit",
    Kind.LINK: "external",
}
LICENCES: dict[Licence, LazyString] = {
    Licence.HERE_ONLY: _l("On this site only, all rights reserved"),
    Licence.CC_BY: _l("CC BY 4.0"),
    Licence.CC_BY_SA: _l("CC BY-SA 4.0"),
    Licence.CC0: _l("CC0 1.0"),
    Licence.DL_DE_BY: _l("Data licence Germany, attribution, 2.0"),
}
SHORT_LICENCES: dict[Licence, LazyString] = {
    Licence.HERE_ONLY: _l("On this site only"),
    Licence.CC_BY: _l("CC BY 4.0"),
    Licence.CC_BY_SA: _l("CC BY-SA 4.0"),
    Licence.CC0: _l("CC0 1.0"),
    Licence.DL_DE_BY: _l("dl-de/by-2-0"),
}
LICENCES_EXPLAINED: dict[Licence, LazyString] = {
    Licence.HERE_ONLY: _l("On this site only, all rights reserved: to be read or watched here, and copied nowhere"),
    Licence.CC_BY: _l("CC BY 4.0: everybody may copy and change it if they name who made it"),
    Licence.CC_BY_SA: _l("CC BY-SA 4.0: the same, and what is made of it must have the same licence"),
    Licence.CC0: _l("CC0 1.0: everybody may do anything with it, without naming anybody"),
    Licence.DL_DE_BY: _l("Data licence Germany 2.0: for data of the administration, its source must be named"),
}
ACCESSIBLE: dict[Accessible, LazyString] = {
    Accessible.UNKNOWN: _l("I do not know"),
    Accessible.YES: _l("Accessible"),
    Accessible.PARTLY: _l("Partly accessible"),
    Accessible.NO: _l("Not accessible"),
}
READINGS: dict[Reading, LazyString] = {
    Reading.GOOD: _l("Accessible"),
    Reading.PARTLY: _l("Partly accessible"),
    Reading.POOR: _l("Not accessible"),
    Reading.UNTAGGED: _l("Not tagged: hard to read with a screen reader"),
    Reading.UNTAGGED_NO_LANGUAGE: _l("Not tagged, no language: hard to read with a screen reader"),
    Reading.NO_LANGUAGE: _l("Tagged, but without a language"),
    Reading.TAGGED: _l("Tagged, with a language"),
    Reading.UNKNOWN: _l("Not known"),
}
SEEN_BY: dict[SeenBy, LazyString] = {
    SeenBy.PUBLIC: _l("Everybody"),
    SeenBy.PARTICIPANTS: _l("Whoever has a confirmed registration"),
}
FACES: dict[Face, LazyString] = {
    Face.MISSING: _l("Lacking"),
    Face.NONE: _l("None"),
    Face.REFUSED: _l("File refused"),
    Face.CHECKING: _l("Being checked"),
    Face.OFF_PROGRAMME: _l("Not on the programme"),
    Face.LOCKED: _l("Locked"),
    Face.LACKING: _l("Release missing"),
    Face.DRAFT: _l("Not published"),
    Face.LATER: _l("Published for later"),
    Face.PUBLIC: _l("Public"),
    Face.PARTICIPANTS: _l("Participants"),
}
NARROWINGS: dict[Narrowing, LazyString] = {
    Narrowing.ALL: _l("All"),
    Narrowing.MISSING: _l("Lacking"),
    Narrowing.LACKING: _l("Release missing"),
    Narrowing.PUBLIC: _l("Public"),
}
FILE_STATES: dict[FileState, LazyString] = {
    FileState.ARRIVING: _l("is being uploaded"),
    FileState.QUEUED: _l("is being checked"),
    FileState.RUNNING: _l("is being checked"),
    FileState.CHECKED: _l("checked"),
    FileState.REFUSED: _l("refused"),
}
HURDLES: dict[Hurdle, LazyString] = {
    Hurdle.FILE_REFUSED: _l("The file was refused."),
    Hurdle.ARRIVING: _l("The file has not arrived yet."),
    Hurdle.NOT_CHECKED: _l("The file is being checked. Nobody can open it before that."),
    Hurdle.OFF_PROGRAMME: _l("Its item is not on the published programme."),
    Hurdle.NAME_REMOVED: _l("The name of a person was removed at their wish, so their material is closed."),
    Hurdle.LACKING: _l("Releases are missing."),
    Hurdle.NOT_PUBLISHED: _l("It has not been published yet."),
    Hurdle.NOT_YET: _l("Its time has not come yet."),
}
FAULTS: dict[PdfFault, LazyString] = {
    PdfFault.NO_PDF: _l("This is no PDF. Please save the slides or the text as a PDF first."),
    PdfFault.DAMAGED: _l("The PDF is damaged. Please save it again and upload it once more."),
    PdfFault.ENCRYPTED: _l("The PDF is protected by a password or against changes. Please save it without protection."),
    PdfFault.SCRIPTS: _l(
        "The PDF holds scripts, forms or films. Please print it into a new PDF, which leaves them out."
    ),
    PdfFault.ATTACHMENTS: _l("Other files are attached to the PDF. Please save it without attachments."),
    PdfFault.TAIL: _l(
        "There is something else after the end of the PDF. Please save it again and upload it once more."
    ),
    PdfFault.PAGES: _l("The PDF has more than 500 pages. Please split it."),
    PdfFault.TOO_COMPLEX: _l("The PDF could not be checked in time. Please save it smaller, with fewer pictures."),
}
REFUSALS: dict[Refusal, LazyString] = {
    Refusal.TOO_LARGE: _l("The file is larger than a file may be here. Please save it smaller."),
    Refusal.EMPTY: _l("The file is empty."),
    Refusal.EDITION_FULL: _l("There is no room left for the files of this event. Remove one, or use a link instead."),
    Refusal.NO_PDF: _l("This is no PDF. Please save the slides or the text as a PDF first."),
    Refusal.GONE: _l("The file is not here any more. Please choose it again."),
    Refusal.OTHER_SIZE: _l("The file has changed while it was uploaded. Please choose it again."),
    Refusal.NO_ITEM: _l("This item is not on the published programme."),
    Refusal.NOT_CHECKED: _l("The file is still being checked. Please try again in a moment."),
    Refusal.FILE_REFUSED: _l("The file was refused, so it cannot be published."),
    Refusal.LACKING: _l("Releases are still missing, so this cannot be published."),
    Refusal.NAME_REMOVED: _l("The name of a person of this item was removed, so this cannot be published."),
    Refusal.PUBLISHED: _l("This is public. An organiser must take it back first."),
}
