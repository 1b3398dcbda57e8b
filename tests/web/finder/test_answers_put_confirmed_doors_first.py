"""Open doors that have what is asked for come first; what is not confirmed, not known or shut stands apart."""

from punkt.confidence.freshness import PublicState
from punkt_web.finder.answers import answer_in, answer_near
from punkt_web.finder.network import network
from punkt_web.operations.published_asked import published_asked
from punkt_web.operations.queries import current_statuses
from punkt_web.registry.published import published_points
from tests.web.finder.conftest import HERE, address


def codes(found) -> list[str]:
    return [one.point.code for one in found]


def near(*needs: str, n: int = 5):
    return answer_near(network(), *HERE, needs, n=n)


def test_a_near_point_that_nobody_confirmed_does_not_stand_before_an_open_one(town):
    silent, shut = town.point(north_m=50), town.point(north_m=60)
    far, nearer = town.open_point(north_m=2000), town.open_point(north_m=900)
    town.say(shut, "closed")
    answer = near("heat")
    assert codes(answer.open) == [nearer.code, far.code]
    assert codes(answer.not_confirmed) == [silent.code]
    assert codes(answer.shut) == [shut.code]


def test_full_and_opening_points_come_after_open_ones(town):
    full, opening, is_open = (town.point(north_m=metres) for metres in (100, 200, 3000))
    town.say(full, "full")
    town.say(opening, "opening")
    town.say(is_open, "open")
    assert codes(near().open) == [is_open.code, full.code, opening.code]


def test_a_point_known_to_lack_a_need_is_left_out_and_an_unknown_one_stands_apart(town):
    has = town.open_point(north_m=700, needs="heat pets")
    unknown = town.open_point(north_m=100, needs="heat")
    lacking = town.open_point(north_m=50, needs="heat", facts={"service.pets": "no"})
    limited = town.open_point(north_m=800, needs="heat", facts={"service.pets": "limited"})
    answer = near("heat", "pets")
    assert codes(answer.open) == [has.code, limited.code]
    assert codes(answer.maybe) == [unknown.code]
    assert lacking.code not in codes(answer.found)


def test_a_fresh_live_word_wins_over_the_register_both_ways(town):
    broken = town.open_point(north_m=100, needs="heat")
    town.say(broken, "", services={"heat": "no"}, minutes_ago=5)
    mended = town.open_point(north_m=200, needs="", facts={"service.heat": "no"})
    town.say(mended, "", services={"heat": "yes"}, minutes_ago=5)
    answer = near("heat")
    assert codes(answer.open) == [mended.code]
    assert broken.code not in codes(answer.found)


def test_an_open_point_is_found_behind_a_hundred_silent_ones(town):
    for number in range(100):
        town.point(north_m=100 + number)
    behind = town.open_point(north_m=9000)
    answer = near("heat")
    assert codes(answer.open) == [behind.code]
    assert len(answer.not_confirmed) == 5


def test_a_far_open_door_that_may_lack_the_need_does_not_stand_before_a_near_one(town):
    near_silent = town.point(north_m=300, needs="")
    town.open_point(north_m=30_000, needs="")
    assert codes(near("heat").maybe)[0] == near_silent.code


def test_open_doors_too_far_to_walk_to_are_not_called_near(town, ask):
    town.open_point(north_m=5_500)
    for path in (address("heat"), f"/t{address('heat')}"):
        assert "Open points, but none within walking distance" in ask(path)
        assert "Open points near you" not in ask(path)
    town.open_point(north_m=4_500)
    assert "Open points near you" in ask(address("heat"))


def test_an_open_door_that_may_be_here_is_not_called_far(town, ask):
    town.open_point(north_m=20_000)
    town.open_point(north_m=None, settlement="Харків")
    assert "Open points near you" in ask(address("heat"))


def test_the_summary_counts_confirmations_of_the_last_hour_within_three_kilometres(town):
    town.open_point(north_m=100)
    late, listed, far = town.point(north_m=200), town.point(north_m=300), town.point(north_m=3100)
    town.say(late, minutes_ago=61)
    town.say(listed, channel="import")
    town.say(far)
    summary = near().summary
    assert (summary.n_points, summary.n_confirmed) == (3, 1)


