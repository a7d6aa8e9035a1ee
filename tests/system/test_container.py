"""The container as it is shipped: built from the Dockerfile on a local Debian base, run read-only as a numeric user, asked and stopped.

No engine is needed: mmdebstrap makes the base, buildah builds with chroot isolation, podman runs with runc on the host's network.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("container")]

ROOT = Path(__file__).parents[2]
# Names of this run alone: taking an image away takes away the containers that another run has made of it.
BASE = f"localhost/alliance-desk-base:test-{os.getpid()}"
IMAGE = f"localhost/alliance-desk:test-{os.getpid()}"
CERTIFICATES = "/etc/ssl/certs"


def run(*command: str, seconds: float = 600, **more: object) -> str:
    """Standard output of a command; its standard error is in the failure."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, **more)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return str(done.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built image. The certificates of the machine are lent to the build, since a company's own may stand before the index."""
    base = tmp_path_factory.mktemp("base") / "base.tar"
    sources = next(path for path in (Path("/etc/apt/sources.list.d/debian.sources"), Path("/etc/apt/sources.list")) if path.exists())
    include = "--include=python3,python3-venv,ca-certificates"
    run("mmdebstrap", "--variant=minbase", include, "bookworm", str(base), str(sources))
    run("podman", "import", str(base), BASE)
    base.unlink()
    lent = ["--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro"] if Path(CERTIFICATES).is_dir() else []
    build = ["buildah", "bud", "--isolation", "chroot", "--format", "docker", "--build-arg", f"BASE={BASE}", *lent]
    run(*build, "--tag", IMAGE, str(ROOT), seconds=1200)
    yield IMAGE
    for name in (IMAGE, BASE):
        subprocess.run(["podman", "rmi", "--force", name], capture_output=True, check=False)


@dataclass(frozen=True)
class Container:
    name: str
    port: int

    def fetch(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()

    def wait_until_ready(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.fetch("/readyz")[0] == 200:
                    return
            except OSError:
                Event().wait(0.05)
        raise AssertionError(run("podman", "logs", self.name))

    def stop(self) -> tuple[float, int]:
        """Seconds from SIGTERM to the end, and the exit code."""
        started = time.monotonic()
        run("podman", "kill", "--signal", "TERM", self.name)
        code = int(run("podman", "wait", self.name, seconds=30).strip())
        return time.monotonic() - started, code


@pytest.fixture
def container(image: str, tmp_path: Path) -> Iterator[Container]:
    """A running desk with no capability, a read-only root and one writable folder."""
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 10001, 10001)
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text("outlets: []\n")
    found = Container(f"desk-{os.getpid()}-{tmp_path.name}", free_port())
    limits = ["--network=host", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000", "--cap-drop=ALL", "--init"]
    guard = ["--read-only", "--tmpfs", "/tmp", "--security-opt=no-new-privileges"]
    mounts = ["--volume", f"{data}:/data", "--volume", f"{feeds}:/etc/alliance-desk/feeds.yaml:ro"]
    environ = ["--env", f"DESK_WEB_PORT={found.port}", "--env", "DESK_WEB_HOST=127.0.0.1"]
    podman = ["podman", "--runtime", "runc", "--cgroup-manager", "cgroupfs", "run", "--detach", "--name", found.name]
    run(*podman, *limits, *guard, *mounts, *environ, image)
    found.wait_until_ready()
    yield found
    subprocess.run(["podman", "rm", "--force", found.name], capture_output=True, check=False)


def test_it_answers_read_only_as_a_numeric_user(container: Container) -> None:
    assert container.fetch("/livez")[0] == 200
    status = run("podman", "exec", container.name, "cat", "/proc/self/status")
    assert re.search(r"^Uid:\s+10001\s", status, re.M)
    assert re.search(r"^CapEff:\s+0+$", status, re.M)
    touched = subprocess.run(
        ["podman", "exec", container.name, "touch", "/etc/alliance-desk/x"], capture_output=True, text=True, check=False
    )
    assert "Read-only file system" in touched.stderr


def test_its_health_check_is_kept_and_passes(container: Container, image: str) -> None:
    inspected = json.loads(run("podman", "image", "inspect", image))[0]
    check = inspected.get("Healthcheck") or inspected["Config"]["Healthcheck"]
    assert check["Test"] == ["CMD", "alliance-desk", "health"]
    run("podman", "exec", container.name, "alliance-desk", "health")


def test_a_command_is_answered_inside(container: Container) -> None:
    assert "/alliance latest" in run("podman", "exec", container.name, "alliance-desk", "ask", "/alliance help")


def test_sigterm_ends_it_within_five_seconds_and_a_new_one_finds_all(container: Container, tmp_path: Path) -> None:
    run("podman", "exec", container.name, "alliance-desk", "ask", "/alliance alerts add theme:tariffs")
    before = run("podman", "exec", container.name, "alliance-desk", "ask", "/alliance alerts list")
    assert "Tariffs" in before
    seconds, code = container.stop()
    assert code == 0
    assert seconds < 5
    run("podman", "start", container.name)
    container.wait_until_ready()
    assert run("podman", "exec", container.name, "alliance-desk", "ask", "/alliance alerts list") == before


def test_the_tools_are_the_ones_that_are_named() -> None:
    assert all(shutil.which(tool) for tool in ("mmdebstrap", "buildah", "podman", "runc", "catatonit"))
