"""The app as a crawl asks it: its time stands still, and the same request always meets the same chance."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from random import Random
from typing import Any

from flask import Flask

from gocluster_events.factory import create_app
from tests.support.settings import NOW

_chance = Random(2027)  # noqa: S311 -- nothing here is secret: it has to be the same every time


def app() -> Flask:
    """The app that the web server serves, with the settings of its environment."""
    made = create_app()
    stand_still()
    made.wsgi_app = _Repeating(made.wsgi_app)  # type: ignore[method-assign]
    return made


def stand_still() -> None:
    """In this process it is always NOW, and all chance comes from a generator that can be begun anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("gocluster_events.") and name.endswith(".clock"):
            module.now = lambda: NOW  # type: ignore[attr-defined]
    os.urandom = _chance.randbytes
    random._urandom = _chance.randbytes  # type: ignore[attr-defined] # noqa: SLF001 -- that of `secrets`


class _Repeating:
    """Begins chance anew for each request, from its method and address."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        _chance.seed(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        answer: Iterable[bytes] = self.inner(environ, start_response)
        return answer
