"""One HTML file finds points with no network: as the pages do, in four languages, and never older than it says."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from playwright.sync_api import expect

from benchmarks.page_weight import ANSWER, HERE
from punkt import clock
from punkt.pack.keys import KnownKey
from punkt_web.finder.offline import offline_html, words_of_page
from punkt_web.finder.pack_keys import signing_key
from punkt_web.finder.packs import make_live_pack, make_static_pack
from punkt_web.registry.actions.points import publish_revision
from tests.browser.conftest import LOOKS, FindBarriers, OpenPage, is_wider_than_screen

HERE_TYPED = f"{HERE[0]:.4f}, {HERE[1]:.4f}"
ASKED = {"uk": "Харків", "en": "Kharkiv", "et": "kharkiv", "sv": "Kharkiv"}


@pytest.fixture
def open_file(points, open_page: OpenPage, tmp_path):
    """Writes the file and opens it from the disk, with no network at all."""

    def opening(*, change=str, wait: bool = True, **options):
        path = tmp_path / "all.html"
        path.write_text(change(made_html()), encoding="utf-8")
        page = open_page(path.as_uri(), **options)
        page.context.set_offline(True)
        if wait:
            page.locator("#about:not(:empty)").wait_for()
        return page

    return opening


def made_html():
    static = make_static_pack("", at=clock.now())
    return offline_html(static, make_live_pack(static, at=clock.now()))


def ask(page, text):
    page.locator("#q").fill(text)
    page.keyboard.press("Enter")
    page.locator("#answer h2").first.wait_for()
    return page.locator("#answer")


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_it_answers_in_each_language_and_shuts_nobody_out(
    open_file, find_barriers: FindBarriers, language, width, color_scheme
):
    page = open_file(language=language, width=width, color_scheme=color_scheme)
    assert page.evaluate("document.documentElement.lang") == language
    answer = ask(page, ASKED[language])
    assert answer.locator(".state.open").count() >= 5
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)
    assert "%(" not in page.inner_text("body")
    assert "undefined" not in page.inner_text("body")


def test_it_answers_as_the_page_does(open_file, open_page: OpenPage):
    online = open_page(ANSWER)
    wanted = online.locator(".card h3").all_inner_texts()
    states = online.locator(".card .state").all_inner_texts()
    ways = online.locator(".card b.num").all_inner_texts()
    page = open_file()
    for need in ("Warmth", "Phone charging", "Power for medical devices"):
        page.get_by_label(need).check()
    answer = ask(page, HERE_TYPED)
    assert answer.locator(".card h3").all_inner_texts() == wanted
    assert answer.locator(".card b.num").all_inner_texts() == ways
    # In a pack ages stand in bands; what is confirmed is so for the same points.
    words = [text for text in answer.locator(".card .state").all_inner_texts() if "Not confirmed" not in text]
    assert words == [text for text in states if "Not confirmed" not in text]


def test_it_shows_its_key_and_dates_as_the_site_does(open_file):
    page = open_file()
    assert KnownKey(signing_key().public_key()).short in page.locator("#signature").inner_text()
    assert f"List of {clock.now():%-d %b}" in page.locator("#made").inner_text()
    assert "No network is needed." in page.inner_text("main")


def test_a_change_of_needs_or_language_changes_the_answer(open_file):
    page = open_file()
    answer = ask(page, HERE_TYPED)
    assert answer.locator("h2", has_text="May have what you need").count() == 0
    page.get_by_label("Power for medical devices").check()
    answer.locator("h2", has_text="May have what you need").wait_for()
    page.get_by_role("button", name="Svenska").click()
    expect(answer.locator("h2").first).to_have_text("Öppna trygghetspunkter nära dig")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Харків", "Open points near Kharkiv"),
        ("м. Харків", "Open points near Kharkiv"),
        ("kharkiv", "Open points near Kharkiv"),
        ("Салтівка, Харків", "Open points, but none within walking distance of Saltivka"),
        ("Харків, Салтівка", "Open points, but none within walking distance of Saltivka"),
        ("Харків, щось", "Open points near Kharkiv"),
        ("Харків Харківська область", "Open points near Kharkiv"),
        ("Салтівка Харків", "Open points, but none within walking distance of Saltivka"),
        ("49.9935 36.2304", "Open points near you"),
        ("49,9935; 36,2304", "Open points near you"),
        ("geo:49.9935,36.2304?z=15", "Open points near you"),
        ("49°59'36.6\" N, 36°13'49.4\" E", "Open points near you"),
        ("N 49 59.61 E 36 13.82", "Open points near you"),
        ("49°59' пн. ш. 36°13' сх. д.", "Open points near you"),
        ("проспект Героїв Харкова, 20", "Points of this code, name or address"),
        ("ліцей 101", "Points of this code, name or address"),
        ("36.2304, 49.9935", "Open points near you"),
        ("99.5, 200.1", "These coordinates are not a place on the Earth."),
        ("Kharkof", "We do not know this place"),
        ("49.90, 36.23", "Open points, but none within walking distance"),
        ("10.0, 10.0", "No points known here"),
        ("((((", "We do not know this place"),
    ],
)
def test_it_understands_what_people_type(open_file, text, heading):
    answer = ask(open_file(), text)
    assert answer.locator("h2").first.inner_text() == heading


def test_a_point_is_found_by_its_code_in_either_alphabet(open_file, points):
    page = open_file()
    code = points.order_by("pk")[3].code
    answer = ask(page, code.lower().replace("-", " "))
    assert answer.locator(".card").count() == 1
    assert f"Point {code}" in answer.inner_text()


NOT_PLACED = "Here or nearby, position not known"


@pytest.mark.parametrize(
    "case",
    [
        ({"settlement": "Харків"}, HERE_TYPED, True),
        ({"settlement": "м. Kharkiv"}, HERE_TYPED, True),
        ({"settlement": "", "address": "Харків, вул. Сумська, 1"}, "Харків", True),
        ({"settlement": "Львів"}, HERE_TYPED, False),
        ({"settlement": "", "address": ""}, "Харків", False),
        ({"settlement": "Харків"}, "50.30, 36.23", False),  # 34 km away: other points are within reach
        ({"settlement": "Харків"}, "48.0, 30.0", False),
    ],
)
def test_a_point_without_a_position_is_here_by_the_rule_of_the_page(open_file, open_page: OpenPage, points, case):
    stated, text, is_here = case
    one = points.order_by("pk").last()
    points.filter(pk=one.pk).update(latitude=None, longitude=None, **stated)
    publish_revision()
    online = open_page(f"/?q={text}&of={stated}").inner_text("body")  # no answer that is kept of another case
    answer = ask(open_file(), text).inner_text()
    for said in (online, answer):
        assert ("ліцей № 123 " in said.partition(NOT_PLACED)[2]) == is_here


def test_what_may_have_been_meant_is_offered(open_file):
    answer = ask(open_file(), "Kharkof")
    answer.get_by_role("button", name="Kharkiv").click()
    expect(answer.locator("h2").first).to_have_text("Open points near Kharkiv")


def test_the_position_stays_on_the_device(open_file):
    place = {"latitude": HERE[0], "longitude": HERE[1]}
    page = open_file(permissions=["geolocation"], geolocation=place)
    page.get_by_role("button", name="Use my position").click()
    page.locator(".card.best").wait_for()
    assert page.locator("#answer h2").first.inner_text() == "Open points near you"
    assert "49." not in page.url


_SLOW_POSITION = """(place) => {
  Object.defineProperty(navigator, "geolocation", { value: {
    getCurrentPosition: (found) => setTimeout(() => found({ coords: place }), 800),
  } });
}"""


def test_a_position_that_comes_late_replaces_nothing_that_was_asked_since(open_file):
    page = open_file()
    page.evaluate(_SLOW_POSITION, {"latitude": HERE[0], "longitude": HERE[1]})
    page.get_by_role("button", name="Use my position").click()
    heading = ask(page, "Kharkiv").locator("h2").first
    expect(heading).to_have_text("Open points near Kharkiv")
    expect(page.locator("#said")).to_have_text("")
    page.wait_for_timeout(1_000)
    assert heading.inner_text() == "Open points near Kharkiv"
    page.get_by_role("button", name="Use my position").click()
    expect(heading).to_have_text("Open points near you")


def test_words_age_while_the_file_lies_open(open_file):
    page = open_file()
    page.clock.install()
    page.reload()
    page.locator("#about:not(:empty)").wait_for()
    answer = ask(page, HERE_TYPED)
    assert answer.locator(".state.open").count() == 5
    assert "taken" in answer.inner_text()
    page.clock.fast_forward("04:10:00")
    expect(answer.locator(".state.open")).to_have_count(0)
    assert "Not confirmed for 4 h" in answer.inner_text()
    assert answer.locator("h2").first.inner_text() == "No point near you is confirmed open"
    assert answer.locator(".card.best").count() == 0
    assert "taken" not in answer.inner_text()


def test_words_that_age_move_neither_focus_nor_view(open_file):
    page = open_file()
    page.clock.install()
    page.reload()
    page.locator("#about:not(:empty)").wait_for()
    answer = ask(page, HERE_TYPED)
    answer.locator(".card a").nth(2).focus()
    page.evaluate("document.activeElement.closest('.card').title = 'kept'")
    code = page.evaluate("document.activeElement.closest('.card').querySelector('.row span').textContent")
    view = page.evaluate("scrollY")
    assert view > 0
    page.clock.fast_forward("00:02:00")
    expect(answer.locator("[title=kept]")).to_have_count(0)
    assert page.evaluate("scrollY") == view
    focused = "document.activeElement.closest('.card')?.querySelector('.row span').textContent"
    assert page.evaluate(focused) == code


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=25), "What was told of doors is out of date"),
        (timedelta(days=91), "This list is out of date"),
        (-timedelta(hours=2), "The clock of this device is before the time when this list was made"),
    ],
)
def test_what_is_past_its_time_says_so_and_shows_no_state(open_file, later, said):
    page = open_file()
    page.clock.set_fixed_time(clock.now() + later)
    page.reload()
    page.get_by_text(said).wait_for()
    answer = ask(page, HERE_TYPED)
    assert answer.locator(".card").count() >= 5
    assert answer.locator(".state:not(:text('What was said of this door is not shown'))").count() == 0
    assert "Nobody has confirmed it yet" not in answer.inner_text()


def with_changed_points(html):
    return re.sub(r'(id="static-pack">.{400})(.)', lambda m: m[1] + ("A" if m[2] != "A" else "B"), html)


def test_a_file_that_was_changed_shows_nothing(open_file):
    page = open_file(change=with_changed_points, wait=False)
    page.get_by_text("Do not trust this list").wait_for()
    assert not page.locator("#finder").is_visible()
    assert page.locator("#answer").inner_text() == ""


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
def test_what_is_wrong_is_said_in_one_language_and_in_each_that_is_chosen(
    open_file, find_barriers: FindBarriers, settings, width, color_scheme
):
    settings.IS_DEMO = True
    page = open_file(change=with_changed_points, wait=False, language="sv", width=width, color_scheme=color_scheme)
    for language, name in [("sv", ""), ("et", "Eesti"), ("uk", "Українська"), ("en", "English")]:
        if name:
            page.get_by_role("button", name=name).click()
        expect(page.locator("#trouble")).to_have_text(said("refused", language))
        expect(page.locator("h1")).to_have_text(said("heading", language))
        expect(page.locator("#demo")).to_have_text(said("demo", language))
        assert page.locator("#demo").is_visible()
        assert page.title() == f"{said('title', language)} · Punkt"
        assert page.evaluate("document.documentElement.lang") == language
        assert said("private", language) not in page.inner_text("body")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def said(key, language):
    with translation.override(language):
        return words_of_page()[key]


def test_a_file_whose_places_are_damaged_shows_nothing_more(open_file):
    page = open_file(change=lambda html: re.sub(r'(id="places">.{8})....', r"\1AAAA", html))
    page.clock.install()
    page.reload()
    page.locator("#about:not(:empty)").wait_for()
    assert ask(page, HERE_TYPED).locator(".card").count() >= 5
    page.locator("#q").fill("Kharkiv")
    page.keyboard.press("Enter")
    page.get_by_text("Do not trust this list").wait_for()
    page.clock.fast_forward(61_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.get_by_text("Do not trust this list").is_visible()
    assert not page.locator("#finder").is_visible()
    assert [page.locator(part).inner_text() for part in ("#about", "#made", "#signature")] == ["", "", ""]
    assert page.locator("#answer").inner_text() == ""


def test_what_is_asked_last_is_shown(open_file):
    page = open_file()
    page.evaluate(
        """(here) => ["Kharkof", here].forEach((text) => {
          document.querySelector("#q").value = text;
          document.querySelector("#search").requestSubmit();
        })""",
        HERE_TYPED,
    )
    expect(page.locator("#answer h2").first).to_have_text("Open points near you")
    page.wait_for_timeout(300)
    assert page.locator("#answer h2").first.inner_text() == "Open points near you"


def test_a_browser_that_cannot_check_the_signature_says_so(open_file):
    page = open_file()
    page.add_init_script("crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))")
    page.reload()
    page.get_by_text("This browser is too old to check the signature").wait_for()
    assert ask(page, HERE_TYPED).locator(".card").count() >= 5


def test_a_browser_that_cannot_unpack_shows_the_plain_list(open_file, points):
    page = open_file()
    page.add_init_script("delete window.DecompressionStream")
    page.reload()
    page.get_by_text("This browser is too old to search").wait_for()
    assert points.first().code in page.locator("#answer").inner_text()
    for language, name in [("en", "English"), ("sv", "Svenska")]:
        page.get_by_role("button", name=name).click()
        answer = page.locator("#answer").inner_text()
        assert points.first().code in answer
        assert said("list", language) in answer
        assert said("scripts", language) not in answer
    assert page.locator("#answer [lang=uk] li").count() == points.count()


def test_a_script_that_was_changed_does_not_run(points, browser, tmp_path):
    html = made_html().replace("throw damaged()", "return null", 1)
    (tmp_path / "changed.html").write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "changed.html").as_uri())
    expect(page.get_by_text("Пошук не запускається")).to_be_visible(timeout=8_000)
    for language in ("en", "et", "sv"):
        expect(page.locator(f"#stuck [lang={language}]")).to_have_text(said("stuck", language))
    assert said("private", "uk") not in page.inner_text("body")
    assert page.locator("#about").inner_text() == ""
    page.close()


def test_a_script_that_runs_says_nothing_of_one_that_does_not(open_file):
    assert open_file().locator("#stuck").count() == 0
    assert not open_file(javascript=False, wait=False).locator("#stuck").is_visible()


def test_without_scripts_there_is_the_plain_list(open_file, points):
    page = open_file(javascript=False, wait=False, language="uk")
    assert not page.locator("#finder").is_visible()
    text = page.inner_text("body")
    assert all(code in text for code in points.values_list("code", flat=True))
    assert "Відкрито" not in text
    assert said("private", "uk") not in text
    for language in ("en", "et", "sv"):
        words = page.locator(f".notice:not(.bad) [lang={language}]").inner_text()
        assert words == f"{said('list', language)} {said('scripts', language)}"


def test_a_hostile_name_is_only_text(open_file, points):
    name = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"
    points.update(names={"uk": name}, address="<b>вул.</b> & <!--")
    page = open_file()
    answer = ask(page, HERE_TYPED)
    assert answer.locator("h3").first.inner_text() == name
    assert answer.locator("img, b:not(.num)").count() == 0
    assert page.title() != "owned"


def test_the_keyboard_is_enough(open_file):
    page = open_file()
    page.locator("#q").focus()
    page.keyboard.type("Kharkiv")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(".card.best").wait_for()
    assert page.get_by_label("Warmth").is_checked()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#answer') !== null")
