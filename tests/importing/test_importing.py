"""References of the three formats become sources; what the base has is known; what it exports can be read back."""

from __future__ import annotations

import importlib
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database.input.bibtex import Parser

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.drafting.written import as_yaml
from kbase.core.problems import Severity
from kbase.core.records.loading import WAITING
from kbase.exports.references import bibtex, bibtex_entry, csl_json, ris, written_bibtex
from kbase.exports.snapshot import Snapshot
from kbase.importing.faults import NOT_WRITTEN, Unreadable
from kbase.importing.latex import as_address, as_printed
from kbase.importing.references import read_references
from kbase.importing.sources import imported
from launcher.main import main
from tests.exports.conftest import snapshot
from tests.exports.test_read_back import WORDS, with_words
from tests.helpers import SOURCES, repository

assert snapshot
EXPORTS = {"json": csl_json, "bib": bibtex, "ris": ris}

LATEX_WORDS = st.text("$%&#_{}~^\\|<>\"'`,-?!@=:/[]() aIЯ1\u00a0\u202f", min_size=1).map(str.strip).filter(bool)
"""A text of the signs that LaTeX, BibTeX or latexcodec reads as an order."""

CSL = [
    {
        "id": "http://zotero.example/1",
        "type": "article-newspaper",
        "title": "Форум по ИИ\n прошёл в Минске",
        "author": [{"family": "Иванова", "given": "А."}, {"literal": "Редакция"}],
        "issued": {"date-parts": [["2025", 8, "5"]]},
        "container-title": "Daily",
        "URL": "https://daily.example/forum-2?utm_source=x",
        "language": "ru-RU",
    },
    {"id": "x", "type": "paper-conference", "title": "Twins", "DOI": "10.1234/AB.5", "publisher": "Nobody knows"},
]


