"""``punkt pack``: what is built is verified and read; what is old, changed or strange is refused and says why."""

import errno
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import translation

from punkt import clock
from punkt.errors import InvalidValue, PunktError, UnreadablePack
from punkt.pack import frames
from punkt.pack.envelope import opened
from punkt_web import env
from punkt_web.finder.offline import offline_html, words_of_page
from punkt_web.finder.pack_commands import pack
from punkt_web.finder.pack_keys import believed_keys, replace_key
from punkt_web.finder.packs import make_live_pack, make_static_pack
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import NOW


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(now, tmp_path):
    def invoke(*arguments, status=0):
        with translation.override("en"):
            result = CliRunner().invoke(pack, [str(one) for one in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result.output

    return invoke


@pytest.fixture
def built(town, run, tmp_path):
    """One open point with people in it, one of which nothing was said, one without a position."""
    opened = town.point(name="Школа 7", capacity_seated=40, hours_normal="Mo-Su 08:00-20:00", needs="heat water")
    town.say(opened, minutes_ago=12, headcount=9, services={"heat": "no"})
    town.point(north_m=900, name="Бібліотека")
    town.point(north_m=None, name="Клуб", address="вул. Миру, 5")
    run("build", "--out", tmp_path, "--frames")
    return tmp_path


def points_of(run, folder, *more):
    said = json.loads(run("show", folder / "all.punkt", "--format", "json", *more))
    return {point["names"].get("uk"): point for point in said["points"]}, said


def test_what_is_built_is_verified_and_read(built, run):
    said = run("verify", built / "all.punkt", built / "all.live.punkt", built / "all.frames")
    assert "Pack of the points: the whole network, points: 3, made 2026-01-15 00:00 UTC" in said
    assert "Live pack: the whole network, points: 3" in said
    assert "As of 2026-01-15 12:00 UTC, points: 3, frames: 1 of 1\n" in said
    points, said = points_of(run, built, "--live", built / "all.live.punkt")
    assert said["live_made_at"] == "2026-01-15T12:00:00Z"
    assert {name: (point["state"], point["sureness"]) for name, point in points.items()} == {
        "Школа 7": ("open", "almost_certain"),
        "Бібліотека": ("not_confirmed", "not_confirmed"),
        "Клуб": ("not_confirmed", "not_confirmed"),
    }
    school = points["Школа 7"]
    assert school["seats_taken_at_most"] == 0.25
    assert (school["services"]["service.heat"], school["services"]["service.water"]) == ("no", "yes")
    assert school["services"]["service.internet"] == "unknown"
    assert points["Клуб"]["latitude"] is None
    assert school["confirmed_at"] == "2026-01-15T11:45:00Z"  # of a band the older edge


def test_the_text_says_it_in_words(built, run):
    said = run("show", built / "all.punkt", "--live", built / "all.live.punkt")
    assert "Школа 7\n  Open, almost certain. Staff said so 15 min ago." in said
    assert "40 seats, at most 25 % taken" in said
    assert "✗ Warmth: no" in said
    with translation.override("uk"):
        words = CliRunner().invoke(pack, ["show", str(built / "all.punkt")]).output
    assert "Бібліотека" in words
    assert "seats" not in words


@pytest.mark.parametrize(
    ("hours", "state"), [(0.5, "open"), (3, "open"), (4, "not_confirmed"), (23, "not_confirmed"), (25, "not_confirmed")]
)
def test_a_word_in_a_pack_ages_as_on_the_page(built, run, hours, state):
    with clock.fixed_at(NOW + timedelta(hours=hours)):
        points, said = points_of(run, built, "--live", built / "all.live.punkt")
    assert points["Школа 7"]["state"] == state
    assert (said["live_made_at"] is None) == (hours > 24)


def test_an_old_pack_is_shown_as_old_and_tells_no_state(built, run):
    with clock.fixed_at(NOW + timedelta(days=91)):
        points, said = points_of(run, built)
        text = run("show", built / "all.punkt")
        refused = run("verify", built / "all.punkt", status=1)
    assert said["is_expired"]
    assert {point["state"] for point in points.values()} == {"not_confirmed"}
    assert text.count("What was said of this door is not shown.") == 3
    assert "confirmed" not in text.lower()
    assert text.startswith("This pack is out of date")
    assert "expired on 2026-04-15" in refused


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ({"minutes_ago": 60 * 30}, "Not confirmed for more than a day. Last word (staff, more than a day ago): Open."),
        (
            {"state": "closed", "channel": "resident", "minutes_ago": 15},
            "Not confirmed by staff. Last word (resident, 15 min ago): Closed.",
        ),
        ({"channel": "device"}, "Never confirmed. Nobody has confirmed it yet."),
    ],
)
def test_a_word_that_does_not_count_is_told_all_the_same(town, run, tmp_path, word, shown):
    town.say(town.point(name="Школа 7", opening_mode="standby"), **word)
    run("build", "--out", tmp_path)
    live_pack = tmp_path / "all.live.punkt"
    assert f"Школа 7\n  {shown}\n" in run("show", tmp_path / "all.punkt", "--live", live_pack)
    points, _said = points_of(run, tmp_path, "--live", live_pack)
    assert points["Школа 7"]["state"] == "not_confirmed"


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (-timedelta(hours=2), "The clock of this device is before the time when this list was made."),
        (timedelta(hours=25), "What was told of doors is out of date since 2026-01-16 12:00 UTC."),
    ],
)
def test_by_a_wrong_clock_or_past_its_time_no_word_is_shown(built, run, later, said):
    live_pack = built / "all.live.punkt"
    with clock.fixed_at(NOW + later):
        text = run("show", built / "all.punkt", "--live", live_pack)
        points, told = points_of(run, built, "--live", live_pack)
    assert text.startswith(said)
    assert text.count("What was said of this door is not shown.") == 3
    assert told["live_made_at"] is None
    assert {point["state"] for point in points.values()} == {"not_confirmed"}
    assert points["Школа 7"]["services"]["service.heat"] == "yes"


