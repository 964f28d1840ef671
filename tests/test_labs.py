"""Console blocks, the comparison of outputs, and the checks of Kubernetes objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.checks import check
from macros.labs.blocks import blocks
from macros.labs.match import difference
from macros.labs.run import rewritten
from macros.pages import read_page
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
