"""What programs ask."""

import sqlalchemy as sa

from gocluster_events.core.db import transaction


def test_the_process_lives_without_asking_the_database(app, visitor):
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////nowhere/at/all.db"
    assert (visitor.get("/healthz").status_code, visitor.get("/healthz").text) == (200, "alive\n")


def test_whoever_asks_under_another_name_is_refused_in_a_line(visitor):
    answer = visitor.get("/", headers={"Host": "elsewhere.example.org"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_the_site_is_ready_when_the_database_has_the_expected_tables(visitor):
    assert (visitor.get("/readyz").status_code, visitor.get("/readyz").text) == (200, "ready\n")


def test_the_site_is_not_ready_before_its_migrations(session, visitor):
    with transaction() as writing:
        writing.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    assert visitor.get("/readyz").status_code == 503


def test_search_engines_leave_personal_pages_and_the_management_alone(visitor):
    rules = visitor.get("/robots.txt").text.splitlines()
    assert rules == [
        "User-agent: *",
        "Disallow: /*/manage/",
        "Disallow: /*/my/",
        "Disallow: /*/*/register/",
        "Disallow: /*/sign-in",
    ]


def test_browsers_find_the_sign_of_the_site_where_they_look_first(visitor):
    answer = visitor.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
