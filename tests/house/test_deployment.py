"""What stands in `deployment/` is well formed and says what the manual says; no container tool is needed for that."""

import json
import re
import shlex
from configparser import ConfigParser
from dataclasses import fields
from typing import Any

import pytest
import yaml

from gocluster_events.core.config import Settings
from tests.support import nginx
from tests.support.tree import ROOT

FOLDER = ROOT / "deployment"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
INSTRUCTIONS = ("FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "CMD")


def manual() -> str:
    return (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def words_of(program: str) -> list[str]:
    """The words of the command line that the manual gives for a program of the environment."""
    (line,) = re.findall(rf"^\.venv/bin/({re.escape(program)}.*)$", manual(), re.MULTILINE)
    return shlex.split(line)


def bound(words: list[str], address: str) -> list[str]:
    return [address if word == "127.0.0.1:8000" else word for word in words]


def image() -> list[tuple[str, str]]:
    lines = (FOLDER / "Containerfile").read_text(encoding="utf-8").splitlines()
    return [(line.split()[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]


def test_the_containers_are_web_server_worker_postgresql_and_nginx_and_an_upgrade_before():
    assert set(SERVICES) == {"database", "upgrade", "web", "worker", "nginx"}
    assert SERVICES["web"]["depends_on"] == SERVICES["worker"]["depends_on"]
    waited = {each: list(service.get("depends_on", ())) for each, service in SERVICES.items()}
    assert waited == {
        "database": [],
        "upgrade": ["database"],
        "web": ["upgrade"],
        "worker": ["upgrade"],
        "nginx": ["web"],
    }


def test_the_containers_run_the_commands_of_the_manual():
    (command,) = (json.loads(words) for instruction, words in image() if instruction == "CMD")
    assert command == bound(words_of("gunicorn"), "0.0.0.0:8000")
    assert "command" not in SERVICES["web"]
    assert SERVICES["worker"]["command"] == words_of("flask --app app worker")
    assert SERVICES["upgrade"]["command"] == words_of("flask --app app db upgrade")


@pytest.mark.parametrize(("unit", "program"), [("web", "gunicorn"), ("worker", "flask --app app worker")])
def test_the_units_run_the_commands_of_the_manual(unit: str, program: str):
    read = ConfigParser(strict=True)
    read.read(FOLDER / f"events-{unit}.service", encoding="utf-8")
    assert read.sections() == ["Unit", "Service", "Install"]
    assert (
        f"{read['Service']['WorkingDirectory']}/.venv/bin/{shlex.join(words_of(program))}"
        == read["Service"]["ExecStart"]
    )


def test_every_setting_of_the_containers_is_one_of_the_software():
    known = {f"GOCLUSTER_{each.name.upper()}" for each in fields(Settings)}
    for service in ("upgrade", "web", "worker"):
        assert SERVICES[service]["env_file"] == ".env"
        assert set(SERVICES[service]["environment"]) == {"GOCLUSTER_DATABASE_URL", "GOCLUSTER_PROXY_HOPS"} & known


def test_the_containers_reach_each_other_by_names_that_are_there():
    assert "@database/events" in SERVICES["web"]["environment"]["GOCLUSTER_DATABASE_URL"]
    upstream = (FOLDER / "nginx" / "containers.conf").read_text(encoding="utf-8")
    assert re.findall(r"server (\w+):(\d+);", upstream) == [("web", "8000")]
    assert ("EXPOSE", "8000") in image()


def test_images_are_named_without_a_host_and_files_that_they_show_are_here():
    images = [service["image"] for service in SERVICES.values()] + [w for name, w in image() if name == "FROM"]
    assert [each for each in images if "/" in each] == []
    sources = [each.split(":")[0] for each in SERVICES["nginx"]["volumes"]]
    yours = {"./certificate/events.pem", "./certificate/events.key"}
    assert [each for each in sources if each not in yours and not (FOLDER / each).exists()] == []
    assert {each.split(":")[0] for each in SERVICES["database"]["volumes"]} == set(COMPOSE["volumes"])


def test_the_image_is_made_by_the_command_of_the_manual():
    assert {name for name, _words in image()} == set(INSTRUCTIONS)
    assert ("RUN", "python3 dev.py install") in image()
    assert SERVICES["web"]["build"] == {"context": "..", "dockerfile": "deployment/Containerfile"}


def test_nginx_of_the_containers_has_the_numbers_of_the_manual():
    text, setup = (FOLDER / "nginx.conf").read_text(encoding="utf-8"), nginx.manual()
    assert re.findall(r"worker_(?:connections|rlimit_nofile) (\d+);", text) == [setup.files, setup.connections]
