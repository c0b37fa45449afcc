"""`{% field one %}`: a field of a form with label, meaning, control, and what is wrong with it.

Not here: what the field holds (`pages.form_fields`).
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from techmarket.web.pages.form_fields import FormField

register = template.Library()


@register.inclusion_tag("pages/parts/field.html")
def field(one: FormField, autocomplete: str = "off") -> dict[str, object]:
    """Show a field.

    Args:
        one: made by `form_field`.
        autocomplete: of a text, as HTML has it ("name", "tel").
    """
    return {
        "field": one,
        "common": _of_every_control(one),
        "attributes": format_html_join("", ' {}="{}"', one.attributes.items()),
        "autocomplete": autocomplete,
        "unknown_word": bool(one.text) and not any(word.chosen for word in one.options),
    }


def _of_every_control(one: FormField) -> SafeString:
    told = format_html('id="{}"', one.id)
    if one.described_by:
        told += format_html(' aria-describedby="{}"', one.described_by)
    if one.required:
        told += format_html(' aria-required="{}"', "true")
    if one.errors:
        told += format_html(' aria-invalid="{}"', "true")
    return told
