"""The app `api` for Django. Not here: what it does."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
