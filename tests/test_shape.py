"""The budgets that keep the tree readable, measured. Exceptions are listed with a reason; the lists may only shrink."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "dsl_desk"

FILE, FILE_STOP = 250, 400  # lines
FUNCTION, LAY_OUT, FUNCTION_STOP = 30, 80, 50  # lines, without the docstring
CLASS = 200  # lines

# file: why it is one file all the same
LONG_FILES: dict[str, str] = {}
# file:function: why it is one function all the same
LONG_FUNCTIONS: dict[str, str] = {}
# file:class: why it is one class all the same
LONG_CLASSES: dict[str, str] = {}

FORBIDDEN = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "data", "info"}


@cache
def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))
    }


def named(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield file, node


def lines_of(node: ast.FunctionDef | ast.ClassDef) -> int:
    """From the line that names it to its last, without a docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def files() -> dict[str, int]:
    return {file: len((SOURCE / file).read_text("utf-8").splitlines()) for file in trees()}


def functions() -> dict[str, int]:
    found = named((ast.FunctionDef, ast.AsyncFunctionDef))
    return {f"{file}:{node.name}": lines_of(node) for file, node in found}  # type: ignore[attr-defined, arg-type]


def classes() -> dict[str, int]:
    found = named(ast.ClassDef)
    return {f"{file}:{node.name}": lines_of(node) for file, node in found}  # type: ignore[attr-defined, arg-type]


def over(sizes: dict[str, int], budget: int, listed: dict[str, str], stop: int) -> list[str]:
    """What breaks the budget without being listed, what is listed and no longer needs to be, what is over the stop."""
    said = [
        f"{name} has {size} lines; {budget} is the budget"
        for name, size in sizes.items()
        if size > budget and name not in listed
    ]
    said += [f"{name} has {size} lines; nothing may be over {stop}" for name, size in sizes.items() if size > stop]
    return said + [
        f"{name} keeps to the budget: take it off the list" for name in listed if sizes.get(name, 0) <= budget
    ]


def none(said: list[str]) -> None:
    assert not said, "\n" + "\n".join(said)


def test_no_file_outgrows_what_one_sitting_reads() -> None:
    none(over(files(), FILE, LONG_FILES, FILE_STOP))


def test_no_function_outgrows_a_screen() -> None:
    laid_out = {name: size for name, size in functions().items() if name.endswith(":_lay_out")}
    others = {name: size for name, size in functions().items() if name not in laid_out}
    none(over(others, FUNCTION, LONG_FUNCTIONS, FUNCTION_STOP))
    none(over(laid_out, LAY_OUT, {}, LAY_OUT))


def test_no_class_does_everything() -> None:
    none(over(classes(), CLASS, LONG_CLASSES, CLASS * 2))


def test_no_module_or_class_is_named_for_nothing() -> None:
    parts = [(file, part) for file in trees() for part in re.split(r"[/._]", file.removesuffix(".py"))]
    parts += [
        (f"{file}:{name}", word.lower())
        for file, node in named(ast.ClassDef)
        for name in [node.name]  # type: ignore[attr-defined]
        for word in re.findall(r"[A-Z][a-z]*", name)
    ]
    none([f"{where} is named {part}" for where, part in parts if part in FORBIDDEN])


def test_nothing_opens_a_connection() -> None:
    """Offline is a promise: no module for a network is named anywhere."""
    networks = re.compile(r"QtNetwork|QtWebEngine|urllib\.request|socket\.(socket|create_connection)")
    none([file for file in trees() if networks.search((SOURCE / file).read_text("utf-8"))])
