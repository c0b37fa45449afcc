"""The app `organisations` for Django. Not here: what it does."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
