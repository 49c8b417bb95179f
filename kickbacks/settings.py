"""Settings of the project. docs/deploy.md lists the environment variables."""

from __future__ import annotations

import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from environs import Env

from kickbacks.headers import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from kickbacks.headers import static_headers

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()


def secret_key() -> str:
    """Return the secret key from the environment or from a file, which `make run` creates. Exits if it is weak."""
    file = Path(env.str("SECRET_KEY_FILE", str(VAR_DIR / "secret-key")))
    key = env.str("SECRET_KEY", "") or (file.read_text().strip() if file.is_file() else "")
    if DEBUG:
        return key or "for-development-only-" * 4
    if len(key) < 50 or len(set(key)) < 5 or key.startswith(("django-insecure-", "for-development-only-")):
        state = "weak" if key else "missing"
        sys.exit(
            f"The secret key is {state}: set SECRET_KEY to 50 or more random characters, or set DEBUG=1 to develop."
        )
    return key


def purge_urls() -> list[str]:
    """Return the addresses of the caches to purge when an edition goes live. Exits if one is not absolute."""
    urls: list[str] = env.list("PURGE_URLS", [])
    if wrong := [url for url in urls if not re.match("https?://[^/]", url)]:
        sys.exit(
            f"PURGE_URLS has {wrong[0]!r}: write full addresses such as http://127.0.0.1:6081/, separated by commas."
        )
    return urls


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = secret_key()
HTTPS = env.bool("HTTPS", not DEBUG)
SITE_URL = env.str("SITE_URL", "").rstrip("/")
ADMIN_PATH = env.str("ADMIN_PATH", "admin").strip("/") + "/"
SECOND_PERSON = env.bool("SECOND_PERSON", False)
SECOND_FACTOR = env.bool("SECOND_FACTOR", False)
OTP_TOTP_ISSUER = SITE_URL.rpartition("/")[2] or "guide"
PURGE_URLS = purge_urls()
PAGE_CACHE_BYTES = env.int("KEEP_MEGABYTES", 32) << 20
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "kickbacks.apps.EditorSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "guide",
]
MIDDLEWARE = [
    "kickbacks.logs.store_route",
    "kickbacks.headers.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",  # it may redirect to HTTPS; those above add headers to that too
    "kickbacks.headers.ignore_ranges",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "kickbacks.urls"
WSGI_APPLICATION = "kickbacks.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

POSTGRES_TIMEOUTS = {
    "connect_timeout": 3,  # seconds
    # With these, a broken network is noticed within seconds.
    "tcp_user_timeout": 3000,  # milliseconds
    "keepalives_idle": 2,  # seconds
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "options": "-c statement_timeout=30000",  # milliseconds
}


def database_config() -> dict[str, Any]:
    """Return the database of DATABASE_URL, by default SQLite in a file under `var/`.

    Each request opens its own connection, which is Django's default, so that a replaced SQLite file is noticed and a
    request to an unresponsive PostgreSQL fails after `connect_timeout`. Readers' pages seldom need a connection.
    """
    config = env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'guide.sqlite3'}")
    if config["ENGINE"].endswith("sqlite3"):
        return config | sqlite_config(Path(config["NAME"]))
    return config | {"OPTIONS": POSTGRES_TIMEOUTS | config.get("OPTIONS", {})}


def sqlite_config(file: Path) -> dict[str, Any]:
    """Return the settings of an SQLite file. A file that cannot be written is opened read-only."""
    if file.parent == VAR_DIR and os.access(BASE_DIR, os.W_OK):
        VAR_DIR.mkdir(exist_ok=True)
    if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        if not file.is_file():
            sys.exit(
                f"There is no database, and {file.parent} is missing or cannot be written, so none can be created."
            )
        sys.stderr.write(
            f"{file} cannot be written. Reading works, but nothing can be saved. Fix this, then restart.\n"
        )
        # https://www.sqlite.org/wal.html#readonly: a file without a write-ahead log opens only as immutable.
        mode = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
        return {"NAME": f"{file.absolute().as_uri()}?{mode}"}
    os.close(os.open(file, os.O_CREAT, 0o600))  # a new file is its owner's only; SQLite gives -wal and -shm its mode
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    return {"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": pragmas}}


DATABASES = {"default": database_config()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "guide.admin.password_words.SiteWordsValidator"},
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Locked per username and address together, so that an attacker cannot lock the owner out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "guide.http.client_ip.lockout_ip"
AXES_HANDLER = "guide.audit.login_limits.LoginLimits"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
# Without the middleware of axes, a locked account looks like a wrong password. The others are about optional settings.
SILENCED_SYSTEM_CHECKS = ["axes.W002", "security.W005", "security.W021"]
LOGIN_REDIRECT_URL = "admin:index"  # if the address to go to after the login is missing or on another site

EMAIL = env.dj_email_url("EMAIL_URL", "dummy:")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_BACKEND"], EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"], EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = EMAIL["EMAIL_USE_TLS"], EMAIL["EMAIL_USE_SSL"], 10
CAN_SEND_EMAIL = not EMAIL_BACKEND.endswith(".dummy.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", EMAIL_HOST_USER or "guide@localhost")

LANGUAGE_CODE = "en-gb"
# The site has one language, and with translation on, looking it up took a tenth of the time of a page.
USE_I18N = False
FORMAT_MODULE_PATH = "kickbacks"
TIME_ZONE = env.str("TIME_ZONE", "Europe/London")

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STYLES_DIR = VAR_DIR / "styles"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "guide.stylesheets.StylesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kickbacks.storage.StaticStorage"
    },
}

CONTENT_DIR = BASE_DIR / "content"
# Larger uploads are discarded. By default, Django would write them to disk, even for anonymous visitors.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 << 20

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", False)  # browsers remember it, so it is asked for
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Browsers accept cookies with this prefix only over HTTPS and for this host, so no other host can set them.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_AGE = 8 * 3600  # seconds without a request to the desk, see guide/admin/site.py
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = True

LOG_REQUESTS = env.bool("LOG_REQUESTS", True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "message": {"()": "kickbacks.logs.MessageFormatter"},
        "request": {"()": "pythonjsonlogger.json.JsonFormatter", "fmt": [], "timestamp": "time"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler"} | ({} if DEBUG else {"formatter": "message"}),
        "requests": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "request"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kickbacks.requests": {"handlers": ["requests"], "level": "INFO", "propagate": False},
        "axes": {"level": "CRITICAL"},  # it logs names and addresses
        "django.request": {"level": "ERROR"},  # a 404 has its line in the request log
        # So has a failed CSRF check or too large a form; this logger would add a traceback or the full referrer.
        "django.security": {"level": "CRITICAL"},
    },
}
