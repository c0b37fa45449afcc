"""The app `demo` for Django. Not here: what it does."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
