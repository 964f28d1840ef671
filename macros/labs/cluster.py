"""A real control plane with simulated nodes, for one lesson.

``kwokctl`` does the orchestrating: it starts etcd, API server, controller manager,
scheduler and KWOK as processes of this machine, and deletes them again. Here is
only what it is told, and the guard that deletes a cluster whose run was killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from macros.labs.tools import ToolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# kwokctl looks for free ports and takes them a moment later: one cluster at a time.
_STARTING = Lock()
# A busy machine takes its time; a wait ends as soon as there is nothing to wait for.
_PATIENCE = "180s"
NAME = "lab"
NODE = "minikube"

_CONFIG = """\
apiVersion: config.kwok.x-k8s.io/v1alpha1
kind: KwokctlConfiguration
options:
  runtime: binary
  bindAddress: 127.0.0.1
  kubeVersion: {version}
  kubeApiserverBinary: {tools}/kube-apiserver
  kubeControllerManagerBinary: {tools}/kube-controller-manager
  kubeSchedulerBinary: {tools}/kube-scheduler
  kubectlBinary: {tools}/kubectl
  etcdBinary: {tools}/etcd
  etcdctlBinary: {tools}/etcdctl
  kwokControllerBinary: {tools}/kwok
  kubeAuthorization: true
  kubeAdmission: true
"""

# One node that looks like minikube's, with room for the labs.
_OBJECTS = """\
apiVersion: v1
kind: Node
metadata:
  name: {node}
  annotations:
    kwok.x-k8s.io/node: fake
  labels:
    kubernetes.io/arch: amd64
    kubernetes.io/hostname: {node}
    kubernetes.io/os: linux
    minikube.k8s.io/name: minikube
    node-role.kubernetes.io/control-plane: ""
status:
  allocatable: {{cpu: "4", memory: 8Gi, pods: "110"}}
  capacity: {{cpu: "4", memory: 8Gi, pods: "110"}}
  nodeInfo:
    kubeletVersion: {version}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: standard
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: k8s.io/minikube-hostpath
reclaimPolicy: Delete
volumeBindingMode: Immediate
"""

# "[True]" for each definition that the server has taken; it may have no conditions yet.
_ESTABLISHED = (
    "{{range .items}}[{{range .status.conditions}}"
    '{{if eq .type "Established"}}{{.status}}{{end}}'
    "{{end}}]{{end}}"
)


@contextmanager
def cluster(
    tools: Path, version: str, definitions: Sequence[Path] = ()
) -> Iterator[tuple[dict[str, str], Path]]:
    """Start a cluster in a folder of its own; yield environment and folder for its commands.

    Args:
        tools: the folder with the programs.
        version: the Kubernetes version, ``v1.36.4``.
        definitions: files with the CustomResourceDefinitions that it has from the start.

    Raises:
        ToolError: it does not start.
    """
    try:
        guard, environment, folder = _begin(tools, version, definitions)
    except ToolError:  # on a busy machine a controller may give up: once more
        guard, environment, folder = _begin(tools, version, definitions)
    try:
        lesson = folder / "lesson"  # deleted with the cluster, however this ends
        lesson.mkdir()
        yield environment, lesson
    finally:
        _end(guard)


def _begin(
    tools: Path, version: str, definitions: Sequence[Path]
) -> tuple[subprocess.Popen[bytes], dict[str, str], Path]:
    """Start a cluster and its guard; leave nothing behind when it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="roadmap-lab-"))
    guard = _guard(folder, tools)
    environment = _environment(folder, tools)
    try:
        with _STARTING:
            _start(folder, tools, version, environment)
        _define(str(tools / "kubectl"), definitions, environment)
    except BaseException:
        _end(guard)
        raise
    return guard, environment, folder


def _end(guard: subprocess.Popen[bytes]) -> None:
    """Let the guard delete the cluster."""
    guard.stdin.close()  # type: ignore[union-attr]  # opened as a pipe below
    guard.wait()


