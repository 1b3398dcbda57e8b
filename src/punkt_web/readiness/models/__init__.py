"""Rows of readiness: what was found of points, who looked, what territories decided, and what things cost."""

from punkt_web.readiness.models.assessments import AssessmentRound, PointAssessment
from punkt_web.readiness.models.inspections import (
    IS_OPEN,
    Inspection,
    InspectionCampaign,
    InspectionPhoto,
    InspectionSheet,
    InspectionTask,
)
from punkt_web.readiness.models.local import LocalOverlay, TerritoryFact
from punkt_web.readiness.models.prices import StatedPrice

__all__ = [
    "IS_OPEN",
    "AssessmentRound",
    "Inspection",
    "InspectionCampaign",
    "InspectionPhoto",
    "InspectionSheet",
    "InspectionTask",
    "LocalOverlay",
    "PointAssessment",
    "StatedPrice",
    "TerritoryFact",
]
