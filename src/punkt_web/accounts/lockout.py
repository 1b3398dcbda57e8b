"""Guessing a password: whose attempts are counted together, and what the locked-out are told."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from punkt import clock


def attempted_address(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The address that somebody tries to sign in with; its case does not make another account of it."""
    known = credentials or {}
    address = known.get("email") or known.get("username") or request.POST.get("login") or ""
    return str(address).replace("\0", "").strip().lower()[:254]


def locked_out(request: HttpRequest, _response: HttpResponse, credentials: Mapping[str, Any] | None) -> HttpResponse:
    """429, with the minutes to wait. It says the same whether the address is known or not."""
    wait = _wait(request, credentials)
    minutes = max(1, ceil(wait.total_seconds() / 60))
    answer = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer


def told_when_to_come_back(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a 429 that does not say when to come back says so; the limits of the library count by the minute."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            answer.headers.setdefault("Retry-After", "60")
        return answer

    return middleware


def _wait(request: HttpRequest, credentials: Mapping[str, Any] | None) -> timedelta:
    attempts = AccessAttempt.objects.filter(
        username=attempted_address(request, credentials), ip_address=request.META.get("REMOTE_ADDR")
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    cool_off: timedelta = get_cool_off(request)
    return (last + cool_off - clock.now()) if last else cool_off
