"""Settings: typed, from ``GOCLUSTER_…`` in the environment or from ``instance/config.py``, checked once at start."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import timedelta
from email.utils import parseaddr, quote
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gocluster_events.core import clock
from gocluster_events.core.text import Localized

MODES = ("production", "demo", "test")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_WEAK_KEYS = ("secret", "change", "example", "password", "test", "dev")


class BadSettings(Exception):
    """The software does not start; ``mistakes`` holds one line for each setting that must be mended."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def _text(value: str) -> str:
    return value


def _number(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _localized(value: str) -> Localized:
    german, _bar, english = value.partition("|")
    return Localized(german.strip(), english.strip())


def _yes_or_no(value: str) -> bool:
    return {"yes": True, "no": False}[value]


def _offset(value: str) -> timedelta:
    return clock.offset_from(value) if value else timedelta()


def _setting(read: Callable[[str], Any], help_text: str, default: Any = MISSING) -> Any:
    return field(metadata={"read": read, "help": help_text}, **({} if default is MISSING else {"default": default}))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of the software. The name in the environment is ``GOCLUSTER_`` and the field in capitals."""

    mode: str = _setting(_text, "production, demo or test; decides what is refused at start", "production")
    database_url: str = _setting(_text, "SQLAlchemy URL of the SQLite file or the PostgreSQL database", "")
    secret_keys: tuple[str, ...] = _setting(_list, "signing keys, newest first, at least 32 characters each", ())
    base_url: str = _setting(_text, "the address people use, e.g. https://events.example.org; all mailed links", "")
    trusted_hosts: tuple[str, ...] = _setting(_list, "host names answered besides that of BASE_URL", ())
    proxy_hops: int = _setting(_number, "reverse proxies in front whose X-Forwarded-* headers are believed", 0)
    mail_url: str = _setting(_text, "smtp://, smtp+starttls://, smtps:// server, or file:FOLDER", "")
    mail_from: str = _setting(_text, "sender address of every mail", "")
    bounce_mailbox: str = _setting(_text, "imaps:// or imap+starttls:// mailbox to which undelivered mails return", "")
    clock: timedelta = _setting(_offset, "demo and test only: TIME@UNIX_SECOND moves the clock", timedelta())  # noqa: RUF009 -- a field()
    operator: str = _setting(_text, "who runs this site; named on the legal pages", "")
    easy_language_url: str = _setting(_text, "the address of what is said in Leichte Sprache; linked in the footer", "")
    sign_language_url: str = _setting(_text, "the address of what is said in sign language; linked in the footer", "")
    funding: Localized = _setting(_localized, "who funds it, in the footer: German, or German | English", Localized())  # noqa: RUF009 -- a field()
    funding_logo: str = _setting(_text, "a PNG, JPEG or WebP file that stands beside the funding line", "")
    sign_in_per_account: int = _setting(_number, "failed sign-ins a quarter of an hour, per account and network", 5)
    sign_in_per_address: int = _setting(_number, "failed sign-ins a quarter of an hour, per network", 50)
    admins_need_factor: bool = _setting(_yes_or_no, "yes or no; no is for the demo and tests", default=True)
    resend_per_hour: int = _setting(_number, "requests for a new link an hour, per e-mail address", 3)
    registrations_per_minute: int = _setting(_number, "registrations a minute, per network", 1000)
    unproven_per_hour: int = _setting(_number, "registrations an hour with an unproven address, per network", 300)
    drafts_per_hour: int = _setting(_number, "sign-ups begun an hour and not sent, per network", 60)
    drafts_in_total: int = _setting(_number, "sign-ups begun and not sent that are kept, of all events", 5000)
    exports_per_hour: int = _setting(_number, "downloads of lists an hour, per person", 60)
    single_papers_per_hour: int = _setting(_number, "papers about one person an hour, such as badges, per person", 600)
    material_megabytes: int = _setting(_number, "megabytes (1024 × 1024 bytes) that one uploaded PDF may have", 25)
    materials_megabytes: int = _setting(_number, "megabytes that the uploaded PDFs of one event may have together", 300)
    feedback_retention_days: int = _setting(_number, "days after its answer that feedback on barriers is kept", 183)
    mail_retention_days: int = _setting(_number, "days after which the contents of sent mails are removed", 90)

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over TLS."""
        return self.base_url.startswith("https://")

    @property
    def sender(self) -> str:
        """Who writes every mail, with a name; without a setting an address of the site's own that reads no answers."""
        name, address = parseaddr(self.mail_from or f"no-reply@{urlsplit(self.base_url).hostname}")
        return f'"{quote(name or self.operator or "go-cluster Events")}" <{address}>'


def load(environ: Mapping[str, str], instance: Path) -> Settings:
    """The settings of this start: environment before ``config.py`` in ``instance`` before defaults.

    Raises BadSettings with one line per mistake.
    """
    file = _from_file(instance / "config.py")
    values: dict[str, Any] = {}
    mistakes = []
    for each in fields(Settings):
        name = f"GOCLUSTER_{each.name.upper()}"
        raw = environ.get(name, file.get(each.name.upper()))
        if raw is None:
            continue
        try:
            values[each.name] = each.metadata["read"](raw) if isinstance(raw, str) else raw
        except (ValueError, KeyError):
            mistakes.append(f"{name} cannot be read: {each.metadata['help']}.")
    mistakes += _unknown(environ, file)
    settings = _with_defaults(values, instance)
    mistakes += _wrong(settings)
    if mistakes:
        raise BadSettings(mistakes)
    return settings


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    namespace: dict[str, Any] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), {}, namespace)  # noqa: S102 -- the operator's own file
    return {name: value for name, value in namespace.items() if name.isupper()}


