"""The reference says what the source says: its tables, its names, its codes."""

import ast
import re
from pathlib import Path

import pytest

import boundlib
from docs._ext.generated import DOCUMENTS, MARK, filled

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if MARK.search(page.read_text("utf-8"))]


def made(name: str) -> str:
    return filled((DOCS / name).read_text("utf-8"), name)


@pytest.mark.parametrize("page", [page.relative_to(DOCS).as_posix() for page in PAGES])
def test_every_mark_becomes_a_table(page: str) -> None:
    text = made(page)
    assert not MARK.search(text)
    assert len(text) > len((DOCS / page).read_text("utf-8"))


def test_every_link_of_a_table_leads_to_a_heading() -> None:
    texts = {p.relative_to(DOCS).as_posix(): made(p.relative_to(DOCS).as_posix()) for p in PAGES}
    anchors = {page: set(re.findall(r"\{ #([\w.-]+) \}", text)) for page, text in texts.items()}
    for page, text in texts.items():
        for path, anchor in re.findall(r"\]\(([^)#:]*)#([\w.-]+)\)", text):
            target = (DOCS / page).parent / path if path else DOCS / page
            name = target.resolve().relative_to(DOCS).as_posix()
            if name in anchors:
                assert anchor in anchors[name], f"{page} links to {path}#{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_definition_of_a_schema_is_shown_on_some_page(document: str) -> None:
    shown = "".join(made(f"reference/{name}.md") for name in ("words", *DOCUMENTS))
    for title in boundlib.schema(document)["$defs"]:
        assert f"### {title} {{ #" in shown, title


def test_every_kind_of_clause_has_a_section_in_the_guide() -> None:
    for topic in ("contact", "crisis", "sharing", "governance", "pace"):
        text = made(f"guide/{topic}.md")
        for kind in re.findall(rf"^\| \[`({topic}\.\w+)`\]", text, re.MULTILINE):
            assert f"## {kind} {{ #{kind} }}" in text


def test_every_name_that_stays_is_in_the_reference() -> None:
    text = made("reference/api.md").replace("\\", "")
    for name in boundlib.__all__:
        shown = rf"^(?:### boundlib\.{name}\b|\[\]\(\){{ #boundlib\.{name}\b)"
        assert re.search(shown, text, re.MULTILINE), name


def codes_of_errors() -> set[str]:
    """The first text of every call that makes an error, below the command line."""
    makers = {"Fault", "Problem", "Flaw", "Refused", "add"}
    found = set()
    for folder in ("declare", "model", "times", "wire"):
        for path in sorted((ROOT / "src/boundlib" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    code = node.args[0]
                    if name in makers and isinstance(code, ast.Constant):
                        found.add(str(code.value))
    return {code for code in found if re.fullmatch("[a-z0-9_]+", code)}


def test_the_codes_of_errors_are_those_of_the_source() -> None:
    page = (DOCS / "reference/problems.md").read_text("utf-8")
    errors = page.partition("## Errors")[2].partition("## Findings")[0]
    documented = re.findall(r"^\| `(\w+)` \|", errors, re.MULTILINE)
    assert len(set(documented)) == len(documented)
    assert set(documented) == codes_of_errors()


def test_the_values_of_answers_on_the_page_are_all_that_there_are() -> None:
    schema = boundlib.schema("decision")["$defs"]
    kinds = {
        schema[form["$ref"].rpartition("/")[2]]["properties"]["kind"]["const"]
        for form in schema["Value"]["oneOf"]
    }
    shown = set(re.findall(r"`(\w+)`", "".join(_last_cells(made("reference/question.md")))))
    assert shown == kinds


def _last_cells(text: str) -> list[str]:
    rows = re.findall(r"^\| \[`\w+\..*$", text, re.MULTILINE)
    return [row.rstrip("| ").rpartition("|")[2] for row in rows]