def test_a_clock_that_is_a_little_behind_is_believed(built, run):
    with clock.fixed_at(NOW - timedelta(minutes=9)):
        points, _told = points_of(run, built, "--live", built / "all.live.punkt")
    assert points["Школа 7"]["state"] == "open"


def test_without_a_live_pack_nothing_is_said_of_doors(town, run, tmp_path):
    town.open_point(opening_mode="standby")
    run("build", "--out", tmp_path)
    assert "What was said of this door is not shown.\n" in run("show", tmp_path / "all.punkt")


def test_a_pack_of_one_territory_holds_its_points_only(town, run, tmp_path):
    for code in ("UA01", "UA02"):
        territory = Territory.objects.create(
            country="UA", code=code, level="region", names={"en": code}, path=f"UA/{code}/"
        )
        town.point(name=f"Школа {code}", territory=territory)
    run("build", "--territory", "UA01", "--out", tmp_path)
    said = json.loads(run("show", tmp_path / "UA01.punkt", "--format", "json"))
    assert [point["names"]["uk"] for point in said["points"]] == ["Школа UA01"]


def test_what_cannot_be_built_is_said(town, run):
    with pytest.raises(InvalidValue, match="There is no territory 'nowhere'"):
        run("build", "--territory", "nowhere")
    with pytest.raises(InvalidValue, match="No point is published there"):
        run("build")


def test_one_bad_file_does_not_hide_the_others(built, run):
    content = (built / "all.punkt").read_bytes()
    (built / "changed.punkt").write_bytes(content[:-70] + b"!" + content[-69:])
    (built / "empty.punkt").write_bytes(b"")
    (built / "bad.frames").write_bytes(b"%%%\n")
    names = ("changed.punkt", "all.punkt", "empty.punkt", "bad.frames")
    said = run("verify", *(built / name for name in names), status=1)
    assert "changed.punkt: The pack was changed or cut off" in said
    assert "empty.punkt: This is no pack of Punkt" in said
    assert "bad.frames: Line 1 is no frame" in said
    assert "all.punkt: Pack of the points" in said


def test_a_live_pack_of_another_pack_is_refused(built, run, town, tmp_path):
    town.point(name="Нова")
    run("build", "--out", tmp_path / "later")
    with pytest.raises(UnreadablePack, match="belongs to another pack"):
        run("show", built / "all.punkt", "--live", tmp_path / "later" / "all.live.punkt")
    with pytest.raises(UnreadablePack, match="only what was said last"):
        run("show", built / "all.live.punkt")


