"""Settings of the portal, read top to bottom; values come from the environment (docs/architecture.md, « In production »)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from cuf import environnement as env
from cuf import postgres_local

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where this runs ---------------------------------------------------------------------------
# dev: reloading server; demo: served as production is, but over plain HTTP; production: over HTTPS.
CUF_ENV = env.choix("CUF_ENV", ("dev", "demo", "production"), "dev")
PRODUCTION = CUF_ENV == "production"
DEBUG = CUF_ENV == "dev"
# Beside the code, a new version would lose what members sent: production names its folder.
CUF_VAR = env.dossier("CUF_VAR", None if PRODUCTION else BASE_DIR / "var")

SECRET_KEY = env.secret("SECRET_KEY", None if PRODUCTION else "cle-de-demonstration-sans-valeur-hors-de-ce-poste")
# Former keys: what they hid, the secrets of second factors, is still read.
SECRET_KEY_FALLBACKS = env.liste("SECRET_KEY_ANCIENNES", "")
ALLOWED_HOSTS = env.liste("ALLOWED_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
CUF_URL = env.texte("CUF_URL", None if PRODUCTION else f"http://127.0.0.1:{env.entier('PORT', 8000)}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [CUF_URL]

# --- Applications, ground first ----------------------------------------------------------------
INSTALLED_APPS = [
    "socle",
    "gestion",
    "courriels",
    "mediatheque",
    "redaction",
    "territoires",
    "comptes",
    "annuaire",
    "groupes_pays",
    "fonds_solidarite",
    "actualites",
    "agenda",
    "appels",
    "ressources",
    "api",
    "recherche",
    "pages",
    "demo",
    "reprise_spip",
    "cuf.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django_filters",
    "reversion",
    "procrastinate.contrib.django",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "cuf.traces.NumeroMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cuf.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "cuf.conditionnel.ConditionnelMiddleware",
    "cuf.encodage.EncodageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comptes.middleware.SecondFacteurMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gestion.middleware.ConnexionEnPlaceMiddleware",
    "gestion.middleware.SaisieRendueMiddleware",
    "groupes_pays.middleware.LecteurMiddleware",
    "redaction.middleware.AnciennesAdressesMiddleware",
    "socle.middleware.MethodeRefuseeMiddleware",
    "socle.middleware.PagesPersonnellesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cuf.urls"
WSGI_APPLICATION = "cuf.wsgi.application"

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
                "pages.contexte.portail",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ----------------------------------------------------------------------------------
# Without DATABASE_URL, the private PostgreSQL of cuf/postgres_local.py (never in production).
if PRODUCTION or env.texte("DATABASE_URL", ""):
    try:
        BASE = dj_database_url.parse(env.texte("DATABASE_URL"))
    except ValueError:
        BASE = {}
    if BASE.get("ENGINE") != "django.db.backends.postgresql" or not BASE["NAME"]:
        env.echouer("DATABASE_URL n’est pas une adresse PostgreSQL (postgres://utilisateur:motdepasse@hote:5432/base).")
else:
    BASE = postgres_local.parametres(CUF_VAR)
BASE["OPTIONS"] = {**BASE.get("OPTIONS", {}), "connect_timeout": 5}
if not DEBUG:
    BASE["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}
    # After a restart of the server, connections of the pool are dead: found so here, not by a reader's page.
    BASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": BASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Kept pages --------------------------------------------------------------------------------
# Each process keeps its own unless CACHE_URL gives them a common place (decision 024).
GARDEES = {"MAX_ENTRIES": 4000}  # some 10 kB each: 40 MB at most
CACHE_URL = env.texte("CACHE_URL", "memoire")
if CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
    MEMOIRE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
elif CACHE_URL == "base":
    MEMOIRE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cuf_memoire", "OPTIONS": GARDEES}
elif CACHE_URL == "memoire":
    MEMOIRE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": GARDEES}
else:
    env.echouer("CACHE_URL vaut « memoire », « base » ou une adresse redis://.")
CACHES = {"default": MEMOIRE}

# --- Accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "comptes.mots_de_passe.MotRepandu"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "comptes:connexion"
LOGIN_REDIRECT_URL = "espace"
LOGOUT_REDIRECT_URL = "comptes:deconnecte"  # a page of its own: a message would need a cookie
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds; an invitation sent on a Friday still opens on Monday

# Sign-in goes by steps, django-allauth's (decision 030); accounts are opened by the team only.
ACCOUNT_ADAPTER = "comptes.adaptateurs.AdaptateurDesComptes"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "courriel"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the base keeps an address verified by account: its links lead nowhere else
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Its limits count in the memory of one process: django-axes and `comptes.verrou` count in the base.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "comptes.adaptateurs.AdaptateurDuSecondFacteur"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Cités Unies France"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: telephones are not all on time
# Browsers take a passkey from http://localhost too, for trials on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# « exige »: staff open the back office with a second factor only; members choose everywhere.
CUF_SECOND_FACTEUR = env.choix("CUF_SECOND_FACTEUR", ("exige", "libre"), "exige" if PRODUCTION else "libre")

# A town hall shares one address: lock the couple (account, address), and for a while only.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "comptes.verrou.identifiant"
# And, above the limit of the couple, one for the address, whatever the accounts.
AXES_HANDLER = "comptes.verrou.Compteur"
AXES_CLIENT_IP_CALLABLE = "comptes.verrou.adresse"
AXES_LOCKOUT_CALLABLE = "comptes.verrou.connexion_bloquee"
AXES_VERBOSE = False
# Its lists are in English and about machines; a lock opens by itself, and the log says the rest.
AXES_ENABLE_ADMIN = False

# --- Security ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gestion.views.jeton_perime"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_ENGINE = "comptes.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if PRODUCTION:
    # The proxy in front ends HTTPS and sets this header, and adds who calls to X-Forwarded-For (docs/architecture.md).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CUF_DERRIERE_UN_PROXY = PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes
CUF_EDITEUR_ENVOI = "mediatheque:televerser_image"  # where the editor of rich texts sends its pictures
CUF_EDITEUR_CHOIX = "admin:mediatheque_image_choisir"  # where it shows those of the library
CUF_EDITEUR_CHOIX_DOCUMENTS = "admin:mediatheque_document_choisir"  # where it shows its sounds and videos
CUF_EDITEUR_LIENS = "redaction:liens"  # where it finds what a text may lead to
CUF_TEXTE_LIENS = "redaction.references.resoudre"  # what leads the references of a rich text to the addresses of today
CUF_TEXTE_IMAGES = "mediatheque.identites.rattacher"  # what ties the pictures of a rich text to the library, when it is saved
CUF_ESSAYER_LES_LIENS = PRODUCTION  # whether the queue tries the addresses of other sites that texts lead to
CUF_IMAGE_POIDS_MAX = 8 * 1024 * 1024  # bytes
CUF_IMAGE_PIXELS_MAX = 40_000_000  # width × height
CUF_DOCUMENT_POIDS_MAX = 100 * 1024 * 1024  # bytes

# --- Language and time -------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["cuf.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]  # what we say better than Django's own French

# --- Files -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = CUF_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "socle.feuille.ChercheurDeFeuille",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = CUF_VAR / "media"
CUF_PARTAGE_ROOT = CUF_VAR / "partage"  # pictures of the pages shared elsewhere, made again when they are lost
CUF_DOCUMENTS_ROOT = CUF_VAR / "documents"  # never served by address alone: mediatheque/views.py checks who reads
FILE_UPLOAD_PERMISSIONS = 0o640
STORAGES = {
    "default": {"BACKEND": "mediatheque.stockage.StockageFichiers"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Mail --------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.texte("CUF_EXPEDITEUR", None if PRODUCTION else "Cités Unies France <portail@exemple.test>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who is told of our errors: in production, someone is.
ADMINS = [("", adresse) for adresse in env.liste("CUF_ADMINS", None if PRODUCTION else "")]
# Who answers readers that could not use the site.
CUF_CONTACT = env.texte("CUF_CONTACT", None if PRODUCTION else "contact@exemple.test")
EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 10  # seconds
CUF_COURRIELS_PERMIS = None  # everything leaves
if PRODUCTION or env.texte("EMAIL_HOST", ""):
    EMAIL_BACKEND = "courriels.serveur.Messagerie"
    EMAIL_HOST = env.texte("EMAIL_HOST")
    EMAIL_PORT = env.entier("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.texte("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = env.texte("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = env.choix("EMAIL_USE_TLS", ("oui", "non"), "oui") == "oui"
    if not PRODUCTION:
        # A copy of the data on another machine writes to nobody: addresses, or « @domaine ».
        CUF_COURRIELS_PERMIS = env.liste("CUF_COURRIELS_PERMIS", "@exemple.test")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = CUF_VAR / "courriels"

# --- Queue -------------------------------------------------------------------------------------
# Jobs are in PostgreSQL (decision 014); `python -m cuf.ouvrier` runs them.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "taches"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 4,
    "delete_jobs": "successful",
    "update_heartbeat_interval": 5,  # seconds between two signs of life
    "stalled_worker_timeout": 30,  # seconds without one: its jobs are taken up again
}

# --- Log ---------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "cuf.traces.FormatJson"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "ligne"},
        "administrateurs": {"class": "cuf.alertes.CourrielAuxAdministrateurs", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "administrateurs"], "level": "INFO" if not DEBUG else "WARNING"},
    "loggers": {
        # It tells every step of every job; what fails is told by socle.taches and by the tasks.
        "procrastinate": {"level": "WARNING"},
        # By the root alone: Django's own mails each error, whatever their number.
        "django": {"handlers": [], "level": "INFO"},
        # A caller's fault, and not ours: no mail.
        "django.security": {"handlers": ["console"], "propagate": False},
    },
}
