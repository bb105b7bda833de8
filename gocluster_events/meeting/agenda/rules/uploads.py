"""How far an uploaded programme is, which the worker reads when it is large."""

from datetime import timedelta
from enum import Enum

LARGE = 2 * 1024 * 1024  # bytes; reading more takes longer than somebody waits for a page
LARGE_WORKBOOK = 512 * 1024  # it is packed
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3  # at reading a file, before nobody tries any longer


class UploadState(Enum):
    """How far a file is that somebody uploaded for the draft."""

    QUEUED = "queued"  # the worker reads it next
    RUNNING = "running"
    READ = "read"
    REFUSED = "refused"  # it holds nothing that can be taken in
