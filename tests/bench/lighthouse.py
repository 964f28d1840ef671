"""``python -m tests.bench.lighthouse``: Lighthouse (mobile) of our pages beside plain Material.

Needs Node. Lighthouse itself is installed once, from the lock file beside this one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from macros.browser import arguments, executable
from tests.bench import sites
from tests.bench.served import served

HERE = Path(__file__).parent
PAGES = (
    "",
    "orchestration/kubernetes/basic/",
    "orchestration/kubernetes/basic/pods/",
    "case-studies/",
    "glossary/",
)
SCORES = ("performance", "accessibility", "best-practices", "seo")


def program() -> Path:
    """Lighthouse, installed if it is not there.

    Raises:
        SystemExit: there is no Node.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Node가 없습니다. https://nodejs.org/ 를 보고 설치하십시오.")
    path = HERE / "node_modules/.bin/lighthouse"
    if not path.exists():
        subprocess.run([npm, "ci", "--silent"], cwd=HERE, check=True)
    return path


def measure(lighthouse: Path, url: str) -> dict[str, Any]:
    """The report of one page."""
    flags = " ".join(["--headless=new", *arguments()])
    command = [str(lighthouse), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": _browser()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _browser() -> str:
    path = executable()
    if path is None:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    return path


def line(report: dict[str, Any]) -> str:
    """The four scores and the layout shift of a report."""
    scores = " ".join(f"{report['categories'][name]['score']:.2f}" for name in SCORES)
    return f"{scores}  CLS {report['audits']['cumulative-layout-shift']['numericValue']:.3f}"


def failed(report: dict[str, Any]) -> list[str]:
    """The audits that cost points outside of performance."""
    names = {
        ref["id"] for key in SCORES[1:] for ref in report["categories"][key]["auditRefs"] if ref["weight"]
    }
    return [name for name in sorted(names) if report["audits"][name]["score"] == 0]


def main() -> int:
    """Print both sites side by side; 0."""
    lighthouse = program()
    with tempfile.TemporaryDirectory() as folder:
        built = {
            "우리": sites.ours(Path(folder) / "ours"),
            "테마 그대로": sites.plain(Path(folder) / "plain"),
        }
        print("성능, 접근성, 권장 사항, 검색 엔진 (Lighthouse, 휴대 전화)")
        for page in PAGES:
            for name, site in built.items():
                with served(site) as base:
                    report = measure(lighthouse, base + page)
                print(f"{line(report)}  {name}: /{page}", *failed(report), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
