import Markup
import Testing
import WebValues

@Suite struct HTMLSanitizerTests {
  static let base = "https://example.org/news/story"

  private static let nested = "<ul><li><table><tr><td><li>a</li></td></tr></table>b</li></ul>"

  private func sanitize(_ html: String) -> String { HTMLSanitizer.sanitize(html, base: Self.base) }

  /// Attack and what remains of it (attack checklist H1 to H3, H9, H10).
  static let attacks: [(String, String)] = [
    ("<script>alert(1)</script>a", "a"),
    ("<SCRIPT SRC=//evil/x.js></SCRIPT>a", "a"),
    ("<scr<script>ipt>alert(1)</script>a", "ipt&gt;alert(1)a"),
    ("<script>alert(1)", ""),
    ("<script/x>alert(1)</script/x>a", "a"),
    ("<p onclick=alert(1)>a</p>", "<p>a</p>"),
    ("<p/onclick=alert(1)>a</p>", "<p>a</p>"),
    ("<img src=x.png onerror=alert(1)>", img("https://example.org/news/x.png")),
    ("<img src=\"x.png\"onerror=\"alert(1)\">", img("https://example.org/news/x.png")),
    ("<a href=\"javascript:alert(1)\">a</a>", "a"),
    ("<a href=\"JaVaScRiPt:alert(1)\">a</a>", "a"),
    ("<a href=\"java&#115;cript:alert(1)\">a</a>", "a"),
    ("<a href=\"java\tscript:alert(1)\">a</a>", "a"),
    ("<a href=\"java&Tab;script:alert(1)\">a</a>", "a"),
    ("<a href=\"java&NewLine;script&colon;alert(1)\">a</a>", "a"),
    ("<a href=\"&#1;javascript:alert(1)\">a</a>", "a"),
    ("<a href=\" javascript:alert(1)\">a</a>", "a"),
    ("<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)\">a</a>", "a"),
    ("<a href=\"vbscript:x\">a</a>", "a"),
    ("<a href=\"data:text/html,<script>alert(1)</script>\">a</a>", "a"),
    ("<a href=\"file:///etc/passwd\">a</a>", "a"),
    ("<img src=\"javascript:alert(1)\">", ""),
    ("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", ""),
    ("<img srcset=\"javascript:alert(1) 2x\">", ""),
    ("<video poster=\"javascript:alert(1)\">b</video>a", "a"),
    ("<video autoplay src=javascript:x onplay=y><source src=data:video/mp4,x>b</video>a", "a"),
    ("<audio autoplay src=s.mp3 onplay=x>b<p>c</audio>a", audio),
    ("<img srcset=\"javascript:alert(1) 1x, b.png 2x\" src=\"data:image/png;base64,x\">", srcset),
    ("<a xlink:href=javascript:x href=javascript:y>a</a>", "a"),
    ("<a href=\"\\\\evil.example\\x\">a</a>", link("https://evil.example/x", "a")),
    ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", ""),
    ("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", ""),
    ("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", img("https://example.org/news/1") + "\"&gt;"),
    ("<select><template><style><!--</style><a rel=\"--></style></template></select><img id=x src=x onerror=y>\">", ""),
    ("<noscript><style></noscript><img src=x onerror=alert(1)></style>", ""),
    ("<title></title><p id=\"</title><img src=x onerror=y>\">a", "<p>a</p>"),
    ("<object data=x>a <b>b</b>", "a <b>b</b>"), ("<iframe src=x/>a", "a"), ("<iframe src=x />a<b>b</b>", "a<b>b</b>"),
    ("<iframe />a<iframe>b</iframe>c", "ac"), ("<script />a</script>b", "b"), ("<title>a<b>b</b>", "a<b>b</b>"),
    ("<svg>a<b>b</b>", "a<b>b</b>"), ("<noscript>a", "a"), ("<a href=\"x>a</a> b", "a b"),
    ("<p class='x>a<b title=\"y>b</b></p>", "<p>a<b>b</b></p>"),
    ("<form action=\"javascript:alert(1)\"><button formaction=\"javascript:x\">b</button>a</form>", "a"),
    ("<input type=image src=x formaction=javascript:x>a", "a"),
    ("<iframe src=\"https://evil\"></iframe>a", "a"),
    ("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>a", "a"),
    ("<iframe><img src=x.png></iframe>a", "a"),
    ("<svg onload=alert(1)><script>alert(1)</script></svg>a", "a"),
    ("<svg><a xlink:href=\"javascript:alert(1)\">b</a></svg>a", "a"),
    ("<svg/>a", "a"),
    ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>a", "a"),
    ("<style>p{background:url(javascript:alert(1))}</style>a", "a"),
    ("<p style=\"position:fixed\">a</p>", "<p>a</p>"),
    ("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">b</p></noscript>a", "a"),
    ("<template><img src=x.png onerror=alert(1)></template>a", "a"),
    ("<!--><img src=x.png onerror=alert(1)>-->a", img("https://example.org/news/x.png") + "--&gt;a"),
    ("<!-- --!><img src=x.png onerror=alert(1)>", img("https://example.org/news/x.png")),
    ("<!-- <script>alert(1)</script> -->a", "a"),
    ("<!-- open", ""), ("a<!-- open <b>b</b><script>x</script>", "ab"), ("<!DOCTYPE ~", "&lt;!DOCTYPE ~"),
    ("<?php x ?>a", "a"), ("<!x>a<!y", "a&lt;!y"),
    ("<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">a", "a"),
    ("<base href=\"https://evil/\"><a href=x>a</a>", link("https://example.org/news/x", "a")),
    ("<link rel=stylesheet href=//evil>a", "a"),
    ("<object data=x><embed src=y></object>a", "a"),
    ("<a href=x target=_blank rel=opener>a</a>", link("https://example.org/news/x", "a")),
    ("<img src=x.gif width=1 height=1>a", "a"),
    ("<img src=x.gif width=\"1px\">a", "a"),
    ("<img src=x.gif style=\"display: none\">a", "a"),
    ("<img src=https://pixel.wp.com/b.gif?x=1>a", "a"),
    ("<img src=http://feeds.feedburner.com/~r/x/~4/y>a", "a"),
    ("<a title='\"><script>alert(1)</script>' href=x>a</a>", titled),
    ("<textarea><script>alert(1)</script></textarea>a", "a"),
    ("<xmp><script>alert(1)</script></xmp>a", "a"),
    ("<plaintext><b>a", ""),
    ("a\u{0}b\u{202E}c&#0;&#8238;d", "abc\u{FFFD}d"),
    ("<p\u{0}onclick=x>a</p>", "a"),
    ("<![CDATA[<b>a</b>]]>c", "<b>a</b>c"),
    ("<a href=x\"", ""), ("<IMG SRC=`javascript:x`>", img("https://example.org/news/%60javascript:x%60")),
    ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<a href=\"mailto:desk@example.org\">m</a>", link("mailto:desk@example.org", "m")),
  ]

  private static let titled =
    "<a href=\"https://example.org/news/x\" title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""
    + " rel=\"noopener noreferrer\">a</a>"

  private static let audio =
    "<audio src=\"https://example.org/news/s.mp3\" controls=\"\" preload=\"none\"></audio>a"
  private static let srcset =
    "<img src=\"https://example.org/news/b.png\" srcset=\"https://example.org/news/b.png 2x\""
    + " alt=\"\" loading=\"lazy\" referrerpolicy=\"no-referrer\">"

  private static func img(_ url: String) -> String {
    "<img src=\"\(url)\" alt=\"\" loading=\"lazy\" referrerpolicy=\"no-referrer\">"
  }

  private static func link(_ url: String, _ text: String) -> String {
    "<a href=\"\(url)\" rel=\"noopener noreferrer\">\(text)</a>"
  }

  @Test(arguments: attacks.indices) func leavesNothingOfAnAttack(index: Int) {
    #expect(sanitize(Self.attacks[index].0) == Self.attacks[index].1, "\(Self.attacks[index].0)")
  }

  @Test(arguments: [
    ("<p>a<p>b", "<p>a</p><p>b</p>"), ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
    ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"), ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
    ("<td>a</td>", "a"), ("</p></div>a", "a"), ("<p><b></b></p>a", "a"), ("<span>a</span>", "a"),
    ("<span dir=rtl lang=urd>a</span>", "<span dir=\"rtl\" lang=\"ur\">a</span>"),
    ("<section>a</section>", "<div>a</div>"), ("<center><font color=red>a</font></center>", "<div>a</div>"),
    ("<h2>a<h3>b", "<h2>a</h2><h3>b</h3>"), ("a<br/>b<hr>c", "a<br>b<hr>c"), ("<blink>a</blink>", "a"),
    ("<a href=1>a<a href=2>b", link("https://example.org/news/1", "a") + link("https://example.org/news/2", "b")),
    ("<ol start=3><li value=4>a</ol>", "<ol start=\"3\"><li value=\"4\">a</li></ol>"),
    ("<table>a<tr>b<td>c</table>", "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>"),
    ("<table><b>a</b><tr><td>c</table>", "<table><tr><td><b>a</b></td></tr><tr><td>c</td></tr></table>"),
    ("<table><td>a<th scope=ROW>b</table>", "<table><tr><td>a</td><th scope=\"row\">b</th></tr></table>"),
    ("<table><img src=javascript:x>\n<tr><td>a</table>", "<table><tr><td>a</td></tr></table>"),
    ("<ul><li><table><tr><td><li>a</table>b</ul>", nested),
    ("<ol type=A reversed start=3><li>a</ol>", "<ol start=\"3\" reversed=\"\" type=\"A\"><li>a</li></ol>"),
    ("<p style=\"color:red; DIRECTION: rtl\">a</p>", "<p dir=\"rtl\">a</p>"),
    ("<acronym title=a>b</acronym><dir><li>c</dir>", "<abbr title=\"a\">b</abbr><ul><li>c</li></ul>"),
    ("<ins datetime=2026 cite=c>a</ins>", "<ins cite=\"https://example.org/news/c\" datetime=\"2026\">a</ins>"),
    ("<p xml:lang=ps>a</p>", "<p lang=\"ps\">a</p>"),
    ("<td colspan=9>a</td>", "a"), ("<q cite=/x>a</q>", "<q cite=\"https://example.org/x\">a</q>"),
  ]) func writesBalancedMarkup(html: String, expected: String) {
    #expect(sanitize(html) == expected)
  }

  @Test func relativeAddressesNeedABase() {
    #expect(HTMLSanitizer.sanitize("<a href=/x>a</a><img src=/y.png>") == "a")
    #expect(sanitize("<a href='?a=1&copy=2'>a</a>").contains("story?a=1&amp;copy=2"))
  }

  @Test func picturesCanBeLeftOut() {
    var options = HTMLSanitizerOptions()
    options.keepsImages = false
    #expect(HTMLSanitizer.sanitize("a<img src=https://example.org/x.png>b", options: options) == "ab")
  }

  @Test func mediaKeepTheirSourcesAndLoadNothing() {
    let html = """
      <video controls autoplay poster=/p.jpg width=640><source src="v.webm" type="video/webm; codecs=vp9">
      <source src=javascript:x><track src=t.vtt kind=captions srclang=urd label="اردو"><p>No video.</p></video>
      """
    #expect(
      sanitize(html) == """
        <video poster="https://example.org/p.jpg" width="640" controls="" preload="none">\
        <source src="https://example.org/news/v.webm" type="video/webm; codecs=vp9">\
        <track src="https://example.org/news/t.vtt" kind="captions" srclang="ur" label="اردو"></video>
        """)
    var options = HTMLSanitizerOptions()
    options.keepsMedia = false
    #expect(HTMLSanitizer.sanitize("a<video src=https://example.org/v>b</video>c", options: options) == "ac")
  }