def test_an_article_gets_id_publisher_and_date(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    first, second = imported(read_references(json.dumps(CSL), ".json"), base, ())
    assert first.data == {
        "id": "daily-2025-08-05-forum-po-ii-proshel",
        "type": "article-newspaper",
        "title": "Форум по ИИ прошёл в Минске",
        "language": "ru",
        "author": [{"family": "Иванова", "given": "А."}, {"literal": "Редакция"}],
        "issued": "2025-08-05",
        "published_by": "daily",
        "container-title": "Daily",
        "URL": "https://daily.example/forum-2",
    }
    assert second.data is not None and second.lacks == ("published_by",)
    assert second.data["URL"] == "https://doi.org/10.1234/ab.5" and second.data["type"] == "chapter"


def test_one_work_is_imported_once(tmp_path: Path) -> None:
    """By its DOI or its address, within a file, among those that wait, and in the base."""
    base, _ = read_base(repository(tmp_path))
    twice = [CSL[1], {**CSL[1], "id": "y", "DOI": "", "URL": "https://dx.doi.org/10.1234/ab.5"}]
    first, second = imported(read_references(json.dumps(twice), ".json"), base, ())
    assert first.data and second.known == first.data["id"]
    (third,) = imported(
        read_references(json.dumps(CSL[:1]), ".json"), base, [{"id": "w", "URL": "http://www.daily.example/forum-2/"}]
    )
    assert third.known == "w"


@pytest.mark.parametrize("ending", EXPORTS)
def test_the_base_knows_its_own_exports(ending: str, snapshot: Snapshot, base: KnowledgeBase) -> None:
    text = EXPORTS[ending](snapshot).decode()
    found = imported(read_references(text, ending), base, ())
    assert len(found) == len(base.sources)
    assert [
        one.reference.key
        for one in found
        if one.known != one.reference.key and base.sources[one.reference.key].copy_of is None
    ] == []


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_brings_back_what_it_holds(ending: str, snapshot: Snapshot, base: KnowledgeBase) -> None:
    """Title, authors, language and address, in all three; of BibTeX dates without the day, of RIS the first of two."""
    for reference in read_references(EXPORTS[ending](snapshot).decode(), ending):
        source = base.sources[reference.key]
        assert reference.title == source.title
        assert reference.language == source.language.partition("-")[0]
        assert reference.url == (source.url or "")
        assert len(reference.authors) == len(source.author)
        if ending != "bib" and not (ending == "ris" and "/" in (source.issued or "")):
            assert reference.issued == (source.issued or "").replace("?", "~").replace("%", "~")
        elif reference.issued:
            assert (source.issued or "").startswith(reference.issued.rstrip("~"))


@pytest.mark.parametrize(
    "word",
    [
        "Costs $100 million | BelTA",
        "A <draft> of {x} and x^2",
        "a--b---c ``q'' ,,x'' ?`y !`z \\'e 50% of\u00a0№\u202f5 \\\\ ~ \\textbar and \\",
    ],
)
def test_a_known_text_of_our_bibtex_comes_back_as_it_is(snapshot: Snapshot, word: str) -> None:
    require_back(snapshot, word)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(word=WORDS | LATEX_WORDS)
def test_a_text_of_our_bibtex_comes_back_as_it_is(snapshot: Snapshot, word: str) -> None:
    require_back(snapshot, word)


def require_back(snapshot: Snapshot, word: str) -> None:
    """Titles, numbers, hosts and names, whatever signs are in them; several common spaces are one."""
    dressed_base = with_words(snapshot, word)
    text = re.sub(" +", " ", word).strip()
    for reference in read_references(bibtex(dressed_base).decode(), "bib"):
        source = dressed_base.base.sources[reference.key]
        assert reference.title == text
        assert reference.number == (text if source.number else "")
        assert not source.container_title or text in (reference.container, reference.publisher)
        assert {name for person in reference.authors for name in person.values()} <= {text}
        assert [len(person) for person in reference.authors] == [2 if one.given else 1 for one in source.author]


@given(word=WORDS | LATEX_WORDS)
def test_a_note_of_our_bibtex_comes_back_as_it_is(word: str) -> None:
    entry = bibtex_entry("misc", {"note": word})
    note = Parser().parse_string(written_bibtex("k", entry).replace("\u00a0", "~")).entries["k"].fields["note"]
    assert " ".join(as_printed(note).split()) == " ".join(word.split())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Costs \$100 million {\textbar} BelTA", "Costs $100 million | BelTA"),
        (r"A {\textless}draft{\textgreater} of \{x\} and x{\textasciicircum}2", "A <draft> of {x} and x^2"),
        (r"5 \textdollar, \textbf{Minsk} and \emph{its {M}etro} {\bf x}", "5 $, Minsk and its Metro x"),
        (
            r"Vall{\'e}e, fran\c{c}ais, Na\"{\i}ve, \v{S}koda, stra{\ss}e, \^{}",
            "Vallée, français, Naïve, Škoda, straße, ^",
        ),
        (r"50% of $5 at R&D, a--b, ``q''", "50% of $5 at R&D, a–b, “q”"),
        (r"\LaTeX{} \unheardof one \href{https://a.example}{two}", r"LaTeX \unheardof one two"),
        (r"The bank\textquoteright{}s \texteuro{}5 plan\dots{}", "The bank’s €5 plan…"),
        ("a\\", "a"),
    ],
)
def test_of_latex_the_text_is_read_that_it_prints(latex: str, text: str) -> None:
    assert as_printed(latex) == text


BAD = {"json": "[{]", "bib": "@article{x, title = {a", "ris": "nothing here", "": ""}


@pytest.mark.parametrize("ending", BAD)
def test_what_is_no_list_of_references_is_refused(ending: str) -> None:
    with pytest.raises(Unreadable):
        read_references(BAD[ending], ending)


