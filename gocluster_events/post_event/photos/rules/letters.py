"""The letters to those who do not want to be seen on a photo."""

from gocluster_events.meeting.letters.rules import MEETING, Letter

PROOF = "photos.proof"
"""The page that the link in the first letter opens, and what that link is signed for."""

_ABOUT = {
    **{name: MEETING[name] for name in ("event", "contact", "office")},
    "photo": "Menschen im Saal, von hinten gesehen.",
}
PHOTO_PROOF = Letter(
    "photo_proof", "post_event/photos/mail/photo_proof.txt", {**_ABOUT, "until": "24. April 2027, 10:00 Uhr"}, PROOF
)
PHOTO_REMOVED = Letter("photo_removed", "post_event/photos/mail/photo_removed.txt", _ABOUT)
PHOTO_PUBLIC = Letter(
    "photo_public", "post_event/photos/mail/photo_public.txt",
    {**_ABOUT, "reason": "Auf dem Foto sind Sie von hinten zu sehen und nicht zu erkennen."},
)  # fmt: skip
LETTERS = (PHOTO_PROOF, PHOTO_REMOVED, PHOTO_PUBLIC)
