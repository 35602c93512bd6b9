"""No page of the documentation loads anything from another origin."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Attributes that make a browser fetch, wherever they stand. An <a href> waits for a click.
FETCHING = {"src", "srcset", "poster", "data", "background"}
# Of <link>, these relations only name another page.
NAMING = {"canonical", "alternate", "next", "prev", "author", "license", "edit"}
# What material's script fetches from a CDN on its own: the diagram drawer, when a page has one.
DRAWN_ELSEWHERE = {"mermaid"}

FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
CSS_LOAD = re.compile(
    r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""", re.IGNORECASE
)


class Loads(HTMLParser):
    """Collects what a page would fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name in FETCHING and any(FOREIGN.match(u.strip()) for u in value.split(",")):
                self.found.append(f"<{tag} {name}={value}>")
        relations = set(given.get("rel", "").split())
        if tag == "link" and FOREIGN.match(given.get("href", "")) and not relations <= NAMING:
            self.found.append(f"<link rel={given.get('rel')} href={given['href']}>")
        self.found += CSS_LOAD.findall(given.get("style", ""))
        if DRAWN_ELSEWHERE & set(given.get("class", "").split()):
            self.found.append(f"<{tag} class={given['class']}>")

    def handle_data(self, data: str) -> None:
        if self.inside == "style":
            self.found += CSS_LOAD.findall(data)
        if self.inside == "script":
            self.found += re.findall(r"(?:fetch|import)\(\s*[\"'`]((?:https?:)?//[^\"'`]+)", data)


def loads_of_html(text: str) -> list[str]:
    page = Loads()
    page.feed(text)
    return page.found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
    done = subprocess.run([*command, str(built)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    return built


def test_no_page_loads_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 10
    found = {p.name: loads for p in pages if (loads := loads_of_html(p.read_text("utf-8")))}
    assert not found


def test_no_stylesheet_loads_from_elsewhere(site: Path) -> None:
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    found = {s.name: loads for s in sheets if (loads := CSS_LOAD.findall(s.read_text("utf-8")))}
    assert not found


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link rel="preconnect" href="//cdn.example">',
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="http://img.example/x.png">',
        '<img srcset="x.png, https://img.example/x2.png 2x">',
        '<iframe src="//video.example"></iframe>',
        '<style>@import "https://fonts.example/css";</style>',
        '<p style="background: url(https://img.example/x.png)">',
        '<script>fetch("https://api.example")</script>',
        '<pre class="mermaid">graph TD</pre>',
    ],
)
def test_the_check_sees_every_way_to_load(html: str) -> None:
    assert loads_of_html(html)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.example">a link waits for a click</a>',
        '<link rel="canonical" href="https://docs.example/">',
        '<script src="assets/x.js"></script>',
        "<p>https://www.example is only text</p>",
    ],
)
def test_the_check_leaves_links_and_own_files_alone(html: str) -> None:
    assert not loads_of_html(html)
