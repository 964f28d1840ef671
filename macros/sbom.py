"""What the offline bundle is made of, in the form that scanners read (CycloneDX).

The bundle holds our own files and what the theme brings: styles, and icons drawn into
the pages. Everything else that is locked only builds it and is marked ``excluded``.
The same bundle has the same list, to the byte.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import uuid
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from macros.build import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = f"{BUNDLE}.cdx.json"
_THEME = "mkdocs-material"
_TEMPLATES = "material/templates"
# The icon sets that the theme carries, by folder: name and licence, as their own LICENSE files say.
_ICONS = {
    "fontawesome": ("Font Awesome Free", "CC-BY-4.0"),
    "material": ("Material Design Icons", "Apache-2.0"),
    "octicons": ("Octicons", "MIT"),
    "simple": ("Simple Icons", "CC0-1.0"),
}
_DRAWING = re.compile(r'<path\b[^>]*?\bd="([^"]+)"')
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)", re.MULTILINE)


def write_sbom(root: Path, site: Path, archive: Path) -> Path:
    """Write the list beside the archive.

    Args:
        root: the project, for its own version and what is locked.
        site: the built site that was packed.
        archive: the packed bundle; its digest is in the list.
    """
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, digest))
    # The form leaves it open when the list was made; the library does not say so.
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bundle = Component(
        type=ComponentType.APPLICATION,
        name=BUNDLE,
        version=project["version"],
        bom_ref=BUNDLE,
        # The code and the texts.
        licenses=[LicenseExpression("MIT AND CC-BY-4.0")],
        hashes=[_sha256(digest)],
    )
    bom.metadata.component = bundle
    theme = _theme(site)
    bom.components = [theme, *_builders(root)]
    bom.register_dependency(bundle, [theme])
    made = archive.parent / FILE
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    made.write_text(f"{text}\n", encoding="utf-8")
    return made


def _sha256(digest: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=digest)


def _theme(site: Path) -> Component:
    """The theme, with its files and icon sets that are in the site."""
    installed = distribution(_THEME)
    package = _package(_THEME, installed.version, ComponentScope.REQUIRED)
    package.licenses = [LicenseExpression("MIT")]
    package.components = [*_theme_files(site), *_icon_sets(site)]
    return package


def _package(name: str, version: str, scope: ComponentScope) -> Component:
    url = PackageURL("pypi", name=name, version=version)
    return Component(name=name, version=version, purl=url, bom_ref=url.to_string(), scope=scope)


def _theme_files(site: Path) -> Iterator[Component]:
    """Files that have the name of one of the theme's, but for the digest in it."""
    theirs = {_bare(str(one)) for one in distribution(_THEME).files or () if str(one).startswith(_TEMPLATES)}
    for path in sorted((site / "assets").rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and f"{_TEMPLATES}/{_bare(name)}" in theirs:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Component(
                type=ComponentType.FILE,
                name=name,
                bom_ref=name,
                hashes=[_sha256(digest)],
            )


def _bare(name: str) -> str:
    return re.sub(r"\.[0-9a-f]{8}(?=\.)|\.min(?=\.)", "", name)


def _icon_sets(site: Path) -> Iterator[Component]:
    """The sets of which at least one icon is drawn into a page or a style."""
    drawn: set[str] = set()
    for path in (*site.rglob("*.html"), *site.rglob("*.css")):
        drawn.update(_DRAWING.findall(path.read_text(encoding="utf-8").replace("'", '"')))
    icons = Path(str(distribution(_THEME).locate_file(f"{_TEMPLATES}/.icons")))
    for folder, (name, licence) in _ICONS.items():
        files = (icons / folder).rglob("*.svg")
        if any(not drawn.isdisjoint(_DRAWING.findall(one.read_text(encoding="utf-8"))) for one in files):
            yield Component(name=name, bom_ref=f"{_THEME}/{folder}", licenses=[LicenseExpression(licence)])


def _builders(root: Path) -> Iterator[Component]:
    """What is locked for the build, and leaves nothing of its own in the bundle."""
    for match in _LOCKED.finditer((root / "requirements.txt").read_text(encoding="utf-8")):
        if match["name"] != _THEME:
            yield _package(match["name"], match["version"], ComponentScope.EXCLUDED)
