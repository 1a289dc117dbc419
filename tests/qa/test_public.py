"""The public Python API."""

import ast
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path

import qa


def test_every_public_name_can_be_had_and_has_a_docstring() -> None:
    assert sorted(qa.__all__) == sorted(qa._PLACES)
    assert all(getattr(qa, name).__doc__ for name in qa.__all__)


def test_the_names_for_type_checkers_are_the_names_at_run_time() -> None:
    tree = ast.parse(Path(qa.__file__).read_text("utf-8"))
    typed = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and "." in node.module
        for alias in node.names
    }
    assert typed == set(qa.__all__)


def test_each_import_name_has_one_owner() -> None:
    root = Path(qa.__file__).parent.parent
    for name in ("qa", "index", "prompts"):
        assert Path(import_module(name).__file__ or "").parent == root / name
        others = [
            dist.name
            for dist in distributions()
            if dist.name != "deskbook" and any(file.parts[0] in (name, f"{name}.py") for file in dist.files or ())
        ]
        assert others == []
