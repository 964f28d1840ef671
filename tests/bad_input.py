"""The table of bad input: each row is one mistake in the minimal project.

A row says what is changed, on which line the mistake stands, which rule must be
named and a word of the hint. ``at`` is text that stands once in the changed file:
its line is the expected one, whatever is added above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.minimal import (
    BASIC,
    CASE,
    DATA,
    EXAMS,
    FILES,
    GLOSSARY,
    MANIFEST,
    PRACTICE,
    PROGRESS,
    PROJECT,
    THEORY,
    VERSIONS,
    Changes,
    edited,
)

FOLDER = "docs/orchestration/kubernetes/basic"


@dataclass(frozen=True)
class Bad:
    """A mistake and what must be said about it.

    A rule that ends in ``-`` stands for all rules that begin so.
    """

    id: str
    changes: Changes
    rule: str
    hint: str
    at: str = ""  # the mistake's line; the first one if empty
    path: str = ""  # the file named; the changed one if empty
    also: frozenset[str] = frozenset()  # rules that the same mistake breaks elsewhere

    def breaks(self, rule: str) -> bool:
        """Whether ``rule`` is the one that this mistake breaks."""
        return rule.startswith(self.rule) if self.rule.endswith("-") else rule == self.rule

    @property
    def place(self) -> str:
        """``path:line``, as a problem begins."""
        path = self.path or next(iter(self.changes))
        text = self.changes.get(path, FILES.get(path, ""))
        if not self.at:
            return f"{path}:1"
        assert isinstance(text, str)
        assert text.count(self.at) == 1, f"{self.at!r} does not stand in {path} once"
        return f"{path}:{text[: text.index(self.at)].count(chr(10)) + 1}"


def data(name: str, old: str, new: str, rule: str, hint: str, *, at: str | None = None) -> Bad:
    """A mistake in the data file."""
    return Bad(f"data: {name}", edited(DATA, (old, new)), rule, hint, new if at is None else at)


def twice(name: str, at: str, *replacements: tuple[str, str]) -> Bad:
    """An id of the data file that is given a second time."""
    return Bad(f"data: {name} twice", edited(DATA, *replacements), "duplicate-id", "이름", at)


def page(
    name: str,
    old: str,
    new: str,
    rule: str,
    hint: str,
    *,
    at: str | None = None,
    path: str = THEORY,
    also: frozenset[str] = frozenset(),
) -> Bad:
    """A mistake in a page."""
    changes = edited(path, (old, new))
    return Bad(f"page: {name}", changes, rule, hint, new if at is None else at, also=also)


def prose(name: str, new: str, rule: str, hint: str, *, at: str | None = None) -> Bad:
    """A mistake in the running text of a lesson."""
    return page(name, "컨테이너를 묶습니다.", new, rule, hint, at=at)


def call(name: str, new: str, rule: str, hint: str, *, at: str | None = None) -> Bad:
    """A mistake in a macro call that stands alone on its line."""
    return page(name, "글입니다.", new, rule, hint, at=at, path=PROJECT)


def manifest(name: str, new: str, rule: str, hint: str, *also: str) -> Bad:
    """A mistake in the call of ``manifest``."""
    old = '{{= manifest("web.yaml", highlight="2-3") =}}'
    return Bad(f"manifest: {name}", edited(PRACTICE, (old, new)), rule, hint, new, also=frozenset(also))


def broken(name: str, text: str | bytes) -> Bad:
    """A manifest that cannot be read; said at the call that shows it, and perhaps in the file."""
    also = frozenset({"yaml-syntax", "yaml-size", "yaml-depth", "yaml-tag", "file-encoding"})
    return Bad(
        f"manifest: {name}", {MANIFEST: text}, "manifest-yaml", "들여쓰기", "{{= manifest", PRACTICE, also
    )


def diagram(name: str, old: str, new: str, rule: str, hint: str, *, at: str | None = None) -> Bad:
    """A mistake in a diagram."""
    return Bad(f"diagram: {name}", edited(THEORY, (old, new)), rule, hint, new if at is None else at)


def quiz(name: str, old: str, new: str, rule: str, hint: str, *, at: str) -> Bad:
    """A mistake in a self-check."""
    return Bad(f"quiz: {name}", edited(THEORY, (old, new)), rule, hint, at)


_D = FILES[DATA]
_PODS = "slug: pods\n            title: 파드"
_SEQUENCE = "  U->>A: 요청\n  A-->>U: 응답\n"
_RECALL = "> 컨트롤러가 다시 만듭니다."
_FLOW = FILES[THEORY].partition("```mermaid\n")[2].partition("```")[0]

_PAGE = "{path: exams.md, title: 시험 목표}"
_EXAM = """\
  - id: cka
    code: CKA2
    title: Certified
    source: https://github.com/cncf/curriculum
    checked: 2026-03-14
    domains:
      - {id: cka2, title: Two, weight: 100, objectives: [{id: cka2-one, text: One}]}
