"""What stops a change to people and roles."""

from punkt.errors import PunktError


class NotYours(PunktError):
    """The one who asks does not reach that far."""


class LastAdministrator(PunktError):
    """After this nobody would be left to run the installation."""


class InvalidRole(PunktError):
    """A role with a scope that it cannot have, a place that does not exist, or a time that is over before it starts."""


class InvalidPerson(PunktError):
    """An address or password that cannot be used, or an address that is taken."""
