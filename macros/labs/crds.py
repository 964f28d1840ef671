"""The CustomResourceDefinitions that lessons need: from their projects' own Go modules.

``labs/crds`` pins the modules with hashes. What is taken from each is kept beside the
programs, one file for each project, and installed into the cluster of a lesson that has
objects of its API groups: another lesson's cluster knows nothing of them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.labs.tools import ToolError, find_go, kept

if TYPE_CHECKING:
    from collections.abc import Iterable

CRDS = "labs/crds"


@dataclass(frozen=True)
class Definitions:
    """What a project defines: its API groups, and where its module keeps the files."""

    name: str
    groups: frozenset[str]
    module: str
    files: str


PROJECTS = (
    Definitions(
        "gateway-api",
        frozenset({"gateway.networking.k8s.io"}),
        "sigs.k8s.io/gateway-api",
        "config/crd/standard/*.yaml",
    ),
    Definitions(
        "istio",
        frozenset({"networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"}),
        "istio.io/istio",
        "manifests/charts/base/files/crd-all.gen.yaml",
    ),
    Definitions(
        "argo-cd",
        frozenset({"argoproj.io"}),
        "github.com/argoproj/argo-cd/v3",
        "manifests/crds/*-crd.yaml",
    ),
    Definitions(
        "snapshots",
        frozenset({"snapshot.storage.k8s.io"}),
        "github.com/kubernetes-csi/external-snapshotter/client/v8",
        "config/crd/snapshot.storage.k8s.io_*.yaml",
    ),
)
_GROUP = re.compile(r"^apiVersion: *[\"']?(?P<group>[\w.-]+)/", re.MULTILINE)


def needed(texts: Iterable[str]) -> list[Definitions]:
    """The projects whose objects are in these manifests, in the order of the list."""
    groups = {match["group"] for text in texts for match in _GROUP.finditer(text)}
    return [one for one in PROJECTS if one.groups & groups]


def provide_definitions(root: Path) -> Path:
    """Take what is missing out of the modules; the folder with one file for each project.

    Raises:
        ToolError: Go is not there, or a module does not hold what is pinned.
    """
    target = kept(root / CRDS)
    missing = [one for one in PROJECTS if not (target / f"{one.name}.yaml").is_file()]
    if not missing:
        return target
    folders = _downloaded(root / CRDS, missing)
    target.mkdir(parents=True, exist_ok=True)
    for one in missing:
        files = sorted(folders[one.module].glob(one.files))
        if not files:
            raise ToolError(f"{one.module} 모듈에 {one.files}이(가) 없습니다")
        made = target / f".{one.name}.{os.getpid()}"
        made.write_text("\n---\n".join(file.read_text(encoding="utf-8") for file in files))
        made.replace(target / f"{one.name}.yaml")
    return target


def _downloaded(folder: Path, projects: list[Definitions]) -> dict[str, Path]:
    """The folders of the modules; Go checks them against go.sum."""
    command = [find_go("CRD"), "mod", "download", "-json", *(one.module for one in projects)]
    environment = os.environ | {"GOFLAGS": "-mod=readonly"}
    done = subprocess.run(  # noqa: S603 (fixed words)
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolError(f"CRD를 받지 못했습니다: {(done.stderr or done.stdout).strip()}")
    joined = done.stdout.replace("}\n{", "},{")  # one object after another, no list
    return {one["Path"]: Path(one["Dir"]) for one in json.loads(f"[{joined}]")}