def test_the_page_says_how_far_how_sure_how_old_and_how_many(town, ask):
    point = town.point(north_m=300, name="Школа № 7", address="Героїв Праці 12", capacity_seated=120)
    town.say(point, headcount=64, minutes_ago=12)
    page = ask(address("heat"))
    for words in (
        "Open, almost certain", "Staff said so 12 min ago.", "Школа № 7", "390 m", "north", "about 8 min on foot",
        "64 of 120 seats taken, 12 min ago", "✓ Warmth", "? Internet: not known", "Героїв Праці 12",
        "1 of 1 point within 3 km confirmed in the last hour.",
    ):  # fmt: skip
        assert words in page, words


def test_where_nothing_has_the_need_the_nearest_without_it_are_shown_and_called_so(town, ask):
    town.open_point(needs="heat", facts={"service.medical_power": "no"})
    page = ask(address("medical_power"))
    assert "These are the nearest; each lacks something." in page
    assert "✗ Power for medical devices: no" in page


def test_an_empty_network_and_a_place_far_from_all_points_have_an_answer_of_their_own(town, ask):
    for _ in range(2):
        page = ask(address())
        assert "No points known here" in page
        assert "112" in page
        assert "public radio" in page
        assert 'class="card' not in page
        town.point(north_m=60_000)


def test_the_answer_for_a_territory_without_a_position_has_no_distances(town):
    town.open_point(north_m=None)
    answer = answer_in(published_points(), ["heat"])
    assert len(answer.open) == 1
    assert answer.open[0].distance_m is None
    assert answer.summary is None


def test_one_answer_asks_the_database_a_handful_of_queries(town, django_assert_max_num_queries):
    for number in range(80):
        town.open_point(north_m=100 + number)
    network()
    published_asked()
    with django_assert_max_num_queries(6):
        near("heat")


def test_a_point_never_spoken_of_and_listed_day_and_night_is_not_open(town, ask):
    point = town.point(opening_mode="24/7", hours_normal="24/7")
    assert near().not_confirmed[0].shown.state is PublicState.NOT_CONFIRMED
    page = ask(f"/p/{point.code}")
    assert "Never confirmed" in page
    assert "Listed as open day and night." in page
    assert 'class="state open"' not in page


def test_people_inside_are_told_only_while_the_word_is_fresh(town, ask):
    point = town.point(capacity_seated=50)
    town.say(point, headcount=49, minutes_ago=300)
    town.say(point, minutes_ago=5)
    page = ask(address())
    assert "50 seats; people inside not known" in page
    assert current_statuses([point.pk])[point.pk].headcount == 49
    assert "49 of 50" not in page


def test_every_card_with_a_public_position_has_a_route(town, ask):
    town.open_point(north_m=300)
    town.point(north_m=500)
    town.open_point(north_m=700, needs="")
    town.point(north_m=900, opening_mode="standby")
    town.point(north_m=None, settlement="Харків")
    page = ask(address("heat"))
    assert page.count('<article class="card') == 5
    assert page.count(">Route</a>") == 4


def test_a_door_that_was_counted_full_comes_after_one_with_room(town, ask) -> None:
    counted = {"capacity_seated": 40}
    near, far = town.point(north_m=300, name="Повна", **counted), town.point(north_m=900, name="Вільна", **counted)
    town.say(near, headcount=40)
    town.say(far, headcount=12)
    page = ask(address("heat"))
    assert page.index("Вільна") < page.index("Повна")


def test_the_first_point_names_two_more_with_room_to_go_on_to(town, ask) -> None:
    town.open_point(north_m=300, name="Перша")
    crowded = town.point(north_m=400, name="Тісна", capacity_seated=10)
    town.say(crowded, headcount=10)
    for number, north_m in enumerate((500, 600, 700)):
        town.open_point(north_m=north_m, name=f"Далі {number}")
    told = ask(address("heat")).split("If it is full, go on to:")[1].split("</p>")[0]
    assert ["Далі 0" in told, "Далі 1" in told, "Далі 2" in told, "Тісна" in told] == [True, True, False, False]
    assert "650 m" in told, "500 m by air are 650 m on foot"


def test_a_single_open_point_leads_on_to_nothing(town, ask) -> None:
    town.open_point()
    assert "If it is full" not in ask(address("heat"))
