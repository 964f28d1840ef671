"""Kubernetes objects in lessons, without a cluster.

Manifest files and YAML blocks are valid for the version that the lessons name,
images have a version, selectors find their labels, and commands name files and
objects that the lesson has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from kubernetes_validate.utils import VersionNotSupportedError, schema_contents
from referencing import Registry, Resource

from macros.labs.blocks import blocks
from macros.pages import read_page
from macros.problems import nearest, problem
from macros.source import MAX_MANIFEST, Document, read_text, read_yaml_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

    from macros.checks.project import Project
    from macros.pages import Page
    from macros.problems import Place, Problem

# API groups of Kubernetes itself; other groups are judged by a server with their CRDs.
_BUILTIN = re.compile(
    r"^(v\d\w*|[a-z]+/\w+|(networking|rbac\.authorization|storage|apiextensions|admissionregistration"
    r"|authentication|authorization|certificates|coordination|discovery|events"
    r"|flowcontrol\.apiserver|node|resource|scheduling|apiregistration)\.k8s\.io/\w+)$"
)
_DEPRECATED = {
    ("v1", "Endpoints"): "1.33부터 사용이 중단되었습니다. discovery.k8s.io/v1 EndpointSlice를 쓰십시오",
    ("v1", "ComponentStatus"): "1.19부터 사용이 중단되었습니다. /readyz와 /livez를 쓰십시오",
}
# Other projects: the version in which a kind is written. Their fields are judged by a
# server that has their definitions (make labs).
_KINDS = {
    "gateway.networking.k8s.io": dict.fromkeys(
        (
            "BackendTLSPolicy",
            "GRPCRoute",
            "Gateway",
            "GatewayClass",
            "HTTPRoute",
            "ListenerSet",
            "ReferenceGrant",
            "TLSRoute",
        ),
        "v1",
    ),
    "networking.istio.io": {
        "DestinationRule": "v1",
        "EnvoyFilter": "v1alpha3",
        "Gateway": "v1",
        "ProxyConfig": "v1beta1",
        "ServiceEntry": "v1",
        "Sidecar": "v1",
        "VirtualService": "v1",
        "WorkloadEntry": "v1",
        "WorkloadGroup": "v1",
    },
    "security.istio.io": dict.fromkeys(
        ("AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication"), "v1"
    ),
    "telemetry.istio.io": {"Telemetry": "v1"},
    "extensions.istio.io": dict.fromkeys(("TrafficExtension", "WasmPlugin"), "v1alpha1"),
    "install.istio.io": {"IstioOperator": "v1alpha1"},
    "argoproj.io": dict.fromkeys(("AppProject", "Application", "ApplicationSet"), "v1alpha1"),
    "fleet.cattle.io": dict.fromkeys(
        (
            "Bundle",
            "Cluster",
            "ClusterGroup",
            "ClusterRegistrationToken",
            "GitRepo",
            "GitRepoRestriction",
            "HelmOp",
        ),
        "v1alpha1",
    ),
    "snapshot.storage.k8s.io": dict.fromkeys(
        ("VolumeSnapshot", "VolumeSnapshotClass", "VolumeSnapshotContent"), "v1"
    ),
}
_WORKLOADS = {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"}


@dataclass
class Objects:
    """The Kubernetes objects of a lesson, with the place of each."""

    documents: list[Document] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    text: str = ""


def check(project: Project) -> Iterator[Problem]:
    """All lessons; nothing without a data file, because it names the version."""
    if project.catalog is None:
        return
    versions = {one.id: one.version for one in project.catalog.roadmap.versions}
    version = versions.get("kubernetes", "")
    for node in project.catalog.lessons.values():
        page = project.pages.get(node.page)
        if page is None:
            continue
        problems: list[Problem] = []
        folder = f"docs/{node.topic.folder}/manifests/{node.lesson.slug}/"
        files = tuple(_files(project, folder, problems))
        yield from problems
        texts = (page.path, page.text, *(part for file in files for part in file), version)
        if project.known.is_right("lesson", *texts):
            continue
        found = _lesson(page.path, page.text, folder, files, version)
        yield from found
        if not found:
            project.known.add("lesson", *texts)


def _files(project: Project, folder: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The files of a lesson: path and text, of those that cannot be read the path alone."""
    for name in sorted(f"docs/{file}" for file in project.files if f"docs/{file}".startswith(folder)):
        yield name, read_text(project.root, name, problems, MAX_MANIFEST) or ""


