"""What was told of a record that is hidden is told to nobody, also where the point it was merged into is shown."""

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt_web.operations.last_words import forget_last_words, last_words
from punkt_web.operations.queries import current_statuses
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import end_policy, set_policy
from punkt_web.registry.models import Point
from tests.web.finder.conftest import ACTOR, NOW


def told(point: Point) -> tuple[str, int | None]:
    """The state and the people that anybody is told of, from memory and read anew."""
    found = []
    for _time in range(2):
        status = last_words().of([(point.pk, False)]).get(point.pk)
        found.append((status.state.value if status and status.state else "", status.headcount if status else None))
        forget_last_words()
    assert found[0] == found[1]
    return found[0]


def test_the_last_word_on_it_is_for_the_desk_only(town, ask) -> None:
    shown, hidden = town.point(), town.point()
    town.say(hidden, "full", headcount=77)
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="a target")
    merge_points(ACTOR, shown, hidden, reason="the same door")
    with clock.fixed_at(NOW):
        ask(f"/p/{shown.code}", status=404)  # the merger made it as hidden
    end_policy(ACTOR, shown, reason="this record may be shown")
    assert told(shown) == ("", None)
    assert "77" not in ask(f"/p/{shown.code}")
    assert current_statuses([shown.pk])[shown.pk].headcount == 77
    end_policy(ACTOR, hidden, reason="that one too")
    assert told(shown) == ("full", 77)


def test_while_both_are_kept_back_alike_its_words_count(town) -> None:
    shown, other = town.point(), town.point()
    town.say(other, "open")
    set_policy(ACTOR, other, Visibility.AREA, reason="a target")
    merge_points(ACTOR, shown, other, reason="the same door")
    status = last_words().of([(shown.pk, True)])[shown.pk]
    assert (status.state, status.headcount) == ("open", None)
