"""The app `history` for Django. Not here: what it does."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.history"
    label = "history"
    default_auto_field = "django.db.models.BigAutoField"
