"""Every rule of the site: its id, what is said when it is broken, how to mend it, an example.

This is the only list of rules. The checks take their words from it, the page
``docs/contributing/rules.md`` shows it, and the tests break and mend each rule
by its own example. ``message`` and ``hint`` name the facts they need in braces.
"""

from __future__ import annotations

from typing import NamedTuple

# What an example is a piece of. A described one is told in words: it is too long to show, or
# is no text at all.
LESSON = "글"
DATA = "데이터 파일"
MANIFEST = "매니페스트"
DESCRIBED = "파일"


class Rule(NamedTuple):
    """What a rule says, why it is there, and how it is broken and kept.

    Attributes:
        message: what is wrong; facts in braces.
        hint: how to mend it; facts in braces.
        why: why a lesson that breaks it would be worse.
        bad: a piece of text that breaks the rule.
        good: the same piece, mended.
        kind: what it is a piece of.
        line: the line of ``bad`` that is named; 0 for the first line of the file.
    """

    message: str
    hint: str
    why: str
    bad: str
    good: str
    kind: str = LESSON
    line: int = 1


class Group(NamedTuple):
    """Rules about one thing, under their own heading."""

    id: str
    title: str
    rules: dict[str, Rule]


_ID_HINT = "{nearest}"

_FILES = {
    "file-missing": Rule(
        "파일이 없습니다",
        "프로젝트의 맨 위 폴더에서 실행했는지, 파일을 지우거나 옮기지 않았는지 확인하십시오",
        why="데이터 파일이 없으면 차례도 글의 제목도 알 수 없습니다.",
        bad="docs/roadmap.yaml",
        good="docs/roadmap.yml",
        kind=DESCRIBED,
    ),
    "file-encoding": Rule(
        "UTF-8로 읽을 수 없습니다",
        "편집기에서 인코딩을 UTF-8로 바꾸어 다시 저장하십시오",
        why="다른 인코딩으로 저장한 한글은 화면에서 깨집니다.",
        bad="pods.md를 EUC-KR(CP949)로 저장합니다.",
        good="pods.md를 UTF-8로 저장합니다.",
        kind=DESCRIBED,
    ),
    "file-too-large": Rule(
        "파일이 너무 큽니다({size:,}바이트, 한도 {limit:,}바이트)",
        "내용을 여러 파일로 나누십시오",
        why="글 한 편은 100KB를 넘지 않습니다. 이보다 훨씬 큰 파일은 잘못 들어온 것입니다.",
        bad="로그 3MB를 통째로 붙인 pods.md",
        good="보아야 할 열 줄만 남긴 pods.md",
        kind=DESCRIBED,
    ),
    "file-name": Rule(
        "파일이나 폴더의 이름으로 쓸 수 없습니다: ‘{name}’",
        "영어 소문자, 숫자, 붙임표만 쓰십시오(예: network-policies.md)",
        why="이름이 그대로 주소가 되고, Windows와 macOS에서도 풀려야 합니다. 매니페스트에는 대문자, 점, 밑줄도 쓸 수 있습니다.",
        bad="docs/orchestration/kubernetes/basic/Network Policies.md",
        good="docs/orchestration/kubernetes/basic/network-policies.md",
        kind=DESCRIBED,
    ),
    "file-kind": Rule(
        "docs/에 둘 수 없는 종류의 파일입니다: ‘{name}’",
        "여기에는 {allowed} 파일을 둘 수 있습니다",
        why="docs/의 파일은 그대로 사이트에 실립니다. 검사하지 않는 HTML이나 SVG는 스크립트를 품을 수 있습니다.",
        bad="docs/orchestration/kubernetes/basic/demo.html",
        good="docs/orchestration/kubernetes/basic/demo.png",
        kind=DESCRIBED,
    ),
    "file-link": Rule(
        "심볼릭 링크입니다",
        "링크를 지우고 파일을 그 자리에 두십시오",
        why="링크는 저장소 밖의 파일을 사이트에 실을 수 있고, Windows와 압축 파일에서 깨집니다.",
        bad="docs/notes.md -> ../../notes.md",
        good="docs/notes.md",
        kind=DESCRIBED,
    ),
    "page-missing": Rule(
        "‘{id}’의 글이 없습니다: {page}",
        "그 자리에 파일을 만들거나 이 항목을 지우십시오. {nearest}",
        why="차례와 지도의 링크가 빈 곳을 가리키게 됩니다.",
        bad="데이터 파일에는 slug: shop이 있고, shops.md만 있습니다.",
        good="데이터 파일에는 slug: shop이 있고, shop.md가 있습니다.",
        kind=DESCRIBED,
    ),
    "page-unlisted": Rule(
        "데이터 파일에 이 글의 항목이 없습니다",
        "docs/roadmap.yml의 {where}에 항목을 더하거나 파일을 지우십시오",
        why="항목이 없는 글은 차례에도 지도에도 나오지 않아 아무도 찾지 못합니다.",
        bad="extra.md만 있습니다.",
        good="extra.md가 있고, 데이터 파일의 lessons에 slug: extra가 있습니다.",
        kind=DESCRIBED,
    ),
    "index-missing": Rule(
        "폴더에 index.md가 없습니다: {folder}",
        "주제를 소개하는 {folder}/index.md를 만드십시오",
        why="폴더마다 주제를 소개하는 글이 있어야 폴더의 주소가 열립니다.",
        bad="docs/orchestration/kubernetes/basic/pods.md만 있습니다.",
        good="docs/orchestration/kubernetes/basic/index.md도 있습니다.",
        kind=DESCRIBED,
    ),
}

