"""Django's admin: no record of a library, above all no second factor, and no write without an audit row."""

from django.contrib import admin


def test_only_records_of_punkt_are_there() -> None:
    shown = {model.__module__.split(".")[0] for model in admin.site._registry}
    assert shown == {"punkt_web"}
