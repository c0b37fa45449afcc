"""Settings of the site, from a few variables of the environment.

Without any of them it serves one machine: SQLite, files below `./data`, for 127.0.0.1 only.
In production (`TECHMARKET_PRODUCTION=1`) nothing is guessed: what is missing stops the start.
Not here: rules of the register, which are dated data (`codes`, `record`).

Variables:
    TECHMARKET_DATA: folder of database, attachments, keys and issued documents; `./data`.
    TECHMARKET_DATABASE: `postgresql://user:password@host:port/name`; SQLite in the data folder.
    TECHMARKET_SECRET: at least 50 characters; made and kept in the data folder if not given.
    TECHMARKET_HOSTS: names under which the site answers, separated by commas.
    TECHMARKET_ADDRESS: its public address, which certificates carry; http://127.0.0.1:8000.
    TECHMARKET_SIGN_UPS_A_DAY: accounts that may be opened from one network address in a day; 20.
    TECHMARKET_PRODUCTION: 1: HTTPS only, cookies and headers accordingly.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from techmarket.web.database import database_settings
from techmarket.web.secret import site_secret

HERE = Path(__file__).parent
DATA = Path(os.environ.get("TECHMARKET_DATA", "data")).absolute()
PRODUCTION = os.environ.get("TECHMARKET_PRODUCTION") == "1"
ADDRESS = os.environ.get("TECHMARKET_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

SECRET_KEY = site_secret(os.environ.get("TECHMARKET_SECRET"), DATA, PRODUCTION)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TECHMARKET_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "ninja",
    "csp",
    "techmarket.web.pages",
    "techmarket.web.organisations",
    "techmarket.web.parties",
    "techmarket.web.accounts",
    "techmarket.web.history",
    "techmarket.web.contracts",
    "techmarket.web.certificates",
    "techmarket.web.api",
    "techmarket.web.counting",
    "techmarket.web.changes",
    "techmarket.web.demo",
    "techmarket.web.review",
    "techmarket.web.applying",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "techmarket.web.accounts.middleware.ActorMiddleware",
    "techmarket.web.pages.null_signs.NullSignMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "techmarket.web.applying.body_limit.BodyLimitMiddleware",
]

ROOT_URLCONF = "techmarket.web.urls"
WSGI_APPLICATION = "techmarket.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "techmarket.web.pages.context.site",
            ],
            "builtins": ["techmarket.web.pages.templatetags.wording"],
            "string_if_invalid": "",
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("TECHMARKET_DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "techmarket.web.accounts.throttling.same_name"
AXES_LOCKOUT_CALLABLE = "techmarket.web.accounts.throttling.locked_out"
AXES_CLIENT_IP_CALLABLE = "techmarket.web.accounts.client_address.client_address"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
SIGN_UPS_A_DAY = int(os.environ.get("TECHMARKET_SIGN_UPS_A_DAY", "20"))

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True  # htmx sends the token that the page has
CSRF_TRUSTED_ORIGINS = [ADDRESS]
CSRF_FAILURE_VIEW = "techmarket.web.pages.error_pages.csrf_failed"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "techmarket.web.pages.log_lines.LogLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