_YAML = {
    "yaml-syntax": Rule(
        "YAML로 읽을 수 없습니다: {detail}",
        "들여쓰기(공백 두 칸, 탭 금지), 콜론 뒤의 공백, 따옴표의 짝을 확인하십시오",
        why="읽을 수 없는 데이터로는 아무것도 만들 수 없습니다.",
        bad="summary: 원리: 이해합니다.",
        good="summary: 원리를 이해합니다.",
        kind=DATA,
    ),
    "yaml-alias": Rule(
        "YAML 앵커(&)와 별칭(*)은 쓸 수 없습니다",
        "값을 그 자리에 그대로 쓰십시오. *나 &로 시작하는 글이라면 따옴표로 감싸십시오",
        why="별칭을 겹치면 몇 줄이 몇 기가바이트로 불어납니다.",
        bad="terms: [&first pod]",
        good="terms: [pod]",
        kind=DATA,
    ),
    "yaml-tag": Rule(
        "YAML 태그는 쓸 수 없습니다: {tag}",
        "태그를 지우십시오. !로 시작하는 글이라면 따옴표로 감싸십시오",
        why="태그는 값을 다른 것으로 바꿉니다. 데이터 파일에는 글, 숫자, 날짜만 있으면 됩니다.",
        bad="aliases: !names [포드, pods]",
        good="aliases: [포드, pods]",
        kind=DATA,
    ),
    "yaml-depth": Rule(
        "너무 깊게 들여 썼습니다(한도 {limit}단계)",
        "데이터 파일의 다른 항목과 같은 구조로 고치십시오",
        why="데이터 파일의 구조는 열 단계를 넘지 않습니다.",
        bad=f"aliases: {'[' * 22}포드{']' * 22}",
        good="aliases: [포드, pods]",
        kind=DATA,
    ),
    "yaml-size": Rule(
        "{what}의 수가 한도({limit:,}개)를 넘습니다",
        "잘못 되풀이된 부분이 없는지 보고, 여러 파일로 나누십시오",
        why="값이 수만 개인 파일은 사람이 쓴 것이 아니고, 검사를 오래 멈추게 합니다.",
        bad="문서가 이백 개인 매니페스트",
        good="문서가 백 개씩인 매니페스트 두 개",
        kind=DESCRIBED,
    ),
    "duplicate-key": Rule(
        "같은 키가 두 번 나옵니다: ‘{key}’(처음은 {first}번째 줄)",
        "둘 가운데 하나를 지우거나 값을 합치십시오",
        why="어느 값을 쓸지 알 수 없습니다.",
        bad="stage: theory\nminutes: 40\nstage: practice",
        good="stage: theory\nminutes: 40",
        kind=DATA,
        line=3,
    ),
}

_DATA = {
    "unknown-key": Rule(
        "모르는 키입니다: ‘{key}’",
        _ID_HINT,
        why="이름이 틀린 키는 조용히 무시되기 쉽습니다.",
        bad="orignal: Kubernetes",
        good="original: Kubernetes",
        kind=DATA,
    ),
    "missing-key": Rule(
        "필요한 키가 없습니다: ‘{key}’",
        "이 항목에 `{key}: …`를 더하십시오",
        why="차례, 지도, 머리에 나올 값이 비게 됩니다.",
        bad="- slug: shop\n  stage: project",
        good="- slug: shop\n  title: 가게\n  stage: project",
        kind=DATA,
    ),
    "wrong-type": Rule(
        "‘{key}’에는 {expected} 값을 써야 합니다(지금 값: {actual})",
        "{fix}",
        why='YAML은 40을 숫자로, "40"을 글로 읽습니다. 버전 1.10은 따옴표가 없으면 1.1이 됩니다.',
        bad='minutes: "40"',
        good="minutes: 40",
        kind=DATA,
    ),
    "bad-value": Rule(
        "‘{key}’에 쓸 수 없는 값입니다{actual}: {why}",
        "{fix}",
        why="값마다 쓸 수 있는 범위가 있습니다. 걸리는 시간은 5분 단위입니다.",
        bad="minutes: 42",
        good="minutes: 40",
        kind=DATA,
    ),
    "goal-verb": Rule(
        "목표 ‘{goal}’: {why}",
        "{fix}",
        why="목표는 글을 마친 사람이 혼자 해 보일 수 있는 일이어야 합니다. ‘이해하기’는 되었는지 확인할 수 없습니다.",
        bad="- 파드의 역할을 이해하기",
        good="- 파드의 역할을 설명하기",
        kind=DATA,
    ),
    "bad-slug": Rule(
        "주소에 쓸 수 없는 이름입니다: ‘{actual}’",
        "영어 소문자, 숫자, 붙임표만 쓰십시오(예: network-policies)",
        why="이름이 그대로 주소와 파일 이름이 됩니다.",
        bad="id: Globex",
        good="id: globex",
        kind=DATA,
    ),
    "bad-url": Rule(
        "올바른 주소가 아닙니다: ‘{actual}’({why})",
        "https://로 시작하는 전체 주소를 쓰십시오",
        why="읽는 사람이 누르는 주소입니다. 스크립트나 컴퓨터 안의 파일을 가리켜서는 안 됩니다.",
        bad="url: talk.example.com/acme",
        good="url: https://talk.example.com/acme",
        kind=DATA,
    ),
    "duplicate-id": Rule(
        "같은 {kind} id가 두 번 나옵니다: ‘{id}’(처음은 {first}번째 줄)",
        "id는 하나뿐이어야 합니다. 둘 가운데 하나의 이름을 바꾸십시오",
        why="진도와 링크가 다른 것을 가리키게 됩니다.",
        bad="- id: acme # 위에 이미 있는 이름\n  organisation: 글로벡스",
        good="- id: globex\n  organisation: 글로벡스",
        kind=DATA,
    ),
    "unknown-id": Rule(
        "없는 {kind} id입니다: ‘{id}’",
        _ID_HINT,
        why="가리키는 것이 없으면 링크도 이름도 나오지 않습니다.",
        bad="needs: [kubernetes/basic/pod]",
        good="needs: [kubernetes/basic/pods]",
        kind=DATA,
    ),
    "prerequisite-cycle": Rule(
        "선수 학습이 돌고 돕니다: {cycle}",
        "이 가운데 하나의 `needs`를 지워 순서를 끊으십시오",
        why="먼저 읽을 글을 따라가도 첫 글이 나오지 않습니다.",
        bad="- slug: services\n  title: 서비스\n  stage: practice\n  minutes: 50\n"
        "  summary: 서비스를 띄웁니다.\n  needs: [kubernetes/basic/services]",
        good="- slug: services\n  title: 서비스\n  stage: practice\n  minutes: 50\n"
        "  summary: 서비스를 띄웁니다.\n  needs: [kubernetes/basic/pods]",
        kind=DATA,
        line=6,
    ),
}

