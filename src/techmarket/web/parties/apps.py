"""The app `parties` for Django. Not here: what it does."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
