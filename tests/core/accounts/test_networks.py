"""A network is one: whoever has a whole one, as everybody with IPv6 has, guesses no more than one address may."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.accounts import rules
from gocluster_events.core.accounts.models import Attempt
from gocluster_events.core.accounts.rules import Network, networks
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support import apps, nginx
from tests.support.databases import Database
from tests.support.invited import MIRIAM, importing
from tests.support.make import PASSWORD, make_account
from tests.support.photographs import make_photo
from tests.support.proving import Proof
from tests.support.signing_up import PAGE, fill_in
from tests.support.team import protect
from tests.support.tree import ROOT
from tests.support.visitor import Visitor
from tests.support.wire import Browser

ONE, BESIDE, ELSEWHERE = "2001:db8:1:1::{:x}", "2001:db8:1:2::{:x}", "2001:db8:2:1::{:x}"
VICTIM = "victim@example.org"
PER_ACCOUNT, PER_NETWORK, SHARE = 5, 50, 10


@pytest.fixture
def app(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app behind a proxy, which says from where somebody comes."""
    made = apps.made(proxy_hops="1", database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}")
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


def at(app: Flask, address: str) -> Visitor:
    """Somebody whose requests come from that address."""
    visitor = Visitor.of(app)
    visitor.environ_base["HTTP_X_FORWARDED_FOR"] = address
    return visitor


def guesses(app: Flask, addresses: Iterable[str], accounts: int = 1000) -> Counter[int]:
    """How often each status answered one wrong password from each address, at so many accounts in turn."""
    answers, visitor = Counter[int](), Visitor.of(app)
    form = visitor.form("/de/sign-in")
    for number, address in enumerate(addresses):
        visitor.environ_base["HTTP_X_FORWARDED_FOR"] = address
        answers[
            form.send(email=f"person-{number % accounts}@example.org", password="a wrong password").status_code
        ] += 1
    return answers


def addresses(network: str, number: int) -> list[str]:
    return [network.format(each) for each in range(1, number + 1)]


@pytest.mark.promise("P25")
def test_sixty_wrong_passwords_from_one_network_are_no_more_than_those_of_one_address(app: Flask, proof: Proof):
    assert guesses(app, addresses(ONE, 60)) == {200: PER_NETWORK, 429: 60 - PER_NETWORK}
    assert guesses(app, addresses(BESIDE, 1)) == {200: 1}
    assert guesses(app, ["192.0.2.1"] * 60) == {200: PER_NETWORK, 429: 60 - PER_NETWORK}
    assert guesses(app, ["192.0.2.2", "::ffff:192.0.2.1"]) == {200: 1, 429: 1}
    proof.says("60 wrong passwords from 60 addresses of one /64", f"{PER_NETWORK} looked at, as of one address")


@pytest.mark.promise("P25")
def test_a_wider_network_may_guess_ten_times_as_often_however_many_it_divides_into(app: Flask, proof: Proof):
    answers = guesses(app, [f"2001:db8:1:{number:x}::1" for number in range(SHARE * PER_ACCOUNT + 5)], accounts=1)
    assert answers == {200: SHARE * PER_ACCOUNT, 429: 5}
    assert guesses(app, addresses(ELSEWHERE, 1), accounts=1) == {200: 1}
    proof.says("55 wrong passwords for one account from as many /64 of one /48", f"{answers[200]} looked at")


@pytest.mark.promise("P25", control=True)
def test_counted_by_address_all_wrong_passwords_from_one_network_are_looked_at(
    app: Flask, proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rules, "networks", lambda address: (Network(address),))
    answers = guesses(app, addresses(ONE, 60))
    assert answers == {200: 60}
    proof.says("counted by address; 60 wrong passwords from 60 addresses of one /64", f"{answers[200]} looked at")


