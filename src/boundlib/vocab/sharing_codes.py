"""The public codes for items and purposes that health records know.

Purposes of use and sensitivities: HL7 Terminology, code systems v3-ActReason and v3-ActCode.
Document types: LOINC. A word without an entry has no code that means the same.
"""

from __future__ import annotations

from boundlib.vocab.sharing import SharedFor, SharedItem

PURPOSE_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
"""The code system of purposes of use."""
SENSITIVITY_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
"""The code system of sensitivities."""
DOCUMENT_SYSTEM = "http://loinc.org"
"""The code system of document types."""

PURPOSE_CODES: dict[SharedFor, str] = {
    SharedFor.TREATMENT: "TREAT",
    SharedFor.COORDINATION: "COC",
    SharedFor.EMERGENCY: "ETREAT",
    SharedFor.PAYMENT: "HPAYMT",
    SharedFor.CLAIMS: "CLMATTCH",
    SharedFor.ELIGIBILITY: "ELIGVER",
    SharedFor.OPERATIONS: "HOPERAT",
    SharedFor.TRAINING: "TRAIN",
    SharedFor.QUALITY: "HQUALIMP",
    SharedFor.FAMILY: "FAMRQT",
    SharedFor.SUPPORT: "SUPNWK",
    SharedFor.LEGAL: "HLEGAL",
    SharedFor.PROTECTION: "THREAT",
    SharedFor.PUBLIC_HEALTH: "PUBHLTH",
    SharedFor.RESEARCH: "HRESCH",
    SharedFor.AT_REQUEST: "PATRQT",
}
"""HL7 v3 purposes of use."""

SENSITIVITY_CODES: dict[SharedItem, str] = {
    SharedItem.RECORD: "MH",
    SharedItem.IDENTITY: "DEMO",
    SharedItem.DIAGNOSIS: "DIA",
    SharedItem.HIV_STATUS: "HIV",
    SharedItem.GENETIC: "GDIS",
    SharedItem.MEDICATION: "DRGIS",
    SharedItem.SEXUAL_HEALTH: "SEX",
    SharedItem.SUBSTANCE_USE: "SUD",
    SharedItem.PSYCHOTHERAPY_NOTES: "PSYTHPN",
}
"""HL7 v3 information sensitivities."""

DOCUMENT_CODES: dict[SharedItem, str] = {
    SharedItem.MEDICATION: "10160-0",
    SharedItem.TEST_RESULTS: "30954-2",
    SharedItem.TREATMENT_PLAN: "18776-5",
    SharedItem.SESSION_NOTES: "11506-3",
    SharedItem.SUMMARY: "34133-9",
}
"""LOINC document types and sections."""
