"""Every rule of the site: its id, what is said when it is broken, how to mend it.

``message`` and ``hint`` name the facts they need in braces.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """The two halves of what a rule says."""

    message: str
    hint: str


_ID_HINT = "{nearest}"

RULES: dict[str, Rule] = {
    # ── the data file, as text ────────────────────────────────────────────
    "file-missing": Rule(
        "파일이 없습니다",
        "프로젝트의 맨 위 폴더에서 실행했는지, 파일을 지우거나 옮기지 않았는지 확인하십시오",
    ),
    "file-encoding": Rule(
        "UTF-8로 읽을 수 없습니다",
        "편집기에서 인코딩을 UTF-8로 바꾸어 다시 저장하십시오",
    ),
    "file-too-large": Rule(
        "파일이 너무 큽니다({size:,}바이트, 한도 {limit:,}바이트)",
        "내용을 여러 파일로 나누십시오",
    ),
    "yaml-syntax": Rule(
        "YAML로 읽을 수 없습니다: {detail}",
        "들여쓰기(공백 두 칸, 탭 금지), 콜론 뒤의 공백, 따옴표의 짝을 확인하십시오",
    ),
    "yaml-alias": Rule(
        "YAML 앵커(&)와 별칭(*)은 쓸 수 없습니다",
        "값을 그 자리에 그대로 쓰십시오. *나 &로 시작하는 글이라면 따옴표로 감싸십시오",
    ),
    "yaml-tag": Rule(
        "YAML 태그는 쓸 수 없습니다: {tag}",
        "태그를 지우십시오. !로 시작하는 글이라면 따옴표로 감싸십시오",
    ),
    "yaml-depth": Rule(
        "너무 깊게 들여 썼습니다(한도 {limit}단계)",
        "데이터 파일의 다른 항목과 같은 구조로 고치십시오",
    ),
    "duplicate-key": Rule(
        "같은 키가 두 번 나옵니다: ‘{key}’(처음은 {first}번째 줄)",
        "둘 가운데 하나를 지우거나 값을 합치십시오",
    ),
    # ── the data file, as data ────────────────────────────────────────────
    "unknown-key": Rule("모르는 키입니다: ‘{key}’", _ID_HINT),
    "missing-key": Rule(
        "필요한 키가 없습니다: ‘{key}’",
        "이 항목에 `{key}: …`를 더하십시오",
    ),
    "wrong-type": Rule("‘{key}’에는 {expected} 값을 써야 합니다(지금 값: {actual})", "{fix}"),
    "bad-value": Rule("‘{key}’에 쓸 수 없는 값입니다{actual}: {why}", "{fix}"),
    "bad-slug": Rule(
        "주소에 쓸 수 없는 이름입니다: ‘{actual}’",
        "영어 소문자, 숫자, 붙임표만 쓰십시오(예: network-policies)",
    ),
    "bad-url": Rule("올바른 주소가 아닙니다: ‘{actual}’({why})", "https://로 시작하는 전체 주소를 쓰십시오"),
    "duplicate-id": Rule(
        "같은 {kind} id가 두 번 나옵니다: ‘{id}’(처음은 {first}번째 줄)",
        "id는 하나뿐이어야 합니다. 둘 가운데 하나의 이름을 바꾸십시오",
    ),
    "unknown-id": Rule("없는 {kind} id입니다: ‘{id}’", _ID_HINT),
    "prerequisite-cycle": Rule(
        "선수 학습이 돌고 돕니다: {cycle}",
        "이 가운데 하나의 `needs`를 지워 순서를 끊으십시오",
    ),
    # ── data, folders and pages agree ─────────────────────────────────────
    "page-missing": Rule(
        "‘{id}’의 글이 없습니다: {page}",
        "그 자리에 파일을 만들거나 이 항목을 지우십시오. {nearest}",
    ),
    "page-unlisted": Rule(
        "데이터 파일에 이 글의 항목이 없습니다",
        "docs/roadmap.yml의 {where}에 항목을 더하거나 파일을 지우십시오",
    ),
    "index-missing": Rule(
        "폴더에 index.md가 없습니다: {folder}",
        "주제를 소개하는 {folder}/index.md를 만드십시오",
    ),
    # ── pages ─────────────────────────────────────────────────────────────
    "front-matter": Rule(
        "글머리(front matter)를 읽을 수 없습니다: {detail}", "--- 두 줄 사이에 `키: 값`만 쓰십시오"
    ),
    "title-missing": Rule("글에 제목이 없습니다", "첫 줄을 `# {title}`로 쓰십시오"),
    "title-differs": Rule(
        "제목이 데이터 파일과 다릅니다: 글에는 ‘{actual}’, 데이터에는 ‘{title}’",
        "둘 가운데 하나를 고쳐 같게 하십시오",
    ),
    "title-twice": Rule("제목(`# …`)이 두 번 나옵니다", "두 번째부터는 `## …`로 쓰십시오"),
    "line-too-long": Rule("줄이 너무 깁니다(한도 {limit:,}자)", "줄을 나누십시오"),
    "fence-unclosed": Rule(
        "코드 블록이 닫히지 않았습니다",
        "같은 깊이로 들여 쓴 `{fence}` 한 줄을 블록 끝에 더하십시오",
    ),
    "fence-language": Rule(
        "코드 블록에 언어가 없습니다",
        "여는 줄을 ```console, ```yaml, ```text처럼 쓰십시오",
    ),
    "section-missing": Rule(
        "{stage} 글에 필요한 ‘## {section}’ 부분이 없습니다",
        "‘{before}’ 다음에 `## {section}`을 더하십시오",
    ),
    "section-unknown": Rule(
        "{stage} 글에 ‘## {section}’ 부분은 없습니다", "{nearest} 그 밖의 제목은 `###`로 쓰십시오"
    ),
    "section-order": Rule("‘## {section}’의 자리가 다릅니다", "이 순서로 쓰십시오: {order}"),
    "macro-missing": Rule(
        "{macro} 매크로가 없습니다",
        "{where}에 `{{{{= {macro}() =}}}}`를 한 줄로 쓰십시오",
    ),
    "link-missing": Rule("링크가 가리키는 파일이 없습니다: {target}", "{nearest}"),
    "link-anchor": Rule("{target}에 그런 제목이 없습니다: #{anchor}", "{nearest}"),
    "link-absolute": Rule(
        "‘{target}’처럼 /로 시작하는 링크는 오프라인에서 깨집니다",
        "이 글에서 시작하는 상대 경로로 쓰십시오(예: ../basic/pods.md)",
    ),
    "link-html": Rule("HTML {tag} 태그의 주소는 검사되지 않습니다", "마크다운으로 쓰십시오: {better}"),
    "image-alt": Rule("그림에 대체 글이 없습니다", "`![그림이 보여 주는 것](…)`처럼 대괄호 안에 쓰십시오"),
    "image-external": Rule(
        "다른 사이트의 그림은 오프라인에서 보이지 않습니다",
        "그림 파일을 글 옆에 두고 상대 경로로 쓰십시오",
    ),
    "quiz-count": Rule("점검 문제가 {count}개입니다", "세 개에서 여섯 개까지 쓰십시오"),
    "quiz-form": Rule("점검 문제 ‘{question}’: {why}", "{fix}"),
    # ── macros in pages ───────────────────────────────────────────────────
    "macro-syntax": Rule(
        "매크로 문법이 틀렸습니다: {detail}",
        "`{{{{= 이름(인자) =}}}}`의 괄호와 따옴표를 확인하십시오",
    ),
    "macro-unknown": Rule("모르는 매크로입니다: {name}", _ID_HINT),
    "macro-arguments": Rule("{name} 매크로의 인자가 맞지 않습니다: {why}", "이렇게 씁니다: {usage}"),
    "macro-page": Rule("{name} 매크로는 {where}에서만 쓸 수 있습니다", "{fix}"),
    "macro-failed": Rule("매크로를 실행할 수 없습니다: {detail}", "값과 인자를 확인하십시오"),
    "macro-position": Rule(
        "{name} 매크로는 줄의 처음에 홀로 있어야 합니다", "앞뒤에 빈 줄을 두고 들여 쓰지 마십시오"
    ),
    "manifest-missing": Rule("매니페스트가 없습니다: {path}", "{nearest}"),
    "manifest-outside": Rule(
        "이 글의 매니페스트 폴더를 벗어납니다: ‘{file}’",
        "{folder} 폴더에 파일을 두고 그 이름만 쓰십시오",
    ),
    "manifest-yaml": Rule("매니페스트를 읽을 수 없습니다: {detail}", "들여쓰기와 콜론을 확인하십시오"),
    "manifest-lines": Rule(
        "강조할 줄이 맞지 않습니다: ‘{lines}’",
        "1부터 {last}까지의 줄을 `3-5 8`처럼 쓰십시오",
    ),
    "manifest-unused": Rule(
        "어떤 글도 이 매니페스트를 보여 주지 않습니다",
        '글에서 `{{{{= manifest("{file}") =}}}}`로 보여 주거나 지우십시오',
    ),
    "kubernetes-schema": Rule(
        "Kubernetes {version}의 {kind}에 맞지 않습니다: {where}: {detail}",
        "`kubectl explain {kind}`로 필드의 이름과 종류를 확인하십시오",
    ),
    "kubernetes-api": Rule(
        "Kubernetes {version}에 없는 API입니다: {api} {kind}",
        "`kubectl api-resources`에서 지금의 버전을 찾아 apiVersion을 고치십시오",
    ),
    "kubernetes-deprecated": Rule("없어질 API입니다: {api} {kind}", "{detail}"),
    "crd-kind": Rule("이 API 그룹에 없는 종류입니다: {api} {kind}", "{nearest}"),
    "crd-version": Rule("지금 쓰는 버전이 아닙니다: {api} {kind}", "apiVersion을 {wanted}로 쓰십시오"),
    "image-tag": Rule(
        "이미지에 정해진 태그가 없습니다: {image}", "latest가 아닌 버전을 붙이십시오(예: nginx:1.29.1)"
    ),
    "selector-labels": Rule(
        "셀렉터와 맞는 레이블이 없습니다: {selector}", "{where}의 레이블이나 셀렉터를 고쳐 같게 하십시오"
    ),
    "command-file": Rule("명령이 쓰는 파일이 이 글에 없습니다: {file}", "{nearest}"),
    "command-name": Rule(
        "명령이 부르는 이름이 매니페스트와 앞선 명령 어디에도 없습니다: {name}", "{nearest}"
    ),
    # ── commands and labs ─────────────────────────────────────────────────
    "console-form": Rule(
        "console 블록이 명령으로 시작하지 않습니다",
        "첫 줄을 `$ 명령`으로 쓰십시오. 명령이 없는 출력이라면 언어를 text로 하십시오",
    ),
    "console-needs": Rule("실행하지 않는 까닭으로 쓸 수 없는 말입니다: ‘{word}’", "{nearest}"),
    "lab-output": Rule(
        "`{command}`의 출력이 글과 다릅니다. 글: {wanted} / 실제: {actual}",
        "명령이나 매니페스트를 고치거나, `make labs UPDATE=1`로 실제 출력을 옮기십시오",
    ),
    "lab-time": Rule(
        "`{command}`가 {seconds:.0f}초 안에 끝나지 않습니다",
        "손으로 멈추는 명령이라면 블록 위에 `<!-- needs: terminal -->`을 쓰십시오",
    ),
    # ── diagrams ──────────────────────────────────────────────────────────
    "diagram-empty": Rule(
        "그림 블록이 비어 있습니다",
        "flowchart, sequenceDiagram, stateDiagram-v2 가운데 하나로 시작하십시오",
    ),
    "diagram-kind": Rule("쓸 수 없는 그림 종류입니다: ‘{kind}’", "{nearest}"),
    "diagram-syntax": Rule(
        "그림을 그릴 수 없습니다: {detail}", "이 줄의 괄호, 화살표, 따옴표의 짝을 확인하십시오"
    ),
    "diagram-text": Rule(
        "그림에 필요한 줄이 없습니다: {field}",
        "그림 종류 다음 줄에 `{field}: {example}`을 쓰십시오",
    ),
    "diagram-style": Rule(
        "그림 안에 쓸 수 없는 말입니다: {word}",
        "색은 사이트가 정합니다. 강조는 `class 이름 focus`로 하십시오",
    ),
    "diagram-too-large": Rule("그림이 너무 큽니다({actual:,}, 한도 {limit:,})", "그림을 둘로 나누십시오"),
    # ── bounds ────────────────────────────────────────────────────────────
    "page-nesting": Rule(
        "{depth}단계로 겹쳐 썼습니다(한도 {limit}단계)", "목록과 인용을 밖으로 꺼내 나누십시오"
    ),
    "page-marks": Rule(
        "{where}에 서식 기호가 너무 많습니다({count:,}개, 한도 {limit:,}개)",
        "문단이나 글을 나누고, 기호 그대로 보일 것은 코드 블록에 넣으십시오",
    ),
    "page-count": Rule("{what} {count:,}개는 너무 많습니다(한도 {limit:,}개)", "글을 둘로 나누십시오"),
    "code-language": Rule(
        "색칠할 줄 모르는 언어입니다: ‘{language}’", "{nearest} 맞는 언어가 없으면 text로 쓰십시오"
    ),
    "yaml-size": Rule(
        "{what}의 수가 한도({limit:,}개)를 넘습니다",
        "잘못 되풀이된 부분이 없는지 보고, 여러 파일로 나누십시오",
    ),
}
