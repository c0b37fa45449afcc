"""The app `counting` for Django. Not here: what it does."""

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.counting"
    label = "counting"
    default_auto_field = "django.db.models.BigAutoField"
