"""Rows of readiness: what was found of points, and who looked."""

from punkt_web.readiness.models.assessments import AssessmentRound, PointAssessment
from punkt_web.readiness.models.inspections import (
    IS_OPEN,
    Inspection,
    InspectionCampaign,
    InspectionPhoto,
    InspectionSheet,
    InspectionTask,
)

__all__ = [
    "IS_OPEN",
    "AssessmentRound",
    "Inspection",
    "InspectionCampaign",
    "InspectionPhoto",
    "InspectionSheet",
    "InspectionTask",
    "PointAssessment",
]
