"""The app `applying` for Django. Not here: what it does."""

from django.apps import AppConfig


class ApplyingConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.applying"
    label = "applying"
    default_auto_field = "django.db.models.BigAutoField"
