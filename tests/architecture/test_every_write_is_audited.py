"""A public function of ``actions`` that changes rows also adds audit rows, or is a part of actions that do.

Read from the source: from a function, follow every function of the product that it names, and every method of the
product with a name that it calls. If a write can be reached so, ``audit.record`` or ``record_many`` must be reachable
too. This sees every action and no branch of it; that each changed row is told is asked of running actions in
``test_every_changed_row_has_an_audit_row``. That a row is in the same transaction is for ``audit.record`` itself, which
refuses to work outside one.
"""

import ast
from dataclasses import dataclass, field
from functools import cache

import pytest

from tests.architecture.sources import PRODUCT, is_actions, module_name, python_files, tree, writes_in

AUDIT = frozenset(f"punkt_web.common.audit.{name}" for name in ("record", "record_many", "record_prepared"))

# A public action that writes without an audit row, with the reason why that is right.
EXCEPTIONS = {
    "punkt_web.registry.actions.points.publish_revision": "a counter for caches; it states nothing",
    "punkt_web.operations.actions.alarms.outbox.claim": "who sends a message now; that it was sent is told",
    "punkt_web.operations.actions.alarms.outbox.drop": "a message that nobody is to get; its alarms are told of",
    "punkt_web.operations.actions.alarms.outbox.forget_old_messages": "messages that were told of when they were sent",
    "punkt_web.hosting.actions.reminders.make_reminders": "what waits to be sent; that it was sent is told",
    "punkt_web.hosting.actions.reminders.claim_reminders": "who sends a letter now; that it was sent is told",
    "punkt_web.exchange.actions.importing.read_and_stage": "a dry run: what it names writes only with a run",
}


@dataclass
class Function:
    """What a function does itself, which functions of the product it names, and which methods it calls."""

    is_writing: bool
    named: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


def imported_names(module: ast.Module) -> dict[str, str]:
    """``name in this module -> dotted name of what it stands for``, for imports of the product."""
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("punkt_web"):
            names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return names


def functions_of(module: ast.Module, dotted: str) -> dict[str, Function]:
    """The functions of a module under their dotted names, methods as ``module.Class.method``."""
    known = imported_names(module)
    tops = {node.name: node for node in module.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    known |= {name: f"{dotted}.{name}" for name in tops}
    found: dict[str, Function] = {}
    for name, node in tops.items():
        if isinstance(node, ast.FunctionDef):
            found[f"{dotted}.{name}"] = function_of(node, known)
            continue
        for method in [part for part in node.body if isinstance(part, ast.FunctionDef)]:
            found[f"{dotted}.{name}.{method.name}"] = function_of(method, known)
    return found


def function_of(node: ast.FunctionDef, known: dict[str, str]) -> Function:
    """Notes names, ``module.name`` and calls of methods."""
    made = Function(is_writing=any(writes_in(node)))
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id in known:
            made.named.add(known[part.id])
        elif isinstance(part, ast.Attribute):
            if isinstance(part.value, ast.Name) and part.value.id in known:
                made.named.add(f"{known[part.value.id]}.{part.attr}")
            else:
                made.methods.add(part.attr)
    return made


@cache
def product() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for path in python_files(PRODUCT):
        found |= functions_of(tree(path), module_name(path))
    return with_methods(found)


def with_methods(functions: dict[str, Function]) -> dict[str, Function]:
    """Whose method is called cannot be read off; so every method of that name counts as named."""
    by_name: dict[str, set[str]] = {}
    for name in functions:
        by_name.setdefault(name.rpartition(".")[2], set()).add(name)
    for function in functions.values():
        for method in function.methods:
            function.named |= {name for name in by_name.get(method, ()) if name.split(".")[-2].lstrip("_")[0].isupper()}
    return functions


def reachable(name: str, functions: dict[str, Function]) -> set[str]:
    """A function and all that it names, directly or through others; the audit trail is an end."""
    seen, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += functions[one].named if one in functions and one not in AUDIT else []
    return seen


def is_writing(name: str, functions: dict[str, Function]) -> bool:
    return any(functions[one].is_writing for one in reachable(name, functions) - AUDIT if one in functions)


def is_audited(name: str, functions: dict[str, Function]) -> bool:
    return not AUDIT.isdisjoint(reachable(name, functions))


def is_covered(name: str, functions: dict[str, Function], *, below: frozenset[str] = frozenset()) -> bool:
    """Whether a function adds audit rows, or is named only by functions of ``actions`` of which each is covered."""
    if is_audited(name, functions):
        return True
    callers = (
        {one for one, function in functions.items() if name in function.named} - {name} - below - EXCEPTIONS.keys()
    )
    return bool(callers) and all(
        is_of_actions(one) and is_covered(one, functions, below=below | {name}) for one in callers
    )


def is_of_actions(name: str) -> bool:
    return "actions" in name.split(".")


def public_actions() -> list[str]:
    return sorted(
        f"{module_name(path)}.{node.name}"
        for path in python_files(PRODUCT)
        if is_actions(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )


@pytest.mark.parametrize("name", public_actions())
def test_an_action_that_writes_leaves_an_audit_row(name: str) -> None:
    if name in EXCEPTIONS:
        pytest.skip(EXCEPTIONS[name])
    if is_writing(name, product()):
        assert is_covered(name, product()), f"{name} changes rows and nothing in it, or around it, calls audit.record"


def test_every_exception_still_writes() -> None:
    for name in EXCEPTIONS:
        assert is_writing(name, product()), f"{name} writes no more; take it from the list"


PARTS = """
from punkt_web.common.audit import record

def part(point): point.save()
def shared(point): point.save()
def alone(point): point.save()
def whole(point): part(point); shared(point); record(actor, write)
"""


def test_a_part_is_covered_by_actions_that_tell_and_not_by_others() -> None:
    functions = functions_of(ast.parse(PARTS), "app.actions")
    functions["app.views.page"] = Function(is_writing=False, named={"app.actions.shared"})
    covered = {name: is_covered(f"app.actions.{name}", functions) for name in ("part", "shared", "alone", "whole")}
    assert covered == {"part": True, "shared": False, "alone": False, "whole": True}


CODE = """
from punkt_web.common import audit
from punkt_web.common.audit import record

def silent(point): point.save()
def quiet(point): silent(point)
def loud(point): silent(point); record(actor, write)
def louder(point): loud(point)
def through_module(point): silent(point); audit.record_many(actor, writes)
def reading(point): return point.code

class _Batch:
    def put(self): record(actor, self.made.save())

def by_method(batch): batch.put()
def making(): return _Batch()
"""


@pytest.mark.parametrize(
    ("name", "writes", "audits"),
    [
        ("silent", True, False),
        ("quiet", True, False),
        ("loud", True, True),
        ("louder", True, True),
        ("through_module", True, True),
        ("reading", False, False),
        ("by_method", True, True),
        ("making", False, False),
    ],
)
def test_writes_and_audit_rows_are_followed_through_calls(name: str, writes: bool, audits: bool) -> None:
    functions = with_methods(functions_of(ast.parse(CODE), "m"))
    assert is_writing(f"m.{name}", functions) is writes
    assert is_audited(f"m.{name}", functions) is audits