@pytest.mark.parametrize(
    "text", ["[1]", "[[]]", "[" * 100_000, '{"items": 3}', '[{"author": 3}]', '[{"issued": {"date-parts": [["x"]]}}]']
)
def test_json_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_references(text, "json")


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (
            "json",
            '[{"id": "x", "title": "A", "issued": {"literal": "in spring"}, "language": "Klingon", "URL": "ftp://a.example/b"}]',
        ),
        ("bib", "@misc{x, title = {A}, year = {in spring}, language = {Klingon}, url = {ftp://a.example/b}}"),
        ("ris", "TY  - ELEC\nID  - x\nTI  - A\nPY  - in spring\nLA  - Klingon\nUR  - ftp://a.example/b\nER  - \n"),
    ],
)
def test_what_is_left_out_is_named(
    ending: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", repository(tmp_path / "repository"))
    file = tmp_path / f"one.{ending}"
    file.write_text(text, encoding="utf-8")
    assert main(["--in-environment", "import", "--dry-run", str(file)]) == 0
    first, _ = capsys.readouterr().out.splitlines()
    assert first.endswith("; left out: date 'in spring', language 'Klingon', address 'ftp://a.example/b'")


def test_the_command_lets_wait_and_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits is no part of the base; what is taken is; each is there once."""
    root = repository(tmp_path / "repository")
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", root)
    file = tmp_path / "zotero.json"
    plain = {**CSL[0], "URL": "https://daily.example/forum-2"}
    file.write_text(json.dumps([plain, CSL[1]]), encoding="utf-8")
    assert main(["--in-environment", "import", "--dry-run", str(file)]) == 0
    assert not (root / WAITING).exists()
    assert main(["--in-environment", "import", str(file)]) == 0
    assert main(["--in-environment", "import", str(file)]) == 0
    assert "2 references known, 0 wait" in capsys.readouterr().out
    assert run_checks(root) == []
    assert main(["--in-environment", "import", "--take", "daily-2025-08-05-forum-po-ii-proshel"]) == 0
    assert "- id: daily-2025-08-05-forum-po-ii-proshel\n" in (root / SOURCES).read_text(encoding="utf-8")
    assert "forum-po-ii" not in (root / WAITING).read_text(encoding="utf-8")
    assert [problem.code for problem in run_checks(root) if problem.severity is Severity.ERROR] == ["source-unused"]


def test_what_check_would_refuse_is_not_taken(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named where it waits."""
    file = tmp_path / "zotero.json"
    bad = {**CSL[0], "id": "bad-one", "title": "A <script>alert(1)</script> title"}
    file.write_text(json.dumps([bad]), encoding="utf-8")
    assert main(["--in-environment", "import", str(file)]) == 0
    before = (root / SOURCES).read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["--in-environment", "import", "--take", "bad-one"]) == 1
    out, told = capsys.readouterr()
    assert out.startswith(f"{WAITING}") and "[raw-html]" in out
    assert f"nothing was taken — put right in {WAITING}" in told
    assert (root / SOURCES).read_text(encoding="utf-8") == before