"""

SOURCE = [
    data("tab", "    title: 이론 학습", "\ttitle: 이론 학습", "yaml-syntax", "들여쓰기"),
    data("tab after a key", "minutes: 40", "minutes:\n\t- 40", "yaml-syntax", "탭", at="\t- 40"),
    data("colon in a value", "summary: 원리를 이해합니다.", "summary: 원리: 이해", "yaml-syntax", "따옴표"),
    data("no space after the colon", "slug: pods", "slug:pods", "yaml-syntax", "콜론", at="title: 파드\n"),
    data("indented too far", "    title: 이론 학습", "     title: 이론 학습", "yaml-syntax", "들여쓰기"),
    data("open bracket", "exams: [cka-pods]", "exams: [cka-pods", "yaml-syntax", "짝", at="exams: [cka-pods\n"),
    data("open quote", 'version: "1.36.4"', 'version: "1.36.4', "yaml-syntax", "따옴표", at='version: "1.36.4\n'),
    data("open quote to the end", 'version: "1.35"', 'version: "1.35', "yaml-syntax", "따옴표"),
    data("open brace", "{id: lab, title: 실습}", "{id: lab, title: 실습", "yaml-syntax", "짝", at="{id: lab, title: 실습\n"),
    data("value begins with @", "title: 파드\n", "title: @파드\n", "yaml-syntax", "따옴표"),
    data("control character", "파드를 설명합니다.", "파드를 \x07설명합니다.", "yaml-syntax", "따옴표"),
    data("second document", "groups:\n", "---\ngroups:\n", "yaml-syntax", "콜론", at="---"),
    data("alias", "terms: [pod]", "terms: *all", "yaml-", "따옴표"),
    data("anchor and alias", "terms: [pod]", "terms: [&all pod, *all]", "yaml-alias", "그대로"),
    data("anchor", "aliases: [포드, pods]", "aliases: &names [포드, pods]", "yaml-alias", "그대로"),
    data("tag of its own", "title: 파드\n", "title: !title 파드\n", "yaml-tag", "지우십시오"),
    data("tag of Python", "title: 파드\n", "title: !!python/name:os.system 파드\n", "yaml-tag", "지우십시오"),
    data("tag of a list", "aliases: [포드, pods]", "aliases: !names [포드, pods]", "yaml-tag", "지우십시오"),
    data("deep nesting", "aliases: [포드, pods]", f"aliases: {'[' * 30}{']' * 30}", "yaml-depth", "구조"),
    data("key twice", "minutes: 40", "minutes: 40\n            stage: theory", "duplicate-key", "지우거나", at="stage: theory\n            summary"),
    Bad("data: empty", {DATA: ""}, "missing-key", "더하십시오"),
    Bad("data: a list", {DATA: "- stages\n"}, "wrong-type", "키"),
    Bad("data: not UTF-8", {DATA: _D.encode("utf-16")}, "file-encoding", "UTF-8"),
    Bad("data: no file", {DATA: None}, "file-missing", "폴더"),
    Bad("data: too large", {DATA: f"{_D}{'#' * 2_000_000}"}, "file-too-large", "나누십시오"),
]  # fmt: skip

SHAPE = [
    data("unknown key", "original: Kubernetes", "orignal: Kubernetes", "unknown-key", "‘original’"),
    data("unknown key in a lesson", "aliases: [kubernetes", "alias: [kubernetes", "unknown-key", "‘aliases’"),
    data("unknown key in a section", "{id: lab, title: 실습}", "{id: lab, title: 실습, anchor: x}", "unknown-key", "id, title"),
    data("unknown key in a correction", "text: 절반만 옮겼습니다.", "text: 절반\n      sorce: x", "unknown-key", "‘source’", at="sorce: x"),
    data("unknown key at the top", "groups:\n", "foo: []\ngroups:\n", "unknown-key", "groups", at="foo"),
    data("merge key", "aliases: [포드, pods]", "<<: {ko: 파드}", "unknown-key", "aliases"),
    data("missing key", f"- {_PODS}\n", "- slug: pods\n", "missing-key", "`title: …`", at="- slug: pods\n            stage"),
    data("text for a number", "minutes: 40", 'minutes: "40"', "wrong-type", "따옴표"),
    data("fraction for a number", "minutes: 40", "minutes: 40.5", "wrong-type", "숫자"),
    data("yes for a number", "minutes: 40", "minutes: true", "wrong-type", "숫자"),
    data("number for text", 'version: "1.39.0"', "version: 1.39", "wrong-type", "따옴표"),
    data("number for a slug", "id: globex", "id: 8080", "wrong-type", "따옴표"),
    data("date for text", "title: Kubernetes 책", "title: 2026-11-23", "wrong-type", "따옴표"),
    data("text for a list", "terms: [service]", "terms: service", "wrong-type", "[값, 값]", at="terms: service"),
    data("mapping for a list", "terms: [service]", "terms: {service: 1}", "wrong-type", "[값, 값]"),
    data("list for text", "en: Pod", "en: [Pod]", "wrong-type", "따옴표"),
    data("list for a mapping", "said: {title: Kubernetes 첫 책, by: 홍길동, url: https://book.example.com/first}", "said: [책]", "wrong-type", "키"),
    data("nothing for a list", "goals: [가게를 운영하기]", "goals:", "wrong-type", "[값, 값]", at="goals:\n            aliases"),
    data("text for yes or no", "secondary: true", "secondary: yes", "wrong-type", "true"),
    data("text for a date", "checked: 2026-11-20", "checked: 2026년 11월", "wrong-type", "2026-11-23"),
    data("day that is not", "checked: 2026-11-20", "checked: 2026-02-30", "wrong-type", "2026-11-23"),
    data("empty text", "en: Pod", 'en: ""', "bad-value", "쓰십시오"),
    data("text too long", "파드를 설명합니다.", "가" * 2_001, "bad-value", "2000"),
    data("no item", "language: [ko, en]", "language: []", "bad-value", "적어도 1개"),
    data("too many goals", "goals: [가게를 운영하기]", f"goals: [{', '.join(['하기'] * 9)}]", "bad-value", "8개"),
    data("minutes too few", "minutes: 40", "minutes: 0", "bad-value", "5 이상"),
    data("minutes too many", "minutes: 40", "minutes: 300", "bad-value", "240 이하"),
    data("minutes not by five", "minutes: 40", "minutes: 42", "bad-value", "5의 배수"),
    data("year out of range", "year: 2024", "year: 24", "bad-value", "2000 이상"),
    data("unknown stage", "stage: project", "stage: projcet", "bad-value", "‘project’"),
    data("unknown kind", "kind: book", "kind: books", "bad-value", "‘book’"),
    data("unknown language", "language: [ko, en]", "language: [ko, kr]", "bad-value", "ko"),
    data("unknown level", "level: beginner", "level: begginer", "bad-value", "‘beginner’"),
    data("goal without a verb", "파드의 역할을 설명하기", "파드의 역할", "goal-verb", "‘기’", at="- 파드의 역할\n"),
    data("goal that ends in a noun", "파드의 역할을 설명하기", "노드의 크기", "goal-verb", "‘기’"),
    data("goal that ends in a noun in code", "파드의 역할을 설명하기", "'`노드의 크기`'", "goal-verb", "‘기’"),
    data("goal that nobody can see", "파드의 역할을 설명하기", "파드의 역할을 이해하기", "goal-verb", "예측하기"),
    data("version that is a word", 'version: "1.39.0"', 'version: "javascript"', "bad-value", "1.36.4처럼"),
    data("slug with a capital", "id: globex", "id: Globex", "bad-slug", "소문자"),
    data("slug with Hangul", "id: globex", "id: 글로벡스", "bad-slug", "영어"),
    data("slug in two lines", "id: globex", 'id: "a\\nb"', "bad-slug", "붙임표"),
    data("month that is not", "date: 2024-05\n", "date: 2024-13\n", "bad-value", "2026-11", at="date: 2024-13"),
    data("date in words", "date: 2024-05\n", "date: 5월\n", "bad-value", "2026-11", at="date: 5월"),
    data("30 February", "date: 2024-05-20", "date: 2024-02-30", "bad-value", "2026-11-23"),
    data("date in full-width digits", "date: 2024-05\n", "date: ２０２４-05\n", "bad-value", "2026-11", at="date: ２０２４"),
    data("address with a script", "https://talk.example.com/acme", "javascript:alert(1)", "bad-url", "https://"),
    data("address of a file", "https://talk.example.com/acme", "file:///etc/passwd", "bad-url", "https://"),
    data("address without a scheme", "https://talk.example.com/acme", "talk.example.com/acme", "bad-url", "https://"),
    data("address without a host", "https://talk.example.com/acme", "https:///acme", "bad-url", "https://"),
    data("address with a space", "https://talk.example.com/acme", "https://talk.example.com/a b", "bad-url", "https://"),
    data("address with a password", "https://talk.example.com/acme", "https://me:pw@talk.example.com/", "bad-url", "https://"),
    data("address with a wrong port", "https://talk.example.com/acme", "https://talk.example.com:port/", "bad-url", "https://"),
    data("address of half an IPv6 host", "https://talk.example.com/acme", '"https://[::1"', "bad-url", "https://"),
    data("three stages", _D[_D.index("  - id: case\n") : _D.index("versions:\n")], "\n", "bad-value", "4개", at="- id: theory"),
]  # fmt: skip

IDS = [
    twice("topic", "slug: kubernetes\n    folder: orchestration/kubernetes", ("slug: overview", "slug: kubernetes"), ("topics: [overview]", "topics: [kubernetes]")),
    twice("lesson", "slug: pods\n            title: 서비스", ("slug: services", "slug: pods"), ("            needs: [kubernetes/basic/pods]\n", ""), ("needs: [kubernetes/basic/services]", "needs: [kubernetes/basic/pods]")),
    data("alias of another lesson's id", "aliases: [kubernetes/basic/store]", "aliases: [kubernetes/basic/pods]", "duplicate-id", "이름"),
    data("alias of its own id", "aliases: [kubernetes/basic/store]", "aliases: [kubernetes/basic/shop]", "duplicate-id", "이름"),
    twice("objective", "{id: cka-pods, text: Understand Jobs", ("{id: cka-jobs,", "{id: cka-pods,")),
    twice("domain", "id: cka-workloads\n        title: Networking", ("id: cka-networking", "id: cka-workloads")),
    twice("resource", "id: docs-kubernetes\n    kind: talk", ("id: talk-acme", "id: docs-kubernetes"), ("[talk-acme]", "[docs-kubernetes]")),
    twice("term", "id: pod\n    ko: 파드", ("id: service\n    ko", "id: pod\n    ko"), ("terms: [service]", "terms: [pod]")),
    twice("version", "id: kubernetes\n    title: Minikube", ("id: minikube", "id: kubernetes"), ("[kubernetes, minikube]", "[kubernetes]")),
    twice("case", "id: acme\n    organisation: 글로벡스", ("id: globex", "id: acme")),
    twice("stage", "id: theory\n    title: 사례", ("id: case\n", "id: theory\n")),
    twice("exam", "id: cka\n    code: CKA2", ("Understand Services}\n", f"Understand Services}}\n{_EXAM}")),
    twice("page", "{path: exams.md, title: 시험 목표}\n      - {path: g", ("      - {path: exams.md", f"      - {_PAGE}\n      - {{path: exams.md")),
    data("unknown need", "needs: [kubernetes/basic/pods]", "needs: [kubernetes/basic/pod]", "unknown-id", "‘kubernetes/basic/pods’"),
    data("need without its topic", "needs: [kubernetes/basic/pods]", "needs: [pods]", "unknown-id", "‘kubernetes/basic/pods’"),
    data("unknown objective", "exams: [cka-pods]", "exams: [cka-pod]", "unknown-id", "‘cka-pods’"),
    data("unknown version", "versions: [kubernetes]", "versions: [kubernets]", "unknown-id", "‘kubernetes’"),
    data("unknown resource", "resources: [talk-acme]", "resources: [talk-acmee]", "unknown-id", "‘talk-acme’"),
    data("unknown term", "terms: [service]", "terms: [servise]", "unknown-id", "‘service’"),
    data("unknown topic of a case", "topics: [overview]", "topics: [overveiw]", "unknown-id", "‘overview’"),
    data("unknown topic of a resource", "topics: [kubernetes/basic]\n    said", "topics: [basic]\n    said", "unknown-id", "‘kubernetes/basic’"),
    data("unknown lesson of a case", "lesson: case-studies/acme", "lesson: case-studies/acne", "unknown-id", "‘case-studies/acme’"),
    data("two need each other", "            exams: [cka-pods]", "            needs: [kubernetes/basic/services]\n            exams: [cka-pods]", "prerequisite-cycle", "needs", at="needs: [kubernetes/basic/pods]"),
    data("three need each other", "            exams: [cka-pods]", "            needs: [kubernetes/basic/shop]\n            exams: [cka-pods]", "prerequisite-cycle", "needs", at="needs: [kubernetes/basic/pods]"),
    data("needs itself", "needs: [kubernetes/basic/pods]", "needs: [kubernetes/basic/services]", "prerequisite-cycle", "needs", at="[kubernetes/basic/services]\n            goals:\n"),
]  # fmt: skip

TREE = [
    Bad("tree: entry without a page", {PROJECT: None}, "page-missing", "만들거나", at="- slug: shop", path=DATA),
    Bad("tree: page of another name", {PROJECT: None, f"{FOLDER}/shops.md": FILES[PROJECT]}, "page-missing", "‘orchestration/kubernetes/basic/shops.md’", at="- slug: shop", path=DATA, also=frozenset({"page-unlisted", "macro-page"})),
    Bad("tree: group without a page", {EXAMS: None}, "page-missing", "만들거나", at="{path: exams.md", path=DATA),
    Bad("tree: page without an entry", {f"{FOLDER}/extra.md": "# 덤\n"}, "page-unlisted", "kubernetes/basic"),
    Bad("tree: page without an entry at the top", {"docs/extra.md": "# 덤\n"}, "page-unlisted", "groups"),
    Bad("tree: folder without an index", {BASIC: None}, "index-missing", "index.md", path=FOLDER),
    Bad("tree: name with a space", {"docs/my page.md": "# 글\n"}, "file-name", "붙임표", also=frozenset({"page-unlisted"})),
    Bad("tree: name in Hangul", {f"{FOLDER}/그림.png": b""}, "file-name", "소문자"),
    Bad("tree: name with a capital", {f"{FOLDER}/Pod.png": b""}, "file-name", "소문자"),
    Bad("tree: name of a device", {f"{FOLDER}/con.png": b""}, "file-name", "소문자"),
    Bad("tree: folder with a space", {f"{FOLDER}/my pictures/a.png": b""}, "file-name", "소문자"),
    Bad("tree: manifest of a device", {f"{FOLDER}/manifests/services/nul.yaml": "a: 1\n"}, "file-name", "소문자", also=frozenset({"manifest-unused"})),
    Bad("tree: page of HTML", {f"{FOLDER}/demo.html": "<script>alert(1)</script>"}, "file-kind", "png"),
    Bad("tree: picture with scripts", {f"{FOLDER}/demo.svg": "<svg/>"}, "file-kind", "png"),
    Bad("tree: script of a page", {f"{FOLDER}/manifests/services/demo.js": "alert(1)"}, "file-kind", "yaml", also=frozenset({"manifest-unused"})),
    Bad("tree: page not UTF-8", {PROJECT: "# 가게".encode("utf-16")}, "file-encoding", "UTF-8"),
]  # fmt: skip

_LAST = "## 출처\n"
_WHY = "## 왜 필요한가\n"
_CONCEPTS = "## 개념과 그림\n"

PAGES = [
    page("no title", "# 가게\n", "", "title-missing", "`# 가게`", at="---\ndescription", path=PROJECT),
    page("title differs", "# 파드\n", "# 포드\n", "title-differs", "같게"),
    page("title with another name in the data", "# 용어집", "# 낱말", "title-differs", "같게", path=GLOSSARY),
    page("two titles", "글입니다.", "# 또 가게", "title-twice", "`## …`", path=PROJECT, also=frozenset({"section-empty"})),
    page("open fence", "{{= lesson_resources() =}}\n", "{{= lesson_resources() =}}\n\n```yaml\na: 1\n", "fence-unclosed", "블록 끝", at="```yaml"),
    page("open fence in a list", "{{= lesson_resources() =}}\n", "{{= lesson_resources() =}}\n\n- 글\n\n    ~~~~yaml\n    a: 1\n    ~~~\n", "fence-unclosed", "`~~~~`", at="~~~~yaml", path=CASE),
    page("fence without a language", "```console", "```", "fence-language", "console", at="```\n$ kubectl", path=PRACTICE),
    page("fence in a quotation without a language", "글입니다.", "> ```\n> a\n> ```", "fence-language", "yaml", at="> ```\n> a", path=PROJECT),
    page("section missing", f"{_CONCEPTS}\n", "", "section-missing", "‘왜 필요한가’ 다음에 `## 개념과 그림`", at=_WHY),
    page("first section missing", "## 결정\n", "", "section-missing", "`## 결정`", at="---\ndescription", path=CASE),
    page("section unknown", _LAST, f"## 더 읽기\n\n{_LAST}", "section-unknown", "`###`", at="## 더 읽기"),
    page("sections out of order", _WHY, f"{_LAST}\n{_WHY}", "section-order", "왜 필요한가 → 개념과 그림", at=_WHY, also=frozenset({"section-empty", "heading-duplicate"})),
    page("section twice", _CONCEPTS, f"{_WHY}\n{_CONCEPTS}", "section-order", "이 순서로", at=f"{_WHY}\n{_CONCEPTS}", also=frozenset({"heading-duplicate", "section-empty"})),
    page("no header", "{{= lesson_header() =}}\n", "", "macro-missing", "제목 아래", at="---\ndescription"),
    page("no resources", "{{= lesson_resources() =}}\n", "", "macro-missing", "‘출처’", at="---\ndescription", also=frozenset({"section-empty"})),
    page("front matter open", "---\n\n# 가게", "\n# 가게", "front-matter", "---", at="---\ndescription", path=PROJECT),
    page("front matter a list", "description: 가게 이야기", "- 가게", "front-matter", "키", path=PROJECT),
    page("front matter broken", "tags: [네트워크]", "tags: [네트워크", "yaml-syntax", "짝", path=PRACTICE),
    page("front matter key twice", "tags: [네트워크]", "description: 둘", "duplicate-key", "지우거나", path=PRACTICE),
    page("front matter that names a script", "description: 파드 이야기", "scripts: [record]", "front-matter-key", "description"),
    page("front matter that names a template", "description: 파드 이야기", "template: main.html", "front-matter-key", "description"),
    page("script from elsewhere", "scripts: [record]", "scripts: ['https://example.com/x']", "front-matter-key", "scripts", path=PROGRESS),
    page("script from above", "scripts: [record]", "scripts: [../x]", "front-matter-key", "scripts", path=PROGRESS),
    page("heading two steps down", "글입니다.", "글\n\n#### 글", "heading-order", "`### 글`", at="#### 글", path=PROJECT),
    page("heading two steps down after another", "글입니다.", "글\n\n### 하나\n\n##### 둘", "heading-order", "`#### 둘`", at="##### 둘", path=PROJECT),
    page("heading twice", "글입니다.", "글\n\n### 글\n\n### 글", "heading-duplicate", "#이름", at="### 글\n\n## 출처", path=PROJECT),
    page("name of a heading twice", "글입니다.", "글\n\n### 하나 {#x}\n\n### 둘 {#x}", "heading-duplicate", "#이름", at="### 둘", path=PROJECT),
    page("name of a heading that is another's text", "글입니다.", "글\n\n### 하나\n\n### 둘 { #하나 }", "heading-duplicate", "#이름", at="### 둘", path=PROJECT),
    page("heading of marks", "글입니다.", "### ???\n\n글", "heading-empty", "#이름", at="### ???", path=PROJECT),
    page("section of a comment", "글입니다.", "<!-- 여기에 씁니다 -->", "section-empty", "주석", at="## 단계", path=PROJECT),
    page("section of headings", "글입니다.", "### 하나\n\n### 둘", "section-empty", "주석", at="## 단계", path=PROJECT),
    Bad("page: too thin", edited(DATA, ("short: 프로젝트\n", "short: 프로젝트\n    least: 2000\n")), "page-thin", "짐작", path=PROJECT),
    page("line too long", "글입니다.", "가" * 5_001, "line-too-long", "나누십시오", path=PROJECT),
    page("fence with braces", "```console", "```console {.x}", "fence-form", "title", at="```console {.x}", path=PRACTICE),
    page("fence with an attribute of its own", "```console", '```console onclick="x"', "fence-form", "title", at="```console on", path=PRACTICE),
    page("line of a fence not indented", "글입니다.", "- 글\n\n    ```text\n글\n    ```", "fence-indent", "같은 깊이", at="글\n    ```", path=PROJECT),
    Bad("page: section misspelt", edited(THEORY, (_WHY, "## 왜 필요한가요\n")), "section-unknown", "‘왜 필요한가’", "## 왜 필요한가요", also=frozenset({"section-missing"})),
]  # fmt: skip

LINKS = [
    prose("link to no file", "[글](podz.md)", "link-missing", "‘pods.md’"),
    prose("link to a file elsewhere", "[글](glossary.md)", "link-missing", "‘../../../glossary.md’"),
    prose("link to a folder", "[글](../basic/)", "link-missing", "index.md"),
    prose("link out of docs", "[글](../../../../README.md)", "link-missing", "index.md"),
    prose("link in a definition", "[글][1]\n\n[1]: podz.md", "link-missing", "‘pods.md’", at="[1]: podz.md"),
    prose("link to nothing", "[글]()", "link-missing", ".md"),
    prose("link to no heading", "[글](services.md#labb)", "link-anchor", "‘lab’"),
    prose("link to no heading here", "[글](#conceptz)", "link-anchor", "‘concepts’"),
    prose("link to a question of a self-check", "[글](#파드는-무엇입니까)", "link-anchor", "concepts"),
    prose("absolute link", "[글](/glossary/)", "link-absolute", "상대 경로"),
    prose("link with a script", "[글](javascript:void)", "link-scheme", "https://"),
    prose("link without a host", "[글](https://kubernetes)", "bad-url", "https://"),
    prose("link with half an IPv6 host", "[글](https://[::1)", "bad-url", "https://"),
    prose("link across lines", "[글이\n길다](services.md)", "link-form", "한 줄", at="길다]"),
    prose("link around brackets", "[글 [1]](services.md)", "link-form", "한 줄"),
    prose("image by reference", "![파드][1]\n\n[1]: services.md", "link-form", "`![그림", at="![파드]"),
    prose("image with a title in single quotes", "![파드](https://example.com/a.png 'a')", "link-form", "`![그림"),
    prose("image without words", "![](services.md)", "image-alt", "대괄호"),
    prose("image of another site", "![파드](https://example.com/pod.png)", "image-external", "상대 경로"),
]  # fmt: skip

TEXT = [
    prose("word in another spelling", "써비스입니다.", "term-spelling", "‘서비스’"),
    prose("word in another spelling with particles", "써비스에서는 됩니다.", "term-spelling", "‘서비스’"),
    prose("word in another spelling in our own link", "[써비스](services.md)", "term-spelling", "‘서비스’"),
    data("word in another spelling", "서비스를 띄웁니다.", "써비스를 띄웁니다.", "term-spelling", "‘서비스’"),
    data("word of a goal in another spelling", "- 서비스를 띄우기", "- 써비스를 띄우기", "term-spelling", "‘서비스’"),
    prose("character that nobody sees", "파드\u200b입니다.", "hidden-character", "제어 문자"),
    prose("text that runs backwards", "파드\u202e입니다.", "hidden-character", "제어 문자"),
    page("figure without a source", "글입니다.", "노드는 2,300대입니다.", "figure-source", "각주", path=CASE),
    page("share without a source", "글입니다.", "비용이 3% 줄었습니다.", "figure-source", "각주", path=CASE),
    page("figure in words of tens of thousands", "글입니다.", "노드는 1만 대입니다.", "figure-source", "각주", path=CASE),
    page("figure of an item without a source", "글입니다.", "- [출처](https://a.example.com)\n- 파드 150개", "figure-source", "각주", at="- 파드 150개", path=CASE),
    page("figure of a row without a source", "글입니다.", "| 수 | 출처 |\n| --- | --- |\n| 40개 | [글](https://a.example.com) |\n| 50개 | 글 |", "figure-source", "각주", at="| 50개", path=CASE),
]  # fmt: skip

CALLS = [
    prose("unknown macro", "{{= versoin('kubernetes') =}}", "macro-unknown", "‘version’"),
    prose("unknown name in a loop", "{%= for one in lessons =%}{%= endfor =%}", "macro-", ""),
    prose("unknown name in a condition", "{%= if lessons =%}글{%= endif =%}", "macro-", ""),
    prose("name of MkDocs", "{{= config.site_name =}}", "macro-unknown", "쓸 수"),
    prose("macro without its call", "{{= version =}}", "macro-", 'version("kubernetes")'),
    prose("wrong number of arguments", "{{= version() =}}", "macro-arguments", 'version("kubernetes")'),
    call("argument of another name", '{{= resources(topics="kubernetes") =}}', "macro-arguments", "topic="),
    call("argument with the name of our own", '{{= stages(site="x") =}}', "macro-arguments", "stages()"),
    prose("number for text", "{{= version(1.36) =}}", "macro-arguments", 'version("kubernetes")'),
    prose("true for text", "{{= version(true) =}}", "macro-arguments", 'version("kubernetes")'),
    prose("unknown version", '{{= version("kubernets") =}}', "unknown-id", "‘kubernetes’"),
    call("unknown topic", '{{= topic_lessons("basic") =}}', "unknown-id", "‘kubernetes/basic’"),
    call("unknown kind", '{{= resources(kind="bok") =}}', "unknown-id", "‘book’"),
    call("unknown lesson", '{{= resources(lesson="kubernetes/basic/pod") =}}', "unknown-id", "pods’"),
    call("unknown topic of cases", '{{= case_studies(topic="overveiw") =}}', "unknown-id", "‘overview’"),
    call("unknown exam", '{{= exam_coverage("ckad") =}}', "unknown-id", "‘cka’"),
    prose("wrong quotes", "{{= version(‘kubernetes’) =}}", "macro-syntax", "따옴표"),
    prose("open bracket", '{{= version("kubernetes" =}}', "macro-syntax", "괄호"),
    prose("open call", "{{= version(\n\n글입니다.", "macro-syntax", "괄호", at="{{= version("),
    prose("open loop", "{%= for one in [1] =%}", "macro-", ""),
    prose("Python inside", '{{= "".__class__ =}}', "macro-", ""),
    prose("comment of Jinja", "글{#= 숨은 글 =#}", "macro-syntax", "괄호"),
    prose("mark that eats spaces", '글 {{=- version("kubernetes") =}}', "macro-syntax", "괄호"),
    Bad("page: broken file behind a macro", {**edited(VERSIONS, ("{{= versions() =}}", "{{= lab_results() =}}")), "docs/lab-results.json": "{"}, "macro-failed", "값", "{{= lab"),
    prose("division by zero", "{{= 1 / 0 =}}", "macro-", ""),
    page("header outside a lesson", "# 용어집\n", "# 용어집\n\n{{= lesson_header() =}}\n", "macro-page", "항목", at="{{= lesson_header", path=GLOSSARY),
    page("own lessons outside a topic", "# 용어집\n", "# 용어집\n\n{{= topic_lessons() =}}\n", "macro-page", "kubernetes/basic", at="{{= topic_lessons", path=GLOSSARY),
    prose("block in the text", "글 {{= stages() =}}", "macro-position", "빈 줄"),
    prose("block in a list", "- 글\n\n    {{= stages() =}}\n\n", "macro-position", "들여", at="    {{= stages"),
    prose("two blocks on a line", "글\n\n{{= stages() =}} {{= versions() =}}\n\n글", "macro-position", "빈 줄", at="{{= stages"),
]  # fmt: skip

MANIFESTS = [
    manifest("no such file", '{{= manifest("wep.yaml") =}}', "manifest-missing", "‘web.yaml’", "manifest-unused"),
    manifest("no name", '{{= manifest("") =}}', "manifest-missing", "web.yaml", "manifest-unused"),
    manifest("name of 1500 letters", f'{{{{= manifest("{"a" * 1500}") =}}}}', "manifest-", "web.yaml", "manifest-unused"),
    manifest("name with a NUL", '{{= manifest("a\\0b") =}}', "manifest-", "web.yaml", "manifest-unused"),
    manifest("outside its folder", '{{= manifest("../../pods.md") =}}', "manifest-outside", "폴더에", "manifest-unused"),
    manifest("absolute", '{{= manifest("/etc/passwd") =}}', "manifest-outside", "폴더에", "manifest-unused"),
    manifest("line after the last", '{{= manifest("web.yaml", highlight="3-5") =}}', "manifest-lines", "4까지"),
    manifest("line before the first", '{{= manifest("web.yaml", highlight="0") =}}', "manifest-lines", "1부터"),
    manifest("lines back to front", '{{= manifest("web.yaml", highlight="3-2") =}}', "manifest-lines", "1부터"),
    manifest("lines in words", '{{= manifest("web.yaml", highlight="셋") =}}', "manifest-lines", "3-5 8"),
    manifest("number of 1500 digits", f'{{{{= manifest("web.yaml", highlight="{"1" * 1500}") =}}}}', "manifest-lines", "1부터"),
    Bad("manifest: unused", {f"{FOLDER}/manifests/services/old.yaml": "a: 1\n"}, "manifest-unused", 'manifest("old.yaml")'),
    Bad("manifest: of no lesson", {f"{FOLDER}/manifests/old/web.yaml": "a: 1\n"}, "manifest-unused", "지우십시오"),
    broken("not YAML", "a: [1\nb: 2\nc: 3\n"),
    broken("with a tab", "a:\n\tb: 2\nc: 3\n"),
    broken("not UTF-8", b"a: 1\nb: \xff\nc: 3\n"),
    broken("with a control character", "a: 1\nb: \x07\nc: 3\n"),
    broken("nested 3000 deep", f"a: 1\nb: 2\nc: {'[' * 3000}{']' * 3000}\n"),
    broken("with an empty number", "a: !!int ''\nb: 2\nc: 3\n"),
    broken("with a date that is not", "a: !!timestamp x\nb: 2\nc: 3\n"),
    broken("with a truth that is not", "a: !!bool x\nb: 2\nc: 3\n"),
]  # fmt: skip

DIAGRAMS = [
    diagram("empty", _FLOW, "", "diagram-empty", "flowchart", at="```mermaid\n```"),
    diagram("unknown kind", "flowchart LR", "flowchar LR", "diagram-kind", "‘flowchart’"),
    diagram("kind that is not drawn", _FLOW, "pie\n  accTitle: 몫\n  accDescr: 반씩입니다.\n", "diagram-kind", "sequenceDiagram", at="pie"),
    diagram("wrong line in the middle", '  user["사용자"] --> api["API 서버"]', '  user["사용자"] --> api["API 서버"', "diagram-syntax", "괄호"),
    diagram("wrong arrow in a subgraph", 'pod["파드"] --> log["로그"]', 'pod["파드"] -> log["로그"]', "diagram-syntax", "화살표"),
    diagram("open subgraph", "  end\n", "", "diagram-syntax", "짝", at="  subgraph"),
    diagram("wrong line of a sequence", "  U->>A: 요청\n", "  U-A: 요청\n", "diagram-syntax", "화살표", at="U-A"),
    diagram("two wrong lines of a sequence", _SEQUENCE, "  U-A: 요청\n  A-U: 응답\n", "diagram-syntax", "화살표", at="U-A"),
    diagram("no title", "  accTitle: 파드와 노드\n", "", "diagram-text", "accTitle: ", at="flowchart LR"),
    diagram("no description", "  accDescr: 파드는 노드에서 실행됩니다.\n", "", "diagram-text", "accDescr: ", at="flowchart LR"),
    diagram("empty title", "accTitle: 요청의 순서", "accTitle:", "diagram-text", "accTitle: ", at="sequenceDiagram"),
    diagram("colours of its own", "  class api focus", "  style api fill:#f00", "diagram-style", "focus"),
    diagram("classes of its own", "  class api focus", "  classDef api fill:#f00", "diagram-style", "focus"),
    diagram("link of its own", "  class api focus", '  click api "https://example.com"', "diagram-style", "focus"),
    diagram("link after a semicolon", "  api --> pod\n", '  api --> pod; click api "https://example.com"\n', "diagram-style", "focus", at="click"),
    diagram("settings of its own", "flowchart LR", '%%{init: {"theme": "dark"}}%%\nflowchart LR', "diagram-style", "focus", at="%%{init"),
    diagram("settings below its kind", "  class api focus", '  %%{init: {"theme": "dark"}}%%', "diagram-style", "focus"),
    diagram("too many lines", "  class api focus\n", "  class api focus\n" * 120, "diagram-too-large", "둘로", at="flowchart LR"),
    diagram("too many letters", '"로그"', f'"{"가" * 6_000}"', "diagram-too-large", "둘로", at="flowchart LR"),
]  # fmt: skip

QUIZZES = [
    quiz("two questions", f"### 파드가 사라지면 어떻게 됩니까?\n\n{_RECALL}\n", "", "quiz-count", "세 개", at="## 점검 문제"),
    quiz("seven questions", _RECALL, "\n\n".join([_RECALL, *(f"### 물음 {n}\n\n> 답" for n in range(4))]), "quiz-count", "여섯 개", at="## 점검 문제"),
    quiz("no right choice", "- [x] `Pod` 묶음입니다.", "- [ ] `Pod` 묶음입니다.", "quiz-form", "`- [x]`", at="### 파드는 무엇입니까?"),
    quiz("one choice", "- [ ] 노드입니다.\n\n    노드는 파드가 도는 자리입니다.\n\n", "", "quiz-form", "둘 이상", at="### 파드는 무엇입니까?"),
    quiz("choice without its reason", "    노드는 파드가 도는 자리입니다.\n\n", "", "quiz-form", "네 칸", at="- [ ] 노드입니다."),
    quiz("reason without a blank line", "- [ ] 노드입니다.\n\n    노드는", "- [ ] 노드입니다.\n    노드는", "quiz-form", "빈 줄", at="- [ ] 노드입니다."),
    quiz("reason not indented enough", "    노드는 파드가", "  노드는 파드가", "quiz-form", "네 칸", at="- [ ] 노드입니다."),
    quiz("neither choices nor answer", f"\n{_RECALL}\n", "", "quiz-form", "모범 답", at="### 파드가 사라지면"),
    quiz("answer only in code", _RECALL, "```text\n> 답\n```", "quiz-form", "모범 답", at="### 파드가 사라지면"),
]  # fmt: skip

# What would take too long; ``tests/test_bounds.py`` has many more and measures them.
BOUNDS = [
    prose("nesting", "> > > > > > > > > 아홉 겹", "page-nesting", "밖으로"),
    prose("paragraph of brackets", "[" * 501, "page-marks", "나누고"),
    prose("long run of ticks", "`" * 21 + "가" + "`" * 21, "page-marks", "나누고"),
    prose("too many footnotes", "가[^1]\n" * 200 + "나[^1]", "page-count", "둘로", at="나[^1]"),
    prose("language in a code span", "`#!pwsh ls`", "code-language", "text"),
    prose("language of a block", "글.\n\n```abap\nx\n```\n\n글.", "code-language", "text", at="```abap"),
    broken("too many documents", "---\na: 1\n" * 101),
    data("too many values", "aliases: [포드, pods]", f"aliases: [{'a,' * 60_000}]", "yaml-size", "여러 파일로"),
]  # fmt: skip

ROWS = [*SOURCE, *SHAPE, *IDS, *TREE, *PAGES, *LINKS, *TEXT, *CALLS, *MANIFESTS, *DIAGRAMS, *QUIZZES, *BOUNDS]
