"""Only ``actions`` change rows, so that there is one place to look for what a write must do beside writing."""

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, is_actions, is_write, python_files, tree, writes_in

# A file that writes and is no action, with the reason why that is right.
EXCEPTIONS = {
    "common/audit.py": "writes the audit rows themselves",
    "accounts/models.py": "the manager through which Django's own commands make a user",
}


def name(path: Path) -> str:
    return path.relative_to(PRODUCT).as_posix()


@pytest.mark.parametrize("path", [path for path in python_files(PRODUCT) if not is_actions(path)], ids=name)
def test_a_module_that_is_no_action_changes_no_rows(path: Path) -> None:
    if name(path) in EXCEPTIONS:
        pytest.skip(EXCEPTIONS[name(path)])
    found = [f"{name(path)}:{call.lineno}: {ast.unparse(call)[:80]}" for call in writes_in(tree(path))]
    assert not found, "Only actions write. Move this there:\n" + "\n".join(found)


def test_every_exception_still_writes() -> None:
    for exception in EXCEPTIONS:
        assert any(writes_in(tree(PRODUCT / exception))), f"{exception} writes no more; take it from the list"


@pytest.mark.parametrize(
    "code",
    [
        "point.save()",
        "point.save(update_fields=['status'])",
        "Point.objects.create(code='x')",
        "Point.objects.filter(pk=1).update(status='x')",
        "point.aliases.all().delete()",
        "Point.objects.bulk_create(points)",
        "form.save()",
        "cursor.execute('update registry_point set status = 1')",
    ],
)
def test_a_write_is_seen(code: str) -> None:
    assert is_write(ast.parse(code, mode="eval").body)


@pytest.mark.parametrize(
    "code",
    [
        "image.save(buffer, 'JPEG')",
        "digest.update(content)",
        "names.update({'en': 'x'})",
        "cache.delete('key')",
        "cursor.execute('select 1')",
        "point.full_clean()",
    ],
)
def test_what_only_looks_like_a_write_is_let_through(code: str) -> None:
    assert not is_write(ast.parse(code, mode="eval").body)
