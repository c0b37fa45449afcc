"""The app `changes` for Django. Not here: what it does."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"
