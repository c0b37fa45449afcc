"""The app `review` for Django. Not here: what it does."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Settings of the app."""

    name = "techmarket.web.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is found by search follows what is submitted."""
        from techmarket.web.review import search_entries

        search_entries.follow()
