"""A verb that says no."""

from collections.abc import Callable

import pytest

from gocluster_events.core.errors import Refused


def refusal(verb: Callable[..., object], *given: object, **more: object) -> object:
    """Why it says no; a verb that does not fails the test."""
    with pytest.raises(Refused) as refused:
        verb(*given, **more)
    return refused.value.code
