"""What is the same on every board of a country, each with its source in facts; where none is known nothing stands."""

from punkt.wording import gettext_noop as _

RADIOS = {
    # estonia_sweden_world 2.4 [EE27]; 6 [SE5][SE28]
    "EE": _("Vikerraadio, in Russian Raadio 4"),
    "SE": _("Sveriges Radio P4, on the frequency of the county"),
}
HELP_LINES = {
    # estonia_sweden_world 2.4 [EE28], 7 [SE32]; ukraine 2 [P6]
    "EE": _("State helpline: 1247, day and night"),
    "SE": _("Information in a crisis: 113 13"),
    "UA": _("Government line: 1545"),
}
CHARGING_FIRST = {
    # ukraine 1.6: the rescue service, 22.01.2026, and the interior ministry [Q13][Q15]
    "UA": _(
        "Charged first: telephones, power banks, torches, medical devices. Large power stations only if the person on "
        "duty agrees. No hair dryers, irons or motors. (State Emergency Service of Ukraine, 22.01.2026)"
    ),
}
