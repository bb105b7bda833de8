"""Rail, tabs, parts, breadcrumb and keys of a page of the team, as the table in ``web.order`` has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app, g, request, url_for

from gocluster_events.backoffice.editions.views.checklist import plan, year
from gocluster_events.backoffice.editions.words import POINTS
from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _, _n, day
from gocluster_events.core.web import sessions
from gocluster_events.core.web.audience import audience_of
from gocluster_events.core.web.order import entries as table, website
from gocluster_events.core.web.order.places import following, place
from gocluster_events.core.web.order.shape import Entry, Part, Phase, Tab
from gocluster_events.factory.access_control import holds
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import Stage, days_away, phase
from gocluster_events.post_event.materials.queries import materials
from gocluster_events.site.queries import pages as site

_PHASES: Mapping[Phase, Stage] = {
    Phase.BEFORE: Stage.BEFORE,
    Phase.ON_THE_DAY: Stage.TODAY,
    Phase.AFTER: Stage.OVER,
}


def may_open(endpoint: str) -> bool:
    """Whether the signed-in account may use a view in the edition of this page, so that no link leads to a refusal."""
    audience = audience_of(current_app, endpoint)
    if audience is None:
        return False
    return holds(audience) and (not audience.is_admin or g.account.is_admin)


def navigation() -> "Navigation":
    """The navigation of this request's page."""
    if "navigation" not in g:
        g.navigation = Navigation()
    page: Navigation = g.navigation
    return page


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation. ``count`` is 0 where there is nothing to count."""

    label: str
    url: str
    name: str = ""
    sign: str = ""
    is_current: bool = False
    count: int | str = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of a phase; without a phase those that stand above them all."""

    phase: Phase | None
    fact: str
    is_running: bool
    ways: tuple[Way, ...]


