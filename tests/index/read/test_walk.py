"""A path -> the files under it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read.walk import Found, find, printable
from index.types import Skipped


def names(path: Path) -> list[str]:
    return [found.name for found in find(path) if isinstance(found, Found)]


def skipped(path: Path) -> dict[str, str]:
    return {found.name: found.reason for found in find(path) if isinstance(found, Skipped)}


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "a-b.txt", "B.txt")
    walked = names(tmp_path)
    assert walked == sorted(walked)
    assert set(walked) == {"b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "a-b.txt", "B.txt"}
    assert all(isinstance(found, Found) and found.root == tmp_path.resolve() for found in find(tmp_path))


def test_a_files_root_is_the_folder_it_lies_in(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt")
    (found,) = find(tmp_path / "in" / "a.txt")
    assert found == Found(path=tmp_path / "in" / "a.txt", name="a.txt", root=(tmp_path / "in").resolve())


def test_hidden_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", ".git/a.txt", "seen.txt")
    assert list(find(tmp_path)) == [Found(path=tmp_path.resolve() / "seen.txt", name="seen.txt", root=tmp_path.resolve())]
    assert names(tmp_path / ".hidden.txt") == [".hidden.txt"]
    assert names(tmp_path / ".git") == ["a.txt"]


def test_nothing_at_a_path_is_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find(tmp_path / "absent")


def test_links_that_loop_end_and_each_file_comes_once(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "again.txt").symlink_to("in/a.txt")
    assert names(tmp_path) == ["in/a.txt"]
    assert skipped(tmp_path) == {"self": "a link that leads nowhere"}


def test_links_out_of_the_folder_are_skipped_by_name(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", "out/b.txt", "in/.secret.txt")
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "seen.txt").symlink_to(".secret.txt")
    assert names(tmp_path / "in") == ["a.txt"]
    assert skipped(tmp_path / "in") == {
        "b.txt": "a link to outside the folder",
        "out": "a link to outside the folder",
        "seen.txt": "a link to a hidden file",
    }


def test_a_linked_folder_and_a_linked_file_are_read_when_named(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "b.txt").symlink_to("real/a.txt")
    assert names(tmp_path / "link") == ["a.txt"]
    assert next(iter(find(tmp_path / "b.txt"))) == Found(path=tmp_path / "b.txt", name="b.txt", root=tmp_path.resolve())


def test_pipes_and_devices_are_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert skipped(tmp_path) == {"pipe.txt": "not a regular file", "zero.txt": "not a regular file"}
    assert skipped(tmp_path / "pipe.txt") == {"pipe.txt": "not a regular file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named_and_the_rest_is_walked(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", "b.txt")
    (tmp_path / "in").chmod(0)
    assert names(tmp_path) == ["b.txt"]
    assert skipped(tmp_path) == {"in": "permission denied"}
    (tmp_path / "in").chmod(0o700)


def test_odd_names_are_shown_in_plain_characters(tmp_path: Path) -> None:
    put(tmp_path, "a\x1b[2Jb\n.txt", "-rf.txt", "gpj\u202etxt.txt", "back\\slash.txt", "Zürich 1.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("x")
    assert set(names(tmp_path)) == {
        "a\\x1b[2Jb\\x0a.txt",
        "-rf.txt",
        "gpj\\u202etxt.txt",
        "back\\x5cslash.txt",
        "Zürich 1.txt",
        "bad\\xff.txt",
    }


def test_a_long_name_and_a_deep_tree_are_walked(tmp_path: Path) -> None:
    put(tmp_path, "n" * 251 + ".txt", "/".join(["deep"] * 150) + "/a.txt")
    assert len(names(tmp_path)) == 2


@given(st.lists(st.text(st.characters(), max_size=8), min_size=2, max_size=2, unique=True))
def test_no_two_names_are_shown_alike(pair: list[str]) -> None:
    one, other = map(printable, pair)
    assert one != other
    assert one.isprintable()
    one.encode("utf-8")
