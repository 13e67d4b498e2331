"""Consent: what a person has not agreed to publish does not enter the model."""

from __future__ import annotations

from datetime import date

from ..records.deputy import Deputy

FIELDS = ("portrait", "office_contact", "birth_month")


def with_consent(deputy: Deputy, today: date, *, serving: bool) -> Deputy:
    """Return the deputy without the fields that no living consent covers.

    Consent was given for the time in office: who serves no more has none left.

    Source:
        个人信息保护法 Art. 25: no publication without separate consent; Art. 15: withdrawal.
    """
    live = {
        consent.scope
        for consent in deputy.consents
        if serving
        and consent.on <= today
        and not (consent.withdrawn_on and consent.withdrawn_on <= today)
    }
    kept = {name: getattr(deputy, name) if name in live else None for name in FIELDS}
    return deputy.model_copy(update={**kept, "consents": ()})