_FORM = {
    "front-matter": Rule(
        "글머리(front matter)를 읽을 수 없습니다: {detail}",
        "--- 두 줄 사이에 `키: 값`만 쓰십시오",
        why="글머리가 깨지면 그 안의 글이 화면에 그대로 나옵니다.",
        bad="---\n파드 이야기\n---\n\n# 파드",
        good="---\ndescription: 파드 이야기\n---\n\n# 파드",
        line=2,
    ),
    "front-matter-key": Rule(
        "글머리에 쓸 수 없는 키나 값입니다: ‘{key}’",
        "쓸 수 있는 키: {allowed}",
        why="제목과 차례는 데이터 파일에서 옵니다. 글머리로 화면의 틀이나 스크립트를 바꿀 수 없습니다.",
        bad="---\ndescription: 파드 이야기\ntemplate: main.html\n---\n\n# 파드",
        good="---\ndescription: 파드 이야기\n---\n\n# 파드",
        line=3,
    ),
    "title-missing": Rule(
        "글에 제목이 없습니다",
        "첫 줄을 `# {title}`로 쓰십시오",
        why="제목이 없으면 화면 맨 위와 검색 결과에 나올 이름이 없습니다.",
        bad="{{= lesson_header() =}}\n\n## 왜 필요한가",
        good="# 파드\n\n{{= lesson_header() =}}\n\n## 왜 필요한가",
        line=0,
    ),
    "title-differs": Rule(
        "제목이 데이터 파일과 다릅니다: 글에는 ‘{actual}’, 데이터에는 ‘{title}’",
        "둘 가운데 하나를 고쳐 같게 하십시오",
        why="차례에서 누른 이름과 열린 글의 이름이 달라집니다.",
        bad="# 포드\n\n{{= lesson_header() =}}",
        good="# 파드\n\n{{= lesson_header() =}}",
    ),
    "title-twice": Rule(
        "제목(`# …`)이 두 번 나옵니다",
        "두 번째부터는 `## …`로 쓰십시오",
        why="글의 제목은 하나입니다. 화면 낭독기는 큰 제목을 글의 시작으로 읽습니다.",
        bad="# 파드의 일생\n\n파드는 만들어지고 사라집니다.",
        good="### 파드의 일생\n\n파드는 만들어지고 사라집니다.",
    ),
    "heading-order": Rule(
        "제목의 단계를 건너뜁니다: {before} 다음에 {marks}",
        "`{wanted} {text}`로 쓰십시오",
        why="차례와 화면 낭독기는 제목의 단계로 글의 구조를 압니다.",
        bad="#### 파드의 일생\n\n파드는 만들어지고 사라집니다.",
        good="### 파드의 일생\n\n파드는 만들어지고 사라집니다.",
    ),
    "heading-duplicate": Rule(
        "제목의 주소가 {first}번째 줄의 제목과 같습니다: #{id}",
        "제목을 다르게 쓰거나, 뒤에 `{{ #이름 }}`을 붙여 주소를 정하십시오",
        why="같은 주소에는 차례대로 _1, _2가 붙습니다. 사이에 제목을 하나 더하면 밖에서 건 링크가 다른 곳으로 갑니다.",
        bad="### 확인\n\n첫째 확인입니다.\n\n### 확인\n\n둘째 확인입니다.",
        good="### 확인\n\n첫째 확인입니다.\n\n### 확인 { #second-check }\n\n둘째 확인입니다.",
        line=5,
    ),
    "heading-empty": Rule(
        "제목에 주소로 쓸 글자가 없습니다",
        "글자가 있는 제목을 쓰거나, 뒤에 `{{ #이름 }}`을 붙이십시오",
        why="글자가 없는 제목의 주소는 _1처럼 순서로 정해져, 제목을 더할 때마다 바뀝니다.",
        bad="### ???\n\n왜일까요.",
        good="### 왜일까요\n\n까닭이 있습니다.",
    ),
    "section-missing": Rule(
        "{stage} 글에 필요한 ‘## {section}’ 부분이 없습니다",
        "‘{before}’ 다음에 `## {section}`을 더하십시오",
        why="단계가 같은 글은 구성이 같습니다. 읽는 사람은 어디에 무엇이 있을지 알고 찾습니다.",
        bad="# 파드\n\n{{= lesson_header() =}}\n\n컨테이너를 묶습니다.",
        good="# 파드\n\n{{= lesson_header() =}}\n\n## 왜 필요한가\n\n컨테이너를 묶습니다.",
        line=0,
    ),
    "section-unknown": Rule(
        "{stage} 글에 ‘## {section}’ 부분은 없습니다",
        "{nearest} 그 밖의 제목은 `###`로 쓰십시오",
        why="`##` 제목은 단계마다 정해져 있고, 그 주소도 정해져 있습니다.",
        bad="## 더 읽기\n\n공식 문서가 있습니다.",
        good="### 더 읽기\n\n공식 문서가 있습니다.",
    ),
    "section-order": Rule(
        "‘## {section}’의 자리가 다릅니다",
        "이 순서로 쓰십시오: {order}",
        why="까닭을 먼저, 방법을 나중에 읽어야 배운 것이 남습니다.",
        bad="## 출처\n\n## 왜 필요한가",
        good="## 왜 필요한가",
        line=3,
    ),
    "section-empty": Rule(
        "‘## {section}’ 부분이 비어 있습니다",
        "주석이 알려 주는 내용을 쓰고, 다 쓴 주석은 지우십시오",
        why="제목만 있는 부분은 약속만 하고 지키지 않은 것입니다.",
        bad="## 왜 필요한가\n\n<!-- 이것이 없을 때 겪는 일을 씁니다 -->",
        good="## 왜 필요한가\n\n컨테이너 두 개가 늘 함께 떠야 할 때가 있습니다.",
    ),
    "page-thin": Rule(
        "{stage} 글이 너무 짧습니다: {count:,}자({least:,}자 이상)",
        "동작 원리, 실제 출력, 흔한 실수를 더하십시오. 제목만 보고 짐작할 수 없는 것을 쓰십시오",
        why="제목에서 짐작할 수 있는 만큼만 쓴 글은 배울 것이 없습니다. 글자 수에는 명령, 출력, 매니페스트도 들어갑니다.",
        bad="문단 세 개로 끝난 이론 글",
        good="까닭, 그림, 내부 동작, 흔한 오해, 점검 문제를 갖춘 이론 글",
        kind=DESCRIBED,
    ),
    "entry-unwritten": Rule(
        "항목의 {key}를 아직 쓰지 않았습니다: ‘{text}’",
        "{hint}",
        why="새 글의 틀이 넣어 둔 문장입니다. 차례와 글의 머리에 그대로 나옵니다.",
        bad="summary: 이 글을 마치면 무엇을 할 수 있는지 한 문장으로 씁니다.",
        good="summary: 파드를 설명합니다.",
        kind=DATA,
    ),
    "line-too-long": Rule(
        "줄이 너무 깁니다(한도 {limit:,}자)",
        "줄을 나누십시오",
        why="문단 하나가 이렇게 길지는 않습니다. 다른 것이 붙어 들어온 줄입니다.",
        bad="인코딩한 그림을 한 줄로 붙인 글",
        good="그림을 파일로 두고 링크한 글",
        kind=DESCRIBED,
    ),
    "macro-missing": Rule(
        "{macro} 매크로가 없습니다",
        "{where}에 `{{{{= {macro}() =}}}}`를 한 줄로 쓰십시오",
        why="단계, 시간, 먼저 읽을 글, 목표, 자료는 매크로가 데이터 파일에서 가져옵니다.",
        bad="# 파드\n\n## 왜 필요한가",
        good="# 파드\n\n{{= lesson_header() =}}\n\n## 왜 필요한가",
        line=0,
    ),
}

