from __future__ import annotations

ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE rss [<!ENTITY e1 "ha">{ENTITIES}]>'

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example</title><language>en-gb</language>
<item><title>A &amp;amp; B</title><link>https://news.example/1</link><guid>n-1</guid>
<pubDate>Mon, 30 Jan 2023 10:00:00 +0500</pubDate>
<description>Teaser.</description>
<content:encoded>&lt;p&gt;Two men died.&lt;/p&gt;&lt;p&gt;More &amp;amp; later.&lt;/p&gt;
</content:encoded></item>
<item><guid isPermaLink="false">n-2</guid><description>Only a teaser</description>
<pubDate>some day</pubDate></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Example</title>
<entry><id>urn:1</id><link href="https://news.example/2"/><updated>2023-01-30T05:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Three <b>died</b>.</p></div>
</content></entry></feed>"""


def test_each_entry_is_a_document(read_bytes) -> None:
    (first, second), problems = read_bytes("news.xml", RSS.encode())
    assert first.text == "Two men died.\n\nMore & later."
    assert first.title == "A & B"
    assert first.published == "2023-01-30T10:00:00+05:00"
    assert first.publisher == "The Example"
    assert first.external_id == "n-1"
    assert first.url == first.source == "https://news.example/1"
    assert first.language == "en"
    assert (second.text, second.source) == ("Only a teaser", "news.xml#n-2")
    assert [(problem.where, problem.code) for problem in problems] == [
        ("news.xml:entry 2", "bad_date"),
        ("news.xml:entry 3", "empty"),
    ]


def test_atom_reads_the_same(read_bytes) -> None:
    (document,), problems = read_bytes("news.atom", ATOM.encode())
    assert problems == []
    assert document.text == "Three died."
    assert document.published == "2023-01-30T05:00:00+00:00"
    assert (document.external_id, document.url) == ("urn:1", "https://news.example/2")


def test_other_xml_is_no_feed(read_bytes) -> None:
    documents, (problem,) = read_bytes("a.xml", b'<?xml version="1.0"?><a><b>text</b></a>')
    assert documents == []
    assert problem.code == "not_a_feed"


def test_the_name_of_a_file_in_a_feed_is_not_opened(read_bytes, tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("<rss version='2.0'><channel><item><description>secret</description>")
    for data in (str(secret).encode(), f"file://{secret}".encode()):
        documents, _ = read_bytes("a.rss", data)
        assert documents == []


def test_entities_do_not_grow_and_do_not_read_files(read_bytes) -> None:
    item = "<rss version='2.0'><channel><item><description>{}</description></item></channel></rss>"
    documents, _ = read_bytes("bomb.xml", (BOMB + item.format("&e10; died")).encode())
    assert all(len(document.text) < 100 for document in documents)
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{__file__}">]>' + item.format("&x; died")
    (document,), _ = read_bytes("xxe.xml", outside.encode())
    assert len(document.text) < 20


def test_more_entries_than_the_limit_are_left_out_and_told(read_bytes) -> None:
    items = "".join(f"<item><description>Entry {n}</description></item>" for n in range(5))
    data = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    documents, (problem,) = read_bytes("a.rss", data, feed_documents=3)
    assert [document.text for document in documents] == ["Entry 0", "Entry 1", "Entry 2"]
    assert problem.code == "too_large"
    assert problem.message.startswith("2 entries")


def test_a_faulty_entry_is_told_and_the_others_are_read(read_bytes) -> None:
    deep = "&lt;div&gt;" * 2000
    items = f"<item><description>{deep}</description></item><item><link/><title/><description>"
    data = f"<rss version='2.0'><channel>{items}Two died.</description></item></channel></rss>"
    (document,), (problem,) = read_bytes("a.rss", data.encode())
    assert document.text == "Two died."
    assert (problem.where, problem.code) == ("a.rss:entry 1", "too_deep")


def test_a_feed_without_entries_says_so(read_bytes) -> None:
    documents, (problem,) = read_bytes("a.xml", b"<rss version='2.0'><channel/></rss>")
    assert documents == []
    assert problem.code == "empty"
