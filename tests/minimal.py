"""The smallest project that is right: a data file, its pages, one manifest.

Tests change one thing in it and look at what is said about that one thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.load import Catalog, load
from macros.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Changes = dict[str, str | bytes | None]

DATA = "docs/roadmap.yml"
HOME = "docs/index.md"
OVERVIEW = "docs/orchestration/index.md"
KUBERNETES = "docs/orchestration/kubernetes/index.md"
BASIC = "docs/orchestration/kubernetes/basic/index.md"
THEORY = "docs/orchestration/kubernetes/basic/pods.md"
PRACTICE = "docs/orchestration/kubernetes/basic/services.md"
PROJECT = "docs/orchestration/kubernetes/basic/shop.md"
CASES = "docs/case-studies/index.md"
CASE = "docs/case-studies/acme.md"
RESOURCES = "docs/resources.md"
GLOSSARY = "docs/glossary.md"
EXAMS = "docs/exams.md"
VERSIONS = "docs/versions.md"
PROGRESS = "docs/progress.md"
MANIFEST = "docs/orchestration/kubernetes/basic/manifests/services/web.yaml"

_DATA = """\
stages:
  - id: theory
    title: 이론 학습
    short: 이론
    summary: 원리를 이해합니다.
    sections:
      - {id: why, title: 왜 필요한가}
      - {id: concepts, title: 개념과 그림}
      - {id: quiz, title: 점검 문제}
      - {id: sources, title: 출처}
  - id: practice
    title: 도구 실습
    short: 실습
    summary: 손으로 해 봅니다.
    sections:
      - {id: lab, title: 실습}
      - {id: sources, title: 출처}
  - id: project
    title: 프로젝트 적용
    short: 프로젝트
    summary: 운영해 봅니다.
    sections:
      - {id: steps, title: 단계}
      - {id: sources, title: 출처}
  - id: case
    title: 사례 분석
    short: 사례
    summary: 결정을 읽습니다.
    sections:
      - {id: decision, title: 결정}
      - {id: sources, title: 출처}

versions:
  - id: kubernetes
    title: Kubernetes
    version: "1.36.4"
    released: 2026-08-11
    source: https://kubernetes.io/releases/
    checked: 2026-11-23
  - id: minikube
    title: Minikube
    version: "1.39.0"
    source: https://minikube.sigs.k8s.io/docs/
    checked: 2026-11-22
    note: 노트북에서 씁니다.

topics:
  - slug: overview
    folder: orchestration
    title: 개요
    summary: 무엇을 배우는지 봅니다.
  - slug: kubernetes
    folder: orchestration/kubernetes
    title: Kubernetes
    original: Kubernetes
    summary: 쿠버네티스를 배웁니다.
    contents:
      - Pod와 Service
    topics:
      - slug: basic
        title: 기초
        summary: 핵심 리소스를 다룹니다.
        lessons:
          - slug: pods
            title: 파드
            stage: theory
            minutes: 40
            summary: 파드를 설명합니다.
            goals:
              - 파드의 역할을 설명하기
            exams: [cka-pods]
            versions: [kubernetes]
            resources: [docs-kubernetes]
            terms: [pod]
          - slug: services
            title: 서비스
            stage: practice
            minutes: 50
            summary: 서비스를 띄웁니다.
            needs: [kubernetes/basic/pods]
            goals:
              - 서비스를 띄우기
              - 고장을 `kubectl`로 찾기
            exams: [cka-services]
            versions: [kubernetes, minikube]
            resources: [docs-kubernetes, book-kubernetes]
            terms: [service]
          - slug: shop
            title: 가게
            stage: project
            minutes: 90
            summary: 가게를 운영합니다.
            needs: [kubernetes/basic/services]
            goals: [가게를 운영하기]
            aliases: [kubernetes/basic/store]
  - slug: case-studies
    folder: case-studies
    title: 사례 분석
    summary: 회사의 결정을 읽습니다.
    lessons:
      - slug: acme
        title: 아크메
        stage: case
        minutes: 30
        summary: 아크메의 결정을 읽습니다.
        needs: [kubernetes/basic/shop]
        goals: [결정을 설명하기]
        resources: [talk-acme]