_TEXT = {
    "term-spelling": Rule(
        "이 사이트에서 쓰지 않는 표기입니다: ‘{word}’",
        "‘{right}’로 쓰십시오",
        why="한 가지를 한 가지 이름으로 불러야 검색되고, 같은 것인지 망설이지 않습니다. 표기는 용어의 `avoid`에 있습니다.",
        bad="써비스가 파드를 찾습니다.",
        good="서비스가 파드를 찾습니다.",
    ),
    "figure-source": Rule(
        "수치에 출처가 없습니다: ‘{figure}’",
        "같은 문단이나 항목에 수치가 나온 글의 링크나 각주를 달고, 찾지 못했으면 수치를 빼십시오",
        why="출처가 없는 수치는 맞는지 확인할 수 없습니다. 사례 글에서만 봅니다.",
        bad="## 결정\n\n노드를 2,300대로 늘렸습니다.",
        good="## 결정\n\n노드를 2,300대로 늘렸습니다([발표](https://acme.example.com/post), 2024년 5월).",
        line=3,
    ),
    "hidden-character": Rule(
        "보이지 않는 문자가 있습니다: {code}",
        "그 문자를 지우십시오. 편집기의 ‘제어 문자 보기’로 볼 수 있습니다",
        why="보이지 않는 문자는 명령을 복사했을 때 오류를 내고, 보이는 것과 다른 글을 숨길 수 있습니다.",
        bad="파드를\u200b 만듭니다.",
        good="파드를 만듭니다.",
    ),
    "html-raw": Rule(
        "쓸 수 없는 HTML입니다: {tag}",
        "마크다운으로 쓰십시오. 쓸 수 있는 태그는 속성 없는 {allowed}뿐입니다. 글자 그대로 보이려면 `…`로 감싸십시오",
        why="글은 누구나 보낼 수 있습니다. 스크립트, 틀, 스타일, 다른 사이트의 그림이 글에 섞여 들어오지 못하게 합니다.",
        bad='<iframe src="https://example.com"></iframe>',
        good="[예제](https://example.com)를 보십시오.",
    ),
    "attribute-list": Rule(
        "여기에 쓸 수 없는 속성입니다: {attribute}",
        "중괄호에는 `{{ #이름 }}`과 `{{ .이름 }}`만 쓰십시오. 글자 그대로 보이려면 `…`로 감싸십시오",
        why="속성으로 스크립트를 달거나 링크와 그림의 주소를 바꿀 수 있기 때문입니다.",
        bad='[용어집](../../../glossary.md){ onclick="alert(1)" }',
        good="[용어집](../../../glossary.md)",
    ),
    "link-scheme": Rule(
        "링크에 쓸 수 없는 주소입니다: ‘{scheme}:’",
        "https://, http://, mailto: 또는 상대 경로로 쓰십시오",
        why="javascript:나 data:로 시작하는 링크는 누르는 순간 읽는 사람의 브라우저에서 실행됩니다.",
        bad="[용어집](javascript:alert(1))",
        good="[용어집](../../../glossary.md)",
    ),
}

