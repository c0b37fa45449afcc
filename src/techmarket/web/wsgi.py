"""The site as a WSGI application, for gunicorn. Not here: settings (`settings`)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from techmarket.web.first_page import be_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "techmarket.web.settings")
# Where static files are collected; without it every start of the server warns.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
application = get_wsgi_application()
be_ready()