groups:
  - title: 자료
    pages:
      - {path: resources.md, title: 추천 자료}
      - {path: exams.md, title: 시험 목표}
      - {path: glossary.md, title: 용어집}
      - {path: versions.md, title: 시험한 버전}
      - {path: progress.md, title: 내 진도}

cases:
  - id: acme
    organisation: 아크메
    topics: [kubernetes/basic]
    claim: 모두 옮겼다
    correction:
      text: 절반만 옮겼습니다.
      source: https://acme.example.com/post
      date: 2024-05
      checked: 2026-11-21
    decision: 조금씩 옮긴다.
    year: 2024
    figures:
      - text: 노드 100대
        source: https://acme.example.com/numbers
        date: 2024-05-20
        secondary: true
    lesson: case-studies/acme
  - id: globex
    organisation: 글로벡스
    topics: [overview]
    decision: 그대로 둔다.
    year: 2020

resources:
  - id: docs-kubernetes
    kind: docs
    title: Kubernetes 문서
    url: https://kubernetes.io/ko/docs/home/
    language: [ko, en]
    level: beginner
    use: 모든 것이 있습니다.
    checked: 2026-11-20
    topics: [kubernetes]
  - id: book-kubernetes
    kind: book
    title: Kubernetes 책
    url: https://book.example.com/second
    language: [en]
    level: intermediate
    use: 차근차근 읽습니다.
    checked: 2026-11-19
    outdated: 2장의 명령이 낡았습니다.
    topics: [kubernetes/basic]
    said: {title: Kubernetes 첫 책, by: 홍길동, url: https://book.example.com/first}
    correction:
      text: 둘째 판이 나왔습니다.
      source: https://book.example.com/news
      date: 2025
      checked: 2026-11-18
    authors: [홍길동, 임꺽정]
    edition: 2판
    year: 2025
    publisher: 활빈당
  - id: talk-acme
    kind: talk
    title: 아크메 발표
    url: https://talk.example.com/acme
    language: [en]
    level: advanced
    use: 결정을 직접 듣습니다.
    checked: 2026-11-17

terms:
  - id: service
    ko: 서비스
    en: Service
    avoid: [써비스]
    text: 파드 앞의 `고정` 주소입니다.
  - id: pod
    ko: 파드
    en: Pod
    aliases: [포드, pods]
    text: 가장 작은 단위입니다.

exams:
  - id: cka
    code: CKA
    title: Certified Kubernetes Administrator
    version: "1.35"
    source: https://github.com/cncf/curriculum
    checked: 2026-03-14
    domains:
      - id: cka-workloads
        title: Workloads
        weight: 60
        objectives:
          - {id: cka-pods, text: Understand Pods}
          - {id: cka-jobs, text: Understand Jobs}
      - id: cka-networking
        title: Networking
        weight: 40
        objectives:
          - {id: cka-services, text: Understand Services}
"""

_THEORY = """\
---
description: 파드 이야기
---

# 파드

{{= lesson_header() =}}

## 왜 필요한가

컨테이너를 묶습니다. [용어집](../../../glossary.md#pod)과 [서비스](services.md#lab)를 보십시오.

## 개념과 그림

```mermaid
flowchart LR
  accTitle: 파드와 노드
  accDescr: 파드는 노드에서 실행됩니다.
  user["사용자"] --> api["API 서버"]
  subgraph node["노드"]
    pod["파드"] --> log["로그"]
  end
  api --> pod
  class api focus
```

```mermaid
sequenceDiagram
  accTitle: 요청의 순서
  accDescr: 사용자가 요청하면 서버가 답합니다.
  participant U as 사용자
  participant A as 서버
  U->>A: 요청
  A-->>U: 응답
```

## 점검 문제

### 파드는 무엇입니까?

- [ ] 노드입니다.

    노드는 파드가 도는 자리입니다.

- [x] `Pod` 묶음입니다.

    맞습니다.

### 맞는 것을 모두 고르십시오

- [x] 파드는 사라집니다.

    맞습니다.

- [x] 파드는 주소를 받습니다.

    맞습니다.

### 파드가 사라지면 어떻게 됩니까?

> 컨트롤러가 다시 만듭니다.

## 출처

{{= lesson_resources() =}}
"""

_PRACTICE = """\
---
description: 서비스 이야기
tags: [네트워크]
---

# 서비스

{{= lesson_header() =}}

쿠버네티스 {{= version("kubernetes") =}}에서 합니다. [위키](https://ko.wikipedia.org/)도 보십시오.

## 실습

{{= manifest("web.yaml", highlight="2-3") =}}

```console
$ kubectl get services --output 'jsonpath={{ .items }}'
web
```

파드는 [앞의 글](pods.md#quiz)에서 배웠습니다.

## 출처

{{= lesson_resources() =}}
"""

_SHORT = """\
---
description: {title} 이야기
---

# {title}

{{{{= lesson_header() =}}}}

## {section}

글입니다.

## 출처

{{{{= lesson_resources() =}}}}
"""

_MANIFEST = """\
apiVersion: v1
kind: Service
metadata:
  name: web
"""

FILES: Mapping[str, str] = {
    DATA: _DATA,
    HOME: "---\nhide: [toc]\nscripts: [home]\n---\n\n{{= hero() =}}\n\n{{= my_progress() =}}\n\n{{= stages() =}}\n\n{{= roadmap() =}}\n",
    OVERVIEW: "# 개요\n\n{{= topic_tree() =}}\n\n{{= topic_contents() =}}\n\n{{= recommended() =}}\n",
    KUBERNETES: "# Kubernetes\n\n{{= topic_lessons() =}}\n",
    BASIC: '# 기초\n\n{{= topic_lessons() =}}\n\n{{= resources(topic="kubernetes/basic") =}}\n',
    THEORY: _THEORY,
    PRACTICE: _PRACTICE,
    PROJECT: _SHORT.format(title="가게", section="단계"),
    CASES: "# 사례 분석\n\n{{= claimed_cases() =}}\n\n{{= case_studies() =}}\n\n{{= topic_lessons() =}}\n",
    CASE: _SHORT.format(title="아크메", section="결정"),
    RESOURCES: "# 추천 자료\n\n{{= resources() =}}\n",
    GLOSSARY: "# 용어집\n\n{{= glossary() =}}\n",
    EXAMS: "# 시험 목표\n\n{{= exam_coverage() =}}\n",
    VERSIONS: "# 시험한 버전\n\n{{= versions() =}}\n",
    PROGRESS: "---\nscripts: [record]\n---\n\n# 내 진도\n\n{{= progress_record() =}}\n\n{{= anki_cards() =}}\n",
    MANIFEST: _MANIFEST,
}


def edit(text: str, old: str, new: str) -> str:
    """Replace ``old``, which must stand in ``text`` exactly once, by ``new``."""
    found = text.count(old)
    assert found == 1, f"{old!r} stands {found} times in the text, not once"
    return text.replace(old, new)


def edited(path: str, *replacements: tuple[str, str]) -> Changes:
    """The change of one file of the minimal project, for ``write_project``."""
    text = FILES[path]
    for old, new in replacements:
        text = edit(text, old, new)
    return {path: text}


def write_project(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the minimal project with ``changes`` (None leaves a file out) below ``root``."""
    files: dict[str, str | bytes | None] = {**FILES, **(changes or {})}
    for path, content in files.items():
        if content is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def catalog(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Catalog:
    """The catalogue of the minimal project with ``changes``, written below ``root``."""
    loaded, problems = load(write_project(root, changes))
    assert loaded is not None, [str(found) for found in problems]
    return loaded


def site(
    root: Path, changes: Mapping[str, str | bytes | None] | None = None, *, directory_urls: bool = True
) -> Site:
    """The minimal project as the macros see it."""
    return Site(root, catalog(root, changes), directory_urls)