_LINKS = {
    "link-form": Rule(
        "링크나 그림을 읽을 수 없습니다",
        "한 줄에 `[글](주소)`, `![그림이 보여 주는 것](파일)`로 쓰십시오. 대괄호 안에 대괄호를 쓰지 않습니다",
        why="두 줄에 걸치거나 겹친 링크, `![…][…]`처럼 주소가 다른 곳에 있는 그림은 맞는지 검사하지 못합니다.",
        bad="[이 사이트의\n용어집](../../../glossary.md)",
        good="[이 사이트의 용어집](../../../glossary.md)",
        line=2,
    ),
    "link-missing": Rule(
        "링크가 가리키는 파일이 없습니다: {target}",
        "{nearest}",
        why="누르면 빈 화면이 나오는 링크입니다.",
        bad="[용어집](glossary.md)",
        good="[용어집](../../../glossary.md)",
    ),
    "link-anchor": Rule(
        "{target}에 그런 제목이 없습니다: #{anchor}",
        "{nearest}",
        why="글은 열리지만 가리킨 곳으로 가지 않습니다.",
        bad="[실습](#labb)",
        good="[실습](#lab)",
    ),
    "link-absolute": Rule(
        "‘{target}’처럼 /로 시작하는 링크는 오프라인에서 깨집니다",
        "이 글에서 시작하는 상대 경로로 쓰십시오(예: ../basic/pods.md)",
        why="오프라인 묶음에서 /는 사이트가 아니라 컴퓨터의 맨 위 폴더입니다.",
        bad="[용어집](/glossary/)",
        good="[용어집](../../../glossary.md)",
    ),
    "image-alt": Rule(
        "그림에 대체 글이 없습니다",
        "`![그림이 보여 주는 것](…)`처럼 대괄호 안에 쓰십시오",
        why="그림을 보지 못하는 사람도 같은 것을 배워야 합니다.",
        bad="![](pod.png)",
        good="![파드 하나에 컨테이너 둘이 들어 있다](pod.png)",
    ),
    "image-external": Rule(
        "다른 사이트의 그림은 오프라인에서 보이지 않습니다",
        "그림 파일을 글 옆에 두고 상대 경로로 쓰십시오",
        why="오프라인에서 보이지 않고, 누가 언제 이 글을 읽는지 그 사이트에 알려집니다.",
        bad="![파드의 구조](https://example.com/pod.png)",
        good="![파드의 구조](pod.png)",
    ),
}

_QUIZ = {
    "quiz-count": Rule(
        "점검 문제가 {count}개입니다",
        "세 개에서 여섯 개까지 쓰십시오",
        why="둘로는 목표를 다 확인하지 못하고, 일곱을 넘으면 끝까지 풀지 않습니다.",
        bad="## 점검 문제\n\n### 파드는 무엇입니까?\n\n> 컨테이너의 묶음입니다.",
        good="## 점검 문제\n\n### 파드는 무엇입니까?\n\n> 컨테이너의 묶음입니다.\n\n"
        "### 파드는 어디에서 실행됩니까?\n\n> 노드에서 실행됩니다.\n\n"
        "### 파드가 사라지면 어떻게 됩니까?\n\n> 컨트롤러가 다시 만듭니다.",
    ),
    "quiz-form": Rule(
        "점검 문제 ‘{question}’: {why}",
        "{fix}",
        why="틀린 보기를 고른 사람은 왜 틀렸는지 알아야 배웁니다.",
        bad="- [ ] 노드입니다.\n\n- [x] `Pod` 묶음입니다.",
        good="- [ ] 노드입니다.\n\n    노드는 파드가 도는 자리입니다.\n\n- [x] `Pod` 묶음입니다.",
    ),
}

