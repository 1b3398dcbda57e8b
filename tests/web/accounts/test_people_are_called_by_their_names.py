"""Whoever wrote a row is told by name; the address stands there only where two have one name."""

import pytest
from django.core.cache import caches

from punkt_web.accounts import names
from punkt_web.accounts.actions import by_command, change_person, give_person
from punkt_web.accounts.names import shown_name

BY = by_command("test")

pytestmark = pytest.mark.django_db


def test_a_person_with_a_name_is_called_by_it():
    give_person(BY, "oksana@example.org", name="Oksana")
    assert shown_name("oksana@example.org") == "Oksana"


def test_a_person_without_a_name_and_what_is_no_person_are_told_as_they_are():
    give_person(BY, "nobody@example.org")
    for written in ("nobody@example.org", "punkt import", "Fire brigade radio", ""):
        assert shown_name(written) == written


def test_two_of_one_name_are_told_apart_by_their_addresses():
    give_person(BY, "first@example.org", name="Ivan")
    give_person(BY, "second@example.org", name="IVAN")
    assert shown_name("first@example.org") == "Ivan (first@example.org)"
    assert shown_name("second@example.org") == "IVAN (second@example.org)"


def test_another_name_is_told_at_once():
    user = give_person(BY, "oksana@example.org", name="Oksana")
    assert shown_name(user.email) == "Oksana"
    change_person(BY, user, email=user.email, name="Oksana Ivanivna", language="")
    assert shown_name(user.email) == "Oksana Ivanivna"


def test_many_names_are_one_question(django_assert_num_queries):
    for number in range(20):
        give_person(BY, f"p{number}@example.org", name=f"Person {number}")
    caches["process"].clear()
    with django_assert_num_queries(1):
        assert [shown_name(f"p{number}@example.org") for number in range(20)] == [f"Person {n}" for n in range(20)]


def test_names_that_were_read_while_somebody_was_named_are_not_kept(monkeypatch):
    read = names._read

    def somebody_is_named_meanwhile():
        known = read()
        give_person(BY, "late@example.org", name="Late")
        return known

    monkeypatch.setattr(names, "_read", somebody_is_named_meanwhile)
    names.forget_names()
    assert shown_name("late@example.org") == "late@example.org"
    monkeypatch.setattr(names, "_read", read)
    assert shown_name("late@example.org") == "Late"
