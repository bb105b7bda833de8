"""Certificates of attendance, as an accessible PDF."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from gocluster_events import paper
from gocluster_events.papers.rules import Certificates

_TEMPLATE = Path(__file__).with_name("certificates.typ")


def to_pdf(certificates: Certificates, made_at: datetime, logo: bytes | None = None) -> bytes:
    """A page for each person."""
    pictures = {"logo.png": logo} if logo else {}
    data = {**asdict(certificates), "logo_alt": certificates.logo_alt if logo else ""}
    return paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), data, made_at, pictures)