def test_frames_that_did_not_come_are_named(town, run, tmp_path, monkeypatch):
    monkeypatch.setattr(frames, "_N_PAYLOAD", 6)
    for number in range(12):
        town.say(town.point(north_m=100 * number), minutes_ago=number * 7)
    run("build", "--out", tmp_path, "--frames")
    lines = (tmp_path / "all.frames").read_bytes().splitlines(keepends=True)
    (tmp_path / "some.frames").write_bytes(b"".join(lines[:1] + lines[2:]))
    assert f"frames: {len(lines) - 1} of {len(lines)}; missing: 2\n" in run("verify", tmp_path / "some.frames")
    (tmp_path / "none.frames").write_bytes(b"")
    assert "holds no frame" in run("verify", tmp_path / "none.frames", status=1)


def test_a_new_key_and_the_packs_of_the_old_one(built, run):
    before = run("key")
    assert run("key") == before
    with clock.fixed_at(NOW + timedelta(days=3)):
        after = run("key", "--new")
        assert after != before
        assert "points: 3" in run("verify", built / "all.punkt")
        assert (env.home() / "pack_keys").read_text().strip() == f"{before.split()[0]} until 2026-01-18 replaced"


def test_only_keys_of_the_list_are_believed(built, run, tmp_path):
    (tmp_path / "mine").write_text(run("key"))
    assert "points: 3" in run("verify", built / "all.punkt", "--keys", tmp_path / "mine")
    (tmp_path / "others").write_text("")
    assert "not known here" in run("verify", built / "all.punkt", "--keys", tmp_path / "others", status=1)
    (tmp_path / "junk").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PunktError, match="no list of keys"):
        run("verify", built / "all.punkt", "--keys", tmp_path / "junk")


def test_a_stolen_key_cannot_sign_for_later_days(town, now):
    town.point()
    stolen = make_static_pack("", at=NOW + timedelta(days=2)).content
    replace_key(at=NOW)
    with pytest.raises(UnreadablePack, match="not known here"):
        opened(stolen, believed_keys().believed)


def test_a_finder_in_one_file(built, run, tmp_path):
    said = run("html", "--out", tmp_path, "--language", "et")
    html = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert f"all.html: {len(html.encode())} bytes" in said
    assert "Points: 3, good until 2026-04-15 00:00 UTC" in said
    assert '<html lang="et">' in html
    assert "src=" not in html
    assert "Школа 7" in html


def test_the_packs_inside_a_finder_in_a_file_are_verified(built, run, tmp_path):
    run("html", "--out", tmp_path)
    said = run("verify", *sorted(tmp_path.glob("all.*")))
    assert "all.html: Pack of the points: the whole network, points: 3" in said
    assert "all.html: Live pack: the whole network, points: 3" in said
    assert "all.html: The packs inside hold; the page around them carries no signature." in said
    with clock.fixed_at(NOW + timedelta(hours=25)):
        assert "expired on 2026-01-16" in run("verify", tmp_path / "all.html", status=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda html: html.replace('id="live-pack"', 'id="other-pack"'), "The packs inside this file are damaged."),
        (
            lambda html: html.replace('id="static-pack">', 'id="static-pack">A'),
            "The packs inside this file are damaged.",
        ),
        (lambda html: html.replace('id="static-pack">UE5L', 'id="static-pack">UE5M'), "This is no pack of Punkt."),
        (lambda _html: "<!doctype html><p>Hello</p>", "This is no pack of Punkt."),
        (lambda _html: '{"a": 1}', "This is no pack of Punkt."),
    ],
)
def test_what_is_no_pack_is_said_and_the_others_are_looked_at(built, run, tmp_path, change, said):
    run("html", "--out", tmp_path)
    html = (tmp_path / "all.html").read_text(encoding="utf-8")
    (tmp_path / "0.html").write_text(change(html), encoding="utf-8")
    told = run("verify", tmp_path / "0.html", tmp_path / "all.punkt", status=1)
    assert f"0.html: {said}" in told
    assert "all.punkt: Pack of the points" in told


