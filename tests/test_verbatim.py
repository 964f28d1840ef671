"""Code is shown byte for byte as it was written, whatever braces it has, with no escaping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html
import pytest

from macros.build import build_site
from tests.conftest import clear_addresses, copy_project
from tests.minimal import MANIFEST, PRACTICE, VERSIONS, edited, write_project

if TYPE_CHECKING:
    from pathlib import Path

# Name, language of the fence, code.
CODE = {
    "helm": (
        "yaml",
        """\
{{- if .Values.ingress.enabled }}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
{{- range $key, $value := .Values.labels }}
  {{ $key }}: {{ $value | quote }}
{{- end }}
{{- /* a comment */ -}}
{{- include "chart.labels" . | nindent 4 }}
""",
    ),
    "go template": (
        "console",
        """\
$ kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}'
web-5d4f8c7b9-abcde
$ kubectl get pods -o jsonpath='{.items[*].status.podIP}' | tr ' ' '\\n'
10.244.0.7
$ docker inspect -f '{{ json .State }}' web
""",
    ),
    "github actions": (
        "yaml",
        """\
env:
  TOKEN: ${{ secrets.TOKEN }}
  REF: ${{ github.event_name == 'push' && github.ref || '' }}
""",
    ),
    "envoy": (
        "yaml",
        """\
format: "[%START_TIME%] %REQ(:AUTHORITY)% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% [% envoy %]\\n"
""",
    ),
    "bash": (
        "bash",
        """\
[[ -f "$file" && ${#list[@]} -gt 0 ]] && echo "${var#prefix}" "${var%%suffix}" "${var//a/b}"
cat <<'EOF' > web.yaml
name: ${NAME:-web}   # {#comment#}
EOF
echo '{# not a comment #}' '{% not a block %}' '{{ not a variable }}' "$(( 1 << 2 ))"
""",
    ),
    "attribute list": (
        "text",
        """\
## 제목 {#id .class key="value"}
{: #other }
[글](주소){ .button }
*[abbr]: 줄임말
[^1]: 각주
--8<-- "file.md"
""",
    ),
    "other macro languages": (
        "text",
        """\
{% raw %}{{ user.name | e }}{% endraw %} {%- for x in y -%}{{ x }}{%- endfor -%} {# comment #}
""",
    ),
    "html": (
        "html",
        """\
<script>alert("x < y && z > 0")</script> &amp; &lt; &nbsp; <!-- comment -->
""",
    ),
    "spaces": (
        "text",
        """\
  two before

three after\x20\x20\x20
""",
    ),
    "tabs": (
        "makefile",
        """\
all:
\tcat <<-EOF
\tone\ttwo
\tEOF
""",
    ),
    "backslashes": (
        "console",
        """\
$ kubectl run tmp --image=busybox:1.37 \\
>   --restart=Never --rm -it -- sh -c 'printf "a\\tb\\\\n"'
a b\\n
""",
    ),
}  # fmt: skip
INLINE = [
    "{{ .Values.x }}",
    "${{ x }}",
    "[% x %]",
    "{% x %}",
    "{# x #}",
    "${var#x}",
    "[[ x ]]",
    "%REQ(:AUTHORITY)%",
]
NESTED = 'image: {{ .Values.image }}\nname: "{% x %}" # {#id}'
SHOWN = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  template: "{{ .Values.name }} ${{ x }} {% x %} {#id} [% x %]"
  script: |
    [[ -n "${var#x}" ]] && cat <<EOF
    `code` *star* <b> &amp;
    EOF
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose pages show all this code."""
    root = tmp_path_factory.mktemp("verbatim")
    fences = "\n\n".join(f"```{language}\n{code}```" for language, code in CODE.values())
    inline = "\n\n".join(f"- 문장 속의 `{code}`입니다." for code in INLINE)
    nested = "\n".join(f"    {line}" for line in ["```yaml", *NESTED.split("\n"), "```"])
    page = (
        f'# 시험한 버전\n\n{fences}\n\n{inline}\n\n1.  목록 안:\n\n{nested}\n\n!!! note "상자"\n\n{nested}\n'
    )
    copy_project(root, docs=False)
    highlight = edited(PRACTICE, ("2-3", "2-3 6"))
    write_project(root, {VERSIONS: page, MANIFEST: SHOWN, **highlight})
    with pytest.MonkeyPatch.context() as patch:
        clear_addresses(patch)
        return build_site(root)


def shown(file: Path, path: str) -> list[str]:
    """The text of all elements at ``path`` of a built page."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    document = lxml.html.document_fromstring(file.read_bytes(), parser)
    return [element.text_content() for element in document.xpath(path)]


@pytest.mark.parametrize("name", CODE)
def test_a_block_of_code_is_shown_as_written(name: str, built: Path) -> None:
    blocks = shown(built / "versions/index.html", "//article//pre//code")
    assert blocks[list(CODE).index(name)] == CODE[name][1]


def test_code_inside_lists_and_boxes_is_shown_as_written(built: Path) -> None:
    blocks = shown(
        built / "versions/index.html", "//article//*[self::li or @class='admonition note']//pre//code"
    )
    assert blocks == [f"{NESTED}\n"] * 2


def test_code_in_a_sentence_is_shown_as_written(built: Path) -> None:
    assert shown(built / "versions/index.html", "//article//li/code | //article//li/p/code") == INLINE


def test_a_manifest_is_shown_as_it_is_in_its_file(built: Path) -> None:
    page = built / "orchestration/kubernetes/basic/services/index.html"
    assert SHOWN in shown(page, "//article//pre//code")