_MACROS = {
    "macro-syntax": Rule(
        "매크로 문법이 틀렸습니다: {detail}",
        "`{{{{= 이름(인자) =}}}}`의 괄호와 따옴표를 확인하십시오",
        why="글에서는 매크로를 부르기만 합니다. 다른 문법은 실행하지 않습니다.",
        bad='쿠버네티스 {{= version("kubernetes" =}}에서 합니다.',
        good='쿠버네티스 {{= version("kubernetes") =}}에서 합니다.',
    ),
    "macro-unknown": Rule(
        "모르는 매크로입니다: {name}",
        _ID_HINT,
        why="이름이 틀린 매크로는 아무것도 보여 주지 못합니다.",
        bad='쿠버네티스 {{= versoin("kubernetes") =}}에서 합니다.',
        good='쿠버네티스 {{= version("kubernetes") =}}에서 합니다.',
    ),
    "macro-arguments": Rule(
        "{name} 매크로의 인자가 맞지 않습니다: {why}",
        "이렇게 씁니다: {usage}",
        why="인자는 따옴표로 감싼 글입니다.",
        bad="쿠버네티스 {{= version() =}}에서 합니다.",
        good='쿠버네티스 {{= version("kubernetes") =}}에서 합니다.',
    ),
    "macro-page": Rule(
        "{name} 매크로는 {where}에서만 쓸 수 있습니다",
        "{fix}",
        why="글의 머리는 글의 항목에서, 주제의 목록은 주제의 항목에서 옵니다.",
        bad="# 용어집\n\n{{= lesson_header() =}}\n\n{{= glossary() =}}",
        good="# 용어집\n\n{{= glossary() =}}",
        line=3,
    ),
    "macro-failed": Rule(
        "매크로를 실행할 수 없습니다: {detail}",
        "값과 인자를 확인하십시오",
        why="매크로가 읽는 파일이 깨져 있으면 보여 줄 것이 없습니다.",
        bad="`make labs RECORD=1`이 쓰는 docs/lab-results.json을 손으로 고쳐 괄호가 빠졌습니다.",
        good="docs/lab-results.json은 명령이 쓴 그대로입니다.",
        kind=DESCRIBED,
    ),
    "macro-position": Rule(
        "{name} 매크로는 줄의 처음에 홀로 있어야 합니다",
        "앞뒤에 빈 줄을 두고 들여 쓰지 마십시오",
        why="블록을 만드는 매크로를 문장 속에 두면 문단이 깨집니다.",
        bad="네 단계: {{= stages() =}}",
        good="네 단계입니다.\n\n{{= stages() =}}",
    ),
}

_MANIFESTS = {
    "manifest-missing": Rule(
        "매니페스트가 없습니다: {path}",
        "{nearest}",
        why="보여 줄 파일이 없습니다.",
        bad='{{= manifest("wep.yaml", highlight="2-3") =}}',
        good='{{= manifest("web.yaml", highlight="2-3") =}}',
    ),
    "manifest-outside": Rule(
        "이 글의 매니페스트 폴더를 벗어납니다: ‘{file}’",
        "{folder} 폴더에 파일을 두고 그 이름만 쓰십시오",
        why="글 하나의 파일은 한 폴더에 있어야 내려받아 그대로 따라 할 수 있습니다.",
        bad='{{= manifest("../pods/web.yaml", highlight="2-3") =}}',
        good='{{= manifest("web.yaml", highlight="2-3") =}}',
    ),
    "manifest-yaml": Rule(
        "매니페스트를 읽을 수 없습니다: {detail}",
        "들여쓰기와 콜론을 확인하십시오",
        why="내려받은 사람의 kubectl도 읽지 못합니다.",
        bad="web.yaml의 `name: web` 앞을 탭으로 들여 썼습니다.",
        good="web.yaml의 `name: web` 앞을 공백 두 칸으로 들여 썼습니다.",
        kind=DESCRIBED,
    ),
    "manifest-lines": Rule(
        "강조할 줄이 맞지 않습니다: ‘{lines}’",
        "1부터 {last}까지의 줄을 `3-5 8`처럼 쓰십시오",
        why="파일을 고치고 나면 강조가 엉뚱한 줄에 남기 쉽습니다.",
        bad='{{= manifest("web.yaml", highlight="2-30") =}}',
        good='{{= manifest("web.yaml", highlight="2-3") =}}',
    ),
    "manifest-unused": Rule(
        "어떤 글도 이 매니페스트를 보여 주지 않습니다",
        '글에서 `{{{{= manifest("{file}") =}}}}`로 보여 주거나 지우십시오',
        why="아무도 읽지 않는 파일은 낡아도 모릅니다.",
        bad="manifests/services/old.yaml이 남아 있습니다.",
        good="manifests/services/에는 글이 보여 주는 파일만 있습니다.",
        kind=DESCRIBED,
    ),
    "kubernetes-schema": Rule(
        "Kubernetes {version}의 {kind}에 맞지 않습니다: {where}: {detail}",
        "`kubectl explain {kind}`로 필드의 이름과 종류를 확인하십시오",
        why="따라 하는 사람의 클러스터가 거절합니다.",
        bad="apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  port: 80",
        good="apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80",
        kind=MANIFEST,
        line=6,
    ),
    "kubernetes-api": Rule(
        "Kubernetes {version}에 없는 API입니다: {api} {kind}",
        "`kubectl api-resources`에서 지금의 버전을 찾아 apiVersion을 고치십시오",
        why="오래된 글에서 옮긴 매니페스트는 지금의 클러스터에서 만들어지지 않습니다.",
        bad="apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: web",
        good="apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web",
        kind=MANIFEST,
    ),
    "kubernetes-deprecated": Rule(
        "없어질 API입니다: {api} {kind}",
        "{detail}",
        why="이제 배우는 사람에게 곧 사라질 것을 가르치지 않습니다.",
        bad="apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: web",
        good="apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: web\n"
        "addressType: IPv4\nendpoints: []",
        kind=MANIFEST,
    ),
    "crd-kind": Rule(
        "이 API 그룹에 없는 종류입니다: {api} {kind}",
        "{nearest}",
        why="클러스터가 거절합니다. 필드까지는 `make labs`가 봅니다.",
        bad="apiVersion: networking.istio.io/v1\nkind: VirtualServices\nmetadata:\n  name: web",
        good="apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: web",
        kind=MANIFEST,
        line=2,
    ),
    "crd-version": Rule(
        "지금 쓰는 버전이 아닙니다: {api} {kind}",
        "apiVersion을 {wanted}로 쓰십시오",
        why="이제 배우는 사람에게는 지금의 버전을 가르칩니다.",
        bad="apiVersion: networking.istio.io/v1beta1\nkind: VirtualService\nmetadata:\n  name: web",
        good="apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: web",
        kind=MANIFEST,
    ),
    "image-tag": Rule(
        "이미지에 정해진 태그가 없습니다: {image}",
        "latest가 아닌 버전을 붙이십시오(예: nginx:1.29.1)",
        why="태그가 없으면 날마다 다른 이미지를 받아, 글의 출력과 달라집니다.",
        bad="apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n"
        "    - name: web\n      image: nginx",
        good="apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n"
        "    - name: web\n      image: nginx:1.30",
        kind=MANIFEST,
        line=8,
    ),
    "selector-labels": Rule(
        "셀렉터와 맞는 레이블이 없습니다: {selector}",
        "{where}의 레이블이나 셀렉터를 고쳐 같게 하십시오",
        why="셀렉터가 파드를 찾지 못하면 서비스는 아무 데도 보내지 못합니다.",
        bad="apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: wep\n"
        "  ports:\n    - port: 80\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
        "  labels:\n    app: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.30",
        good="apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n"
        "  ports:\n    - port: 80\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
        "  labels:\n    app: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.30",
        kind=MANIFEST,
        line=6,
    ),
}

