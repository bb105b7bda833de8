"""Two machines on one PostgreSQL are one site: what one does the other knows, and each may die at any moment."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.faults import machines, shared
from tests.support.databases import Database
from tests.support.proving import Proof

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["postgresql"], indirect=True)]


def where(proof: Proof) -> str:
    """What a machine is here."""
    if not proof.is_full:
        return "two groups of web server and worker"
    network = " and a network" if machines.may_make_networks() else ""
    return f"two groups of web server and worker, each with a folder{network} of its own"


@pytest.mark.promise("P23")
def test_what_one_machine_does_the_other_knows(database: Database, session: Session, proof: Proof, tmp_path: Path):
    slug, organiser = shared.an_edition()
    with machines.running(database, tmp_path, is_full=proof.is_full) as park:
        scene = shared.Scene(*park.machines, slug, organiser)
        known = [fact(scene) for fact in shared.FACTS]
    proof.says(f"{where(proof)}: what is done at one is looked for at the other", f"shared: {', '.join(known)}")


@pytest.mark.promise("P23", control=True)
def test_machines_with_keys_of_their_own_are_two_sites(
    database: Database, session: Session, proof: Proof, tmp_path: Path
):
    slug, organiser = shared.an_edition()
    other = {"b": {"secret_keys": "another-for-tests-4d1b09e7c2a8f365"}}
    with machines.running(database, tmp_path, is_full=proof.is_full, changes=other) as park:
        scene = shared.Scene(*park.machines, slug, organiser)
        for fact in (shared.sessions, shared.drafts):
            with pytest.raises(AssertionError):
                fact(scene)
    proof.says("each machine has a GOCLUSTER_SECRET_KEYS of its own", "sessions and sign-ups end at the other machine")
