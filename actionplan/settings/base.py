"""Settings that hold everywhere; each environment states only what it changes."""

from pathlib import Path
from typing import Any

import dj_database_url
import pghistory
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from actionplan.settings.environment import MAIL_QUEUE, Environment
from kernel.reach import BRIEFLY

environment = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = BASE_DIR / "data"
VERSION = "0.1.0"

SECRET_KEY = environment.secret_key
ALLOWED_HOSTS = environment.allowed_hosts
BASE_URL = environment.base_url.rstrip("/")
TRUSTED_PROXIES = environment.trusted_proxies
DEBUG = False
DEMO = False

INSTALLED_APPS = [
    "kernel",
    "members",
    "members.committees",
    "members.participation",
    "outputs",
    "activities",
    "activities.needs",
    "activities.events",
    "activities.skills",
    "activities.partnerships",
    "activities.support",
    "activities.sponsorships",
    "activities.resources",
    "activities.outreach",
    "activities.fora",
    "activities.academia",
    "activities.briefings",
    "activities.benefit",
    "activities.funding",
    "activities.confirmations",
    "activities.accounts",
    "activities.feedback",
    "activities.privacy",
    "activities.certificates",
    "activities.reporting",
    "indicators",
    "indicators.dashboard",
    "actionplan.home",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "kernel.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_celery_beat",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tables2",
    "drf_spectacular",
    "import_export",
    "knox",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kernel.private_answers.PrivateAnswersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kernel.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "members.middleware.RoleRequiredMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "kernel.middleware.ParametersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kernel.request_log.RequestLogMiddleware",
    "kernel.middleware.RedactedHistoryMiddleware",
    "kernel.middleware.TimeZoneMiddleware",
]

ROOT_URLCONF = "actionplan.urls"
WSGI_APPLICATION = "actionplan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kernel.context_processors.portal",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kernel.templatetags.ui",
            ],
        },
    }
]
COTTON_DIR = "components"

DATABASES = {
    "default": dj_database_url.parse(environment.database_url, conn_max_age=60, conn_health_checks=True)
    if environment.database_url
    else {"ENGINE": "django.db.backends.postgresql"}
}
if environment.database_url:
    # Seconds to wait for a connection; milliseconds until a silent one is given up.
    TIMES = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
    DATABASES["default"]["OPTIONS"] = TIMES | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