_COMMANDS = {
    "fence-unclosed": Rule(
        "코드 블록이 닫히지 않았습니다",
        "같은 깊이로 들여 쓴 `{fence}` 한 줄을 블록 끝에 더하십시오",
        why="그 아래의 글이 모두 코드가 됩니다.",
        bad="```yaml\nkind: Pod",
        good="```yaml\nkind: Pod\n```",
    ),
    "fence-language": Rule(
        "코드 블록에 언어가 없습니다",
        "여는 줄을 ```console, ```yaml, ```text처럼 쓰십시오",
        why="언어를 알아야 색을 입히고, 명령인지 출력인지 압니다.",
        bad="```\nkind: Pod\n```",
        good="```yaml\nkind: Pod\n```",
    ),
    "code-language": Rule(
        "색칠할 줄 모르는 언어입니다: ‘{language}’",
        "{nearest} 맞는 언어가 없으면 text로 쓰십시오",
        why="잘못 쓴 이름이면 색이 나오지 않습니다. 시험하지 않은 언어의 색칠은 몇 분이 걸리기도 합니다.",
        bad="```yml2\nkind: Pod\n```",
        good="```yaml\nkind: Pod\n```",
    ),
    "fence-form": Rule(
        "코드 블록의 여는 줄을 읽을 수 없습니다: ‘{info}’",
        '언어 다음에는 `title="…"`와 `hl_lines="3-5 8"`만 쓰십시오',
        why="읽을 수 없는 여는 줄은 코드 블록을 만들지 못하고, 그 안의 글이 마크다운으로 나옵니다.",
        bad="```yaml {3}\nkind: Pod\n```",
        good='```yaml title="pod.yaml"\nkind: Pod\n```',
    ),
    "fence-indent": Rule(
        "코드 블록 안의 줄이 여는 줄보다 덜 들여 쓰였습니다",
        "여는 줄과 같은 깊이로 들여 쓰십시오",
        why="덜 들여 쓴 줄에서 블록이 깨져, 그 안의 글이 마크다운으로 나옵니다.",
        bad="- 목록\n\n    ```yaml\n    kind: Pod\nmetadata: {}\n    ```",
        good="- 목록\n\n    ```yaml\n    kind: Pod\n    metadata: {}\n    ```",
        line=5,
    ),
    "command-file": Rule(
        "명령이 쓰는 파일이 이 글에 없습니다: {file}",
        "{nearest}",
        why="따라 하는 사람에게 그 파일이 없습니다.",
        bad="```console\n$ kubectl apply -f wep.yaml\n```",
        good="```console\n$ kubectl apply -f web.yaml\n```",
        line=2,
    ),
    "command-name": Rule(
        "명령이 부르는 이름이 매니페스트와 앞선 명령 어디에도 없습니다: {name}",
        "{nearest}",
        why="매니페스트의 이름을 바꾸고 명령을 그대로 두면 따라 하는 사람이 NotFound를 봅니다.",
        bad="```console\n$ kubectl describe service/wep\n```",
        good="```console\n$ kubectl describe service/web\n```",
        line=2,
    ),
    "console-form": Rule(
        "console 블록이 명령으로 시작하지 않습니다",
        "첫 줄을 `$ 명령`으로 쓰십시오. 명령이 없는 출력이라면 언어를 text로 하십시오",
        why="복사 단추와 `make labs`는 `$ `로 시작하는 줄을 명령으로 봅니다.",
        bad="```console\nkubectl get services\n```",
        good="```console\n$ kubectl get services\n```",
        line=2,
    ),
    "console-needs": Rule(
        "실행하지 않는 까닭으로 쓸 수 없는 말입니다: ‘{word}’",
        "{nearest}",
        why="까닭은 정해진 낱말이어야 검증 현황이 셀 수 있습니다.",
        bad="<!-- needs: container -->\n\n```console\n$ kubectl get services\n```",
        good="<!-- needs: containers -->\n\n```console\n$ kubectl get services\n```",
    ),
    "lab-output": Rule(
        "`{command}`의 출력이 글과 다릅니다. 글: {wanted} / 실제: {actual}",
        "명령이나 매니페스트를 고치거나, `make labs UPDATE=1`로 실제 출력을 옮기십시오",
        why="글의 출력은 실제 출력입니다. `make labs`가 명령을 실행해 봅니다.",
        bad="```console\n$ kubectl get service web -o jsonpath={.spec.type}\nLoadBalancer\n```",
        good="```console\n$ kubectl get service web -o jsonpath={.spec.type}\nClusterIP\n```",
        line=2,
    ),
    "lab-time": Rule(
        "`{command}`가 {seconds:.0f}초 안에 끝나지 않습니다",
        "손으로 멈추는 명령이라면 블록 위에 `<!-- needs: terminal -->`을 쓰십시오",
        why="끝나지 않는 명령 다음의 명령은 실행할 수 없습니다.",
        bad="```console\n$ kubectl get services --watch\n```",
        good="<!-- needs: terminal -->\n\n```console\n$ kubectl get services --watch\n```",
        line=2,
    ),
}

