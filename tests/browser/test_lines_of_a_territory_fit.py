"""Lines that a territory added are seen with no network; their pages fit a phone and a desktop, with no barrier."""

import pytest
from playwright.sync_api import expect

from punkt.checklists.lists import ListKind
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import Membership, User
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.keeping import own_lines
from punkt_web.operations.models import AnsweredList
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import ALL_SENT, LOOKS, FindBarriers, OpenPage, is_wider_than_screen, wait_until_kept
from tests.conftest import TOWN

BY = Actor("desk")
TEXTS = {"en": "Lock the gate of the yard", "uk": "Замкнути ворота двору"}


@pytest.fixture
def point(transactional_db, world):
    """A point in a territory that added a line and marked another as not here."""
    stated = {"name": {"uk": "Ліцей № 5 імені Тараса Шевченка"}, "territory": world[TOWN]}
    point = register_point(BY, stated, Evidence("list", EvidenceMethod.IMPORTED))
    own_lines.add_line(BY, point.territory, ListKind.ROUND, TEXTS)
    own_lines.mark_not_here(BY, point.territory, ListKind.ROUND, "heat", "No stove in this town")
    return point


@pytest.fixture
def keeper(point):
    user = User.objects.create_user("keeper@example.org", "sõna-слово-42-ord", name="Keeper")
    Membership.objects.create(user=user, role="keeper", scope="point", scope_code=point.code)
    Membership.objects.create(user=user, role="coordinator", scope="territory", scope_code=point.territory.code)
    return user


def test_a_line_is_there_and_is_answered_with_no_network(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    wait_until_kept(page, "/lists/round/")
    page.context.set_offline(True)
    page.goto(f"/keep/{point.code}/lists/round/")
    page.locator("fieldset", has_text=TEXTS["en"]).get_by_text("Done").click()
    expect(page.get_by_text("No stove in this town")).to_be_visible()
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.locator("[data-line-words]")).to_have_text("Not yet sent: 1")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-line-words]")).to_have_text(ALL_SENT)
    (line,) = AnsweredList.objects.get().lines
    assert (line["texts"], line["from"]) == (TEXTS, point.territory.code)


@pytest.mark.parametrize("seen", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_the_pages(open_page: OpenPage, find_barriers: FindBarriers, keeper, point, seen):
    language, (width, scheme) = seen
    code = point.territory.code
    own_lines.move_line(BY, point.territory, ListKind.ROUND, "fuel", is_up=False)
    for path in (
        "/desk/checklists/", f"/desk/checklists/{code}/round/", f"/keep/{point.code}/lists/round/",
        f"/keep/{point.code}/lists/round/sheet",
    ):  # fmt: skip
        page = open_page(path, user=keeper, language=language, width=width, color_scheme=scheme)
        for details in page.locator("main details").all():
            details.evaluate("details => (details.open = true)")
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path
