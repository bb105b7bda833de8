"""The settings of an app under test."""

import os
import time
from datetime import UTC, datetime

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)  # when tests take place, whenever they run
SECRET_KEY = "for-tests-only-7f3a9c51d2e84b06"

MANY = "1000000"


def around() -> dict[str, str]:
    """The environment of the tests without settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GOCLUSTER_")}


def settings(**changes: str) -> dict[str, str]:
    """An environment for ``create_app``: mode test, and what the test changes."""
    values = {
        "mode": "test",
        "base_url": "http://localhost",
        "secret_keys": SECRET_KEY,
        "mail_from": "events@example.org",
        "admins_need_factor": "no",
        "drafts_per_hour": MANY,  # what all of a test does, one address does
        "unproven_per_hour": MANY,
        "clock": f"{NOW.isoformat()}@{int(time.time())}",
        **changes,
    }
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}
