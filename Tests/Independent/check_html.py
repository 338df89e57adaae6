"""Checks safe HTML with parsers that share nothing with the sanitizer.

usage: check_html.py PROBE [ROUNDS] [SEED]

Documents: all that Samples/hostile and Samples/formats hold, a list of classic attacks, and ROUNDS (default 4,000)
random mixtures of hostile fragments. Each goes through PROBE; html5lib (as a browser reads) and lxml.html (libxml2's
HTML parser) then read the answer, and for each of them:
  - no element, attribute or scheme is outside the allow list below, which is written down here on its own;
  - html5lib's tree has the very elements and text that the answer's bytes say, in their order (no mutation);
  - html5lib's serialization of that tree, read again, has them too;
  - sanitizing the answer again gives the same bytes;
  - the plain text holds nothing of a tag.
Ends with status 1 and the documents that failed.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import urlsplit

import html5lib
import lxml.html

sys.setrecursionlimit(20000)
ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = "https://base.example/dir/page"
COMMON = {"dir", "lang"}
ELEMENTS = {
    "a": {"href", "title", "rel"}, "abbr": {"title"}, "audio": {"src", "controls", "preload"}, "b": set(),
    "bdi": set(), "big": set(), "blockquote": {"cite"}, "br": set(), "caption": set(), "cite": set(), "code": set(),
    "dd": set(), "del": {"cite", "datetime"}, "div": set(), "dl": set(), "dt": set(), "em": set(),
    "figcaption": set(), "figure": set(), "h1": set(), "h2": set(), "h3": set(), "h4": set(), "h5": set(),
    "h6": set(), "hr": set(), "i": set(),
    "img": {"src", "srcset", "alt", "title", "width", "height", "loading", "referrerpolicy"},
    "ins": {"cite", "datetime"}, "kbd": set(), "li": {"value"}, "mark": set(), "ol": {"start", "type", "reversed"},
    "p": set(), "pre": set(), "q": {"cite"}, "s": set(), "samp": set(), "small": set(), "source": {"src", "type"},
    "span": set(), "strong": set(), "sub": set(), "sup": set(), "table": set(), "tbody": set(),
    "td": {"colspan", "rowspan"}, "tfoot": set(), "th": {"colspan", "rowspan", "scope"}, "thead": set(),
    "time": {"datetime"}, "tr": set(), "track": {"src", "kind", "srclang", "label"}, "u": set(), "ul": set(),
    "var": set(), "video": {"src", "poster", "width", "height", "controls", "preload"}, "wbr": set(),
}
VOID = {"br", "hr", "img", "source", "track", "wbr"}
ADDRESSES = {"href": {"http", "https", "mailto"}, "src": {"http", "https"}, "cite": {"http", "https"},
             "poster": {"http", "https"}}


def problems_of(name, attributes):
    """What is not allowed of one element."""
    if name not in ELEMENTS:
        return [f"element {name}"]
    found = [f"attribute {name}@{key}" for key in attributes if key not in ELEMENTS[name] | COMMON]
    for key, schemes in ADDRESSES.items():
        if key in attributes and urlsplit(attributes[key]).scheme not in schemes:
            found.append(f"address {name}@{key} {attributes[key]!r}")
    for candidate in attributes.get("srcset", "").split(", "):
        if candidate and not re.match(r"https?://\S+( [0-9.]+[xw])?$", candidate):
            found.append(f"srcset {candidate!r}")
    if name == "a" and attributes.get("rel") != "noopener noreferrer":
        found.append("link without rel")
    if name == "img" and attributes.get("referrerpolicy") != "no-referrer":
        found.append("picture with referrer")
    return found


class Said(HTMLParser):
    """The tags and texts that the bytes say, and whether they are balanced."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.events, self.open, self.faults = [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, name, attributes):
        self.events.append(("start", name, tuple(sorted(attributes))))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        if name in VOID or not self.open or self.open.pop() != name:
            self.faults.append(f"unexpected </{name}>")
        self.events.append(("end", name))

    def handle_data(self, data):
        if self.events and self.events[-1][0] == "text":
            self.events[-1] = ("text", self.events[-1][1] + data)
        else:
            self.events.append(("text", data))

    def handle_comment(self, data):
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, data):
        self.faults.append(f"declaration {data!r}")

    handle_pi = unknown_decl = handle_decl


