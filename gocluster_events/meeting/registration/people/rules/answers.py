"""Answers to an edition's own questions as JSON keeps them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gocluster_events.meeting.registration.people.rules.questions import Answer

Document = dict[str, Any]


def answer_document(answer: Answer) -> Document:
    """The answer as JSON can keep it; only what it holds."""
    document: Document = {"question": answer.question_id, "version": answer.version_id}
    if answer.text:
        document["text"] = answer.text
    if answer.number is not None:
        document["number"] = answer.number
    if answer.date is not None:
        document["date"] = answer.date.isoformat()
    if answer.options:
        document["options"] = list(answer.options)
    return document


def read_answer(stored: Mapping[str, Any]) -> Answer:
    """The answer that `answer_document` turned into ``stored``."""
    return Answer(
        question_id=stored["question"],
        version_id=stored["version"],
        text=stored.get("text", ""),
        number=stored.get("number"),
        date=dt.date.fromisoformat(stored["date"]) if stored.get("date") else None,
        options=tuple(stored.get("options", ())),
    )
