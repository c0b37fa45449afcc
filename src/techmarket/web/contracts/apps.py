"""The app `contracts` for Django. Not here: what it does."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