def test_the_middle_of_a_settlement_is_no_door_in_a_pack_either(town, run, tmp_path):
    town.point(name="Клуб", position_method="settlement")
    town.point(name="Школа", position_accuracy_m=8)
    run("build", "--out", tmp_path)
    points, _said = points_of(run, tmp_path)
    assert {name: point["accuracy_m"] for name, point in points.items()} == {"Клуб": 1000, "Школа": 8}


def test_a_list_of_keys_without_a_last_line_break_stays_whole(town, now):
    town.point()
    made = make_static_pack("", at=NOW).content
    (env.home() / "pack_keys").write_text(f"{'a1' * 32} Tartu")
    replace_key(at=NOW)
    assert opened(made, believed_keys().believed).n_points == 1


def test_a_live_pack_fits_the_static_one_of_the_same_day(built, run, tmp_path):
    (tmp_path / "later").mkdir()
    with clock.fixed_at(NOW + timedelta(hours=2)):
        run("build", "--out", tmp_path / "later")
        points, _said = points_of(run, built, "--live", tmp_path / "later" / "all.live.punkt")
    assert points["Школа 7"]["state"] == "open"


def test_a_file_larger_than_any_pack_is_not_read_whole(now, run, tmp_path):
    with (tmp_path / "huge.punkt").open("wb") as file:
        file.truncate(2**40)
    assert "This is no pack of Punkt" in run("verify", tmp_path / "huge.punkt", status=1)


@pytest.mark.parametrize("command", ["build", "html"])
def test_a_file_that_cannot_be_written_is_said_with_its_path(town, run, tmp_path, command):
    town.point()
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(PunktError, match=r"/taken/x/all\.\w+: The file cannot be written\."):
        run(command, "--out", tmp_path / "taken" / "x")


def test_a_full_disk_is_said_as_everywhere(town, run, tmp_path, monkeypatch):
    def full(_path):
        raise OSError(errno.ENOSPC, "No space left on device")

    town.point()
    monkeypatch.setattr("punkt_web.finder.pack_commands.written_whole", full)
    with pytest.raises(OSError, match="No space left"):
        run("build", "--out", tmp_path)


def test_a_name_does_not_steer_the_terminal(town, run, tmp_path):
    town.point(name="Школа\x1b[2J\x9b2J\x07")
    run("build", "--out", tmp_path)
    for form in ("text", "json"):
        said = run("show", tmp_path / "all.punkt", "--format", form)
        assert "Школа" in said
        assert not [letter for letter in said if not letter.isprintable() and letter != "\n"]


def test_a_list_of_keys_that_is_no_text_is_said(now, run, tmp_path):
    env.home().mkdir(parents=True, exist_ok=True)
    (env.home() / "pack_keys").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "x.punkt").write_bytes(b"")
    with pytest.raises(PunktError, match="no list of keys"):
        run("verify", tmp_path / "x.punkt")


def test_frames_are_old_after_a_day(built, run):
    with clock.fixed_at(NOW + timedelta(hours=25)):
        assert "expired on 2026-01-16 12:00 UTC" in run("verify", built / "all.frames", status=1)


def test_a_ukrainian_date_ends_with_a_dot_so_no_sentence_ends_with_a_date():
    with translation.override("uk"):
        said = words_of_page().values()
    assert not [text for text in said if "%(day)s." in text or "%(made)s." in text]


def test_a_file_of_more_points_than_anybody_reads_through_has_no_list(town, monkeypatch):
    monkeypatch.setattr("punkt_web.finder.offline.MOST_LISTED", 1)
    town.point(name="Школа 1")
    assert "<li><b>Школа 1</b>" in _html()
    town.point(name="Школа 2")
    assert "<li><b>" not in _html()
    assert "Забагато пунктів для списку." in _html()


def test_the_list_for_readers_without_scripts_says_of_when_it_is_and_whether_it_is_a_demo(town, settings):
    town.point(name="Школа 1")
    assert "За реєстром станом на 14:00, 15 січня 2026." in _plain_list()
    hidden = " hidden>DEMO: вигадані пункти"
    assert hidden in _html()
    settings.IS_DEMO = True
    assert "DEMO: вигадані пункти" in _html()
    assert hidden not in _html()


def _plain_list() -> str:
    return _html().split('<noscript id="list"', 1)[1].split("</noscript>")[0]


def _html() -> str:
    static = make_static_pack("", at=NOW)
    return offline_html(static, make_live_pack(static, at=NOW))