def _start(folder: Path, tools: Path, version: str, environment: dict[str, str]) -> None:
    (folder / "kwokctl.yaml").write_text(_CONFIG.format(tools=tools, version=version))
    kubectl = str(tools / "kubectl")
    kwokctl = [str(tools / "kwokctl"), *_arguments(folder)]
    objects = _OBJECTS.format(node=NODE, version=version)
    _run([*kwokctl, "create", "cluster", "--wait", _PATIENCE], environment)
    _run([kubectl, "create", "-f", "-"], environment, objects)
    _run([kubectl, "wait", "--for=condition=Ready", f"node/{NODE}", "--timeout=60s"], environment)
    # Without its account, which a controller makes, a namespace takes no pods.
    _run([kubectl, "wait", "--for=create", "serviceaccount/default", "--timeout=60s"], environment)
    _run([kubectl, "config", "rename-context", f"kwok-{NAME}", "minikube"], environment)


def _define(kubectl: str, definitions: Sequence[Path], environment: dict[str, str]) -> None:
    """Install the definitions, and wait until the server knows the new kinds."""
    if not definitions:
        return
    files = [word for file in definitions for word in ("-f", str(file))]
    _run([kubectl, "create", "--validate=false", *files], environment)
    # `kubectl wait` asks for one after the other, and gives up on one without conditions.
    ask = [kubectl, "get", "crd", "-o", f"go-template={_ESTABLISHED}"]
    deadline = time.monotonic() + 60
    while _run(ask, environment).replace("[True]", ""):
        if time.monotonic() > deadline:
            raise ToolError("CRD를 설치했지만 서버가 받아들이지 않습니다")
        time.sleep(0.2)


def _environment(folder: Path, tools: Path) -> dict[str, str]:
    """Nothing of the user's own: home, configuration and caches are the lab's."""
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(folder),
        "KWOK_WORKDIR": str(folder / "kwok"),
        "KUBECONFIG": str(folder / "kubeconfig"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def _arguments(folder: Path) -> list[str]:
    return ["--config", str(folder / "kwokctl.yaml"), "--name", NAME]


def _run(command: list[str], environment: dict[str, str], text: str | None = None) -> str:
    done = subprocess.run(  # noqa: S603 (fixed words)
        command, env=environment, input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        name = Path(command[0]).name
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
        raise ToolError(f"클러스터를 띄우지 못했습니다({name}): " + " / ".join(last))
    return done.stdout


def _guard(folder: Path, tools: Path) -> subprocess.Popen[bytes]:
    """A process that deletes the cluster as soon as this one ends, however it ends.

    Its standard input is a pipe that only this process holds open: the end of
    this process is the end of the pipe. It has a session of its own, so that what
    kills this process does not reach it.
    """
    command = [sys.executable, "-m", "macros.labs.cluster", str(folder), str(tools)]
    return subprocess.Popen(  # noqa: S603 (fixed words)
        command, stdin=subprocess.PIPE, start_new_session=True, cwd=Path(__file__).parents[2]
    )


def _stand_guard(folder: Path, tools: Path) -> None:
    sys.stdin.buffer.read()
    environment = _environment(folder, tools)
    command = [str(tools / "kwokctl"), *_arguments(folder), "delete", "cluster"]
    if (folder / "kwokctl.yaml").exists():
        subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    _kill_left(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _kill_left(folder: Path) -> None:
    """End processes that a half-started cluster left: those that name its folder."""
    pids = [path for path in Path("/proc").glob("[0-9]*") if path.name != str(os.getpid())]
    for path in pids:
        try:
            words = (path / "cmdline").read_bytes().split(b"\0")
            inside = (path / "cwd").readlink()
        except OSError:
            continue
        if any(bytes(folder) in word for word in words) or inside.is_relative_to(folder):
            os.kill(int(path.name), 9)


if __name__ == "__main__":
    _stand_guard(Path(sys.argv[1]), Path(sys.argv[2]))