class Navigation:
    """What a page of the team leads to; each answer is made when the template asks for it."""

    def __init__(self) -> None:
        query = {name: tuple(values) for name, values in request.args.lists()}
        self._place = place(request.endpoint or "", request.view_args or {}, query)

    @property
    def is_top(self) -> bool:
        """Whether the page is that of a tab, which has tabs and no breadcrumb."""
        return self._place is not None and self._place.is_top

    @property
    def title(self) -> str:
        """What the page of a tab is called, as at its tab or in its switch; the only one of an entry as that."""
        here = self._place
        if here is None or len(list(here.entry.parts)) == 1:
            return self.heading
        return str(here.part.label if len(here.tab.parts) > 1 else here.tab.label)

    @property
    def heading(self) -> str:
        """What its entry is called."""
        return str(self._place.entry.label) if self._place else ""

    @property
    def is_of_site(self) -> bool:
        """Whether the page belongs to the website rather than to an event."""
        return g.get("event") is None or (self._place is not None and self._place.entry in website.SITE)

    @property
    def is_own(self) -> bool:
        """Whether the page is about the account of whoever looks."""
        return self._place is not None and self._place.entry is website.OWN

    @cached_property
    def event(self) -> Event | None:
        """The event whose rail stands there, or to which the website's rail leads back."""
        if g.get("event") is not None:
            event: Event = g.event
            return event
        if g.get("account") is None:
            return None
        managed = events.managed_events(db.session(), g.account.id, is_admin=g.account.is_admin)
        slug = sessions.last_edition()
        return next((each for each in managed if each.slug == slug), managed[0] if managed else None)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The rail: its entries by phase."""
        if self.is_of_site:
            return (Group(None, "", is_running=False, ways=tuple(self._entries(website.SITE))),)
        facts, stage = _facts(g.event)
        groups = [Group(None, "", is_running=False, ways=tuple(self._entries(table.EVENT, None)))]
        for each in Phase:
            ways = tuple(self._entries(table.EVENT, each))
            if ways or _PHASES[each] is stage is Stage.OVER:
                groups.append(Group(each, facts[each], _PHASES[each] is stage, ways))
        return tuple(groups)

    @property
    def website(self) -> str:
        """The address of the website's rail, for whoever may change something there; otherwise empty."""
        own = [entry.tabs[0].parts[0] for entry in website.SITE if may_open(entry.tabs[0].parts[0].endpoint)]
        changing = [part for part in own if _is_for_few(part)]
        return self._url(own[0] if g.account.is_admin else changing[0]) if changing else ""

    @cached_property
    def tabs(self) -> tuple[tuple[bool, tuple[Way, ...]], ...]:
        """The tabs of the page: daily work, then what is set up once; none for one thing, or a single tab."""
        if self._place is None or not self.is_top:
            return ()
        openable = [each for each in self._place.entry.tabs if _first(each) is not None]
        if len(openable) < 2:
            return ()
        daily = tuple(self._tab(each) for each in openable if not each.is_set_up)
        return ((False, daily), (True, tuple(self._tab(each) for each in openable if each.is_set_up)))

    @property
    def parts(self) -> tuple[Way, ...]:
        """The switch of what the tab holds in parts; none where it holds one that may be opened."""
        if self._place is None or not self.is_top:
            return ()
        here = self._place
        ways = [
            Way(str(part.label), self._url(part), is_current=part == here.part, count=self._counts.get(part.counted, 0))
            for part in here.tab.parts
            if may_open(part.endpoint)
        ]
        return tuple(ways) if len(ways) > 1 else ()

    @property
    def crumbs(self) -> tuple[Way, ...]:
        """The way down to a page of one thing: entry, tab and part, as far as they may be opened; no page twice."""
        if self._place is None or self.is_top:
            return ()
        here = self._place
        first = next((_first(each) for each in here.entry.tabs if _first(each)), None)
        steps = [(here.entry.label, first), (here.tab.label, _first(here.tab))]
        if len(here.tab.parts) > 1:
            steps[1:] = [(here.part.label, here.part)]
        if len(here.entry.tabs) == 1 or steps[-1][1] == first:
            steps = steps[:1]
        return tuple(Way(str(label), self._url(part)) for label, part in steps if part and may_open(part.endpoint))

    @property
    def keys(self) -> tuple[tuple[str, Way], ...]:
        """The letters that lead on after ``g``, with where to."""
        if self.event is None or g.get("event") is None:
            return ()
        return tuple(self._keys())

    @property
    def next(self) -> Way | None:
        """The page on which setting the event up goes on; None where that is over."""
        ahead = following(request.endpoint or "", _named(request.view_args))
        return next((Way(_step_name(each), self._url(each)) for each in ahead if may_open(each.endpoint)), None)

    def _keys(self) -> Iterator[tuple[str, Way]]:
        for entry in table.EVENT:
            openable = [part for part in map(_first, entry.tabs) if part]
            if openable and entry.key:
                yield entry.key, Way(str(entry.label), self._url(openable[0]))
            for tab in entry.tabs:
                part = _first(tab)
                if tab.key and part:
                    yield tab.key, Way(str(tab.label), self._url(part))

    def _entries(self, among: tuple[Entry, ...], of: Phase | None = None) -> Iterator[Way]:
        counts = {} if self.is_of_site else site.rail(self._numbers, self.event, clock.now())
        for entry in among:
            part = next((each for each in map(_first, entry.tabs) if each), None)
            if part is None or entry.phase is not of or (self.event is None and _needs_event(part)):
                continue
            is_current = self._place is not None and self._place.entry is entry
            yield Way(str(entry.label), self._url(part), entry.name, entry.sign, is_current, counts.get(entry.name, 0))

    def _tab(self, tab: Tab) -> Way:
        here, part = self._place, _first(tab)
        assert part is not None  # noqa: S101 -- only tabs that may be opened are asked for
        is_current = here is not None and tab is here.tab
        numbers = [self._counts.get(each.counted, 0) for each in tab.parts]
        count = numbers[0] if len(numbers) == 1 else sum(each for each in numbers if isinstance(each, int))
        return Way(str(tab.label), self._url(part), is_current=is_current, count=count)

    @cached_property
    def _wanted(self) -> frozenset[str]:
        """What is counted at the tabs of this page's entry."""
        here = self._place
        parts = here.entry.parts if here else ()
        return frozenset(part.counted for _tab, part in parts if may_open(part.endpoint))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """All numbers of the page's rail and tabs."""
        on_rail = {name for names in site.RAIL.values() for name in names}
        return site.numbers(db.session(), g.event, on_rail | self._wanted) if g.get("event") else {}

    @cached_property
    def _counts(self) -> Mapping[str, int | str]:
        """The numbers at the tabs of this page's entry."""
        counts: dict[str, int | str] = {name: each for name, each in self._numbers.items() if name in self._wanted}
        for name in self._wanted & {"checklist", "materials"}:
            is_of_year = name == "checklist"
            done, everything = checklist_progress() if is_of_year else materials.progress(db.session(), g.event.id)
            counts[name] = _("%(done)d of %(all)d", done=done, all=everything) if everything else 0
        return counts

    def _url(self, part: Part) -> str:
        values: dict[str, Any] = {**part.values, **{name: list(each) for name, each in part.query.items()}}
        if _needs_event(part) and self.event:
            values["edition"] = self.event.slug
        return url_for(part.endpoint, **values)


