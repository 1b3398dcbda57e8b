"""Who is signed in with which session, of many at once: a queue that is sent needs no more than that to be known."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from punkt import clock
from punkt_web.accounts.models import User


def people_of(session_keys: Collection[str]) -> dict[str, User]:
    """Who is signed in, by the key of the session; as ``django.contrib.auth.get_user`` finds for one, in two queries.

    Whoever is not signed in with a session, by whatever fault of it, is left out.
    """
    store = SessionStore()
    rows = Session.objects.filter(session_key__in=session_keys, expire_date__gt=clock.now())
    held = {key: store.decode(said) for key, said in rows.values_list("session_key", "session_data")}
    ids = {key: one[SESSION_KEY] for key, one in held.items() if SESSION_KEY in one}
    people = {str(person.pk): person for person in User.objects.filter(pk__in=set(ids.values()))}
    return {key: people[pk] for key, pk in ids.items() if pk in people and _is_of(people[pk], held[key])}


def _is_of(person: User, session: Mapping[str, Any]) -> bool:
    """Whether it is a session of that person as they are now: an account that was closed or got another password has
    none.
    """
    path = session.get(BACKEND_SESSION_KEY)
    if path not in settings.AUTHENTICATION_BACKENDS:
        return False
    backend = load_backend(path)
    if not isinstance(backend, ModelBackend) or not backend.user_can_authenticate(person):
        return False
    said = session.get(HASH_SESSION_KEY) or ""
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(said, one) for one in hashes)
