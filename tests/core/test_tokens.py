"""Links in mails: signed, one purpose each, nothing secret stored."""

from gocluster_events.core.tokens import Signer

OLD, NEW = "o" * 32, "n" * 32


def test_a_retried_mail_carries_the_same_link():
    assert Signer((NEW,)).sign("own.prove", 17, 1) == Signer((NEW,)).sign("own.prove", 17, 1)


def test_a_link_says_who_and_which_generation():
    signer = Signer((NEW,))
    assert signer.read("own.prove", signer.sign("own.prove", 17, 3)) == (17, 3)


def test_a_link_for_one_purpose_opens_nothing_of_another():
    signer = Signer((NEW,))
    assert signer.read("registration.cancel", signer.sign("own.prove", 17, 1)) is None


def test_links_signed_before_the_key_was_changed_still_open():
    assert Signer((NEW, OLD)).read("my", Signer((OLD,)).sign("my", 17, 1)) == (17, 1)


def test_new_links_are_signed_with_the_newest_key():
    assert Signer((OLD,)).read("my", Signer((NEW, OLD)).sign("my", 17, 1)) is None


def test_a_changed_link_opens_nothing():
    token = Signer((NEW,)).sign("my", 17, 1)
    assert Signer((NEW,)).read("my", token[:-1] + ("A" if token[-1] != "A" else "B")) is None
