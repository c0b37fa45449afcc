"""The app `review` for Django. Not here: what it does."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is found by search follows what is submitted; own holidays are read."""
        from django.conf import settings

        from techmarket.web.review import search_entries
        from techmarket.web.working_days import calendar

        search_entries.follow()
        calendar.read_also(settings.DATA / calendar.FILE)
