"""Settings are checked once, at start, with one line a mistake."""

import pytest

from gocluster_events.core.config import BadSettings, load

KEY = "kV7mZq2xN9cT4wRb8yLf3hJd6sGp1aUe"
GOOD = {
    "GOCLUSTER_SECRET_KEYS": KEY,
    "GOCLUSTER_BASE_URL": "https://events.example.org",
    "GOCLUSTER_MAIL_URL": "smtp://mail.example.org",
    "GOCLUSTER_MAIL_FROM": "tagung@example.org",
}


def mistakes(folder, **changed):
    environ = {name: value for name, value in (GOOD | changed).items() if value is not None}
    with pytest.raises(BadSettings) as refused:
        load(environ, folder)
    return refused.value.mistakes


def test_production_is_the_mode_unless_another_is_named(tmp_path):
    assert load(GOOD, tmp_path).mode == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOCLUSTER_SECRET_KEYS", None),
        ("GOCLUSTER_SECRET_KEYS", "short"),
        ("GOCLUSTER_SECRET_KEYS", "change-me-change-me-change-me-change-me"),
        ("GOCLUSTER_SECRET_KEYS", f"{KEY},short"),
        ("GOCLUSTER_BASE_URL", None),
        ("GOCLUSTER_BASE_URL", "http://events.example.org"),
        ("GOCLUSTER_MAIL_FROM", None),
        ("GOCLUSTER_MAIL_URL", None),
        ("GOCLUSTER_CLOCK", "2027-03-20T10:00:00+01:00@1795000000"),
        ("GOCLUSTER_CLOCK", "yesterday"),
        ("GOCLUSTER_BOUNCE_MAILBOX", "imap://user:password@mail.example.org/INBOX"),
        ("GOCLUSTER_BOUNCE_MAILBOX", "pop3://user:password@mail.example.org"),
        ("GOCLUSTER_BOUNCE_MAILBOX", "imaps://mail.example.org/INBOX"),
        ("GOCLUSTER_BOUNCE_MAILBOX", "imaps://user:password@mail.example.org:many/INBOX"),
        ("GOCLUSTER_BOUNCE_MAILBOX", "imaps://user:password@mail.example.org/R%C3%BCckl%C3%A4ufer"),
        ("GOCLUSTER_DATABASE_URL", "mysql://localhost/events"),
        ("GOCLUSTER_PROXY_HOPS", "many"),
        ("GOCLUSTER_PROXY_HOPS", "-1"),
        ("GOCLUSTER_MODE", "staging"),
        ("GOCLUSTER_COLOUR", "blue"),
        ("GOCLUSTER_EASY_LANGUAGE_URL", "javascript:alert(1)"),
        ("GOCLUSTER_SIGN_LANGUAGE_URL", "example.org/dgs"),
        ("GOCLUSTER_FUNDING_LOGO", "/nowhere/logo.png"),
    ],
)
def test_production_refuses_to_start_and_names_the_one_setting_to_mend(tmp_path, name, value):
    assert [line.split()[0] for line in mistakes(tmp_path, **{name: value})] == [name]


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_bounces_are_read_over_an_encrypted_way(tmp_path, scheme):
    url = f"{scheme}://events%40example.org:p%40ss@mail.example.org/INBOX"
    assert load({**GOOD, "GOCLUSTER_BOUNCE_MAILBOX": url}, tmp_path).bounce_mailbox == url


def test_several_mistakes_are_told_at_once(tmp_path):
    assert len(mistakes(tmp_path, GOCLUSTER_SECRET_KEYS=None, GOCLUSTER_MAIL_FROM=None)) == 2


def test_the_operators_file_counts_and_the_environment_wins(tmp_path):
    (tmp_path / "config.py").write_text('MAIL_FROM = "datei@example.org"\nRESEND_PER_HOUR = 7\n', encoding="utf-8")
    settings = load(GOOD, tmp_path)
    assert (settings.mail_from, settings.resend_per_hour) == ("tagung@example.org", 7)


def test_a_postgresql_address_gets_the_driver_we_ship(tmp_path):
    settings = load(GOOD | {"GOCLUSTER_DATABASE_URL": "postgresql://events@db.example.org/events"}, tmp_path)
    assert settings.database_url == "postgresql+psycopg://events@db.example.org/events"


@pytest.mark.parametrize(
    ("changed", "sender"),
    [
        ({}, '"go-cluster Events" <tagung@example.org>'),
        ({"GOCLUSTER_OPERATOR": 'Büro "Cluster", Berlin'}, r'"Büro \"Cluster\", Berlin" <tagung@example.org>'),
        (
            {"GOCLUSTER_OPERATOR": "Büro", "GOCLUSTER_MAIL_FROM": "Jahrestagung <tagung@example.org>"},
            '"Jahrestagung" <tagung@example.org>',
        ),
    ],
)
def test_every_mail_has_a_sender_with_a_name(tmp_path, changed, sender):
    assert load({**GOOD, **changed}, tmp_path).sender == sender
