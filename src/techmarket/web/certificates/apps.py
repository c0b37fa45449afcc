"""The app `certificates` for Django. Not here: what it does."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"