def _unknown(environ: Mapping[str, str], file: Mapping[str, Any]) -> list[str]:
    known = {each.name.upper() for each in fields(Settings)}
    strangers = [name for name in environ if name.startswith("GOCLUSTER_") and name[len("GOCLUSTER_") :] not in known]
    strangers += [name for name in file if name not in known]
    return [f"{name} is no setting; docs/operating.md lists them all." for name in sorted(strangers)]


def _with_defaults(values: dict[str, Any], instance: Path) -> Settings:
    values.setdefault("database_url", f"sqlite:///{(instance / 'events.db').absolute()}")
    if values["database_url"].startswith(("postgres://", "postgresql://")):
        values["database_url"] = "postgresql+psycopg://" + values["database_url"].partition("://")[2]
    values.setdefault("mail_url", f"file:{instance / 'mail'}")
    values["base_url"] = values.get("base_url", "").rstrip("/")
    return Settings(**values)


def _wrong(settings: Settings) -> list[str]:
    if settings.mode not in MODES:
        return [f"GOCLUSTER_MODE must be one of {', '.join(MODES)}."]
    checks = _ALWAYS + (_PRODUCTION if settings.mode == "production" else ())
    return [sentence for is_wrong, sentence in checks if is_wrong(settings)]


def _has_weak_key(settings: Settings) -> bool:
    return any(_is_weak(key) for key in settings.secret_keys)


def _is_weak(key: str) -> bool:
    return len(key) < 32 or len(set(key)) < 10 or key.lower().startswith(_WEAK_KEYS)


def _is_open_http(settings: Settings) -> bool:
    address = urlsplit(settings.base_url)
    return address.scheme == "http" and address.hostname not in LOOPBACK


def _is_mailbox(url: str) -> bool:
    try:
        at = urlsplit(url)
        is_whole = bool(at.hostname and at.username and at.password) and (at.port is None or at.port > 0)
    except ValueError:  # a port that is none
        return False
    folder = unquote(at.path)
    return at.scheme in {"imaps", "imap+starttls", "imap"} and is_whole and folder.isascii() and folder.isprintable()


def _is_no_address(url: str) -> bool:
    return bool(url) and urlsplit(url).scheme not in {"http", "https"}


_Check = tuple[Callable[[Settings], bool], str]
_ALWAYS: tuple[_Check, ...] = (
    (
        lambda s: not s.database_url.startswith(("sqlite:///", "postgresql+psycopg://")),
        "GOCLUSTER_DATABASE_URL must begin with sqlite:/// or postgresql://.",
    ),
    (
        lambda s: not s.mail_url.startswith(("file:", "smtp://", "smtp+starttls://", "smtps://")),
        "GOCLUSTER_MAIL_URL must begin with file:, smtp://, smtp+starttls:// or smtps://.",
    ),
    (
        lambda s: bool(s.bounce_mailbox) and not _is_mailbox(s.bounce_mailbox),
        "GOCLUSTER_BOUNCE_MAILBOX must be imaps:// or imap+starttls://, then user:password@host:port/FOLDER, in ASCII.",
    ),
    (
        lambda s: bool(s.base_url) and urlsplit(s.base_url).scheme not in {"http", "https"},
        "GOCLUSTER_BASE_URL must begin with https:// (http:// only on a loopback address).",
    ),
    (
        lambda s: _is_no_address(s.easy_language_url),
        "GOCLUSTER_EASY_LANGUAGE_URL must begin with https:// or http://.",
    ),
    (
        lambda s: _is_no_address(s.sign_language_url),
        "GOCLUSTER_SIGN_LANGUAGE_URL must begin with https:// or http://.",
    ),
    (
        lambda s: bool(s.funding_logo) and not (s.funding and Path(s.funding_logo).is_file()),
        "GOCLUSTER_FUNDING_LOGO must name a file, and GOCLUSTER_FUNDING must say in words what it shows.",
    ),
    (lambda s: not s.secret_keys, "GOCLUSTER_SECRET_KEYS is missing: set at least one random key of 32 characters."),
    (lambda s: not s.base_url, "GOCLUSTER_BASE_URL is missing: set the address under which people open the site."),
)
_PRODUCTION: tuple[_Check, ...] = (
    (_has_weak_key, "GOCLUSTER_SECRET_KEYS holds a weak or example key: use 32 random characters or more."),
    (_is_open_http, "GOCLUSTER_BASE_URL must begin with https:// unless it is a loopback address."),
    (lambda s: not s.admins_need_factor, "GOCLUSTER_ADMINS_NEED_FACTOR must be yes in production."),
    (lambda s: s.clock != timedelta(), "GOCLUSTER_CLOCK is refused in production."),
    (lambda s: "@" not in s.mail_from, "GOCLUSTER_MAIL_FROM is missing: set the sender address of all mails."),
    (lambda s: s.mail_url.startswith("file:"), "GOCLUSTER_MAIL_URL is missing: name the mail server."),
    (
        lambda s: s.bounce_mailbox.startswith("imap://"),
        "GOCLUSTER_BOUNCE_MAILBOX must begin with imaps:// or imap+starttls://: its password is for nobody on the way.",
    ),
)
