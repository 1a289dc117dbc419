"""Flags, environment and files -> one frozen Settings, read once."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qa.types import QaError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_FROM_ENVIRONMENT = {
    "model": "QA_MODEL", "base_url": "OPENAI_BASE_URL", "deadline": "QA_DEADLINE", "k": "QA_K", "log": "QA_LOG", "log_days": "QA_LOG_DAYS",
}  # fmt: skip
# What a spec may begin with already; a server of such a name could never be asked.
_TAKEN = frozenset({"extractive", "openai", "langchain", "scripted", "minilm", "hashed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedServer:
    """An OpenAI-compatible server that the settings name: ``NAME:MODEL`` asks it, ``NAME`` alone its own ``model``."""

    name: str
    base_url: str
    model: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """What the reader says that a model's tokens cost: ``input`` and ``output`` in ``currency`` for a million of them."""

    input: float
    output: float
    currency: str = "USD"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What can be set; the command line stands above the environment, that above ``qa.toml``, that above the home's ``config.toml``."""

    home: Path
    model: str = "extractive"
    base_url: str | None = None
    deadline: float = 60.0
    k: int = 10
    log: bool = True
    log_days: int = 365
    topics: tuple[str, ...] = ()
    servers: tuple[NamedServer, ...] = ()
    prices: tuple[tuple[str, Price], ...] = ()

    @property
    def addresses(self) -> Mapping[str, str]:
        """Server name -> base URL."""
        return {server.name: server.base_url for server in self.servers}

    def price_of(self, spec: str) -> Price | None:
        """What the model of that spec costs, None when nobody said."""
        return dict(self.prices).get(spec)

    @property
    def model_spec(self) -> str:
        """``model`` in full: a server's name alone stands for its own model."""
        own = {server.name: server.model for server in self.servers}
        return f"{self.model}:{own[self.model]}" if own.get(self.model) else self.model


def default_home() -> Path:
    """The platform's folder for this application's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("deskbook", appauthor=False))


def read(
    *, home: str | Path | None = None, environment: Mapping[str, str] | None = None, folder: Path | None = None, **flags: Any
) -> Settings:
    """The settings in force. Raises QaError naming the file and the key of anything that is not a setting."""
    environment = os.environ if environment is None else environment
    where = Path(home or environment.get("QA_HOME") or default_home()).expanduser()
    settings = Settings(home=where)
    settings = _from_file(settings, where / "config.toml")
    here = (folder or Path.cwd()) / "qa.toml"
    local = _from_file(settings, here)
    _refuse_to_leave(here, settings, local)
    settings = local
    for key, name in _FROM_ENVIRONMENT.items():
        if environment.get(name):
            settings = _with(settings, key, environment[name], f"the environment variable {name}")
    for key, value in flags.items():
        if value is not None:
            settings = _with(settings, key, value, f"--{key}")
    return settings


def _from_file(settings: Settings, path: Path) -> Settings:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return settings
    except (OSError, ValueError) as error:
        raise QaError(f"{path} cannot be read as settings ({error}): mend it or remove it") from error
    for key, value in values.items():
        settings = _with(settings, key, value, str(path))
    return settings


def _with(settings: Settings, key: str, value: Any, where: str) -> Settings:
    known = [field.name for field in fields(Settings) if field.name != "home"]
    if key not in known:
        near = get_close_matches(key, known, 1)
        raise QaError(f"{where}: {key!r} is no setting" + (f": did you mean {near[0]!r}?" if near else f": there are {', '.join(known)}"))
    try:
        made: Any = value
        if key in ("k", "log_days"):
            made = int(value)
            if made < 1:
                raise ValueError(value)
        elif key == "deadline":
            made = float(value)
        elif key == "log":
            made = str(value).lower() not in ("0", "false", "no", "off")
        elif key == "topics":
            made = tuple(str(topic) for topic in value)
        elif key == "servers":
            made = _servers(settings.servers, value)
        elif key == "prices":
            made = _prices(settings.prices, value)
        return replace(settings, **{key: made})
    except (TypeError, ValueError) as error:
        raise QaError(f"{where}: {key} = {value!r} is not a value for it") from error


def _servers(known: tuple[NamedServer, ...], tables: Mapping[str, Mapping[str, Any]]) -> tuple[NamedServer, ...]:
    """The servers of a file's [servers.NAME] tables, in place of those of the same name."""
    made = {server.name: server for server in known}
    for name, table in tables.items():
        if name in _TAKEN or ":" in name or set(table) - {"base_url", "model"}:
            raise ValueError(name)
        if urlsplit(table.get("base_url", "")).scheme not in ("http", "https"):
            raise ValueError(name)
        made[name] = NamedServer(name=name, base_url=table["base_url"], model=table.get("model"))
    return tuple(made.values())


def _prices(known: tuple[tuple[str, Price], ...], tables: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, Price], ...]:
    """The prices of a file's [prices."SPEC"] tables, in place of those of the same model."""
    made = dict(known)
    for spec, table in tables.items():
        price = Price(**table)
        if not all(isinstance(amount, int | float) and amount >= 0 for amount in (price.input, price.output)):
            raise ValueError(spec)
        made[spec] = replace(price, currency=" ".join(str(price.currency).split())[:12])
    return tuple(made.items())


def _refuse_to_leave(path: Path, before: Settings, after: Settings) -> None:
    """A file that lies in a working folder may come from anybody: it must not send documents to another machine."""
    if after.base_url != before.base_url and urlsplit(after.base_url or "").hostname not in LOOPBACK:
        raise QaError(f"{path}: base_url = {after.base_url!r} leaves this machine: set OPENAI_BASE_URL or put it in the home's config.toml")
    for server in after.servers:
        if server not in before.servers and urlsplit(server.base_url).hostname not in LOOPBACK:
            raise QaError(f"{path}: the server {server.name!r} ({server.base_url}) leaves this machine: name it in the home's config.toml")
    near = {server.name for server in after.servers if urlsplit(server.base_url).hostname in LOOPBACK}
    if after.model not in (before.model, "extractive") and after.model.partition(":")[0] not in near:
        raise QaError(f"{path}: model = {after.model!r} may leave this machine: use --model, QA_MODEL or the home's config.toml")
