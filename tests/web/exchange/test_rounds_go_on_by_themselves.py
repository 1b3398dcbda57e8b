"""What goes on by itself: a check of all points, a round of readiness, and what is due on each channel."""

import pytest

from punkt_web.exchange import rounds


@pytest.fixture(autouse=True)
def keeps_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction of the test goes on."""
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)


def test_a_round_that_breaks_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError("no database")

    assert rounds.safely("check", broken) is None
    assert "broke off" in caplog.text


def test_there_is_a_thread_for_the_check_for_readiness_and_for_each_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(rounds, "for_ever", lambda _every_s, steps: begun.extend(steps))
    for thread in rounds.start_rounds():
        thread.join()
        assert thread.daemon
    assert sorted(begun) == ["assess", "check", "email", "push", "remind", "webhook"]
