"""Console blocks, the comparison of outputs, and the checks of Kubernetes objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.checks import check
from macros.labs.blocks import blocks
from macros.labs.cluster import objects
from macros.labs.command import steady, summary
from macros.labs.crds import needed, provide_definitions
from macros.labs.match import difference
from macros.labs.run import Result, nodes, rewritten
from macros.labs.tools import ToolError, provide
from macros.pages import read_page
from macros.problems import Place, problem
from tests.conftest import ROOT
from tests.minimal import MANIFEST, PRACTICE, edited, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from macros.labs.blocks import Step


def _steps(console: str) -> list[Step]:
    page = read_page("docs/lab.md", f"# 제목\n\n```console\n{console}\n```\n")
    return [step for block in blocks(page) for step in block.steps]


def test_commands_and_outputs_are_told_apart_with_their_lines() -> None:
    first, second = _steps("$ kubectl get pods\nNAME   READY\nweb    1/1\n$ kubectl delete pod web\n")
    assert (first.command, first.output, first.line) == (
        "kubectl get pods",
        ("NAME   READY", "web    1/1"),
        4,
    )
    assert (second.command, second.output, second.line) == ("kubectl delete pod web", (), 7)


@pytest.mark.parametrize(
    ("console", "command"),
    [
        (
            "$ kubectl run web \\\n>   --image=nginx:1.29\npod/web created",
            "kubectl run web \\\n  --image=nginx:1.29",
        ),
        ("$ cat <<EOF > a.yaml\n> kind: Pod\n> EOF", "cat <<EOF > a.yaml\nkind: Pod\nEOF"),
        ("$ for i in 1 2; do\n>   echo $i\n> done\n1\n2", "for i in 1 2; do\n  echo $i\ndone"),
        ("$ echo 'a\n> b'\na\nb", "echo 'a\nb'"),
        # What a program prints may begin with the same mark.
        ("$ curl -v example.test\n> GET / HTTP/1.1", "curl -v example.test"),
    ],
)
def test_a_command_goes_on_only_while_the_shell_would_ask_for_more(console: str, command: str) -> None:
    (step,) = _steps(console)
    assert step.command == command


def test_a_reason_above_a_block_excuses_it() -> None:
    text = (
        "# 제목\n\n<!-- needs: containers -->\n```console\n$ kubectl logs web\n```\n\n```console\n$ ls\n```\n"
    )
    assert [block.needs for block in blocks(read_page("docs/lab.md", text))] == ["containers", ""]


@pytest.mark.parametrize(
    ("shown", "came"),
    [
        ("web-6d4cf56db6-x7k2p   1/1   Running   0   3s", "web-5b8d9c7f4d-qwz9t 1/1 Running 0 2m14s"),
        ("Service   10.96.0.1   80:30080/TCP   5d", "Service 10.101.7.9 80:31999/TCP 1s"),
        ('resourceVersion: "812"', 'resourceVersion: "99123"'),
        ("2026-11-23T01:02:03Z   ok", "2027-01-01T00:00:00Z ok"),
        ("uid: 0c0a8f4e-6a55-4f2b-9f3a-1f0d8f4b7a11", "uid: 11111111-2222-3333-4444-555555555555"),
    ],
)
def test_what_differs_from_run_to_run_is_no_difference(shown: str, came: str) -> None:
    assert difference([shown], [came]) is None


@pytest.mark.parametrize(
    ("shown", "came"),
    [
        ("web   1/1   Running", "web   0/1   Running"),
        ("web   1/1   Running   0", "web   1/1   Running   3"),
        ("deployment.apps/web created", "deployment.apps/api created"),
        ("replicas: 3", "replicas: 2"),
        ("image: nginx:1.29.1", "image: nginx:1.29.2"),
        ("web-a   1/1", "web-b   1/1"),
    ],
)
def test_what_means_something_is_a_difference(shown: str, came: str) -> None:
    assert difference([shown], [came]) == (0, shown, came)


def test_missing_and_surplus_lines_are_differences() -> None:
    assert difference(["a", "b"], ["a"]) == (1, "b", "")
    assert difference(["a"], ["a", "b"]) == (1, "", "b")


def test_causes_of_an_invalid_object_may_come_in_any_order_but_must_all_come() -> None:
    shown = ["The Pod is invalid:", "* spec.a: Required value", "* spec.b: Invalid value"]
    assert difference(shown, [shown[0], shown[2], shown[1]]) is None
    assert difference(shown, [shown[0], shown[2]]) == (1, shown[1], shown[2])
    assert difference(["a", "b"], ["b", "a"]) == (0, "a", "b")


def test_dots_stand_for_any_number_of_lines() -> None:
    assert difference(["a", "...", "z"], ["a", "b", "c", "z"]) is None
    assert difference(["a", "..."], ["a", "b", "c"]) is None
    assert difference(["a", "...", "z"], ["a", "b"]) == (2, "z", "")


def test_update_writes_what_came_and_nothing_else() -> None:
    text = "# 제목\n\n```console\n$ one\nold\nolder\n$ two\nkept\n$ three\n```\n끝\n"
    page = read_page("docs/lab.md", text)
    one, _, three = (step for block in blocks(page) for step in block.steps)
    assert rewritten(page, [(one, ["new"]), (three, ["more", "and more"])]) == (
        "# 제목\n\n```console\n$ one\nnew\n$ two\nkept\n$ three\nmore\nand more\n```\n끝\n"
    )


@pytest.mark.parametrize(
    ("console", "count"),
    [
        ("$ minikube start --driver=docker \\\n> --nodes 3", 3),
        ("$ minikube start --nodes=2\n$ minikube start --nodes 5", 2),
        ("$ minikube start\n$ kubectl get nodes", 1),
    ],
)
def test_a_lesson_gets_the_nodes_that_it_starts(console: str, count: int) -> None:
    page = read_page("docs/lab.md", f"# 제목\n\n```console\n{console}\n```\n")
    made = [one for one in yaml.safe_load_all(objects(nodes(page), "v1.36.4")) if one["kind"] == "Node"]
    names = ["minikube", "minikube-m02", "minikube-m03"]
    assert [one["metadata"]["name"] for one in made] == names[:count]
    roles = ["node-role.kubernetes.io/control-plane" in one["metadata"]["labels"] for one in made]
    assert roles == [True, False, False][:count]


_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29.1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ("apiVersion: apps/v1", "apiVersion: extensions/v1beta1", 1, "kubernetes-api"),
        ("  template:", "  templates:", 9, "kubernetes-schema"),
        ("          image:", "          imagee:", 16, "kubernetes-schema"),
        ("    - port: 80", "    - port: eighty", 26, "kubernetes-schema"),
        ("nginx:1.29.1", "nginx", 16, "image-tag"),
        ("nginx:1.29.1", "nginx:latest", 16, "image-tag"),
        ("      labels:\n        app: web", "      labels:\n        app: wep", 7, "selector-labels"),
        ("  selector:\n    app: web", "  selector:\n    app: wep", 23, "selector-labels"),
        ("kind: Service", "kind: Endpoints", 18, "kubernetes-deprecated"),
    ],
)
def test_wrong_manifests_are_told_with_their_line(
    tmp_path: Path, old: str, new: str, line: int, rule: str
) -> None:
    assert _DEPLOYMENT.count(old) == 1
    write_project(tmp_path, {MANIFEST: _DEPLOYMENT.replace(old, new)})
    assert (MANIFEST, line, rule) in {
        (found.place.path, found.place.line, found.rule) for found in check(tmp_path)
    }
    write_project(tmp_path, {MANIFEST: _DEPLOYMENT})
    assert check(tmp_path) == []


def _with_console(console: str) -> dict[str, str | bytes | None]:
    return {**edited(PRACTICE, ("## 출처", f"```console\n{console}\n```\n\n## 출처")), MANIFEST: _DEPLOYMENT}


@pytest.mark.parametrize(
    ("bad", "rule", "good"),
    [
        ("$ kubectl apply -f wep.yaml", "command-file", "$ kubectl apply -f web.yaml"),
        (
            "$ kubectl rollout status deployment/wep",
            "command-name",
            "$ kubectl rollout status deployment/web",
        ),
        ("NAME   READY", "console-form", "$ kubectl get pods\nNAME   READY"),
    ],
)
def test_wrong_commands_are_told(tmp_path: Path, bad: str, rule: str, good: str) -> None:
    write_project(tmp_path, _with_console(bad))
    assert {found.rule for found in check(tmp_path)} == {rule}
    write_project(tmp_path, _with_console(good))
    assert check(tmp_path) == []


def test_an_unknown_reason_is_answered_with_the_nearest(tmp_path: Path) -> None:
    text = "<!-- needs: container -->\n```console\n$ ls\n```\n\n## 출처"
    write_project(tmp_path, edited(PRACTICE, ("## 출처", text)))
    (found,) = check(tmp_path)
    assert found.rule == "console-needs"
    assert "‘containers’" in found.hint


def test_how_often_a_waiting_command_reports_is_no_difference() -> None:
    waiting = 'Waiting for deployment "web" rollout to finish: 1 of 2 updated replicas are available...'
    assert difference([waiting, "done"], ["done"]) is None
    assert difference(["done"], [waiting, waiting, "done"]) is None
    assert difference([waiting, "done"], [waiting]) == (1, "done", "")


def test_the_end_of_istioctls_progress_is_a_line_as_on_a_terminal() -> None:
    shown = ["...", "✔ Installation complete", "The ambient profile has been installed"]
    came = ["- Pruning removed resources", "✔ Installation completeThe ambient profile has been installed"]
    assert difference(shown, came) is None
    assert difference(shown, came[:1]) is not None


# ── objects of other projects ─────────────────────────────────────────────────

_ROUTE = """\
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
"""


@pytest.mark.parametrize(
    ("api", "kind", "rule", "hint"),
    [
        ("gateway.networking.k8s.io/v1beta1", "HTTPRoute", "crd-version", "gateway.networking.k8s.io/v1"),
        ("gateway.networking.k8s.io/v1", "HTTPRout", "crd-kind", "HTTPRoute"),
        ("networking.istio.io/v1alpha3", "VirtualService", "crd-version", "networking.istio.io/v1"),
        ("security.istio.io/v1", "PeerAuthentications", "crd-kind", "PeerAuthentication"),
        ("fleet.cattle.io/v1", "GitRepo", "crd-version", "fleet.cattle.io/v1alpha1"),
        ("snapshot.storage.k8s.io/v1beta1", "VolumeSnapshot", "crd-version", "snapshot.storage.k8s.io/v1"),
    ],
)
def test_an_old_version_or_an_unknown_kind_of_another_project_is_told(
    tmp_path: Path, api: str, kind: str, rule: str, hint: str
) -> None:
    write_project(tmp_path, {MANIFEST: _ROUTE})
    assert check(tmp_path) == []
    wrong = _ROUTE.replace("gateway.networking.k8s.io/v1", api).replace("HTTPRoute", kind)
    write_project(tmp_path, {MANIFEST: wrong})
    (found,) = check(tmp_path)
    line = 1 if rule == "crd-version" else 2
    assert (found.rule, found.place.path, found.place.line) == (rule, MANIFEST, line)
    assert hint in found.hint


def test_a_lesson_gets_the_definitions_of_its_own_objects_only() -> None:
    istio = "kind: VirtualService\napiVersion: networking.istio.io/v1\n"
    assert [one.name for one in needed([_DEPLOYMENT])] == []
    assert [one.name for one in needed([_DEPLOYMENT, istio, _ROUTE])] == ["gateway-api", "istio"]
    # What a text says of a group is no object of it.
    assert needed(["# networking.istio.io/v1\nkind: Pod\napiVersion: v1\n"]) == []


# ── programs and definitions from pinned modules ──────────────────────────────

# Stands for Go: says what it was asked, and makes what it is told to make.
_GO = """\
#!/bin/sh
echo "$PWD: $*" >> "$GO_LOG"
while [ $# -gt 0 ]; do
  if [ "$1" = -o ]; then shift; echo program > "$1"; fi
  shift
done
"""


@pytest.fixture
def go_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A go command that only writes down how it was called, and an empty cache."""
    go = tmp_path / "bin" / "go"
    go.parent.mkdir()
    go.write_text(_GO)
    go.chmod(0o755)
    log = tmp_path / "go.log"
    monkeypatch.setenv("GO_LOG", str(log))
    monkeypatch.setenv("PATH", f"{go.parent}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return log


def _module(root: Path, name: str, package: str, version: str) -> None:
    folder = root / "labs/tools" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "go.mod").write_text(
        f"module roadmap.invalid/labs/{name}\n\ntool {package}\n\nrequire {package} {version}\n"
    )
    (folder / "go.sum").write_text("")


def _built(log: Path) -> list[str]:
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line.rsplit(" ", 1)[-1] for line in lines]


