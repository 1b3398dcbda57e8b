"""What a territory decides on alarms and whom it has told, and how I am told myself."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.alarms.push import public_text
from punkt.alarms.terms import alarm_terms
from punkt.errors import PunktError
from punkt.model.alarm_words import AlarmChannel
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.common.wording import said, said_again
from punkt_web.dashboard.forms.alarms import RulesForm, ToldForm, WebhookForm
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.exchange.alarm_sending import push_key
from punkt_web.exchange.posting import check_host
from punkt_web.operations.actions.alarms.outbox import Subscription, add_device, forget_device, send_test
from punkt_web.operations.actions.alarms.settings import (
    add_webhook,
    host_of,
    remove_webhook,
    set_preference,
    set_rules,
)
from punkt_web.operations.alarms import recipients
from punkt_web.operations.alarms.ladder import IN_CHARGE
from punkt_web.operations.alarms.rules import RuleBook
from punkt_web.operations.alarms.waiting import last_tries, recipient_key
from punkt_web.operations.models import AlarmMessage, AlarmWebhook
from punkt_web.registry.choosing import offered_territories


@requires(IN_CHARGE)
def territories(request: HttpRequest) -> HttpResponse:
    """My territories, and a search among all below them, to decide on alarms there."""
    where = reach(signed_in(request), IN_CHARGE)
    asked = str(request.GET.get("territory", "")).strip()
    found = offered_territories(asked, where)
    return render(request, "desk/alarm_territories.html", {"asked": asked, "territories": found})


@requires(IN_CHARGE)
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules of a territory."""
    user, territory = signed_in(request), reached_territory(request, code, IN_CHARGE)
    book = RuleBook()
    form = RulesForm(
        request.POST if request.method == "POST" else None,
        own=book.decided(territory.code),
        holding=book.of(territory.path),
    )
    if form.is_bound and form.is_valid():
        try:
            set_rules(actor(user), territory, form.decided())
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. It holds from the next check on, within a minute."))
            return redirect("desk:alarm_rules", territory.code)
    return render(request, "desk/alarm_rules.html", {"form": form, "territory": territory})


@requires(IN_CHARGE)
def webhooks(request: HttpRequest, code: str) -> HttpResponse:
    """The other systems that a territory has told; a POST adds one and shows its secret, once."""
    user, territory = signed_in(request), reached_territory(request, code, IN_CHARGE)
    form, made = WebhookForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            check_host(given["url"])
            made = add_webhook(actor(user), territory, given["url"], hears_all=given["hears_all"])
        except PunktError as error:
            form.refuse(error)
        else:
            form = WebhookForm()
    rows = [
        (one, host_of(one.url), said_again(one.fault) if one.fault else "") for one in recipients.webhooks_of(territory)
    ]
    context = {"form": form, "territory": territory, "rows": rows, "made": made}
    return render(request, "desk/alarm_webhooks.html", context)


def _webhook(request: HttpRequest, pk: int) -> AlarmWebhook:
    """404 for one that there is not, 403 where the person lacks the power over its territory."""
    found = get_object_or_404(recipients.webhooks(), pk=pk)
    reached_territory(request, found.territory.code, IN_CHARGE)
    return found


@requires(IN_CHARGE)
@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Has a test sent; one that arrives turns a webhook on again that was set aside."""
    webhook = _webhook(request, pk)
    send_test(actor(signed_in(request)), webhook, clock.now())
    messages.success(request, _("A test is on its way. Load this page again in a moment: it tells what came of it."))
    return redirect("desk:alarm_webhooks", webhook.territory.code)


@requires(IN_CHARGE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a webhook."""
    webhook = _webhook(request, pk)
    code = webhook.territory.code
    remove_webhook(actor(signed_in(request)), webhook)
    messages.success(request, _("The webhook is removed."))
    return redirect("desk:alarm_webhooks", code)


@requires(IN_CHARGE)
def told(request: HttpRequest) -> HttpResponse:
    """How I am told of alarms."""
    user = signed_in(request)
    initial = {"by_email": recipients.is_told_by_email(user)}
    form = ToldForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        set_preference(actor(user), user, by_email=form.cleaned_data["by_email"])
        messages.success(request, _("Saved."))
        return redirect("desk:alarm_told")
    mine = recipient_key(AlarmChannel.EMAIL, user.pk)
    devices = {recipient_key(AlarmChannel.PUSH, one.pk): one for one in recipients.devices_of(user)}
    tries = last_tries([mine, *devices])
    context = {
        "form": form,
        "email": _tried(tries.get(mine)),
        "devices": [(one, _tried(tries.get(key))) for key, one in devices.items()],
        "gap_min": alarm_terms().message_gap / timedelta(minutes=1),
        "push_key": public_text(push_key()),
        "is_email_set_up": settings.EMAIL_IS_SET_UP,
    }
    return render(request, "desk/alarm_told.html", context)


def _tried(message: AlarmMessage | None) -> dict[str, object] | None:
    """What came of the last message: when it arrived, or why not."""
    if message is None or (message.sent_at is None and not message.fault):
        return None
    fault = said_again(message.fault) if message.sent_at is None else ""
    return {"sent_at": message.sent_at, "fault": fault, "is_set_aside": message.set_aside_at is not None}


@requires(IN_CHARGE)
@require_POST
def new_device(request: HttpRequest) -> HttpResponse:
    """Takes what a browser gave to be reached by."""
    user, given = signed_in(request), request.POST
    subscription = Subscription(given.get("endpoint", ""), given.get("p256dh", ""), given.get("auth", ""))
    try:
        add_device(actor(user), user, subscription, given.get("name", ""))
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
    else:
        messages.success(request, _("This browser shows a notice when there are alarms."))
    return redirect("desk:alarm_told")


@requires(IN_CHARGE)
@require_POST
def remove_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Has one of my browsers told no more."""
    user = signed_in(request)
    forget_device(get_object_or_404(recipients.devices_of(user), pk=pk), actor(user))
    messages.success(request, _("This browser is told no more."))
    return redirect("desk:alarm_told")
