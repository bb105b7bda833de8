"""Somebody who types every string into every form, and what becomes of it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import quote_from_bytes, quote_plus

from markupsafe import escape
from werkzeug.test import TestResponse

from gocluster_events.core import text
from gocluster_events.core.web.words import FORM_EXPIRED
from tests.security.corpus import NAMES, read
from tests.security.rewinding import Rewinding
from tests.security.text_forms import AS_A_WHOLE, NUMBERS, WORD, TextForm
from tests.support import proving
from tests.support.visitor import Visitor

MOST_BYTES = 2_000_000  # typed into a form at once; more than 2 MiB is answered with a page about that
MOST_IN_ADDRESS = 6_000  # bytes; a web server takes no line of more than 8190
ROUNDS = 4  # what is refused by a rule is told after what is refused by its shape
IN_NUMBERS = 25  # every so manieth string is typed into fields for numbers and moments, too
OWN_PAGES = ("/en/my/", "/en/my/contribution")
LOOKS = 5  # after every so manieth that is stored, the form is opened again


@dataclass
class Tally:
    """What was found; it can be added to another's."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.counts + other.counts, self.wrong + other.wrong)


class Typist:
    """Somebody who types into forms of a database that is as it was before each time."""

    def __init__(self, visitor: Visitor, database: Rewinding) -> None:
        self.visitor, self.cookie, self.tally = visitor, visitor.get_cookie("events"), Tally()
        self.database, self.taken, self.learned = database, 0, 0

    def stays(self, *pages: str) -> None:
        """They look at these pages, so that no session ends while they type for an hour; that is kept."""
        self._show_cookie()
        for page in pages:
            self.visitor.get(page, buffered=True)
        self.database.keep()

    def learn(self, form: TextForm) -> TextForm:
        """The same form, with what a plain word tells about it."""
        self.stays(form.page, *(OWN_PAGES if proving.is_full() or not self.learned else ()))
        self.learned += 1
        fields = frozenset(form.kinds)
        for _round in range(ROUNDS):
            answer = self.post(form, WORD.encode(), fields)
            if not is_refusal(answer):
                break
            self.database.rewind()
            fields -= refused_at(answer)
        stored = self.database.times(WORD) - self.database.times_kept(WORD) if fields else 0
        again = occurrences(self.visitor.get(form.page).text, WORD) if fields and answer.status_code != 200 else 0
        self.database.rewind()
        return replace(form, free=fields, stored=min(stored, len(fields)), on_page=min(again, len(fields)))

    def types(self, form: TextForm, wires: Iterable[bytes]) -> None:
        """Each into each field; what goes wrong is told, not raised."""
        for number, wire in enumerate(wires):
            together = MOST_BYTES // (len(quote_from_bytes(wire)) + 40)
            names = form.texts if number % IN_NUMBERS else sorted(form.kinds)
            for start in range(0, len(names), together):
                complaint = self._complaint(form, wire, frozenset(names[start : start + together]))
                self.database.rewind()
                if complaint:
                    self.tally.wrong.append((form.endpoint, complaint, repr(wire[:60])))
            self.tally.counts["probes"] += len(names)

    def _complaint(self, form: TextForm, wire: bytes, fields: frozenset[str]) -> str:
        for _round in range(ROUNDS):
            answer = self.post(form, wire, fields)
            if not is_refusal(answer):
                return self._when_taken(form, wire, fields, answer)
            refused = refused_at(answer)
            complaint = _when_refused(form, wire, fields, answer)
            if complaint or form.endpoint in AS_A_WHOLE:
                return complaint
            self.tally.counts["refused"] += len(refused)
            fields -= refused
            if not fields:
                return ""
        return f"never taken in {sorted(fields)}"

    def _when_taken(self, form: TextForm, wire: bytes, fields: frozenset[str], answer: TestResponse) -> str:
        if answer.status_code not in {200, 302, 303}:
            return f"answered with {answer.status}"
        self.tally.counts["taken"] += len(fields)
        typed, missing = text.tidy(read(wire)), len(form.free - fields)
        wanted = {each for each in fields if form.kinds[each] not in NUMBERS} & form.free
        if not typed or not wanted:
            return ""
        copies, again = max(0, form.stored - missing), max(0, form.on_page - missing)
        if self.database.times(typed) < copies:
            return f"stored in fewer fields than it was typed in: {sorted(wanted)}"
        self.taken += 1
        self.tally.counts["stored"] += copies
        if not form.on_page or self.taken % LOOKS:
            return ""
        page = self.visitor.get(form.page)
        self.tally.counts["shown"] += again
        return "not shown as typed" if occurrences(page.text, typed) < again or runs(page.text, typed) else ""

    def post(self, form: TextForm, wire: bytes, fields: Collection[str]) -> TestResponse:
        """The answer to the form with this in those fields."""
        typed = quote_from_bytes(wire)
        pairs = [f"{n}={quote_plus(each)}" for n, values in form.sent.items() if n not in fields for each in values]
        body = "&".join([*pairs, *(f"{name}={typed}" for name in fields)])
        self._show_cookie()
        answer = self.visitor.post(
            form.action, data=body, content_type="application/x-www-form-urlencoded", buffered=True
        )
        self.tally.counts.update(("requests", f"{answer.status_code // 100}xx"))
        self.tally.counts["tokens refused"] += str(FORM_EXPIRED).encode() in answer.data
        return answer

    def _show_cookie(self) -> None:
        assert self.cookie is not None
        self.visitor.set_cookie("events", self.cookie.value)

    def searches(self, form: TextForm, wires: Iterable[bytes]) -> None:
        """Each as a search: it changes nothing, and a page shows it without running it."""
        self.stays(form.page)
        for wire in wires:
            some = wire[: MOST_IN_ADDRESS // (3 * len(form.kinds))]
            query = "&".join(f"{name}={quote_from_bytes(some)}" for name in form.kinds)
            address, _mark, _query = form.action.partition("?")
            answer = self.visitor.get(f"{address}?{query}", buffered=True)
            self.database.rewind()  # so many searches in a minute would be too many
            self.tally.counts.update(("requests", f"{answer.status_code // 100}xx"))
            self.tally.counts.update(probes=len(form.kinds), searched=len(form.kinds))
            if answer.status_code not in {200, 400} or (
                answer.mimetype == "text/html" and runs(answer.text, text.tidy(read(some)))
            ):
                self.tally.wrong.append((form.endpoint, answer.status, repr(wire[:60])))


def _when_refused(form: TextForm, wire: bytes, fields: frozenset[str], answer: TestResponse) -> str:
    refused, page = refused_at(answer), answer.text
    if (not refused and form.endpoint not in AS_A_WHOLE) or not refused <= fields:
        return f"refused otherwise than at {sorted(fields)}: {' '.join(_summary(answer).split())}"
    if wire in NAMES and refused & form.free - {"password", "new_password", "invitation_code"}:
        return f"the name is refused at {sorted(refused & form.free)}"
    if occurrences(page, read(wire), text.tidy(read(wire))) < len(form.visible(fields)) or runs(page, read(wire)):
        return "what was typed is not kept in the form"
    rest = [value for name in form.visible(frozenset(form.kinds)) - fields for value in form.sent[name] if value]
    return "" if all(occurrences(page, each) for each in rest) else "the rest of the form is not kept"


def is_refusal(answer: TestResponse) -> bool:
    """Whether the form is shown again with what is wrong."""
    return answer.status_code == 200 and answer.mimetype == "text/html" and "data-error-summary" in answer.text


def refused_at(answer: TestResponse) -> frozenset[str]:
    """The fields to which the summary of errors leads, each with a sentence."""
    return frozenset(re.findall(r'<li><a href="#([a-z_0-9]+(?:[0-9a-f]{8}-[0-9a-f-]{27})?)">[^<]', _summary(answer)))


def _summary(answer: TestResponse) -> str:
    """The list of what is wrong, which stands above the form."""
    return answer.text.partition("error-summary__list")[2].partition("</ul>")[0]


def occurrences(page: str, *spellings: str) -> int:
    """In how many fields of a page it stands, escaped."""
    count = 0
    for each in dict.fromkeys(spellings):
        escaped = str(escape(each))
        count += page.count(f'value="{escaped}"') + page.count(f">\r\n{escaped}</textarea>")
    return count


def runs(page: str, typed: str) -> bool:
    """Whether markup that was typed stands in the page as markup."""
    return "<" in typed and len(typed) > len("<script>") and typed in page