def test_a_new_version_of_one_program_builds_no_other_again(tmp_path: Path, go_log: Path) -> None:
    _module(tmp_path, "one", "example.org/cmd/one", "v1.0.0")
    _module(tmp_path, "two", "example.org/cmd/two", "v1.0.0")
    first = provide(tmp_path)
    assert _built(go_log) == ["example.org/cmd/one", "example.org/cmd/two"]
    assert {path.name for path in first.iterdir()} == {"one", "two"}
    assert provide(tmp_path) == first
    assert _built(go_log) == []
    _module(tmp_path, "two", "example.org/cmd/two", "v2.0.0")
    assert (provide(tmp_path) / "one").is_file()
    assert _built(go_log) == ["example.org/cmd/two"]


def test_a_program_says_its_release_where_go_knows_a_commit_only(tmp_path: Path, go_log: Path) -> None:
    _module(tmp_path, "istio", "istio.io/istio/istioctl/cmd/istioctl", "v0.0.0-20260826214018-9739e10eb9d7")
    file = tmp_path / "labs/tools/istio/go.mod"
    file.write_text(f"// release: 1.30.4\n{file.read_text()}")
    provide(tmp_path)
    assert "buildVersion=1.30.4 " in go_log.read_text()


def test_without_go_it_is_said_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _module(tmp_path, "kubernetes", "k8s.io/kubernetes/cmd/kubectl", "v1.36.4")
    with pytest.raises(ToolError, match=r"kubectl.*go\.dev/doc/install"):
        provide(tmp_path)


