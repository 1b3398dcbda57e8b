"""What is wrong with a standard file."""

from punkt.toml.faults import BadFile
from punkt.wording import gettext_noop as _


class BadStandard(BadFile):
    """A standard file that cannot be used, with every fault that was found, in the order of the file."""

    said = _("%(count)s faults in this standard. %(told)s")