def tree_events(element, events):
    """The same of a tree of html5lib (namespaces off)."""
    if not isinstance(element.tag, str):
        events.append(("comment", ""))
        return
    events.append(("start", element.tag, tuple(sorted((k, v or "") for k, v in element.attrib.items()))))
    if element.text:
        events.append(("text", element.text))
    for child in element:
        tree_events(child, events)
        if child.tail:
            events.append(("text", child.tail))
    if element.tag not in VOID:
        events.append(("end", element.tag))


def normalized(events):
    """Without what every parser adds (`tbody`) or leaves out (the first line break of `pre`), texts joined."""
    result = []
    for event in events:
        if event[0] != "text" and event[1] == "tbody":
            continue
        if event[0] == "text":
            text = event[1].replace("\r\n", "\n").replace("\r", "\n")
            if result and result[-1][0] == "text":
                text = result.pop()[1] + text
            if result and result[-1][:2] == ("start", "pre") and text.startswith("\n"):
                text = text[1:]
            if text:
                result.append(("text", text))
        elif event[0] == "start":
            result.append(("start", event[1], tuple((k, v or "") for k, v in event[2])))
        else:
            result.append(event)
    return result


def first_difference(left, right):
    for index in range(max(len(left), len(right))):
        one, other = left[index:index + 1], right[index:index + 1]
        if one != other:
            return f"at {index}: {one} and {other}"


def check(answer):
    html = answer["html"]
    found = []
    said = Said(html)
    found += said.faults
    for event in said.events:
        if event[0] == "start":
            found += problems_of(event[1], dict((k, v or "") for k, v in event[2]))
    walker = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    events = []
    tree_events(walker, events)
    events = events[1:-1]
    for event in events:
        if event[0] == "start":
            found += [f"html5lib: {p}" for p in problems_of(event[1], dict(event[2])) if event[1] != "tbody"]
    difference = first_difference(normalized(said.events), normalized(events))
    if difference:
        found.append(f"html5lib reads another tree {difference}")
    written = html5lib.serialize(walker, tree="etree", quote_attr_values="always", omit_optional_tags=False)
    again = []
    tree_events(html5lib.parseFragment(written, treebuilder="etree", namespaceHTMLElements=False), again)
    # Serializing eats one line break behind `pre` each time, so only the elements are compared.
    elements = lambda events: [e for e in normalized(events) if e[0] != "text"]
    if elements(again[1:-1]) != elements(events):
        found.append("html5lib's serialization mutates")
    if html.strip():
        fragment = lxml.html.fragment_fromstring(html, create_parent="root")
        for element in fragment.iterdescendants():
            if not isinstance(element.tag, str):
                found.append("lxml: comment or instruction")
            else:
                found += [f"lxml: {p}" for p in problems_of(element.tag, dict(element.attrib))]
    if "LEAK" in answer["text"]:
        found.append(f"the text holds part of a tag: {answer['text']!r}")
    if answer["again"] != html:
        found.append(f"sanitizing again gives {answer['again']!r}")
    return found


