"""A territory sets the order of a list; lines that it did not know of keep the place where one looks for them."""

from hypothesis import given
from hypothesis import strategies as st

from punkt.checklists.order import arranged

keys = st.lists(st.sampled_from("abcdefgh"), unique=True)
orders = st.lists(st.sampled_from("abcdefghxyz"))


@given(keys, orders)
def test_no_line_is_lost_or_asked_twice(lines: list[str], order: list[str]) -> None:
    assert sorted(arranged(lines, order)) == sorted(lines)


@given(keys, orders)
def test_what_the_order_names_comes_in_that_order(lines: list[str], order: list[str]) -> None:
    named = [key for key in dict.fromkeys(order) if key in lines]
    assert [key for key in arranged(lines, order) if key in named] == named


@given(keys)
def test_without_an_order_it_stays(lines: list[str]) -> None:
    assert arranged(lines, []) == lines == arranged(lines, lines)


@given(keys, st.data())
def test_any_order_can_be_set(lines: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(lines))
    assert arranged(lines, order) == order


def test_a_line_that_comes_later_stands_behind_its_neighbour() -> None:
    assert arranged(["a", "new", "b", "c", "last"], ["c", "b", "a"]) == ["c", "last", "b", "a", "new"]
    assert arranged(["new", "a"], ["a"]) == ["new", "a"]
