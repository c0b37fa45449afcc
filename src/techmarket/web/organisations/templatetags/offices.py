"""`{{ office|kind_label }}`: what an office is. Not here: names of offices, which they have."""

from __future__ import annotations

from django import template

from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.organisations.office_fields import KIND_LABELS

register = template.Library()


@register.filter
def kind_label(office: Organisation) -> str:
    """The kind of an office in the language of the reader."""
    return str(KIND_LABELS[Kind(office.kind)])
