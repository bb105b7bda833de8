"""The member clusters of an edition: what one is called, and what a pasted list of them would add."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from hashlib import sha256

from gocluster_events.core.text import TextRefusal, fold, fold_german, text_refusal, tidy
from gocluster_events.meeting.events.rules.edition import FederalState

NAME_LIMIT = 160
MOST_LINES = 500
_ALIKE = 0.92  # of the letters; one slip in a name of medium length
_SLIPS = 3  # names that differ more in length are not compared letter by letter
MOST_COMPARED = 500
"""How many pairs of names are compared letter by letter for one list; of further ones the letters alone decide."""
_BITS = 1024
_EMPTY = (
    "cluster clusterinitiative netzwerk network initiative verein ev e v gmbh ggmbh ug ag mbh co kg "
    "der die das den dem des fuer in im am an und and for of the"
)  # words that tell no name from another


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """A cluster as its form changes it."""

    name: str
    state: FederalState


class LineError(Enum):
    """Why a line of a pasted list cannot become a cluster."""

    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    BAD_TEXT = "bad_text"
    NO_STATE = "no_state"
    UNKNOWN_STATE = "unknown_state"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class ListVocabulary:
    """The words of both languages, folded: federal states, and the heads of the two columns."""

    states: Mapping[str, FederalState]
    name_heads: frozenset[str]
    state_heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A line of the list. ``other`` is the name that it is like, or the number of the line that says the same."""

    number: int
    original: str
    name: str = ""
    state: FederalState = FederalState.ABROAD
    wrong: LineError | None = None
    other: str = ""

    @property
    def facts(self) -> ClusterFacts:
        """The cluster that the line names; only for a line without an error."""
        return ClusterFacts(self.name, self.state)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What adding a pasted list would do: each of its lines is in exactly one of these groups."""

    new: tuple[ClusterLine, ...] = ()
    doubtful: tuple[ClusterLine, ...] = ()
    known: tuple[ClusterLine, ...] = ()
    wrong: tuple[ClusterLine, ...] = ()

    @property
    def digest(self) -> str:
        """A digest that differs for every other plan, so that nobody adds what was not shown."""
        return sha256(repr((self.new, self.doubtful)).encode()).hexdigest()[:24]

    def added(self, nevertheless: Iterable[str]) -> tuple[ClusterFacts, ...]:
        """The clusters that are added if the doubtful lines with the numbers ``nevertheless`` are added too."""
        chosen = set(nevertheless)
        lines = [*self.new, *(line for line in self.doubtful if str(line.number) in chosen)]
        return tuple(line.facts for line in sorted(lines, key=lambda line: line.number))


def cells_of(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines that say something, numbered from 1: columns as a spreadsheet copies them, or name; federal state."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            cells = line.split("\t") if "\t" in line else line.rsplit(";", 1) if line.count(";") else [line]
            yield number, [tidy(cell) for cell in cells]


def planned(text: str, known: Iterable[str], words: ListVocabulary, usual: FederalState | None) -> ListPlan:
    """What the list would do in an edition with these clusters; ``usual`` is the state of lines that name none."""
    rows = list(cells_of(text))
    at_name, at_state, rows = _columns(rows, words)
    names, seen = {fold(name): name for name in known}, dict[str, int]()
    there = Names(names.values())
    groups: dict[str, list[ClusterLine]] = {"new": [], "doubtful": [], "known": [], "wrong": []}
    for number, cells in rows[:MOST_LINES]:
        line = _read(number, cells, (at_name, at_state), words, usual)
        key = fold(line.name)
        if line.wrong is None and key in seen:
            line = ClusterLine(number, line.original, line.name, wrong=LineError.TWICE, other=str(seen[key]))
        seen.setdefault(key, number)
        if line.wrong:
            groups["wrong"].append(line)
        elif key in names:
            groups["known"].append(line)
        else:
            like = there.similar(line.name)
            kind = "doubtful" if like else "new"
            if not like:
                there.add(line.name)
            groups[kind].append(ClusterLine(number, line.original, line.name, line.state, other=like or ""))
    return ListPlan(**{kind: tuple(lines) for kind, lines in groups.items()})


class Names:
    """The names of existing clusters, each folded once, to be compared with many new ones."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.compared = 0
        self._names: list[str] = []
        self._cores: dict[tuple[str, ...], int] = {}
        self._spelt: dict[int, list[tuple[int, str, int]]] = {}  # by length: which one, its letters, and their bits
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Later names are compared with this one too."""
        at, letters = len(self._names), fold_german(name)
        self._names.append(name)
        self._cores.setdefault(_core(letters), at)
        self._spelt.setdefault(len(letters), []).append((at, letters, _bits(letters)))

    def similar(self, name: str) -> str | None:
        """The first of the names that probably means the same; None if there is none."""
        mine = fold_german(name)
        core = _core(mine)
        end = self._cores.get(core, len(self._names)) if core else len(self._names)
        near = (self._spelt.get(len(mine) + more, ()) for more in range(-_SLIPS, _SLIPS + 1))
        bits, matcher = _bits(mine), SequenceMatcher(autojunk=False)
        matcher.set_seq2(mine)
        for at, theirs, others in sorted(each for some in near for each in some if each[0] < end):
            most = len(mine) - (bits & ~others).bit_count()  # letters that both can have
            if 2 * most >= _ALIKE * (len(mine) + len(theirs)) and self._is_alike(matcher, theirs):
                return self._names[at]
        return self._names[end] if end < len(self._names) else None

    def _is_alike(self, matcher: SequenceMatcher[str], theirs: str) -> bool:
        if self.compared >= MOST_COMPARED:
            return True  # rather asked about than added
        self.compared += 1
        matcher.set_seq1(theirs)
        return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _bits(letters: str) -> int:
    """A bit for every first, second … occurrence of a letter; words that differ in bits differ in letters."""
    bits, seen = 0, Counter[str]()
    for letter in letters:
        seen[letter] += 1
        bits |= 1 << (ord(letter) + 131 * seen[letter]) % _BITS
    return bits


def _core(letters: str) -> tuple[str, ...]:
    """The words of a folded name that distinguish it from others, sorted and each once."""
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return tuple(sorted(set(words).difference(_EMPTY.split())))


def _columns(
    rows: list[tuple[int, Sequence[str]]], words: ListVocabulary
) -> tuple[int, int, list[tuple[int, Sequence[str]]]]:
    """The positions of the columns for name and state, and the rows without the row of column heads."""
    head = [fold(cell) for cell in rows[0][1]] if rows else []
    at_name = next((at for at, cell in enumerate(head) if cell in words.name_heads), None)
    if at_name is None:
        return 0, 1, rows
    at_state = next((at for at, cell in enumerate(head) if cell in words.state_heads), len(head))
    return at_name, at_state, rows[1:]


def _read(
    number: int, cells: Sequence[str], columns: tuple[int, int], words: ListVocabulary, usual: FederalState | None
) -> ClusterLine:
    name, state_name = (cells[at] if at < len(cells) else "" for at in columns)
    whole = "; ".join(filter(None, cells))[:NAME_LIMIT]
    refusal = text_refusal(name, NAME_LIMIT)
    state = words.states.get(fold(state_name)) if state_name else usual
    if not name:
        wrong = LineError.NO_NAME
    elif refusal is not None:
        wrong = LineError.TOO_LONG if refusal is TextRefusal.TOO_LONG else LineError.BAD_TEXT
    elif state is None:
        wrong = LineError.UNKNOWN_STATE if state_name else LineError.NO_STATE
    else:
        return ClusterLine(number, whole, name, state)
    return ClusterLine(number, whole, "" if refusal else name, wrong=wrong, other=state_name)
