"""The source files that the rules are asked of."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PRODUCT = SOURCE / "punkt_web"


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def python_files(folder: Path = SOURCE) -> list[Path]:
    """Every module below a folder but the migrations."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def module_name(path: Path) -> str:
    """The dotted name under which a file of ``src`` is imported."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_actions(path: Path) -> bool:
    """Whether a file is an app's ``actions.py`` or lies in its package ``actions``."""
    return path.name == "actions.py" or "actions" in path.relative_to(PRODUCT).parts[:-1]


_WRITING = frozenset(
    {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create_user", "create_superuser"}
)
# Files, images, caches and hashes have these too, and give them what they act on; a model and a query do not.
_WRITING_ALONE = frozenset({"save", "delete", "update"})
_SQL = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "DROP", "ALTER")


def is_write(node: ast.AST) -> bool:
    """Whether a piece of code is a call that changes rows: of a model, a query, a bound form, or by SQL."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name = node.func.attr
    if name in _WRITING:
        return True
    if name == "update":
        return bool(node.keywords) and not node.args
    if name in _WRITING_ALONE:
        return not node.args
    return name in {"execute", "executemany"} and _sql_of(node).upper().startswith(_SQL)


def _sql_of(call: ast.Call) -> str:
    texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return texts[0].lstrip() if texts else ""


def writes_in(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in a piece of code that change rows."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and is_write(part):
            yield part


def templates() -> list[Path]:
    """Every HTML template of the product."""
    return sorted(path for path in PRODUCT.rglob("*.html") if "templates" in path.parts)
