"""What somebody may say of the items whose places go by wishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, HiddenField

from gocluster_events.attendance.wishes.rules.wishing import DECLINED, Answer, refusal
from gocluster_events.attendance.wishes.words.wishing import FLAWS, RANKS
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.web.fields import Form, Voluntary

NO_WISH = ""
"""What a form sends for a wish that is none."""


class Rank(Voluntary):
    """One wish of a block: the UUID of an item, or `NO_WISH`."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Where nothing is chosen, nothing is: not what was stored before."""
        self.data = valuelist[0] if valuelist else NO_WISH

    def pre_validate(self, form: Any) -> None:
        """What is not to be chosen is told with all that is wrong with its block."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """A block as a form needs it: a ``name`` for its fields, when it is in words, and its items (UUIDs with titles)."""

    name: str
    time: str
    begins: str
    items: tuple[tuple[str, str], ...]

    def ranks(self, most: int) -> range:
        """The numbers of the wishes that one can have here: no more than there are items."""
        return range(1, max(min(most, len(self.items)), 1) + 1)


class WishesForm(Form):
    """The wishes of each block by rank. ``seen`` stands for what the page was made of."""

    seen = HiddenField()
    blocks: Sequence[Choosing] = ()
    most = 0

    def ranks(self, block: Choosing) -> list[Any]:
        """The fields of a block, the first wish first."""
        return [self[f"{block.name}_{rank}"] for rank in block.ranks(self.most)]

    def declined(self, block: Choosing) -> Any:
        """The tick of whoever takes no part in a block."""
        return self[f"{block.name}_none"]

    def flaws(self, block: Choosing) -> list[str]:
        """What is wrong with a block, in sentences."""
        return [error for field in (*self.ranks(block), self.declined(block)) for error in field.errors]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether the wishes of each block are ones that can be kept."""
        super().validate(extra_validators)
        for block in self.blocks:
            sentence = self._flaw(block)
            if sentence and not any(field.errors for field in self.ranks(block)):
                self.ranks(block)[0].errors = [sentence]
        return not self.errors

    def _flaw(self, block: Choosing) -> str:
        values = self._values(block)
        if self.declined(block).data and values[0] != DECLINED:
            return _("%(time)s: you have named choices and said that you take no part. Please decide.", time=block.time)
        code = refusal(values, [item for item, _title in block.items], self.most)
        return f"{block.time}: {FLAWS[code]}" if code else ""

    def values(self) -> list[tuple[str, ...]]:
        """What each block says, as `rules.wishing.answer` reads it."""
        return [self._values(block) for block in self.blocks]

    def _values(self, block: Choosing) -> tuple[str, ...]:
        wishes = tuple(str(field.data or NO_WISH) for field in self.ranks(block))
        return (DECLINED,) if self.declined(block).data and not any(wishes) else wishes


def wishes_form(
    blocks: Sequence[Choosing], answers: Sequence[Answer], most: int, seen: str, *, is_typed: bool = True
) -> WishesForm:
    """The form for these blocks with what was answered, or with what was typed over it."""
    fields: dict[str, Any] = {"blocks": blocks, "most": most}
    data: dict[str, Any] = {"seen": seen}
    for block, answer in zip(blocks, answers, strict=True):
        choices = (*block.items, (NO_WISH, _l("No choice")))
        for rank in block.ranks(most):
            fields[f"{block.name}_{rank}"] = Rank(f"{block.time}, {RANKS[rank]}", choices=choices)
            data[f"{block.name}_{rank}"] = answer.items[rank - 1] if rank <= len(answer.items) else None
        fields[f"{block.name}_none"] = BooleanField(_("Not taking part at %(time)s", time=block.begins))
        data[f"{block.name}_none"] = answer.is_declined
    made: type[WishesForm] = type("WishesFormOfBlocks", (WishesForm,), fields)
    return made(data=data) if is_typed else made(formdata=None, data=data)
