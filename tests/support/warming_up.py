"""What the apps of a run have in common is made in one process before it forks them."""

import gc
import shutil
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

from tests.support import apps, databases, kept_apps, run_folder
from tests.support.meeting import Who, arrange
from tests.support.page import EDITION, MANAGE, Page

FIRST_PAGES = (
    Page("/{lang}/sign-in"),
    Page(f"{EDITION}/"),
    Page(f"{EDITION}/agenda"),
    Page(f"{EDITION}/agenda/a1-kommunen"),
    Page(f"{EDITION}/register"),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page(f"{MANAGE}/", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}", Who.ORGANISER),
    Page(f"{MANAGE}/admission", Who.STAFF),
    Page(f"{MANAGE}/attendees", Who.STAFF),
)


def warm_up(worker: Any) -> None:
    """What an app makes once a process is made: of one that the next gets, the worker has done what was due, and
    people have opened pages.
    """
    with TemporaryDirectory() as folder:
        path = shutil.copy(run_folder.once("sqlite", databases.migrate_file) / databases.NAME, folder)
        app = apps.made(database_url=f"sqlite:///{path}", mail_url=f"file:{folder}/mail")
        with app.app_context():
            meeting = arrange(app)
        worker._work(app, worker.DUTIES, Event(), once=True)
        for page in FIRST_PAGES:
            visitor = app.test_client()
            if page.who in meeting.cookies:
                visitor.set_cookie("events", meeting.cookies[page.who])
            assert visitor.get(meeting.address(page.address, "de")).status_code == page.status, page
        apps.let_go(app)
        kept_apps.give_back(app)
    gc.collect()
    gc.freeze()  # a fork that never looks at these pages copies none of them
