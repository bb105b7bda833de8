"""Sentences on the screens; the browser fills in {day} and {time} as the programme moves on."""

from gocluster_events.agenda.rules.screen import Board, Stage
from gocluster_events.i18n import LazyString, _l, clock_time, day

STAGES: dict[Stage, LazyString] = {
    Stage.EMPTY: _l("Nothing is planned here."),
    Stage.BEFORE: _l("It begins on {day} at {time}."),
    Stage.SOON: _l("It begins at {time}."),
    Stage.RUNNING: _l("Now"),
    Stage.PAUSE: _l("It goes on at {time}."),
    Stage.EVENING: _l("That was it for today. It goes on on {day} at {time}."),
    Stage.OVER: _l("The programme here is over. Thank you for coming."),
}


def stage(board: Board, zone: str) -> str:
    """The sentence for where the day stands."""
    sentence, at = str(STAGES[board.stage]), board.goes_on
    return sentence if at is None else sentence.replace("{day}", day(at, zone)).replace("{time}", clock_time(at, zone))
