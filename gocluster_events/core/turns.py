"""Whoever writes takes turns: first the threads of a process among themselves, then processes by the lock of a file.

So one thread of a process at most waits for other processes. It does so in ``flock``, which wakes whoever has waited
longest; as nobody can be called back from there, another thread waits in its place. Windows has no such wait: there
the lock is asked for every millisecond.
"""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

from gocluster_events.core.errors import Busy

_POLL_SECONDS = 0.001


@contextmanager
def turn(file: Path, seconds: float) -> Iterator[None]:
    """Nobody else, in this process or another, is within such a block with that file.

    Raises Busy when it is not free within so many seconds, or when there can be no such file.
    """
    until = time.monotonic() + seconds
    queue = _queues.setdefault(file, _Queue())
    if not queue.mutex.acquire(timeout=seconds):
        raise Busy
    try:
        descriptor = _opened(file)
        queue.lock(descriptor, until)
        try:
            yield
        finally:
            _let_go(descriptor)
    finally:
        queue.mutex.release()


class Line:
    """A lock that threads get in the order in which they came: whoever lets it go is behind all who wait already."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waits: deque[threading.Lock] = deque()

    def __len__(self) -> int:
        return len(self._waits)

    def acquire(self, timeout: float) -> bool:
        """The lock is this thread's; False when it was not free within so many seconds."""
        mine = threading.Lock()
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine.acquire()
            self._waits.append(mine)
        try:
            return mine.acquire(timeout=timeout) or not self._leaves(mine)
        except BaseException:  # this thread is to end
            if not self._leaves(mine):
                self.release()
            raise

    def release(self) -> None:
        """The lock is that of whoever has waited longest, or nobody's."""
        with self._guard:
            if self._waits:
                self._waits.popleft().release()
            else:
                self._is_taken = False

    def _leaves(self, mine: threading.Lock) -> bool:
        """Whether the thread waits no more; False when it got the lock in that very moment."""
        with self._guard:
            if mine not in self._waits:
                return False
            self._waits.remove(mine)
            return True


class _Queue:
    """The threads of this process that want to write one file; whoever has the mutex is next of them."""

    def __init__(self) -> None:
        self.mutex = Line()
        self._waits: SimpleQueue[tuple[int, Future[None]]] | None = None

    def lock(self, descriptor: int, until: float) -> None:
        """The open file has the lock. Raises Busy; what comes later than ``until`` is let go at once."""
        try:
            if _has_locked(descriptor):
                return
            waits = self._waits = self._waits or _attended_queue()
        except BaseException as error:
            _let_go(descriptor)
            if isinstance(error, (OSError, RuntimeError)):  # no such lock here, or no thread to be had
                raise Busy from error
            raise
        done: Future[None] = Future()
        waits.put((descriptor, done))
        try:
            done.result(until - time.monotonic())
        except BaseException as error:  # or this thread is to end
            done.add_done_callback(lambda _done: _let_go(descriptor))
            if isinstance(error, OSError):  # TimeoutError is one
                raise Busy from error
            raise


def _attended_queue() -> "SimpleQueue[tuple[int, Future[None]]]":
    """What is put in there is waited for by a thread of its own. Raises RuntimeError when there can be none."""
    waits: SimpleQueue[tuple[int, Future[None]]] = SimpleQueue()
    threading.Thread(target=_wait_for_each, args=(waits,), daemon=True).start()
    return waits


def _wait_for_each(waits: "SimpleQueue[tuple[int, Future[None]]]") -> None:
    while True:
        descriptor, done = waits.get()
        try:
            _wait_for(descriptor)
        except OSError as error:
            done.set_exception(error)
        else:
            done.set_result(None)


_queues: dict[Path, _Queue] = {}
_descriptors: set[int] = set()  # of files that have the lock, or whose lock is wanted


def _opened(file: Path) -> int:
    """The file, opened anew each time: it may have been replaced."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise Busy from error  # the folder is gone, full or read-only
    _descriptors.add(descriptor)
    return descriptor


def _let_go(descriptor: int) -> None:
    if descriptor not in _descriptors:
        return  # a forked process has let go of what its parent holds
    _descriptors.discard(descriptor)
    with suppress(OSError):
        _unlock(descriptor)  # also for forked processes, which share it
    os.close(descriptor)


def _begin_anew() -> None:
    """A forked process holds and wants no lock of its parent."""
    _queues.clear()
    for descriptor in _descriptors:
        os.close(descriptor)
    _descriptors.clear()


if sys.platform == "win32":
    import msvcrt

    def _has_locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for(descriptor: int) -> None:
        while not _has_locked(descriptor):
            time.sleep(_POLL_SECONDS)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _has_locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_for(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    os.register_at_fork(after_in_child=_begin_anew)
