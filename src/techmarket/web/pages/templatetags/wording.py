"""Texts, labels and amounts in templates, in the language of the reader.

Not here: the texts of forms, which come from the declared fields.
"""

from __future__ import annotations

from django import template

from techmarket.web.pages.wording import language

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    """`{% say "登录" "Log in" %}`: the text of the reader's language."""
    return zh if language() == "zh" else en
