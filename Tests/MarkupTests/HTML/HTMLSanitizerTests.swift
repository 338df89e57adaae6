import Markup
import Testing

@Suite struct HTMLSanitizerTests {
  static let base = "https://example.org/news/story"

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
    ("<!-- open", ""),
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
    ("<a href=x\"", ""),
    ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<a href=\"mailto:desk@example.org\">m</a>", link("mailto:desk@example.org", "m")),
  ]

  private static let titled =
    "<a href=\"https://example.org/news/x\" title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""
    + " rel=\"noopener noreferrer\">a</a>"

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
    ]) func timeIsLinear(part: String)
  {
    let html = String(repeating: part, count: 20_000)
    #expect(HTMLSanitizer.sanitize(html, base: Self.base).utf8.count <= html.utf8.count * 6 + 2000)
    _ = HTMLText.plainText(html)
    _ = PageExtraction.article(in: html)
  }

  @Test func aTagWithManyAttributesIsReadOnce() {
    let html = "<p " + (0..<100_000).map { "a\($0)=x " }.joined() + ">a</p>"
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