@lru_cache(maxsize=256)
def _lesson(
    path: str, text: str, folder: str, files: tuple[tuple[str, str], ...], version: str
) -> tuple[Problem, ...]:
    """What is wrong with a lesson: the same texts are wrong in the same way."""
    problems: list[Problem] = []
    page = read_page(path, text)
    objects = _objects(page, folder, files, problems)
    for document in objects.documents:
        problems += _document(document, version)
    return (*problems, *_services(objects), *_commands(page, objects))


def _objects(page: Page, folder: str, files: tuple[tuple[str, str], ...], problems: list[Problem]) -> Objects:
    objects = Objects()
    for name, text in files:
        objects.files.add(name.removeprefix(folder))
        if name.endswith((".yaml", ".yml")):
            objects.text += text
            _keep(objects, read_yaml_all(name, text, problems))
    for fence in page.fences:
        if fence.language in {"yaml", "yml"} and re.search(r"(?m)^apiVersion:", fence.text):
            # Empty lines before it give the block its lines in the page.
            text = "\n" * (fence.line - 1) + fence.text
            _keep(objects, read_yaml_all(page.path, text, []))
    return objects


def _keep(objects: Objects, documents: list[Document]) -> None:
    objects.documents += [
        one
        for one in documents
        if isinstance(one.data, dict)
        and isinstance(one.data.get("apiVersion"), str)
        and isinstance(one.data.get("kind"), str)
    ]


def _document(document: Document, version: str) -> Iterator[Problem]:
    data = document.data
    api, kind = data["apiVersion"], data["kind"]
    if version and _BUILTIN.match(api):
        yield from _schema(document, api, kind, version)
    yield from _other_kind(document, api, kind)
    yield from _images(document)
    if kind in _WORKLOADS:
        yield from _own_selector(document)


def _other_kind(document: Document, api: str, kind: str) -> Iterator[Problem]:
    """A kind of another project is known, and written in its version of today."""
    group, _, version = api.rpartition("/")
    kinds = _KINDS.get(group, {})
    if kinds and kind not in kinds:
        yield problem(
            "crd-kind",
            document.place(("kind",), value=True),
            api=api,
            kind=kind,
            nearest=nearest(kind, kinds),
        )
    elif kinds and version != kinds[kind]:
        place = document.place(("apiVersion",), value=True)
        yield problem("crd-version", place, api=api, kind=kind, wanted=f"{group}/{kinds[kind]}")


def _schema(document: Document, api: str, kind: str, version: str) -> Iterator[Problem]:
    minor = ".".join(version.split(".")[:2])
    if (api, kind) in _DEPRECATED:
        place = document.place(("apiVersion",))
        yield problem("kubernetes-deprecated", place, api=api, kind=kind, detail=_DEPRECATED[api, kind])
    try:
        validator = _validator(api, kind, minor)
    except (OSError, ValueError, VersionNotSupportedError):
        place = document.place(("apiVersion",))
        yield problem("kubernetes-api", place, version=minor, api=api, kind=kind)
        return
    for error in validator.iter_errors(_lists(document.data)):
        for place, where, detail in _faults(document, error):
            yield problem("kubernetes-schema", place, version=minor, kind=kind, where=where, detail=detail)


@cache
def _definitions(minor: str) -> Resource[Any]:
    return Resource.from_contents(schema_contents(f"{_schemas(minor)}/_definitions.json", minor))


def _schemas(minor: str) -> str:
    return f"kubernetes-json-schema/v{minor}.0-local-strict"


@cache
def _validator(api: str, kind: str, minor: str) -> Draft202012Validator:
    """The validator of a kind, from the schemas that kubernetes-validate brings.

    Its own function stops at the first error and reads the schemas anew each time.

    Raises:
        FileNotFoundError: this version of Kubernetes has no such API.
    """
    # Their names leave out the domain of a group: rbac.authorization.k8s.io/v1 is rbac-v1.
    name = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api)
    schema = schema_contents(f"{_schemas(minor)}/{kind.lower()}-{name}.json", minor)
    registry: Registry[Any] = Resource.from_contents(schema) @ Registry()
    return Draft202012Validator(schema, registry=_definitions(minor) @ registry)


