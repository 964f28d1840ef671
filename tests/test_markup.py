"""What a stranger's page may not bring along, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.checks import check
from tests.minimal import DATA, THEORY, edited, write_project

if TYPE_CHECKING:
    from pathlib import Path

RULES = {"html-raw", "attribute-list", "link-scheme", "link-form", "hidden-character", "macro-syntax"}
RULES |= {"fence-form", "fence-indent", "fence-unclosed", "bad-url", "image-external", "front-matter"}

# Each would run a script, load something foreign or hide a text, if it came through.
TRICKS = {
    # tags
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "script after text": "글 <script>alert(1)</script>",
    "script without an end": "<script src=//example.com/x.js",
    "script over two lines": "<script\nsrc=//example.com/x.js></script>",
    "script in a list": "- 글\n\n    <script>alert(1)</script>",
    "script in a table": "| 글 |\n| --- |\n| <script>alert(1)</script> |",
    "script in a quotation": "> <script>alert(1)</script>",
    "script in an admonition": '!!! note "<script>alert(1)</script>"\n    글',
    "script in a heading": "### 글 <script>alert(1)</script>",
    "script in a footnote": "글[^1]\n\n[^1]: <script>alert(1)</script>",
    "script in a definition": "말\n:   <script>alert(1)</script>",
    "script in the text of a link": "[<script>alert(1)</script>](services.md)",
    "script in an abbreviation": '*[말]: "><script>alert(1)</script>\n\n말',
    "script in a comment": "<!-- <script>alert(1)</script> -->",
    "script after a comment that ends at once": "<!--> <script>alert(1)</script> -->",
    "script after an odd end of a comment": "<!-- x --!> <script>alert(1)</script> -->",
    "script behind a comment that never ends": "<!-- x\n\n글",
    "style": "<style>body { display: none }</style>",
    "link of HTML": '<a href="services.md">글</a>',
    "place of HTML": '<a id="here"></a>',
    "iframe": '<iframe src="https://example.com"></iframe>',
    "object": '<object data="x"></object>',
    "embed": '<embed src="x">',
    "form": '<form action="https://example.com"><input name="x"></form>',
    "link": '<link rel="stylesheet" href="https://example.com/x.css">',
    "meta": '<meta http-equiv="refresh" content="0;url=https://example.com">',
    "base": '<base href="https://example.com">',
    "template": "<template>x</template>",
    "svg": '<svg><image href="https://example.com/a.png"/></svg>',
    "svg with a script": "<svg><script>alert(1)</script></svg>",
    "math": '<math><maction actiontype="statusline" href="javascript:alert(1)">x</maction></math>',
    "picture": '<picture><source srcset="https://example.com/a.png"><img alt="x"></picture>',
    "image": '<img src="https://example.com/a.png" alt="x">',
    "image with slashes for spaces": "<img/src=x/onerror=alert(1)>",
    "video": '<video src="https://example.com/a.mp4"></video>',
    "div of Markdown": '<div markdown="1" onclick="alert(1)">글</div>',
    "allowed tag with an attribute": '<kbd onclick="alert(1)">Enter</kbd>',
    "allowed tag with a style": '<sub style="background: url(https://example.com)">2</sub>',
    "unknown tag": "<custom-element>글</custom-element>",
    "instruction": "<?php x ?>",
    "declaration": "<!DOCTYPE html>",
    "marked section": "<![CDATA[ <script>alert(1)</script> ]]>",
    "address as a tag": "<javascript:alert(1)>",
    # what only looks like code
    "backtick that is escaped": "\\`<script>alert(1)</script>`",
    "backtick of another line": "글 ` 글\n글 `<script>alert(1)</script>` 글",
    "backticks of unequal length": "```a` <script>alert(1)</script> `",
    "backtick in an attribute": '<div title="`"><script>alert(1)</script><p title="`">',
    "code after a comment": "<!-- x --> 글 `<iframe></iframe>`",
    "code after the end of a comment": "<!--\nx\n--> 글 `<script>alert(1)</script>`",
    "fence that is none": "```yaml <x>\n\n<script>alert(1)</script>\n\n```",
    "fence that breaks off": "    ```yaml\n<script>alert(1)</script>\n    ```",
    "fence with a foreign attribute": '```{.yaml onclick="alert(1)"}\na: 1\n```',
    "fence ended by a macro": "```text\n``{%= raw =%}{%= endraw =%}`\n<script>alert(1)</script>\n```",
    "span ended by a macro": "`{%= raw =%}{%= endraw =%}`x` <script>alert(1)</script> `",
    # addresses
    "javascript": "[글](javascript:alert(1))",
    "javascript in mixed letters": "[글](JaVaScRiPt:alert(1))",
    "javascript with an entity": "[글](java&#115;cript:alert(1))",
    "javascript with an entity without its end": "[글](java&#115cript:alert(1))",
    "javascript with a hexadecimal entity": "[글](&#x6A;avascript:alert(1))",
    "javascript with a named colon": "[글](javascript&colon;alert(1))",
    "javascript with a named tab": "[글](java&Tab;script:alert(1))",
    "javascript with a tab": "[글](java\tscript:alert(1))",
    "javascript over two lines": "[글](<java\nscript:alert(1)>)",
    "javascript after a space": "[글]( javascript:alert(1))",
    "javascript in angle brackets": "[글](<javascript:alert(1)>)",
    "javascript with a title": "[글](javascript:alert(1) '글')",
    "javascript around brackets": "[글 [1]](javascript:alert(1))",
    "javascript around an image": "[![글](pods.md)](javascript:alert(1))",
    "javascript by reference": "[글][1]\n\n[1]: javascript:alert(1)",
    "javascript by reference on the next line": "[글][1]\n\n[1]:\n    javascript:alert(1)",
    "javascript by its name": "[글]\n\n[글]: <javascript:alert(1)>",
    "javascript split by a comment": "[글](java{#= x =#}script:alert(1))",
    "javascript split by raw": "[글](java{%= raw =%}{%= endraw =%}script:alert(1))",
    "javascript behind a macro": '[글]({{= version("kubernetes") =}}:alert(1))',
    "javascript joined by a macro": "[글](java \n{%=- raw -=%}script:alert(1){%= endraw =%})",
    "data": "[글](data:text/html,<b>x</b>)",
    "vbscript": "[글](vbscript:msgbox)",
    "file": "[글](file:///etc/passwd)",
    "blob": "[글](blob:https://example.com/1)",
    # attributes
    "event of a link": '[글](services.md){ onclick="alert(1)" }',
    "event of a heading": "### 글 { onclick=alert(1) }",
    "event after a name": "### 글 { #x .y onmouseover='alert(1)' }",
    "event with a colon": "글\n{: onclick=alert(1) }",
    "address of a link": "[글](services.md){ href=javascript:alert(1) }",
    "address of an image": "![글](services.md){ src=https://example.com/a.png }",
    "addresses of an image": "![글](services.md){ srcset=https://example.com/a.png }",
    "style of a paragraph": "글\n{: style='position:fixed' }",
    "event of a list": "- 글\n{ onclick=alert(1) }",
    # images
    "image of another site": "![글](https://example.com/a.png)",
    "image of another site without its scheme": "![글](//example.com/a.png)",
    "image with a title": "![글](https://example.com/a.png '글')",
    "image by reference": "![글][1]\n\n[1]: https://example.com/a.png",
    "image by its name": "![글]\n\n[글]: https://example.com/a.png",
    "image around brackets": "![글 [1]](https://example.com/a.png)",
    "image over two lines": "![글\n글](https://example.com/a.png)",
    "image of data": "![글](data:image/png;base64,AAAA)",
    # what nobody sees
    "text that runs backwards": "글\u202e글",
    "mark that Markdown drops": "[글](java\x02script:alert(1))",
    "space without a width": "글\u200b글",
}  # fmt: skip


@pytest.mark.parametrize("name", TRICKS)
def test_trick_is_refused(name: str, tmp_path: Path) -> None:
    changes = edited(THEORY, ("컨테이너를 묶습니다. ", f"글입니다.\n\n{TRICKS[name]}\n\n"))
    found = {one.rule for one in check(write_project(tmp_path, changes))}
    assert found & RULES, found


@pytest.mark.parametrize(
    "front",
    [
        "---\na: 1\n...\n# <script>alert(1)</script>\n---\n",
        "---\ndescription: <script>alert(1)</script>\n---\n",
        "title: <script>alert(1)</script>\n\n",
    ],
)
def test_trick_of_the_front_matter_is_refused(front: str, tmp_path: Path) -> None:
    changes = edited(THEORY, ("---\ndescription: 파드 이야기\n---\n", front))
    assert "html-raw" in {one.rule for one in check(write_project(tmp_path, changes))}


def test_version_cannot_become_a_scheme_or_a_tag(tmp_path: Path) -> None:
    for version in ("javascript", "script", "1:2", "1 2", "<b>"):
        changes = edited(DATA, ('version: "1.39.0"', f'version: "{version}"'))
        assert "bad-value" in {one.rule for one in check(write_project(tmp_path, changes))}


ALLOWED = {
    "tags": "H<sub>2</sub>O, 2<sup>3</sup>, <kbd>Ctrl</kbd>, 줄<br>바꿈<br/>과 긴<wbr>말",
    "comment": "<!-- 글쓴이에게: `kubectl --help`를 보십시오 -->",
    "comment over lines": "<!--\n이것이 없을 때\n겪는 일\n-->\n\n글",
    "less than": "3 < 5이고 a<b가 아닙니다. <파드 이름>을 씁니다.".replace("a<b", "1<2"),
    "address": "<https://kubernetes.io/>와 <team@example.com>",
    "mail": "[편지](mailto:team@example.com)",
    "http": "[글](http://example.com/a)",
    "code": "`<script>`, ``<a href=`x`>``, `{ onclick=x }`, `[글](javascript:x)`",
    "code over lines of a list": "- `<pod>`\n- `<node>`",
    "fence": "```html\n<script>alert(1)</script>\n```",
    "fence in a list": "- 글\n\n    ```text\n    <script>\n\n    { a=1 }\n    ```",
    "fence with a title": '```text title="a.txt"\n<a>\n```',
    "braces": "${{ secrets.TOKEN }}와 {{ .Values.image }}, {a: b}",
    "name of a heading": "### 글 {#x}\n\n글\n\n### 또 글 { #y }\n\n글",
    "time": "오후 3:40, 비율 1:2, kind: Pod",
    "footnote": "글[^1]\n\n[^1]: Kubernetes docs: 글",
    "brackets": "[선택] 글, 배열[0]: 첫째",
    "macro": '{{= version("kubernetes") =}}에서 합니다.',
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_authors_write_is_let_through(name: str, tmp_path: Path) -> None:
    changes = edited(THEORY, ("컨테이너를 묶습니다. ", f"글입니다.\n\n{ALLOWED[name]}\n\n"))
    assert [str(one) for one in check(write_project(tmp_path, changes))] == []
