"""The sign-in page in a real browser; and the browser tests themselves see what they are there to see."""

import pytest

from punkt_web.accounts.models import User
from tests.browser.conftest import LOOKS, ColorScheme, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import PASSWORD


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
def test_it_has_no_barriers_and_fits_the_screen(
    open_page: OpenPage, find_barriers: FindBarriers, width: int, color_scheme: ColorScheme
) -> None:
    page = open_page("/accounts/login/", width=width, color_scheme=color_scheme)
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_signs_in_with_and_without_javascript(
    open_page: OpenPage, coordinator: User, javascript: bool
) -> None:
    page = open_page("/accounts/login/?next=/accounts/security/", javascript=javascript)
    page.locator("input[name=login]").fill(coordinator.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_url("**/accounts/security/")


def test_a_fixture_signs_in_too(open_page: OpenPage, coordinator: User) -> None:
    page = open_page("/accounts/security/", user=coordinator)
    assert page.url.endswith("/accounts/security/")


def test_a_barrier_is_found(open_page: OpenPage, find_barriers: FindBarriers) -> None:
    page = open_page("/accounts/login/")
    page.set_content("<html><body><img src='data:,'><p style='color:#ddd;background:#fff'>faint</p></body></html>")
    found = "\n".join(find_barriers(page))
    assert "image-alt" in found
    assert "color-contrast" in found
    assert "html-has-lang" in found


def test_a_page_that_is_too_wide_is_found(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.set_content("<div style='width: 500px'>wide</div>")
    assert is_wider_than_screen(page)