CACHES = {
    "default": {
        "BACKEND": "kernel.cache.SteadyCache",
        "LOCATION": environment.redis_url,
        "KEY_PREFIX": "portal",
        "OPTIONS": BRIEFLY,
    },
    "fallback": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cacheentry",
        "KEY_PREFIX": "portal",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "members.backends.SignInBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "members.adapters.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# allauth's own writes a row for whoever the address names, when anybody merely reads the page of a link.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - no password
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "10/m/ip,3/m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Action Plan Portal"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "members.adapters.SecondFactorAdapter"
DEVT_SECOND_FACTOR = environment.devt_second_factor
MFA_FORMS = {"activate_totp": "members.forms.ActivateAppForm"}
INVITATION_DAYS = 14

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["actionplan.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = environment.media_root or BASE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Source maps are for developers' tools; compressing them takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

EMAIL_HOST = environment.email_host
EMAIL_PORT = environment.email_port
EMAIL_HOST_USER = environment.email_host_user
EMAIL_HOST_PASSWORD = environment.email_host_password
EMAIL_USE_TLS = environment.email_use_tls
EMAIL_TIMEOUT = 15  # seconds for the connection, and for each answer
DEFAULT_FROM_EMAIL = environment.default_from_email
SERVER_EMAIL = environment.default_from_email

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # a step of the report with twenty long texts; files apart
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
CSRF_COOKIE_HTTPONLY = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "kernel.api_tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["kernel.api_permissions.HasRole"],
    "DEFAULT_FILTER_BACKENDS": [
        "kernel.api.Filters",
        "kernel.api.Ordering",
    ],
    "DEFAULT_PARSER_CLASSES": ["kernel.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "kernel.api.Pagination",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "kernel.throttles.UserThrottle",
        "kernel.throttles.StrangerThrottle",
        "kernel.throttles.ScopedThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "30/min", "sign-in": "10/min"},
    "EXCEPTION_HANDLER": "kernel.api.problem_details",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Action Plan Portal API",
    "DESCRIPTION": "Plans, members, progress reports, indicators and their results.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_PERMISSIONS": ["kernel.api_permissions.HasRole"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "IndicatorLevelEnum": "indicators.enums.IndicatorLevel",
        "FrameworkLevelEnum": "outputs.enums.FrameworkLevel",
        "RunStateEnum": "indicators.enums.RunState",
        "CommitteeKindEnum": "members.committees.enums.CommitteeKind",
        "OrganisationKindEnum": "members.enums.OrganisationKind",
        "QuestionKindEnum": "activities.reporting.question_types.kind_choices",
        "StatementKindEnum": "outputs.enums.StatementKind",
        "ReportStateEnum": "activities.reporting.enums.ReportState",
        "LanguageEnum": "activities.enums.Language",
        "RatingEnum": "activities.reporting.enums.Rating",
        "StageEnum": "activities.outreach.enums.Stage",
        "HowEnum": "activities.outreach.enums.How",
        "SpendingStageEnum": "activities.funding.enums.Stage",
        "AssistanceEnum": "activities.benefit.enums.How",
        "ProgressOfForumEnum": "activities.fora.enums.Progress",
        "InstitutionLevelEnum": "activities.needs.enums.InstitutionLevel",
        "TrainerLevelEnum": "activities.skills.enums.TrainerLevel",
    },
}
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": 10}

CELERY_BROKER_URL = environment.broker_url
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # for ever: worker and beat come back with Redis
CELERY_TASK_PUBLISH_RETRY = False  # no page waits: what is not handed over, a sweep finds
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "socket_keepalive": True,
}
CELERY_TASK_ROUTES = {"kernel.tasks.send_email": {"queue": MAIL_QUEUE}}
CELERY_BEAT_SCHEDULER = "kernel.beat.HeartbeatScheduler"
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "continue-imports": {"task": "kernel.imports.tasks.continue_imports", "schedule": 60.0},
    "forget-imported-files": {
        "task": "kernel.imports.tasks.forget_files",
        "schedule": crontab(hour="3", minute="15"),
    },
    "send-waiting-emails": {"task": "kernel.periodic.send_waiting_emails", "schedule": 60.0},
    "close-rounds": {"task": "activities.reporting.periodic.close_rounds", "schedule": 60.0},
    "send-digests-to-members": {
        "task": "activities.confirmations.periodic.send_digests",
        "schedule": crontab(hour="5", minute="10"),
    },
    "anonymise-overdue": {
        "task": "activities.privacy.periodic.anonymise_overdue",
        "schedule": crontab(hour="3", minute="40"),
    },
    "sweep-certificates": {"task": "activities.certificates.periodic.sweep", "schedule": 60.0},
    "compute-stale-results": {"task": "indicators.periodic.sweep", "schedule": 60.0},
    "recompute-all-results": {
        "task": "indicators.periodic.recompute_all",
        "schedule": crontab(hour="2", minute="30"),
    },
}

UNFOLD = {
    "SITE_TITLE": _("Action Plan Portal"),
    "SITE_HEADER": _("Action Plan Portal"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/favicon.svg")},
    ],
    "STYLES": [lambda _request: static("css/administration.css")],
    "SHOW_HISTORY": True,
    "COLORS": {
        "primary": {
            "50": "#f2f8fd",
            "100": "#e6f0f9",
            "200": "#c8dff2",
            "300": "#9fcaf0",
            "400": "#6fb3ee",
            "500": "#4595d8",
            "600": "#0a5a9c",
            "700": "#084b82",
            "800": "#083d6a",
            "900": "#0a3153",
            "950": "#0b1f33",
        },
    },
}
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "kernel.logs.json_formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
    # Django's own handlers write plain lines, which would keep the keys of links.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
