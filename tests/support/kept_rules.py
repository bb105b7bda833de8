"""What an address is made of is read and compiled once a process for each rule, not once an app."""

from typing import Any

from gocluster_events.factory import addresses

READ = ("_parts", "_trace", "_converters", "arguments")
BUILT = ("_build", "_build_unknown")  # bound to the rule
_kept: dict[str, dict[str, Any]] = {}


class KeptRule(addresses.LateRule):
    """A rule like any other; what comes of it depends on nothing but what is in the name it is kept under."""

    def compile(self) -> None:
        """Takes over what the first rule of that name was compiled to, if there was one."""
        name = repr((self.rule, self.subdomain, self.host, self.merge_slashes, self.defaults))
        if name not in _kept:
            super().compile()
            _kept[name] = {each: getattr(self, each) for each in READ}
            _kept[name] |= {each: getattr(self, each).__func__ for each in BUILT}
            return
        for each in READ:
            setattr(self, each, _kept[name][each])
        for each in BUILT:
            setattr(self, each, _kept[name][each].__get__(self, None))


def keep() -> None:
    """From now on every app of this process has such rules."""
    factory: Any = addresses
    factory.LateRule = KeptRule
