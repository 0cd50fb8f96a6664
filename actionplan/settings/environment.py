"""The environment variables that configure the portal, each typed and explained.

`.env.example` lists the same variables; a test compares the two.  A secret may
be given as a file: `SECRET_KEY_FILE=/run/secrets/key` sets `SECRET_KEY`.
"""

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

MAIL_QUEUE = "mail"
"""Of what waits to be sent, which a worker of its own does."""


class FileSource(PydanticBaseSettingsSource):
    """Reads `NAME_FILE` where `NAME` itself is not set."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{field_name.upper()}_FILE")
        return (Path(path).read_text(encoding="utf-8").strip() if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


Names = Annotated[list[str], NoDecode]


class Environment(BaseSettings):
    """Every variable that the portal reads; anything unset takes the default."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    secret_key: str = Field(default="", description="Signs sessions and links; 50 random characters or more.")
    database_url: str = Field(
        default="", description="PostgreSQL, as postgresql://user:password@host:port/name."
    )
    redis_url: str = Field(default="", description="Redis, as redis://:password@host:port/0.")
    allowed_hosts: Names = Field(
        default=[], description="Host names the portal answers to, separated by commas."
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="The portal's address, used for links in e-mails."
    )
    trusted_proxies: int = Field(
        default=0, description="How many proxies stand before the portal; 0 when it is reached directly."
    )
    email_host: str = Field(default="", description="SMTP server; empty keeps e-mails in the outbox unsent.")
    email_port: int = Field(default=587, description="SMTP port.")
    email_host_user: str = Field(default="", description="SMTP user name.")
    email_host_password: str = Field(default="", description="SMTP password.")
    email_use_tls: bool = Field(default=True, description="Whether SMTP starts TLS.")
    email_in_clear: bool = Field(
        default=False, description="Says that e-mails may cross the network without TLS."
    )
    default_from_email: str = Field(
        default="Action Plan Portal <portal@example.org>", description="Sender of every e-mail."
    )
    hsts_preload: bool = Field(
        default=False, description="Asks browsers' lists to know the whole domain by HTTPS only, for years."
    )
    devt_second_factor: bool = Field(
        default=True, description="Whether people of DEVT must use two-step sign-in."
    )
    time_zone: str = Field(
        default="Europe/Zurich", description="Time zone for readers who have not chosen one."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    sentry_dsn: str = Field(default="", description="Sends errors to Sentry when set.")
    media_root: str = Field(
        default="", description="Folder for uploaded files; never served by the web server."
    )
    celery_concurrency: int = Field(default=2, description="Processes per Celery worker.")
    web_concurrency: int = Field(default=2, description="Processes of the web server.")
    host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    port: int = Field(default=8000, description="Port the web server listens on.")

    @property
    def broker_url(self) -> str:
        """The same Redis in the words of Celery, which names sockets in its own way."""
        url = self.redis_url
        if not url.startswith("unix://"):
            return url
        return url.replace("unix://", "redis+socket://", 1).replace("db=", "virtual_host=")

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split(cls, value: Any) -> Any:
        return (
            [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FileSource(settings_cls)
