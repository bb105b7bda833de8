"""A function of ours is exchanged wherever a module has taken it by its name."""

import sys
from typing import Any


def everywhere(name: str, ours: Any, other: Any) -> None:
    """Whoever calls ``ours`` by that name calls ``other`` from now on."""
    for module in list(sys.modules.values()):
        if getattr(module, name, None) is ours:
            setattr(module, name, other)
