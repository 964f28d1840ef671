"""Container recipe and Kubernetes manifests of hosting/: they agree with each other and with the site's own rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from macros.checks import kubernetes, read_project
from macros.load import load
from tests.conftest import ROOT
from tests.minimal import MANIFEST, write_project

if TYPE_CHECKING:
    from pathlib import Path

HOSTING = ROOT / "hosting"
KUBERNETES = HOSTING / "kubernetes"
MANIFESTS = sorted(path for path in KUBERNETES.rglob("*.yaml") if path.name != "kustomization.yaml")
OVERLAYS = sorted(path.parent for path in KUBERNETES.glob("overlays/*/kustomization.yaml"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def as_a_lessons(root: Path, *changes: tuple[str, str]) -> list[str]:
    """What the rules say of our manifests if a lesson shows them."""
    folder = MANIFEST.rpartition("/")[0]
    files: dict[str, str | bytes | None] = {MANIFEST: None}
    for path in MANIFESTS:
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        files[f"{folder}/{path.relative_to(KUBERNETES).as_posix()}"] = text
    project, _ = read_project(write_project(root, files))
    return [str(one) for one in kubernetes.check(project) if "/manifests/" in one.place.path]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("orchestration-roadmap:1", "orchestration-roadmap:latest"), "image-tag"),
        (("periodSeconds: 5", "periodSecond: 5"), "kubernetes-schema"),
        (("policy/v1", "policy/v1beta1"), "kubernetes-api"),
        (
            ("  selector:\n    app.kubernetes.io/name: roadmap", "  selector:\n    app: roadmap"),
            "selector-labels",
        ),
    ],
)
def test_the_rules_for_lessons_see_our_manifests(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    assert any(f"[{rule}]" in one for one in as_a_lessons(tmp_path, change))


def test_our_manifests_follow_the_rules_for_lessons(tmp_path: Path) -> None:
    """Valid for the version that lessons name, images with a tag, selectors that find their labels."""
    assert as_a_lessons(tmp_path) == []


def test_every_manifest_is_applied() -> None:
    listed = {
        (file.parent / one).resolve()
        for file in KUBERNETES.rglob("kustomization.yaml")
        for one in read(file)["resources"]
    }
    assert {path for path in listed if path.suffix == ".yaml"} == {path.resolve() for path in MANIFESTS}
    assert {path for path in listed if path.is_dir()} == {KUBERNETES / "base"}


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda path: path.name)
def test_every_overlay_names_an_image_of_its_own(overlay: Path) -> None:
    (image,) = read(overlay / "kustomization.yaml")["images"]
    assert image["newTag"] != "latest"
    assert f"{image['name']}:" in (KUBERNETES / "base/deployment.yaml").read_text(encoding="utf-8")


def test_every_lesson_that_a_manifest_names_exists() -> None:
    catalog, _ = load(ROOT)
    assert catalog
    texts = [path.read_text(encoding="utf-8") for path in KUBERNETES.rglob("*.yaml")]
    named = {match for text in texts for match in re.findall(r"글: ([\w/-]+)", text)}
    assert len(named) > 5
    assert named <= set(catalog.lessons)


# ── the container ─────────────────────────────────────────────────────────────


def recipe() -> list[list[str]]:
    """The instructions of the Containerfile, in words."""
    text = (HOSTING / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def words(instruction: str) -> list[list[str]]:
    return [line[1:] for line in recipe() if line[0] == instruction]


def last_stage() -> list[str]:
    names = [line[0] for line in recipe()]
    return names[len(names) - names[::-1].index("FROM") :]


def test_what_the_recipe_copies_is_there_and_is_sent_to_the_builder() -> None:
    copied = {name for line in words("COPY") if not line[0].startswith("--") for name in line[:-1]}
    missing = [name for name in copied if not (ROOT / name).exists()]
    assert missing == []
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line[1:] for line in lines if line.startswith("!")}
    assert {name for name in copied if not any(f"{name}/".startswith(f"{one}/") for one in sent)} == set()
    assert {one for one in sent if not any(f"{name}/".startswith(f"{one}/") for name in copied)} == set()


def test_images_have_a_version() -> None:
    for image, *_ in words("FROM"):
        assert re.search(r":\d+\.\d+", image), image


def test_nothing_runs_in_the_last_stage() -> None:
    """So that it needs no shell, and holds nothing but nginx and the site."""
    assert "RUN" not in last_stage()
    assert words("ENTRYPOINT") == [["[]"]]


def test_recipe_configuration_and_pod_agree() -> None:
    configuration = (HOSTING / "nginx/nginx.conf").read_text(encoding="utf-8")
    site = (HOSTING / "nginx/site.conf").read_text(encoding="utf-8")
    spec = read(KUBERNETES / "base/deployment.yaml")["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    (port,) = container["ports"]
    assert f"listen {port['containerPort']};" in site
    assert words("EXPOSE") == [[str(port["containerPort"])]]
    user = spec["securityContext"]
    assert words("USER") == [[f"{user['runAsUser']}:{user['runAsGroup']}"]]
    assert f"root {words('COPY')[-1][-1].partition('$')[0]};" in site
    (mount,) = container["volumeMounts"]
    written = re.findall(r"^\s*(?:pid|\w+_temp_path) (\S+);", configuration, re.MULTILINE)
    assert len(written) == 6
    assert all(path.startswith(f"{mount['mountPath']}/") for path in written)


def test_a_pod_has_time_to_end() -> None:
    """Waiting for the endpoints, and for the requests that nginx has begun."""
    configuration = (HOSTING / "nginx/nginx.conf").read_text(encoding="utf-8")
    spec = read(KUBERNETES / "base/deployment.yaml")["spec"]["template"]["spec"]
    finishing = int(configuration.partition("worker_shutdown_timeout ")[2].partition("s;")[0])
    waiting = spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert waiting + finishing < spec["terminationGracePeriodSeconds"]
    assert words("STOPSIGNAL") == [["SIGQUIT"]]


def test_probes_ask_what_nginx_answers() -> None:
    """Health without the site; readiness with it."""
    spec = read(KUBERNETES / "base/deployment.yaml")["spec"]["template"]["spec"]
    paths = [spec["containers"][0][f"{name}Probe"]["httpGet"]["path"] for name in ("liveness", "readiness")]
    assert paths == ["/healthz", "/"]
    assert "location = /healthz" in (HOSTING / "nginx/site.conf").read_text(encoding="utf-8")
