"""The real programs that labs run: built from their own Go modules, once.

The modules and everything they pull in are pinned with hashes in
``labs/tools/*/go.mod`` and ``go.sum``. Programs are kept outside the repository,
in the user's cache, under a name made from those two files: a new version of one
program builds no other again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TOOLS = "labs/tools"
# Where releases of Istio 1.30 take their images from.
_ISTIO_IMAGES = "registry.istio.io/release"
_TOOL = re.compile(r"^(?:tool\s+|\t)(?P<package>[\w./-]+/[\w./-]+)$", re.MULTILINE)


class ToolError(Exception):
    """A program that cannot be had here; says which and why."""


@dataclass(frozen=True)
class Module:
    """A folder of ``labs/tools`` with the programs that its go.mod names."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def packages(self) -> list[str]:
        """Import paths of the programs."""
        text = (self.folder / "go.mod").read_text(encoding="utf-8")
        block = text.split("require", 1)[0]
        return [match["package"] for match in _TOOL.finditer(block)]

    def version(self) -> str:
        """Version of the module that holds the programs.

        A comment ``// release: 1.30.4`` gives it where Go knows the commit only.
        """
        text = (self.folder / "go.mod").read_text(encoding="utf-8")
        released = re.search(r"^// release: (\S+)$", text, re.MULTILINE)
        if released:
            return released[1]
        prefix = self.packages[0]
        for module, version in re.findall(r"^\s*(?:require )?(\S+) (v\S+)", text, re.MULTILINE):
            if prefix.startswith(module):
                return str(version)
        raise ToolError(f"{self.folder}/go.mod: 버전을 찾을 수 없습니다")


def modules(root: Path) -> list[Module]:
    """All modules of tools of the project."""
    return [Module(path.parent) for path in sorted((root / TOOLS).glob("*/go.mod"))]


def cache() -> Path:
    """The user's cache for labs; ``XDG_CACHE_HOME`` is respected."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "orchestration-roadmap" / "labs"


def kept(folder: Path) -> Path:
    """Where that is kept which is made from the go.mod and go.sum of a folder."""
    digest = hashlib.sha256()
    for name in ("go.mod", "go.sum"):
        digest.update((folder / name).read_bytes())
    return cache() / f"{folder.name}-{digest.hexdigest()[:16]}"


def find_go(wanted: str) -> str:
    """The go command.

    Args:
        wanted: what is to be made with it, for the message.

    Raises:
        ToolError: Go is not there.
    """
    go = shutil.which("go")
    if go is None:
        raise ToolError(f"{wanted}을(를) 만들 Go가 없습니다. https://go.dev/doc/install 을 보고 설치하십시오")
    return go


def provide(root: Path) -> Path:
    """Build what is missing; one folder with all programs.

    Raises:
        ToolError: Go is not there, or a program does not build.
    """
    programs = []
    for module in modules(root):
        target = kept(module.folder)
        for package in module.packages:
            if not (target / _program(package)).is_file():
                _build(module, package, target)
            programs.append(target / _program(package))
    return _together(programs)


def _together(programs: list[Path]) -> Path:
    """A folder with links to the programs."""
    names = "\n".join(str(program) for program in programs)
    folder = cache() / f"programs-{hashlib.sha256(names.encode()).hexdigest()[:16]}"
    folder.mkdir(exist_ok=True)
    for program in programs:
        with suppress(FileExistsError):  # from an earlier run, or from another one now
            (folder / program.name).symlink_to(program)
    return folder


def _build(module: Module, package: str, target: Path) -> None:
    name = _program(package)
    go = find_go(name)
    print(f"{name} {module.version()}을(를) 만듭니다(처음 한 번)", flush=True)
    target.mkdir(parents=True, exist_ok=True)
    made = target / f".{name}.{os.getpid()}"
    command = [go, "build", "-trimpath", "-buildvcs=false", "-ldflags", _flags(module)]
    environment = os.environ | {"CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly"}
    done = subprocess.run(  # noqa: S603 (fixed words)
        [*command, "-o", str(made), package],
        cwd=module.folder,
        env=environment,
        check=False,
    )
    if done.returncode:
        made.unlink(missing_ok=True)
        raise ToolError(f"{name}을(를) 만들지 못했습니다: go build {package}")
    made.replace(target / name)


def _program(package: str) -> str:
    """The name of the program: ``go.etcd.io/etcd/server/v3`` is etcd."""
    if package == "go.etcd.io/etcd/server/v3":
        return "etcd"
    parts = [part for part in package.split("/") if not re.fullmatch(r"v\d+", part)]
    return parts[-1]


def _flags(module: Module) -> str:
    """Linker flags: no symbols, and the version that the program says of itself."""
    version = module.version()
    major, minor, _ = version.removeprefix("v").split(".", 2)
    names = {
        "kubernetes": (
            f"-X {package}.{name}={value}"
            for package in ("k8s.io/component-base/version", "k8s.io/client-go/pkg/version")
            for name, value in (
                ("gitVersion", version),
                ("gitMajor", major),
                ("gitMinor", minor),
                ("gitTreeState", "clean"),
            )
        ),
        "kwok": (f"-X sigs.k8s.io/kwok/pkg/consts.Version={version}",),
        "istio": (
            f"-X istio.io/istio/pkg/version.{name}={value}"
            for name, value in (
                ("buildVersion", version),
                ("buildTag", version),
                ("buildStatus", "Clean"),
                ("buildHub", _ISTIO_IMAGES),
            )
        ),
        "kustomize": (f"-X sigs.k8s.io/kustomize/api/provenance.version={version}",),
        "helm": (f"-X helm.sh/helm/v4/internal/version.version={version}",),
    }
    return " ".join(["-s -w", *names.get(module.name, ())])