_PICTURE = "  accTitle: 요청이 지나는 길\n  accDescr: 요청은 API 서버를 지나 etcd에 저장됩니다.\n"

_DIAGRAMS = {
    "diagram-empty": Rule(
        "그림 블록이 비어 있습니다",
        "flowchart, sequenceDiagram, stateDiagram-v2 가운데 하나로 시작하십시오",
        why="그릴 것이 없습니다.",
        bad="```mermaid\n```",
        good=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n```",
    ),
    "diagram-kind": Rule(
        "쓸 수 없는 그림 종류입니다: ‘{kind}’",
        "{nearest}",
        why="세 종류만 사이트의 색과 글꼴로 그리고 시험합니다.",
        bad=f"```mermaid\ngraph LR\n{_PICTURE}  api --> etcd\n```",
        good=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n```",
        line=2,
    ),
    "diagram-syntax": Rule(
        "그림을 그릴 수 없습니다: {detail}",
        "이 줄의 괄호, 화살표, 따옴표의 짝을 확인하십시오",
        why="그림이 나올 자리가 비게 됩니다.",
        bad=f"```mermaid\nflowchart LR\n{_PICTURE}  api -> etcd\n```",
        good=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n```",
        line=5,
    ),
    "diagram-text": Rule(
        "그림에 필요한 줄이 없습니다: {field}",
        "그림 종류 다음 줄에 `{field}: {example}`을 쓰십시오",
        why="그림을 보지 못하는 사람도 같은 것을 배워야 합니다.",
        bad="```mermaid\nflowchart LR\n  accTitle: 요청이 지나는 길\n  api --> etcd\n```",
        good=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n```",
        line=2,
    ),
    "diagram-style": Rule(
        "그림 안에 쓸 수 없는 말입니다: {word}",
        "색은 사이트가 정합니다. 강조는 `class 이름 focus`로 하십시오",
        why="밝은 화면에서 고른 색은 어두운 화면에서 읽히지 않습니다.",
        bad=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n  style api fill:#f00\n```",
        good=f"```mermaid\nflowchart LR\n{_PICTURE}  api --> etcd\n  class api focus\n```",
        line=6,
    ),
    "diagram-too-large": Rule(
        "그림이 너무 큽니다({actual:,}, 한도 {limit:,})",
        "그림을 둘로 나누십시오",
        why="휴대 전화에서 읽히지 않습니다.",
        bad="상자가 예순 개인 그림",
        good="전체를 보이는 그림 하나와 부분을 보이는 그림 하나",
        kind=DESCRIBED,
    ),
}

_BOUNDS = {
    "page-nesting": Rule(
        "{depth}단계로 겹쳐 썼습니다(한도 {limit}단계)",
        "목록과 인용을 밖으로 꺼내 나누십시오",
        why="이렇게 깊은 글은 휴대 전화에서 한 글자 너비가 되고, 만드는 도구를 멈추게 합니다.",
        bad="> > > > > > > > > 인용 안의 인용",
        good="> 인용",
    ),
    "page-marks": Rule(
        "{where}에 서식 기호가 너무 많습니다({count:,}개, 한도 {limit:,}개)",
        "문단이나 글을 나누고, 기호 그대로 보일 것은 코드 블록에 넣으십시오",
        why="여는 기호마다 짝을 문단 끝까지 찾으므로, 수천 개면 만드는 데 몇 분이 걸립니다.",
        bad="대괄호 천 개로 이루어진 문단",
        good="대괄호 천 개를 담은 코드 블록",
        kind=DESCRIBED,
    ),
    "page-count": Rule(
        "{what} {count:,}개는 너무 많습니다(한도 {limit:,}개)",
        "글을 둘로 나누십시오",
        why="한 편에 다 읽을 수 없는 양이고, 만들고 여는 데 오래 걸립니다.",
        bad="그림 블록이 서른 개인 글",
        good="그림 블록이 열다섯 개씩인 글 두 편",
        kind=DESCRIBED,
    ),
}

GROUPS = (
    Group("files", "파일과 폴더", _FILES),
    Group("yaml", "YAML의 문법", _YAML),
    Group("data", "데이터 파일의 내용", _DATA),
    Group("form", "글의 뼈대", _FORM),
    Group("text", "문장과 마크다운", _TEXT),
    Group("links", "링크와 그림 파일", _LINKS),
    Group("questions", "자가 점검 문제", _QUIZ),
    Group("macros", "매크로", _MACROS),
    Group("manifests", "매니페스트", _MANIFESTS),
    Group("commands", "코드 블록과 명령", _COMMANDS),
    Group("diagrams", "그림 블록", _DIAGRAMS),
    Group("bounds", "크기와 깊이의 한도", _BOUNDS),
)

RULES: dict[str, Rule] = {name: rule for group in GROUPS for name, rule in group.rules.items()}
