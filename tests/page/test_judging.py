"""The judge of finished pages: what is on no list is named, and what templates and Markdown write passes."""

from __future__ import annotations

import pytest

from kbase.page.judging import faults

KNOWN = frozenset({"var theme=1"})


def judged(content: str, frame: str = "") -> list[str]:
    head = f"<!doctype html><html lang=en><head><title>T</title>{frame}</head>"
    return list(faults(f"{head}<body><article>{content}</article></body></html>", KNOWN))


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "</article><script>alert(1)</script>",
        "<script type=module>alert(1)</script>",
        "<script type=''>var theme=1</script>",
        "<script src='https://host.example/x.js'></script>",
        "<script src='data:text/javascript,alert(1)'></script>",
        "<script src='../assets/x.js'></script>",
        "<svg/onload=alert(1)>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mi href='javascript:alert(1)'>x</mi></math>",
        "<img src=x onerror=alert(1)>",
        "<img alt='>' src=../assets/a.png onerror=alert(1)>",
        "<img src='https://host.example/a.png' alt=''>",
        "<img srcset='https://host.example/a.png' alt=''>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<a href='\x01javascript:alert(1)'>x</a>",
        "<a href='//host.example/'>x</a>",
        "<a href='/\\host.example/'>x</a>",
        "<a href='\\\\host.example/'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='x' ping='https://host.example/'>x</a>",
        "<a class=kb-find data-script='https://host.example/x.js'>x</a>",
        "<a class=kb-find data-style='//host.example/x.css'>x</a>",
        "<form action='https://host.example/'><button formaction='javascript:alert(1)'>x</button></form>",
        "<button formaction='x'>x</button>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='x.svg'></object>",
        "<embed src='x.svg'>",
        "<base href='https://host.example/'>",
        "<link rel=stylesheet href='https://host.example/x.css'>",
        "<link rel=import href='x'>",
        "<meta http-equiv=refresh content='0;url=https://host.example/'>",
        "<style>@import url(https://host.example/x.css)</style>",
        "<p style='position:fixed;inset:0'>x</p>",
        "<details open ontoggle=alert(1)>x</details>",
        "<template><img src=x onerror=alert(1)></template>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--x--!><img src=x onerror=alert(1)>-->",
        "<input type=image src=x>",
        "<input autofocus onfocus=alert(1) type=search>",
        "<video src=x></video>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<x-element onclick=alert(1)>x</x-element>",
        "<table background='https://host.example/a.png'></table>",
        "<a href='\x01//host.example/'>x</a>",
        "<pre class=mermaid>graph</pre>",
        "<h2 id=__config>{}</h2>",
        "<a class='kb-original md-overlay' href='https://host.example/'>x</a>",
        "<p data-md-component=dialog>x</p>",
        "</article></div><link rel=alternate hreflang=en href='https://host.example/'>",
        "</article><meta name=referrer content=unsafe-url>",
        "<table><tr><td style='position:fixed'>x</td></tr></table>",
        "<img src='../assets/../../x.png' alt=''>",
        "<body onload=alert(1)>",
        "<html onclick=alert(1)>",
    ],
)
def test_what_runs_loads_or_leads_away_is_named(content: str) -> None:
    assert judged(content)


@pytest.mark.parametrize(
    "content",
    [
        "<p>5 on=6, <code>onload=</code> &lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<table><tr><th>&lt;img onerror=x&gt;</th></tr><tr><td data-label='<img onerror=x>'>x</td></tr></table>",
        '<abbr title="\' onclick=x">HTML</abbr>',
        "<a href='../actors/sber/#facts' rel=external>x</a><a href='https://host.example/?a=b:c'>y</a>",
        "<a href='mailto:someone@host.example'>x</a><a href='./'>home</a><a href='?q=a:b#a'>x</a>",
        "<img src='../../assets/photo.png' alt='A photo'><img src='../../assets/photos/1.png' alt='A photo'>",
        "<table><tr><th style='text-align: right;'>x</th></tr><tr><td style='text-align: center;'>x</td></tr></table>",
        "<pre><code class=language-c++>x</code></pre><sup id=fnref:1><a class=footnote-ref href=#fn:1>1</a></sup>",
        "<form action='../reference/search/' role=search><input type=search name=q><button>Go</button></form>",
        "<script src='../../assets/offline.js?v=0123abcd' defer></script>",
        "<details><summary>More</summary><p>Text</p></details>",
    ],
)
def test_what_templates_and_markdown_write_passes(content: str) -> None:
    assert judged(content) == []


def test_a_script_of_the_theme_passes_and_one_that_only_looks_like_it_does_not() -> None:
    assert judged("", "<script>var theme=1</script>") == []
    assert judged("", "<script>var theme=1;alert(1)</script>") == ["a script that is not known: 'var theme=1;alert(1)'"]
    assert judged("", "<script type='application/ld+json'>{}</script>") == []


def test_what_belongs_to_the_frame_may_not_stand_in_the_content() -> None:
    link = "<link rel=icon href='../icon.png'>"
    assert judged("", link) == []
    assert judged(link) == ["<link> in its content"]


def test_a_long_fault_is_cut_into_one_line() -> None:
    (fault,) = judged(f"<script>{'a' * 1000}\n{'b' * 1000}</script>")
    assert len(fault) < 120 and "\n" not in fault


@pytest.mark.parametrize(
    ("content", "leads_to"),
    [
        ("0; url=../other/", ""),
        ("0; url=../other/", "../new/"),
        ("9; url=../new/", "../new/"),
        ("0; url=https://host.example/", "https://host.example/"),
        ("0; url=//host.example/", "//host.example/"),
        ("0; url=javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_no_page_takes_its_reader_where_it_does_not_lead(content: str, leads_to: str) -> None:
    page = f"<!doctype html><html lang=en><head><meta http-equiv=refresh content='{content}'></head></html>"
    assert list(faults(page, KNOWN, leads_to=leads_to)) == ["<meta http-equiv='refresh'>"]


def test_a_page_that_only_leads_on_passes() -> None:
    page = "<!doctype html><html lang=en><head><meta http-equiv=refresh content='0; url=../new/'></head></html>"
    assert list(faults(page, KNOWN, leads_to="../new/")) == []


def test_only_a_drawing_may_have_a_title_within_the_content() -> None:
    """There it is what a pointer is shown; elsewhere it could be taken for that of the page."""
    assert not judged("<svg><a href=x><title>Act</title><g><text x=1 y=2>1994</text></g></a></svg>")
    assert judged("<title>Act</title>")
    assert judged("<svg><text x=1 y='url(x)'>1994</text></svg>")
