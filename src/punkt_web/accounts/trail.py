"""Audit rows for what the views of the sign-in library write about the second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.common.audit import Write, record_many

View = Callable[..., HttpResponseBase]


def noting_factors(view: View) -> View:
    """A view of a person's own second factor; what it adds or removes is noted in the same transaction.

    The rows say which kind of factor, never a secret or a code.
    """

    @wraps(view)
    def noting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if request.method != "POST" or not isinstance(user, User):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = _factors(user)
            response = view(request, *args, **kwargs)
            after = _factors(user)
            key = str(user.pk)
            removed = [kind for pk, kind in before.items() if pk not in after]
            added = [kind for pk, kind in after.items() if pk not in before]
            writes = [Write("remove_second_factor", "person", key, before={"type": kind}) for kind in removed]
            writes += [Write("add_second_factor", "person", key, after={"type": kind}) for kind in added]
            if writes:
                record_many(actor(user), writes)
        return response

    return noting


def _factors(user: User) -> dict[int, str]:
    return dict(Authenticator.objects.filter(user=user).order_by("pk").values_list("pk", "type"))