def test_a_waiting_source_is_taken_when_it_is_cited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "repository")
    for name in ("commands.import", "commands.new"):
        monkeypatch.setattr(importlib.import_module(name), "ROOT", root)
    file = tmp_path / "zotero.json"
    plain = {**CSL[0], "URL": "https://daily.example/forum-2"}
    file.write_text(json.dumps([plain]), encoding="utf-8")
    main(["--in-environment", "import", str(file)])
    given = ["kind=fact", "happened=2025-08-05", "about=academy", "text.en=It rained.", "text.ru=Шёл дождь."]
    cited = "sources=daily-2025-08-05-forum-po-ii-proshel"
    assert main(["--in-environment", "new", "statement", "rain", "--topic", "science", *given, cited]) == 0
    assert [problem for problem in run_checks(root) if problem.severity is Severity.ERROR] == []
    assert "forum-po-ii" not in (root / WAITING).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.json"], "there is no file nowhere.json"),
        (["."], ". is a folder"),
        ([], "import needs a file, or --take with an id"),
        (["--take", "x"], "no source with the id 'x' is waiting"),
    ],
)
def test_bad_input_is_one_line(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", repository(tmp_path))
    assert main(["--in-environment", "import", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"kb: {said}") and told.count("\n") == 1


def told_by_import(name: str, content: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command says of a file that it refuses."""
    file = folder / name
    file.write_bytes(content.encode(errors="surrogatepass"))
    assert main(["--in-environment", "import", str(file)]) == 2
    out, told = capsys.readouterr()
    assert "mistake in kb.py" not in told and out == ""
    return told.splitlines()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny repository, into which the command imports."""
    made = repository(tmp_path / "repository")
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", made)
    return made


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "a\x1bb"},
        {"title": "a\0b"},
        {"title": "a\ufffeb"},
        {"title": "a\ud800b"},
        {"title": "T", "author": [{"literal": "a\x1bb"}]},
        {"title": "T", "URL": "https://daily.example/\x1b"},
    ],
)
def test_an_entry_that_cannot_be_written_is_named_and_nothing_is_imported(
    entry: dict[str, object], root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = told_by_import("z.json", json.dumps([CSL[1], {"id": "bad\u202e", **entry}]), tmp_path, capsys)
    assert len(told) == 2 and "nothing was imported" in told[1]
    assert "z.json: entry 2 ('bad[U+202E]'): " in told[0] and "cannot be written — delete it" in told[0]
    assert not (root / WAITING).exists()


def test_every_sign_that_yaml_cannot_hold_is_known() -> None:
    """Each sign of the basic plane that is not refused here can be written."""
    signs = [chr(code) for code in range(0x20, 0x10000) if not NOT_WRITTEN.match(chr(code)) and not chr(code).isspace()]
    for start in range(0, len(signs), 100):
        as_yaml({"title": "x" + "".join(signs[start : start + 100]) + "x"}, is_member=True)


@pytest.mark.usefixtures("root")
def test_an_entry_of_ris_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = "TY  - JOUR\nTI  - Good\nER  - \n"
    bad = "TY  - JOUR\nTI  - a\x1bb\nER  - \nTY  - JOUR\nID  - open\nTI  - Two\n"
    told = told_by_import("z.ris", good + bad, tmp_path, capsys)
    assert len(told) == 3
    assert "entry 2: title holds U+001B" in told[0]
    assert "entry 3 ('open'): it has no end — add the line `ER  -`" in told[1]


BOMB = "@string{a0={0123456789}}\n" + "".join(f"@string{{a{n}={'#'.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 12))


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("field", ["title", "author", "abstract"])
def test_texts_of_bibtex_cannot_fill_the_memory(field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by_import("z.bib", f"{BOMB}@article{{x, {field} = a11}}", tmp_path, capsys)
    assert "z.bib cannot be read: the texts of @string grow too long, at 'a" in told[0]


@pytest.mark.usefixtures("root")
def test_a_title_of_bibtex_has_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by_import("z.bib", f"@article{{x, title = {{{'a' * 30_000}}}}}", tmp_path, capsys)
    assert "entry 1 ('x'): title has 30000 letters — shorten it" in told[0]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "entry 1: it is no group of fields — write it"),
        ("null", "it is no list of references — export it"),
        ("5", "it is no list of references — export it"),
        ("[{]", "it is no JSON (line 1, column 3) — export it"),
        ('[{"author": "x"}]', 'entry 1: "author" is not a list — write'),
        ('[{"title": ["a"], "URL": "https://a.example/"}]', 'entry 1: "title" is no text — write it between'),
        ('[{"id": "k", "DOI": {"a": 1}}]', """entry 1 ('k'): "DOI" is no text — write it between"""),
        ('[{"author": [{"family": ["X"]}]}]', 'entry 1: "family" is no text — write it between'),
        ('[{"issued": {"raw": [1]}}]', 'entry 1: "raw" is no text — write it between'),
        ('[{"author": [[1]]}]', 'entry 1: "author" has a member that is no person — write'),
        ('[{"id": "k", "issued": 5}]', """entry 1 ('k'): "issued" is no date — write"""),
        ('[{"issued": {"date-parts": "x"}}]', 'entry 1: "date-parts" is not a list — write'),
        ('[{"issued": {"date-parts": [["x"]]}}]', 'entry 1: "issued" is no date — write'),
        ('[{"issued": {"date-parts": [[1e999]]}}]', 'entry 1: "issued" is no date — write'),
    ],
)
def test_what_is_said_of_json_is_not_in_the_words_of_python(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in told_by_import("z.json", content, tmp_path, capsys)[0]


def test_a_field_that_is_null_is_not_there() -> None:
    (one,) = read_references('[{"title": "T", "author": null, "issued": null}]', "json")
    assert (one.title, one.authors, one.issued) == ("T", (), "")


@pytest.mark.usefixtures("root")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "z.json")
    assert main(["--in-environment", "import", str(tmp_path / "z.json")]) == 2
    assert "z.json is no plain file" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_what_is_told_of_a_title_shows_its_hidden_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "z.json"
    file.write_text('[{"title": "a\\u202eb", "publisher": "p\\u202eq"}]', encoding="utf-8")
    assert main(["--in-environment", "import", "--dry-run", str(file)]) == 0
    assert "p[U+202E]q" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["http://[", "http://[x]/", "https://daily.example:port/a", "http://%zz/"])
