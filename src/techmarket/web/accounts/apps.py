"""The app `accounts` for Django. Not here: what it does."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
