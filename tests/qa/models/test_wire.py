"""Which addresses are this machine, and who may stand in between."""

from __future__ import annotations

import pytest

from qa.models.wire import _proxy, is_loopback


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.1", "http://127.8.9.1:80", "http://[::1]:8000/v1", "http://a.localhost"]
)
def test_this_machine_is_known_by_its_names(url: str) -> None:
    assert is_loopback(url)
    assert _proxy(url, proxies=lambda: {"http": "http://proxy.example:3128"}) is None


@pytest.mark.parametrize(
    "url", ["http://localhost.example.org", "http://10.0.0.1", "https://api.example.org/v1", "http://127.0.0.1.example.org"]
)
def test_other_machines_are_not(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    proxies = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3129"}
    assert not is_loopback(url)
    assert _proxy(url, proxies=lambda: proxies) == proxies[url.partition(":")[0]]
    monkeypatch.setenv("no_proxy", "*")
    assert _proxy(url, proxies=lambda: proxies) is None