def _faults(document: Document, error: ValidationError) -> Iterator[tuple[Place, str, str]]:
    """Place, path and description of an error; one for each unknown field."""
    path = tuple(error.absolute_path)
    where = ".".join(str(part) for part in path) or str(document.data["kind"])
    if error.validator == "additionalProperties":
        for name in error.instance.keys() - error.schema.get("properties", {}).keys():
            hint = nearest(name, error.schema.get("properties", {}))
            yield document.place((*path, name)), where, f"없는 필드 ‘{name}’. {hint}"
        return
    detail = error.message.splitlines()[0]
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        detail = f"필요한 필드가 없습니다: {', '.join(missing)}"
    elif error.validator == "type":
        wanted = error.validator_value
        wanted = wanted if isinstance(wanted, str) else " 또는 ".join(wanted)
        detail = f"{wanted} 값이어야 합니다(지금 값: {str(error.instance)[:40]})"
    yield document.place(path, value=True), where, detail


def _lists(value: Any) -> Any:
    """The loader's tuples as lists, which is what JSON schemas know."""
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, tuple) else value


def _images(document: Document) -> Iterator[Problem]:
    for path, value in _walk(document.data, ()):
        if path[-1:] == ("image",) and isinstance(value, str) and "containers" in str(path).lower():
            name, _, tag = value.rpartition(":")
            if "@sha256:" not in value and (not name or "/" in tag or tag == "latest"):
                yield problem("image-tag", document.place(path, value=True), image=value)


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, value
    inside = enumerate(value) if isinstance(value, tuple) else _items(value)
    for key, one in inside:
        yield from _walk(one, (*path, key))


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    return iter(value.items() if isinstance(value, dict) else ())


def _get(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _own_selector(document: Document) -> Iterator[Problem]:
    selector = _get(document.data, "spec", "selector", "matchLabels")
    labels = _get(document.data, "spec", "template", "metadata", "labels")
    if not selector.items() <= labels.items():
        place = document.place(("spec", "selector", "matchLabels"))
        yield problem(
            "selector-labels", place, selector=_shown(selector), where="spec.template.metadata.labels"
        )


def _services(objects: Objects) -> Iterator[Problem]:
    """A Service finds pods of the same lesson, if the lesson has manifests of any."""
    pods = []
    for document in objects.documents:
        if document.data["kind"] == "Pod":
            pods.append(_get(document.data, "metadata", "labels"))
        template = _get(document.data, "spec", "template", "metadata", "labels")
        if template:
            pods.append(template)
    for document in objects.documents:
        selector = _get(document.data, "spec", "selector")
        found = any(selector.items() <= labels.items() for labels in pods)
        if document.data["kind"] == "Service" and selector and pods and not found:
            place = document.place(("spec", "selector"))
            yield problem("selector-labels", place, selector=_shown(selector), where="파드")


def _shown(labels: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in labels.items())


_FILE = re.compile(r"kubectl\b[^|;&\n]*?\s(?:-f|--filename)[ =](?P<file>[\w./-]+\.ya?ml)\b")
_NAME = re.compile(
    r"\b(?:deploy(?:ment)?s?|svc|services?|po(?:d)?s?|rs|replicasets?|cm|configmaps?|secrets?|pvc"
    r"|statefulsets?|sts|daemonsets?|ds|jobs?|cronjobs?|ingress|sa|serviceaccounts?"
    r"|gateways?|gtw|httproutes?|grpcroutes?|virtualservices?|vs|destinationrules?|dr)"
    r"(?:\.apps)?/(?P<name>[a-z0-9][a-z0-9.-]*)"
)


def _commands(page: Page, objects: Objects) -> Iterator[Problem]:
    earlier = objects.text
    for block in blocks(page):
        for step in block.steps:
            for match in _FILE.finditer(step.command):
                yield from _file(match["file"], objects, earlier, page.place(step.line))
            for match in _NAME.finditer(step.command):
                yield from _name(match["name"], objects, earlier, page.place(step.line))
            earlier += f"\n{step.command}\n" + "\n".join(step.output)


def _file(file: str, objects: Objects, earlier: str, place: Place) -> Iterator[Problem]:
    if file.removeprefix("./") not in objects.files and file not in earlier:
        yield problem("command-file", place, file=file, nearest=nearest(file, objects.files))


def _name(name: str, objects: Objects, earlier: str, place: Place) -> Iterator[Problem]:
    if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", earlier):
        names = {str(_get(one.data, "metadata").get("name")) for one in objects.documents}
        yield problem("command-name", place, name=name, nearest=nearest(name, names))