def checklist_progress() -> tuple[int, int]:
    """How many points of the checklist are settled, and of how many."""
    entries = plan()
    return sum(step.is_settled for _finding, step in entries), len(entries)


def settled_points() -> frozenset[str]:
    """The codes of the points of the plan that are settled."""
    return frozenset(step.point.value for _finding, step in year() if step.is_settled)


def waiting_for(name: str) -> tuple[str, ...]:
    """What the point of that code still waits for, by its names."""
    steps = (step for _finding, step in year() if step.point.value == name)
    return tuple(str(POINTS[each]) for step in steps for each in step.waits_for)


def _first(tab: Tab) -> Part | None:
    return next((part for part in tab.parts if may_open(part.endpoint)), None)


def _needs_event(part: Part) -> bool:
    return current_app.url_map.is_endpoint_expecting(part.endpoint, "edition")


def _is_for_few(part: Part) -> bool:
    audience = audience_of(current_app, part.endpoint)
    return audience is not None and (audience.is_admin or audience.permission is not None)


def _named(values: Mapping[str, Any] | None) -> Mapping[str, object]:
    return {name: value for name, value in (values or {}).items() if name not in {"lang", "edition"}}


def _step_name(part: Part) -> str:
    """What the page is called at its tab, or in the switch of a tab that holds several."""
    tabs = (tab for entry in table.EVENT for tab, each in entry.parts if each is part)
    tab = next(tabs)
    return str(tab.label if len(tab.parts) == 1 else part.label)


def _facts(event: Event) -> tuple[Mapping[Phase, str], Stage]:
    """What stands beside the names of the phases, and how far the meeting is."""
    now, days = clock.now(), events.days(db.session(), event)
    stage, away = phase(days, event.zone, now).stage, days_away(days, event.zone, now)
    first, years = min(each.date for each in days if each.is_main), -away // 365
    until = _n("%(num)d day left", "%(num)d days left", away) if stage is Stage.BEFORE else ""
    days_since = _n("for %(num)d day", "for %(num)d days", -away) if away else _("since today")
    since = _n("for %(num)d year", "for %(num)d years", years) if years > 0 else days_since
    facts = {
        Phase.BEFORE: until,
        Phase.ON_THE_DAY: _("today") if stage is Stage.TODAY else day(first, form="day"),
        Phase.AFTER: since if stage is Stage.OVER else "",
    }
    return facts, stage
