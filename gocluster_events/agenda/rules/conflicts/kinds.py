"""What the checks know about kinds of items."""

from gocluster_events.agenda.rules.codes import Kind

SHARING = frozenset(
    {
        Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXHIBITION, Kind.POSTERS,
        Kind.ADVICE,
    }
)  # fmt: skip
"""People come and go: such items may share a room with one another, and may run beside anything else."""

PLENARY = frozenset({Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.PANEL, Kind.VOTE, Kind.AWARDS})
"""Everybody attends, if it belongs to no track and is where everybody has a seat."""

GATHERINGS = frozenset({Kind.GET_TOGETHER, Kind.RECEPTION})
"""Everybody is invited, and nobody minds who comes later."""

APART = frozenset({Kind.PRESS, Kind.CLOSED_SESSION})
"""For a few, who know why they are not with the others."""

LED = frozenset(
    {
        Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.IMPULSE, Kind.TALK, Kind.PANEL, Kind.INTERVIEW, Kind.FORUM,
        Kind.WORKSHOP, Kind.WORLD_CAFE, Kind.FISHBOWL, Kind.FUTURE_WORKSHOP, Kind.PITCHES, Kind.PRESS,
    }
)  # fmt: skip
"""Somebody speaks or leads, and readers want to know who."""
