"""What people agree to is a text with a number that never changes, in both languages."""

from hashlib import sha256

import pytest

from gocluster_events.core.i18n import force_locale
from gocluster_events.post_event.releases.rules import WORDING, Kind
from gocluster_events.post_event.releases.words.release import WORDINGS, wording

DIGESTS = {
    ("de", Kind.FILE, 1): "7b4d2a25410d84fe",
    ("de", Kind.QUOTE, 1): "3a32b5509c97eebc",
    ("de", Kind.CARD, 1): "fefe826feedcff46",
    ("en", Kind.CARD, 1): "845661f34eb15985",
    ("en", Kind.FILE, 1): "35689abfba7b0ab3",
    ("en", Kind.QUOTE, 1): "36349dd3174911e4",
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_text_to_which_somebody_has_agreed_ever_changes(app, language):
    with app.test_request_context(), force_locale(language):
        texts = {(language, *key): "\n".join(map(str, text)) for key, text in WORDINGS.items()}
    digests = {key: sha256(text.encode()).hexdigest()[:16] for key, text in texts.items()}
    assert digests == {key: digest for key, digest in DIGESTS.items() if key[0] == language}


def test_every_text_since_the_first_can_be_read():
    assert set(WORDINGS) == {(kind, number) for kind in Kind for number in range(1, WORDING + 1)}
    assert [wording(kind) for kind in Kind] == [WORDINGS[kind, WORDING] for kind in Kind]