FRAGMENTS = """<p>|</p>|<div class=x>|</div>|<a href='/x?a=1&amp;b=2'>|<a href="java&#115;cript:x">|</a>|<b>|</b>|<i>|</i>|
<ul>|<li>|</li>|</ul>|<ol start=2 type=a reversed>|</ol>|<table>|<tr>|<td rowspan=2>|<th scope=row>|</td>|</th>|</tr>|</table>|
<thead>|</thead>|<tbody>|<tfoot>|<caption>|</caption>|<colgroup>|<col>|<script>|</script>|<svg>|</svg>|<math>|</math>|<style>|
</style>|<mtext>|<mglyph>|<annotation-xml encoding=text/html>|<foreignObject>|<desc>|<title>|</title>|<textarea>|</textarea>|
<xmp>|</xmp>|<noscript>|</noscript>|<noembed>|</noembed>|<iframe>|</iframe>|<iframe/>|<template>|</template>|<select>|<option>|
</select>|<!--|-->|--!>|<!-->|<!--->|<![CDATA[|]]>|<img src=a.png alt='&lt;'>|<img src=x width=1>|
<img srcset="a.png 1x, b.png 2x, javascript:x 3x" onerror=x>|<img src=x onerror=alert(1)>|<br>|</br>|<hr>|&lt;|&amp;lt;|&|&nbsp|
&#x80;|&#0;|&#xD800;|&#x202E;|&#60;|<|>|"|'|`|خبر|\u202e|\ufeff| |\n|\t|\f|<h1>|</h1>|<h3>|<span dir=rtl>|</span>|<span>|
<dl>|<dt>|<dd>|</dl>|<pre>|</pre>|<listing>|<plaintext>|<q cite=x>|<blockquote cite=z>|</blockquote>|<section>|</section>|
<time datetime='2026-11-18'>|</time>|<a|<a/href=x/onclick=y>| href=x| onerror=alert(1)|<//|</|<?x|<!x|<center>|</center>|
<abbr title='a&quot;b'>|</abbr>|<form action=x>|</form>|<button formaction=x>|</button>|<input autofocus onfocus=x>|text|=|/>|
<p title="</noscript><img src=x onerror=alert(1)>">|<a href=x title='"><script>alert(1)</script>'>|<video src=v poster=p>|
</video>|<audio>|<source src=s type=audio/ogg>|<track src=t kind=captions srclang=ur>|</audio>|<object data=x>|</object>|<embed src=x>|
<base href=//evil>|<link rel=stylesheet href=x>|<meta http-equiv=refresh content=0>|<font color=red>|</font>|<nobr>|<marquee>|
<big>|<small>|<tt>|<strike>|</strike>|<ruby>|<rt>|<details open ontoggle=x>|<summary>|<dialog open>|<body onload=x>|<html>|<head>|
</body>|</html>|<frameset>|<frame src=x>|<isindex>|<keygen>|<image src=x>|<p title=LEAK>|<applet>|<map name=m>|<area href=javascript:x>|
<del cite=javascript:x datetime=1>|</del>|<ins>|<p style="direction:rtl">|<a href=" javascript:x">|<a href=\\\\evil>|
<a href=//host>|<a href="http://[::1">|<a href='data:text/html,x'>|<a href=x href=y>|<x:y>|<sc\0ript>|<\0>|<img """.replace("\n", "").split("|")
# What swallows the rest, or much of it, is rare in a mixture: the rest should be seen, too.
GREEDY = {"<script>", "<style>", "<plaintext>", "<!--", "<textarea>", "<xmp>", "<title>", "<noscript>", "<noembed>",
          "<iframe>", "<template>", "<select>", "<svg>", "<math>", "<object data=x>", "<a", "<img ", "<?x", "<!x",
          "<video src=v poster=p>", "<audio>", "<frameset>", "<applet>", "<map name=m>", "<button formaction=x>"}
TABLES = [f for f in FRAGMENTS if re.match("</?(t[rdh]|t(able|body|head|foot)|caption|col)[ >]", f)]


def documents(rounds, seed):
    for folder in ["hostile", "formats", "html"]:
        for path in sorted((ROOT / "Samples" / folder).rglob("*")):
            if path.is_file() and ".golden" not in path.name and path.stat().st_size < 1_000_000:
                yield path.name, path.read_bytes().decode("utf-8", "replace")
    for index, fragment in enumerate(FRAGMENTS):
        yield f"fragment {index}", fragment + "text" + fragment
    generator = random.Random(seed)
    for index in range(rounds):
        allowed = [f for f in FRAGMENTS if f not in GREEDY or generator.random() < 0.05]
        allowed += TABLES * generator.choice([0, 0, 4])
        yield f"round {index}", "".join(generator.choice(allowed) for _ in range(generator.randrange(1, 60)))


def main():
    probe = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    questions = list(documents(rounds, seed))
    asked = "".join(json.dumps({"html": html, "base": BASE}) + "\n" for _, html in questions)
    output = subprocess.run([probe], input=asked.encode(), stdout=subprocess.PIPE, check=True).stdout
    answers = [json.loads(line) for line in output.decode().split("\n") if line]
    if len(answers) != len(questions):
        sys.exit(f"{len(questions)} documents went in, {len(answers)} came out")
    failed = 0
    for (name, html), answer in zip(questions, answers):
        found = check(answer)
        if found:
            failed += 1
            if failed <= 20:
                print(f"{name}\n  in:  {html[:2000]!r}\n  out: {answer['html'][:2000]!r}")
                for line in found[:5]:
                    print(f"  - {line}")
    print(f"{len(answers)} documents, {failed} failed")
    sys.exit(1 if failed or not answers else 0)


main()
