"""Roles and the powers that each carries. A power holds in the scope of the membership and nowhere else."""

from enum import Enum, StrEnum

from punkt.wording import gettext_noop as _


class Power(Enum):
    """One thing that a person may do."""

    SEE_MEMBERS = "see what is for members"
    SEE_HIDDEN = "see hidden points"
    SEE_SECRET = "see secret fields and private contacts"
    EDIT = "register and edit points"
    MERGE = "merge duplicates"
    IMPORT = "import lists"
    SET_POLICY = "decide what is published"
    ANNOUNCE = "tell of curfews and air alerts"
    ACTIVATE = "ask points to open"
    REPORT = "report what points do"
    INSPECT = "inspect points"
    OVERLAY = "lay local rules over a standard"
    TAKE_PART = "answer for a member of the network"
    CONDUCT = "conduct the network"
    MANAGE_PEOPLE = "give and take roles"
    ADMINISTER = "run the installation"


class Role(StrEnum):
    """Who somebody is in a territory or at a point, from the narrowest to the widest."""

    VIEWER = "viewer"
    KEEPER = "keeper"
    INSPECTOR = "inspector"
    COORDINATOR = "coordinator"
    REGION = "region"
    NATION = "nation"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    Role.VIEWER: _("Viewer"),
    Role.KEEPER: _("Keeper"),
    Role.INSPECTOR: _("Inspector"),
    Role.COORDINATOR: _("Coordinator"),
    Role.REGION: _("Region officer"),
    Role.NATION: _("National officer"),
    Role.RESEARCHER: _("Researcher of the network"),
    Role.ADMINISTRATOR: _("Administrator"),
}

_SEEING = frozenset({Power.SEE_MEMBERS})
_KEEPING = _SEEING | {Power.SEE_HIDDEN, Power.REPORT}
_INSPECTING = _SEEING | {Power.SEE_HIDDEN, Power.INSPECT}
_COORDINATING = _KEEPING | _INSPECTING | {
    Power.SEE_SECRET, Power.EDIT, Power.MERGE, Power.IMPORT, Power.SET_POLICY, Power.ANNOUNCE, Power.ACTIVATE,
    Power.TAKE_PART,
}  # fmt: skip
_GOVERNING = _COORDINATING | {Power.MANAGE_PEOPLE, Power.OVERLAY}

POWERS: dict[Role, frozenset[Power]] = {
    Role.VIEWER: _SEEING,
    Role.KEEPER: _KEEPING,
    Role.INSPECTOR: _INSPECTING,
    Role.COORDINATOR: _COORDINATING,
    Role.REGION: _GOVERNING,
    Role.NATION: _GOVERNING,
    Role.RESEARCHER: _SEEING | {Power.TAKE_PART, Power.CONDUCT},
    Role.ADMINISTRATOR: frozenset(Power),
}

# The role's place in the order of ``Role``: nobody gives one that is wider than their own. A researcher reads what
# members of several countries said in confidence: only who runs the installation makes one.
WIDTH = {role: width for width, role in enumerate(Role)}
