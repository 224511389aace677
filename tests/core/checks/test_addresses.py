"""A link leads where it says, to a host that its reader can reach; in records and in prose alike."""

from __future__ import annotations

import pytest

from kbase.core.web_addresses import other_host_named
from tests.conftest import Check
from tests.helpers import INDEX_EN, INDEX_RU, SOURCES, more, swap

NOWHERE = {
    "https://.": "'.' is no name that a host can have",
    "https://a..example/": "'a..example' is no name that a host can have",
    "https://-a.example/": "'-a.example' is no name that a host can have",
    "https://daily.example./1": "'daily.example.' is no name that a host can have",
    f"https://{'a' * 64}.example/": f"'{'a' * 64}.example' is no name that a host can have",
    "https://localhost/1": "'localhost' is no name in the public network",
    "https://printer.local/1": "'printer.local' is no name in the public network",
    "https://wiki.corp/": "'wiki.corp' is no name in the public network",
    "https://intranet/1": "'intranet' is no name in the public network",
    "http://127.0.0.1/": "'127.0.0.1' is no address in the public network",
    "http://10.1.2.3:8000/": "'10.1.2.3' is no address in the public network",
    "http://169.254.169.254/latest": "'169.254.169.254' is no address in the public network",
    "http://2130706433/": "'2130706433' is no address in the public network",
    "http://0x7f.1/": "'0x7f.1' is no address in the public network",
    "http://127.1/": "'127.1' is no address in the public network",
    "https://daily.example:99999/": "'https://daily.example:99999/' names the port 99999",
    "https://daily.example:0/": "'https://daily.example:0/' names the port 0",
    "https://daily.example:x/": "'https://daily.example:x/' names no plain host",
    "https://daily.example@other.example/": "'https://daily.example@other.example/' names no plain host",
    "https://аррӏе.com/": "'аррӏе' is written in Cyrillic and looks like Latin",
    "https://xn--80ak6aa92e.com/": "'аррӏе' is written in Cyrillic and looks like Latin",
    "https://www.сосо.example/": "'сосо' is written in Cyrillic and looks like Latin",
    "https://gοοgle.example/": "'gοοgle' has letters of a host that only look like others",
    "https://dаily.example/": "'dаily' has letters of a host that only look like others",
    "https://xn--a.example/": "'xn--a' is no name that a host can have",
    f"https://daily.example/{'a' * 2000}": "the address has 2022 signs",
}


@pytest.mark.parametrize(("address", "message"), NOWHERE.items())
def test_an_address_that_no_reader_can_follow_is_refused(check: Check, address: str, message: str) -> None:
    """Names that nobody has, machines of one's own, ports that there are not, letters that only look like others."""
    (line, *_) = check(swap(SOURCES, "https://daily.example/1", address))
    assert line.startswith(f"{SOURCES}:13: error: URL: {message} (in 'daily-on-forum') — ")
    found = check(more(INDEX_EN, f"\nSee [this]({address}).\n") | more(INDEX_RU, f"\nСм. [это]({address}).\n"))
    for file in (INDEX_EN, INDEX_RU):
        assert [line for line in found if line.startswith(f"{file}:7: error: {message} — ")], found


@pytest.mark.parametrize(
    "address",
    [
        *("https://daily.example", "http://daily.example:8080/a?b=c#d", "https://8.8.8.8/", "https://DAILY.example/"),
        *("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/", "https://сосо.рф/", "https://кремль.example/"),
        *("https://a_b.example/", "https://daily.example/Минская_правда", "https://xn--mller-kva.example/"),
    ],
)
def test_an_address_that_can_be_followed_passes(check: Check, address: str) -> None:
    """Names in either alphabet, as people or as machines write them; public numbers; ports; any path."""
    assert check(swap(SOURCES, "https://daily.example/1", address)) == []
    by_https = address.replace("http:", "https:")
    assert check(more(INDEX_EN, f"\n[This]({by_https}).\n") | more(INDEX_RU, f"\n[Это]({by_https}).\n")) == []


