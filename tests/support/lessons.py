"""What a team has noted for next time, in an app's context."""

from typing import Any

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.lessons import services
from gocluster_events.post_event.lessons.models import Lesson
from gocluster_events.post_event.lessons.rules import Facts
from tests.support.make import make_event
from tests.support.settings import NOW

ORGANISER = "organiser@example.org"


def a_lesson(event: Event, text: str = "Mehr Steckdosen im Foyer", weeks: int = -4, page: str = "") -> int:
    """Somebody has noted it; its id."""
    return services.write(event.id, Facts(text, weeks), page, Act(ORGANISER, NOW))


def noted_before(event: Event, **lesson: Any) -> int:
    """The edition is a copy of one at which that was noted; its id."""
    earlier = make_event()
    session().get_one(Event, event.id).copied_from_id = earlier.id
    session().commit()
    return a_lesson(earlier, **lesson)


def lessons_of(event: Event) -> dict[str, str]:
    """What stands in the addresses of the pages about notes: one of this event, one of the earlier one."""
    return {"lesson": str(a_lesson(event)), "reminder": str(noted_before(event))}


def to_be_noted(event: Event) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of everything that can be done with a note."""
    reminder, own = noted_before(event), a_lesson(event)
    earlier = session().get_one(Event, event.id).copied_from_id
    ticked = services.write(earlier or 0, Facts("Mehr Kaffee", -4), "", Act(ORGANISER, NOW))
    services.tick(event.id, ticked, Act(ORGANISER, NOW))
    return {
        "editions.lesson_tick": {"lesson_id": reminder},
        "editions.lesson_tick_removal": {"lesson_id": ticked},
        **{f"lessons.{name}": {"lesson_id": own} for name in ("lesson", "lesson_removal")},
        "lessons.lesson_state": {"lesson_id": own, "state": "done"},
    }


def stored(lesson_id: int) -> Lesson | None:
    """The lesson as it is now."""
    session().expire_all()
    return session().get(Lesson, lesson_id)
