"""Titles and leads as people should read them."""

from __future__ import annotations

import unicodedata

import pytest

from bot.pollers.text import html_text, title_text
from tests.fakes.hang_guard import must_end


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Allies &amp; partners", "Allies & partners"),
        ("Allies &amp;amp; partners", "Allies & partners"),
        ("&quot;Ironclad&quot;: <b>Hegseth</b> in Seoul", '"Ironclad": Hegseth in Seoul'),
        ("&lt;b&gt;Ironclad&lt;/b&gt;", "Ironclad"),
        ("<단독> 한미, 관세 합의", "<단독> 한미, 관세 합의"),
        ("&lt;인터뷰&gt; 주한미군사령관", "<인터뷰> 주한미군사령관"),
        ("<Harbour Interview> Envoy on tariffs", "<Harbour Interview> Envoy on tariffs"),
        ("Growth < 2% as tariffs bite", "Growth < 2% as tariffs bite"),
        ("Two\n  lines<br/>and&nbsp;more", "Two lines and more"),
        ("美 “핵잠 승인”…尹 ‘환영’", "美 “핵잠 승인”…尹 ‘환영’"),
        ("zero\u200bwidth\x00", "zerowidth"),
        ("<BTS> tops <Parasite> in <TIME>", "<BTS> tops <Parasite> in <TIME>"),
        ("Allies <script>track('<b>')</script>meet<!-- 12:00 -->", "Allies meet"),
        ("<![CDATA[<b>Wrapped</b> twice]]>", "Wrapped twice"),
        ("H<mi>2</mi>O and <o:p></o:p>more", "H2O and more"),
    ],
)
def test_titles(source: str, text: str) -> None:
    assert title_text(source) == text


def test_decomposed_hangul_is_composed() -> None:
    assert title_text(unicodedata.normalize("NFD", "한미동맹")) == "한미동맹"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Plain words stay.", "Plain words stay."),
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\nTwo & three."),
        ("&lt;p&gt;Escaped twice.&lt;/p&gt;", "Escaped twice."),
        ("A&amp;nbsp;B", "A B"),
        ("<p>Kept</p><script>dropped()</script><style>p{}</style> too", "Kept\ntoo"),
        ("<img src='x'/>Caption<br>Next", "Caption\nNext"),
        ("<div>안보 <b>협력</b>을 강화</div>", "안보 협력을 강화"),
        ("<p><단독> 기사</p>", "<단독> 기사"),
        ("<p>Unclosed <a href='x'>link", "Unclosed link"),
        ("<p>News.</p><p>The post <a href='x'>News</a> appeared first on <a href='y'>Harbour</a>.</p>", "News."),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<!-- hidden --><p>Shown</p>", "Shown"),
        ("<p>Talks <embed src='v'> went on.</p>", "Talks went on."),
        ("<p>At <time datetime='09:00'>nine</time>, <st1:City w:st='on'>Seoul</st1:City><svg/></p>", "At nine, Seoul"),
        ("<math><mi>a</mi><mo>+</mo><mi>b</mi></math> won", "a+b won"),
        ("<frameset><frame src='x'></frameset>Words", "Words"),
        ("<p>Write <code>&lt;b&gt;</code> and &amp;nbsp; for it</p>", "Write <b> and for it"),
        ("&lt;p&gt;One.&lt;/p&gt;<br/>&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."),
        ("&lt;p&gt;One.&lt;/p&gt; <a href='x'>by Kim</a>", "One.\nby Kim"),
        ("<![CDATA[<p>Wrapped twice.</p>]]>", "Wrapped twice."),
        ("Talks <object data='x'> went on <b>late</b>", "Talks went on late"),
        ("Talks <object data='x'>no player</object> went on", "Talks went on"),
        ("<p>Write to <desk@n.kr> about <AI></p>", "Write to <desk@n.kr> about <AI>"),
        ("", ""),
    ],
)
def test_leads(source: str, text: str) -> None:
    assert html_text(source) == text


@pytest.mark.parametrize("source", ["<" * 300_000, "<p>" * 100_000, "&" * 300_000, "<a " * 100_000, "<!--" * 100_000, "a\n " * 100_000])
def test_hostile_text_is_read_to_its_end(source: str) -> None:
    with must_end():
        assert isinstance(html_text(source), str)
        assert isinstance(title_text(source), str)


@pytest.mark.parametrize("piece", ["<!--", "<script "])
def test_what_begins_in_a_headline_again_and_again_and_never_ends_costs_linear_time(piece: str) -> None:
    source = piece * (3_000_000 // len(piece))
    with must_end(8):  # a second; where each beginning looks for an end of its own, twenty
        assert title_text(source) == source.strip()


def test_of_several_comments_and_scripts_each_goes_with_its_own_end() -> None:
    source = "A<!-- 1 --><script>x = '<!--'</script>B<!-- <script> -->C<style>p{}</style>D<!doctype html>E<!-- unended F"
    assert title_text(source) == "ABCDE<!-- unended F"