  @Test func everyCandidateOfASourceSetIsResolved() {
    let html = sanitize("<img srcset='a.png, b,c.png 2x,//cdn.example/d.png 1.5x, e.png 300w 200h, f.png 9q' src=z>")
    #expect(
      html.contains(
        "srcset=\"https://example.org/news/a.png, https://example.org/news/b,c.png 2x, "
          + "https://cdn.example/d.png 1.5x\""))
    #expect(sanitize(html) == html)
  }

  @Test(arguments: [
    "https://example.org/a?b=c&d=e", "http://example.org/", "https://a-b.example.org/x/y.html?q=1+2:3@4,5;6",
    "https://example.org/a/./b", "https://example.org/a/../b", "https://EXAMPLE.org/", "https://example.org",
    "https://example.org:443/x", "https://user@example.org/x", "https://example.org/%d8", "https://example.org/x#y",
    "https://example.org/x y", "https://example.org./x", "https://.example.org/", "https://example.org/.x",
    "https://example.org/x?y?z=/./", "http://1.2.3.4/", "https://example.org/a'b\"c", "https://xn--a/",
  ]) func theFastPathOfAddressesChangesNothing(address: String) {
    let expected = WebURL.webAddress(address, base: nil as WebURL?)
    let escaped = expected.map { $0.replacing("&", with: "&amp;").replacing("\"", with: "&quot;") }
    let html = HTMLSanitizer.sanitize("<a href='\(address.replacing("'", with: "&#39;"))'>x</a>")
    #expect(html == escaped.map { Self.link($0, "x") } ?? "x")
  }

  @Test func picturesThatLoadLateAreFound() {
    let html = sanitize("<img src=\"data:image/gif;base64,R0lG\" data-src=\"/late.jpg\" width=300px alt='a \"b\"'>")
    #expect(html.hasPrefix("<img src=\"https://example.org/late.jpg\" alt=\"a &quot;b&quot;\" width=\"300\""))
  }

  @Test func sanitizingTwiceChangesNothing() {
    var generator = SeededNumbers(seed: 42)
    let parts = [
      "<p>", "</p>", "<div class=x>", "</div>", "<a href='/x?a=1&amp;b=2'>", "<a href=\"java&#115;cript:x\">", "</a>",
      "<b>",
      "</b>", "<i>", "</i>", "<ul>", "<li>", "</li>", "</ul>", "<ol start=2>", "<table>", "<tr>", "<td rowspan=2>",
      "<th>",
      "</td>", "</tr>", "</table>", "<thead>", "<caption>", "<script>", "</script>", "<svg>", "</svg>", "<style>",
      "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<img src=a.png alt='&lt;'>", "<img src=x width=1>", "<br>",
      "<hr>",
      "&lt;", "&amp;lt;", "&", "&nbsp", "&#x80;", "&#0;", "<", ">", "\"", "'", "خبر", "\u{202E}", "\u{0}", "\u{FEFF}",
      " ",
      "\n", "<h1>", "</h1>", "<h3>", "<span dir=rtl>", "</span>", "<span>", "<dl>", "<dt>", "<dd>", "<pre>", "</pre>",
      "<q>",
      "<blockquote cite=z>", "</blockquote>", "<time datetime='2026-11-18'>", "</time>", "<section>", "</section>",
      "<a",
      " href=x", "<//", "</", "<?x", "<!x", "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<title>", "</title>",
      "<center>", "<abbr title='a&quot;b'>", "</abbr>", "<form>", "<button>", "</button>", "text", "=", "/>",
    ]
    for round in 0..<6000 {
      let count = Int(generator.next() % 40)
      let soup = (0..<count).map { _ in parts[Int(generator.next() % UInt64(parts.count))] }.joined()
      let once = sanitize(soup)
      let twice = sanitize(once)
      #expect(once == twice, "round \(round): \(soup)")
      #expect(!once.contains("<script") && !once.contains("javascript:") && !once.contains("<svg"))
      #expect(openTags(of: once) == [], "\(once)")
    }
  }

  /// Elements left open, or what closed in the wrong order: empty for balanced markup.
  private func openTags(of html: String) -> [String] {
    var stack: [String] = []
    for part in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
      let name = String(part.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
      if ["br", "hr", "img", "wbr"].contains(name) { continue }
      if !part.hasPrefix("/") {
        stack.append(name)
      } else if stack.popLast() != name {
        return stack + ["/" + name]
      }
    }
    return stack
  }

  @Test func depthIsBoundedAndTextStays() {
    let html = String(repeating: "<div>", count: 100_000) + "x"
    let safe = sanitize(html)
    #expect(safe == String(repeating: "<div>", count: 64) + "x" + String(repeating: "</div>", count: 64))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "<", "<a ", "<!--", "<![CDATA[", "</", "&", "<p", "<b>", "</b>", "<script>", "<script></scrip", "<svg>", "<a b='",
      "<!-", "<table><tr><td>", "&#", "&a", "<img src=", "]]>", "--!", "<![CDATA[]]>",
      "<iframe/>", "<iframe/><script/>", "<a b=\"'", "</3", "<?", "<video><source src=x>", "<table>x", "<object>",
      "<title></titl", "&#1", "&ampx", "<img srcset='a 1x,b", "<li> x",
    ]) func timeIsLinear(part: String)
  {
    let html = String(repeating: part, count: 20_000)
    #expect(HTMLSanitizer.sanitize(html, base: Self.base).utf8.count <= html.utf8.count * 6 + 2000)
    _ = HTMLText.plainText(html)
    _ = PageExtraction.article(in: html)
  }

  /// X8: 200,000 attributes.
  @Test func aTagWithManyAttributesIsReadOnce() {
    let html = "<p " + (0..<200_000).map { "a\($0)=x " }.joined() + ">a</p>"
    #expect(sanitize(html) == "<p>a</p>")
  }
}

/// SplitMix64: the same numbers on every run.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
