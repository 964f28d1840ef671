"""The two sites that are compared: ours, and plain Material with the same pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from macros.build import make
from tests.conftest import copy_project

if TYPE_CHECKING:
    from pathlib import Path


def ours(folder: Path, *, offline: bool = False) -> Path:
    """Our site, as it is deployed, or as it is read offline."""
    return make(copy_project(folder / "project"), folder / "site", offline=offline)


def plain(folder: Path, *, offline: bool = False) -> Path:
    """The same pages with Material as it comes: no overrides, no styles or scripts of ours.

    With its search, told to search in Korean, and with its plugin for reading offline.
    """
    project = copy_project(folder / "project")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  custom_dir: .*\n", "", text)
    text = re.sub(r"(?m)^extra_css:\n(?:  .*\n)+", "", text)
    text = re.sub(r"(?m)^extra_javascript:\n(?:  .*\n)+", "", text)
    plugins = "  - search: {lang: ko}\n" + ("  - offline\n" if offline else "")
    config.write_text(text.replace("\nplugins:\n", f"\nplugins:\n{plugins}"), encoding="utf-8")
    home = project / "docs/index.md"
    home.write_text(re.sub(r"(?m)^template: .*\n", "", home.read_text(encoding="utf-8")), encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "REPO_URL": ""}
    environment |= {"DIRECTORY_URLS": str(not offline).lower()}
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site")]
    subprocess.run(command, cwd=project, env=environment, check=True)
    return folder / "site"
