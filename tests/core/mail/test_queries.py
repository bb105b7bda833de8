import pytest
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.mail import queries as mail_queries
from tests.support.make import make_mail
from tests.support.outbox import lease_one
from tests.support.settings import NOW


@pytest.mark.both_databases
def test_the_outbox_shows_the_newest_first(session: Session):
    make_mail("one")
    make_mail("two")
    make_mail("elsewhere", scope="edition:2")
    assert [mail.key for mail in mail_queries.newest(session, "edition:1", 10)] == ["two", "one"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("session")
def test_a_mail_that_another_worker_is_just_taking_is_passed_over():
    make_mail("one")
    make_mail("two")
    with Session(db.db.engine) as other:
        taken = other.execute(mail_queries.next_due(NOW, 1)).one()
        leased = lease_one(NOW)
        assert leased is not None
        assert (taken.key, leased.key) == ("one", "two")
