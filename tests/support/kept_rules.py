"""What makes an address of its parts is compiled once a process for each rule, not once an app."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

_builders: dict[str, Callable[..., tuple[str, str]]] = {}


class KeptRule(Rule):
    """A rule like any other; its two functions depend on nothing but what is in the name they are kept under."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- Rule's
        name = repr((self.rule, self._trace, self.defaults, append_unknown))
        if name not in _builders:
            _builders[name] = super()._compile_builder(append_unknown)
        return _builders[name]


def keep() -> None:
    """From now on every app of this process has such rules."""
    made: Any = Flask
    made.url_rule_class = KeptRule
