"""The app `pages` for Django. Not here: what it does."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
