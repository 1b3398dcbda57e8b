"""The door of the desk: who is asked to sign in, and who is turned away."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def requires(power: Power) -> Callable[[View[P]], View[P]]:
    """A view for those who hold ``power`` somewhere; where it reaches the view asks itself, with ``queries.reach``.

    Strangers are sent to sign in and come back; the signed-in without the power get 403. The answer is never
    kept by a cache. The wrapped view carries ``required_power``.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not reach(request.user, power):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        guarded.required_power = power  # type: ignore[attr-defined] # read by the test of route audiences
        return guarded

    return decorate


def signed_in(request: HttpRequest) -> User:
    """The person of this request; behind ``requires`` there always is one."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def actor(user: User) -> Actor:
    """How the audit trail names this person."""
    return Actor(name=user.email, user_id=user.pk)