def test_an_address_that_is_none_does_no_harm(url: str, tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    (one,) = imported(read_references(json.dumps([{"title": "T", "URL": url}]), "json"), base, ())
    assert one.data


@pytest.mark.parametrize("at", ["me:secret@", "me@", "a\\\\@b:secret@"])
def test_a_name_and_a_password_are_left_out_with_their_address(
    at: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They would be published, and the name taken for the host. Neither is printed."""
    file = tmp_path / "z.json"
    file.write_text(f'[{{"title": "A title", "URL": "https://{at}daily.example/a"}}]', encoding="utf-8")
    assert main(["--in-environment", "import", str(file)]) == 0
    out = capsys.readouterr().out
    assert "left out: address 'https://…@daily.example/a'" in out
    written = (root / "docs/data/waiting.yml").read_text(encoding="utf-8")
    assert "A title" in written and not any(word in written + out for word in ("secret", "me@", "id: me"))


def test_a_sign_of_an_account_in_a_path_is_no_password(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    url = "https://daily.example/@me/https://a@b.example/?to=@all"
    (one,) = imported(read_references(json.dumps([{"title": "T", "URL": url}]), "json"), base, ())
    assert one.data and one.data["URL"] == url and one.reference.left_out == ()


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("json", '[{"title": "T", "URL": "https://daily.example/a", "DOI": "10.1/<b>"}]'),
        ("bib", "@article{k, title = {T}, url = {https://daily.example/a}, doi = {10.1/<b>}}"),
    ],
)
def test_a_doi_that_is_none_is_said_to_be_left_out(ending: str, text: str) -> None:
    assert read_references(text, ending)[0].left_out == ("DOI '10.1/<b>'",)


@pytest.mark.parametrize(("number", "type"), [("number = {1074}, ", "legislation"), ("", "webpage")])
def test_what_bibtex_calls_misc_is_an_act_where_it_has_a_number(number: str, type: str) -> None:
    entry = f"@misc{{k, title = {{T}}, {number}url = {{https://daily.example/a}}}}"
    assert [one.type for one in read_references(entry, "bib")] == [type]


def test_a_key_that_stands_twice_is_told_with_what_to_do() -> None:
    entry = "@misc{k, title = {T}, url = {https://daily.example/a}}\n"
    with pytest.raises(Unreadable) as caught:
        read_references(entry * 2, "bib")
    (fault,) = caught.value.faults
    assert str(fault.told("a.bib")).endswith("entry: k — give every entry a key of its own")


EMPTY = [("json", "{}"), ("json", '[{"id": "x"}]'), ("bib", "@misc{x, year = 2025}")]


@pytest.mark.parametrize(("ending", "text"), EMPTY)
def test_what_is_no_work_is_not_imported(ending: str, text: str) -> None:
    with pytest.raises(Unreadable, match="it has neither a title nor an address"):
        read_references(text, ending)


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date = {2023-05~}", "2023-05~"),
        ("date = {2023~}", "2023~"),
        ("date = {2023~/2024~}", "2023~/2024~"),
        ("date = {2023?}", "2023?"),
        ("date = {2023%}", "2023%"),
        ("year = {2023~}, month = may", "2023-05~"),
        ("year = {2023?}, month = may", "2023-05?"),
        ("year = {ca.~2023}", "2023~"),
        ("year = {~2023}", "2023"),
    ],
)
def test_about_in_a_date_of_bibtex_is_kept(fields: str, issued: str) -> None:
    """There `~` is a space elsewhere, and was lost without a word."""
    (one,) = read_references(f"@article{{k, title = {{T}}, {fields}}}", "bib")
    assert (one.issued, one.left_out) == (issued, ())


@pytest.mark.parametrize(
    ("latex", "address"),
    [
        (r"https://a.example/c\_d?e=1\&f=50\%25\#g", "https://a.example/c_d?e=1&f=50%25#g"),
        (r"https://a.example/{\_}a$\sim$b", "https://a.example/_a~b"),
        (r"https://a.example/{\textasciitilde}b\textasciitilde{}c\~{}d\textasciitilde e", "https://a.example/~b~c~d~e"),
        ("https://a.example/~b--c''d_e?x={y}&$z", "https://a.example/~b--c''d_e?x={y}&$z"),
    ],
)
def test_an_address_that_is_written_as_latex_is_read(latex: str, address: str) -> None:
    assert as_address(latex) == address


def test_an_address_and_a_doi_of_bibtex_are_read_as_latex() -> None:
    entry = r"@misc{k, title = {T}, url = {https://a.example/b\_c}, doi = {10.1234/a\_b}}"
    (one,) = read_references(entry, "bib")
    assert (one.url, one.doi, one.left_out) == ("https://a.example/b_c", "10.1234/a_b", ())


def test_an_address_with_a_space_is_said_to_be_left_out() -> None:
    """Once it came in, and what `check` then said of it led nowhere."""
    (one,) = read_references("@misc{k, title = {T}, url = {https://a.example/b c}}", "bib")
    assert (one.url, one.left_out) == ("", ("address 'https://a.example/b c'",))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("title = {T}, title = {U}", "entry with key k has a duplicate title field — keep one of the two fields"),
        ("author = {A, B, C, D}", "a.bib: entry 2 ('k'): Too many commas in 'A, B, C, D' — part the names"),
        ("title = nowhere", "undefined string in line 2: nowhere — put the text in braces, or define it with @string"),
        ("year = -5", "undefined string in line 2: -5 — put the text in braces"),
        ("title = , year = 5", "syntax error in line 2: field value expected — fix what stands there"),
    ],
)
def test_what_is_wrong_in_bibtex_is_told_with_its_own_fix(fields: str, told: str) -> None:
    """That it is to be exported as BibTeX was once said of BibTeX."""
    with pytest.raises(Unreadable) as caught:
        read_references(f"@misc{{j, title = {{T}}}}\n@misc{{k, {fields}}}", "bib")
    (fault,) = caught.value.faults
    assert told in str(fault.told("a.bib"))


def test_who_is_not_named_is_no_author_of_bibtex() -> None:
    (one,) = read_references("@misc{k, title = {T}, author = {A and {} and B, C and others}}", "bib")
    assert one.authors == ({"literal": "A"}, {"family": "B", "given": "C"})


def test_an_empty_name_is_no_author_of_ris() -> None:
    (one,) = read_references("TY  - JOUR\nTI  - T\nAU  - \nAU  - B, C\nER  - \n", "ris")
    assert one.authors == ({"family": "B", "given": "C"},)
