"""Who reads a file gets the one before or the new one, and an error leaves nothing behind."""

import os

import pytest

from punkt.files import opened, written_whole


def test_the_file_before_stands_until_the_new_one_is_whole(tmp_path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"before")
    with written_whole(path) as file:
        file.write(b"after")
        file.flush()
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def fail_while_writing(path) -> None:
    with written_whole(path) as file:
        file.write(b"half")
        raise RuntimeError


def test_an_error_leaves_the_file_before_and_no_draft(tmp_path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError):
        fail_while_writing(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_take_its_place_leaves_no_draft(tmp_path) -> None:
    path = tmp_path / "folder"
    (path / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"), written_whole(path) as file:
        file.write(b"whole")
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="not a regular file"):
            opened(path)
