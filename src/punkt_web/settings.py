"""Django's settings. What an installation may choose is read in ``env``; everything here follows from it."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from punkt_web import env

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parents[1]

DEBUG = env.DEBUG.is_on()
SECRET_KEY = env.SECRET_KEY.text() or env.kept_key("secret_key")
AUDIT_KEY = env.kept_key("audit_key")
ALLOWED_HOSTS = env.ALLOWED_HOSTS.words()
IS_DEMO = env.DEMO.is_on() or (env.home() / "demo.json").exists()

INSTALLED_APPS = [
    "punkt_web.accounts.admin_app.PunktAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "punkt_web.ui",
    "punkt_web.common",
    "punkt_web.accounts",
    "punkt_web.registry",
    "punkt_web.operations",
    "punkt_web.hosting",
    "punkt_web.readiness",
    "punkt_web.network",
    "punkt_web.knowledge",
    "punkt_web.exchange",
    "punkt_web.finder",
    "punkt_web.keeper",
    "punkt_web.dashboard",
    "punkt_web.papers",
    "punkt_web.api",
    "punkt_web.demo",
    # After ours, so that our templates of the same name are found first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "punkt_web.common.middleware.sender_behind_proxies",
    "punkt_web.common.middleware.cookies_without_nul",
    "punkt_web.api.door.ApiDoor",
    "punkt_web.finder.kept_answers.KeptAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "punkt_web.common.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "punkt_web.common.middleware.chosen_language",
    "punkt_web.accounts.lockout.told_when_to_come_back",
    "punkt_web.common.middleware.BusyDatabase",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "punkt_web.urls"
WSGI_APPLICATION = "punkt_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "punkt_web.common.context.site",
                "punkt_web.accounts.context.myself",
                "punkt_web.accounts.context.made_up",
            ],
        },
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The default cache counts wrong sign-in codes, so every process must see the same one and a restart must not empty it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "punkt_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "punkt_web.accounts.backends.PasswordBackend",
    "punkt_web.accounts.backends.AdministratorBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/in"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # a link for a new password is handed over the same day
ACCOUNT_ADAPTER = "punkt_web.accounts.adapter.AccountAdapter"
ACCOUNT_PLACES = "punkt_web.registry.places.RegistryPlaces"
ACCOUNT_FORMS = {
    "login": "punkt_web.accounts.sign_in_forms.SignInForm",
    "change_password": "punkt_web.accounts.sign_in_forms.NewPasswordForm",
    "reauthenticate": "punkt_web.accounts.sign_in_forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Of codes only: passwords are counted by axes, by address and sender (see the adapter). The library adds this to its
# own limits, so the one by sender alone is taken out by name: strangers would lock everybody behind one router out.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None}
MFA_ADAPTER = "punkt_web.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "punkt_web.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "punkt_web.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "punkt_web.accounts.sign_in_forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Punkt"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "punkt_web.accounts.lockout.attempted_address"
AXES_LOCKOUT_CALLABLE = "punkt_web.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]

LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English")), ("et", _("Estonian")), ("sv", _("Swedish"))]
LANGUAGE_CODE = env.LANGUAGE.text()
LANGUAGE_COOKIE_NAME = "punkt_language"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = env.time_zone()
USE_TZ = True
FORMAT_MODULE_PATH = ["punkt_web.formats"]

STATIC_URL = "static/"
STATIC_ROOT = env.home() / "static"
# What npm brought at set-up. Where it could not, only the maps and the QR codes of a console's queue are missing.
STATICFILES_DIRS = [
    (f"vendor/{name}", folder)
    for name, folder in (
        ("leaflet", ROOT / "node_modules" / "leaflet" / "dist"),
        ("protomaps-leaflet", ROOT / "node_modules" / "protomaps-leaflet" / "dist"),
        ("uqr", ROOT / "node_modules" / "uqr" / "dist"),
        ("world-atlas", ROOT / "node_modules" / "world-atlas"),
    )
    if folder.is_dir()
]
# `punkt prepare` collects and compresses the files; where it did not, or while somebody works on them, they are found.
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_ROOT.is_dir()
MEDIA_ROOT = env.home() / "uploads"

API_REQUESTS_PER_MINUTE = env.api_rate()
MAP_TILES = env.map_tiles()
STREETS = env.streets()
FEEDS_FROM_THIS_MACHINE = (
    False  # tests serve feeds themselves; a real one is asked over https, and never inside the house
)
DATA_LICENCE = env.data_licence()
SITE = env.site()
_SMTP = env.smtp()
EMAIL_HOST, EMAIL_PORT = _SMTP.host, _SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP.user, _SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP.starts_tls, _SMTP.is_tls
EMAIL_TIMEOUT = 10
EMAIL_IS_SET_UP = bool(EMAIL_HOST)
DEFAULT_FROM_EMAIL = env.EMAIL_FROM.text()
TRUSTED_PROXIES = env.trusted_proxies()
_HTTPS = env.HTTPS.is_on()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