def linked(address: str) -> dict[str, str | bytes | None]:
    """Both home pages with a link in line 7."""
    return dict(more(INDEX_EN, f"\n[This]({address}).\n") | more(INDEX_RU, f"\n[Это]({address}).\n"))


@pytest.mark.parametrize("form", ["http://other.example/a", "HTTP://other.example/a"])
def test_a_link_without_https_is_refused(check: Check, form: str) -> None:
    (line, _) = check(linked(form))
    assert line == (
        f"{INDEX_EN}:7: error: what '{form}' sends can be read and changed on the way — "
        "write https://; http is for the hosts of sources that have nothing else [link-address]"
    )


def test_a_host_that_has_only_http_by_its_source_may_be_linked_so(check: Check) -> None:
    assert (
        check(swap(SOURCES, "https://daily.example/1", "http://daily.example/1") | linked("http://daily.example/2"))
        == []
    )


@pytest.mark.parametrize("header", ["bcc=x@other.example", "cc=x@other.example", "subject=A&body=B"])
@pytest.mark.parametrize(
    "link", ["[Write](mailto:a@b.example?{})", "<mailto:a@b.example?{}>", "[Write][r]\n\n[r]: mailto:a@b.example?{}"]
)
def test_a_letter_is_filled_in_by_nobody_but_its_writer(check: Check, link: str, header: str) -> None:
    """A copy would go elsewhere, or a text be sent, in the reader's name."""
    text = f"\n{link.format(header)}\n"
    lines = [line for line in check(more(INDEX_EN, text) | more(INDEX_RU, text)) if line.startswith(INDEX_EN)]
    assert any(
        "fills in a letter in the reader's name — write mailto:a@b.example alone [link-address]" in line
        for line in lines
    )


def test_a_mailbox_alone_may_be_linked(check: Check) -> None:
    assert check(linked("mailto:a@b.example")) == []


@pytest.mark.parametrize(
    "link",
    [
        "[bank.example](https://other.example/)",
        "[https://bank.example/login](https://other.example/)",
        "[go to **bank**.example now](https://other.example/)",
        "[bank\\.example](https://other.example/)",
        "[bank&#46;example](https://other.example/)",
        "[`bank.example`](https://other.example/)",
        "[bank.example](https://bank.example.other.example/)",
        "[bank.example][there]\n\n[there]: https://other.example/",
        "[bank.example]\n\n[bank.example]: https://other.example/",
        "[СБЕР.РФ](https://other.example/)",
    ],
)
def test_the_words_of_a_link_name_no_other_host(check: Check, link: str) -> None:
    """Whoever reads an address believes that the link leads there, however the words are typed."""
    lines = check(more(INDEX_EN, f"\nSee {link}\n") | more(INDEX_RU, "\nЕщё\n"))
    (found,) = [line for line in lines if "[link-elsewhere]" in line]
    assert found.startswith(f"{INDEX_EN}:") and found.endswith(
        "say in the words where it leads, or leave the name of the host out of them [link-elsewhere]"
    )


@pytest.mark.parametrize(
    ("words", "address"),
    [
        *(("daily.example", "https://www.daily.example/1"), ("www.daily.example", "https://daily.example/1")),
        *(("news.daily.example", "https://daily.example/"), ("data.json", "https://daily.example/data.json")),
        *(("Т.е. да. И т.д.", "https://daily.example/"), ("desk@bank.example", "https://daily.example/")),
        *(
            ("version 3.11", "https://daily.example/"),
            ("daily.example", "../actors/daily.md"),
            ("", "https://a.example"),
        ),
    ],
)
def test_words_that_name_no_other_host(words: str, address: str) -> None:
    """A part of the host, a file, an abbreviation, a mailbox, a number; and a page of the base itself."""
    assert other_host_named(words, address) == ""