def test_a_module_that_is_not_what_is_pinned_is_refused(
    tmp_path: Path, go_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin/go").write_text("#!/bin/sh\necho 'checksum mismatch' >&2\nexit 1\n")
    with pytest.raises(ToolError, match="checksum mismatch"):
        provide_definitions(ROOT)
    assert not list((tmp_path / "cache").rglob("*.yaml"))


# ── what a run says at its end ────────────────────────────────────────────────


def test_the_share_of_commands_that_were_run_is_said_also_for_kubernetes_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = [
        Result("kubernetes/basic/pods", run=3, excused={"containers": 1}),
        Result("local-development/minikube/install", run=1, excused={"minikube": 3}),
    ]
    assert summary(results) == 0
    said = capsys.readouterr().out
    assert "명령 8개 가운데 4개를 실행했습니다(50%)." in said
    assert "쿠버네티스 주제만 보면 명령 4개 가운데 3개를 실행했습니다(75%)." in said


def test_what_fails_twice_fails_and_what_passes_at_the_second_try_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = problem("lab-output", Place("docs/a.md", 3), command="kubectl", wanted="1", actual="2")
    passes, fails = Result("a", run=1), Result("a", run=1, problems=[wrong])

    runs = iter([fails, replace(fails)])
    assert summary([steady(lambda: next(runs), 2)]) == 1
    assert "고칠 곳이 1군데 있습니다." in capsys.readouterr().out

    runs = iter([fails, passes])
    assert summary([steady(lambda: next(runs), 2)]) == 0
    said = capsys.readouterr().out
    assert "다시 실행하니 통과한 곳이 1군데 있습니다.\ndocs/a.md:3:1: [lab-output]" in said
