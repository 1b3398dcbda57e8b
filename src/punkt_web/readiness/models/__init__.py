"""Rows of readiness: what was found of points, and who looked."""

from punkt_web.readiness.models.assessments import AssessmentRound, PointAssessment
from punkt_web.readiness.models.inspections import (
    Inspection,
    InspectionCampaign,
    InspectionPhoto,
    InspectionSheet,
    InspectionTask,
)

__all__ = [
    "AssessmentRound",
    "Inspection",
    "InspectionCampaign",
    "InspectionPhoto",
    "InspectionSheet",
    "InspectionTask",
    "PointAssessment",
]