def do_everything(app: Flask, event: Event, address: str) -> None:
    """Whatever is counted by network, at least once, from that address."""
    visitor = at(app, address)
    visitor.sign_in(VICTIM, "a wrong password")
    visitor.press("/de/sign-in/passkey/options")
    visitor.sign_in(VICTIM, PASSWORD)
    visitor.form("/de/sign-in/factor").send(code="000000")
    visitor.form(f"/de/{event.slug}/register").send(**{**PAGE, "email": VICTIM, "invitation_code": "AAAAAAAAAA"})
    visitor.form(fill_in(visitor, event, email=VICTIM)).send()
    visitor.form("/de/lost-link").send(email=VICTIM)
    visitor.form("/de/lost-password").send(email=VICTIM)
    visitor.own_form("/de/accessibility/feedback").send(text="Der Kontrast ist zu schwach.")
    visitor.own_form(f"/de/{event.slug}/photos/{make_photo(event)}/me").send(email=VICTIM)


def counted(app: Flask, event: Event, address: str) -> Mapping[str, set[str]]:
    """Against what everything done from there was counted, by its kind."""
    with db.transaction() as writing:
        for kind in (Attempt, Registration):
            writing.execute(sa.delete(kind))
    do_everything(app, event, address)
    digests: dict[str, set[str]] = {}
    db.session().rollback()
    for bucket, key_digest in db.session().execute(sa.select(Attempt.bucket, Attempt.key_digest)):
        digests.setdefault(bucket, set()).add(key_digest)
    return digests


def by_network() -> set[str]:
    """Every kind that the software counts by network."""
    sources = (ROOT / "gocluster_events").rglob("*.py")
    calls = (re.findall(r'by_network\(\s*("\w+"|[A-Z]+)', each.read_text(encoding="utf-8")) for each in sources)
    return {{"UNPROVEN": "unproven"}.get(name, name.strip('"')) for names in calls for name in names}


def test_everything_that_is_counted_by_network_is_counted_by_the_same_two(app: Flask, event: Event):
    importing(event, MIRIAM)
    protect(app, make_account(email=VICTIM))
    one, same, beside = (counted(app, event, each.format(7)) for each in (ONE, ONE.replace("::", ":a::"), BESIDE))
    kinds = by_network()
    assert len(kinds) > 9
    assert {kind: len(one.get(kind, ())) for kind in kinds} == dict.fromkeys(kinds, 2)
    assert {kind: len(one[kind] & same[kind]) for kind in kinds} == dict.fromkeys(kinds, 2)
    assert {kind: len(one[kind] & beside[kind]) for kind in kinds} == dict.fromkeys(kinds, 1)


def test_only_one_function_asks_from_where_somebody_comes():
    sources = (ROOT / "gocluster_events").rglob("*.py")
    assert [each.name for each in sources if "remote_addr" in each.read_text(encoding="utf-8")] == ["requests.py"]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("192.0.2.7", [("192.0.2.7", 1)]),
        ("::ffff:192.0.2.7", [("192.0.2.7", 1)]),
        ("2001:DB8:1:2:3::4", [("2001:db8:1:2::/64", 1), ("2001:db8:1::/48", 10)]),
        ("fe80::1%eth0", [("fe80::/64", 1), ("fe80::/48", 10)]),
        ("", [("", 1)]),
        ("unix:", [("unix:", 1)]),
    ],
)
def test_an_address_counts_against_its_network(address: str, names: list[tuple[str, int]]):
    assert [(each.name, each.share) for each in networks(address)] == names


KEYS = """
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
    location = /keys { return 200 "$network/$wider"; }
    location = /healthz { return 200; }
    location / {"""
SOURCES = ("2001:db8:1:1::1", "2001:db8:1:1:a::", "2001:db8:1:a0a::1", "2001:db8:2:1::1", "192.0.2.1", "192.0.2.2")


@pytest.mark.full
def test_nginx_as_the_manual_sets_it_up_counts_by_the_same_networks(tmp_path: Path):
    setup = nginx.manual()
    with_keys = replace(setup, site=setup.site.replace("\n    location / {", KEYS))
    with nginx.running(tmp_path, ["127.0.0.1:1"], with_keys) as site:
        keys = [Browser(site).get("/keys", **{"X-Forwarded-For": each}).text.split("/") for each in SOURCES]
    networks, wider = zip(*keys, strict=True)
    assert [networks.index(each) for each in networks] == [0, 0, 2, 3, 4, 5]
    assert [wider.index(each) for each in wider] == [0, 0, 0, 3, 4, 4]
