import Markup
import Testing

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."), ("a<br>b", "a\nb"), ("a<br><br>b", "a\n\nb"),
    ("<div>a</div><div>b</div>", "a\nb"), ("<ul><li>a</li><li>b <b>c</b></li></ul>d", "- a\n- b c\n\nd"),
    ("  a \n\t b&nbsp;c ", "a b c"), ("a<b>b</b>c", "abc"),
    ("Tom &amp; Jerry &lt;3 &hellip; &#8217;", "Tom & Jerry <3 … ’"),
    ("<h1>T</h1>x", "T\n\nx"), ("<script>x</script>a<style>y</style>", "a"), ("a\u{202E}b\u{7}c", "abc"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"), ("", ""), ("<p></p>", ""),
    ("پاک\u{200C}افغان", "پاک\u{200C}افغان"), ("&unknown; &amp", "&unknown; &"), ("AT&T", "AT&T"),
    ("a&#x80;b", "a€b"), ("<p>a</p>\n\n\n<p>b</p>", "a\n\nb"), ("x<img src=y alt=z>w", "xw"),
    ("<p>a</p><pre>\n b\n\n\n  c\td &lt;\n</pre><p>e</p>", "a\n\nb\n\n\n  c\td <\n\ne".replacing("b", with: " b")),
    ("<pre>a<br>  b</pre>c", "a\n  b\n\nc"), ("a<pre> </pre>b", "a\n\nb"),
    ("<table>a<tr><th>b<td>c</table>", "a\nb c"), ("a <b> b</b> c", "a b c"), ("a  <b>b", "a b"), ("a&#32; b", "a b"),
    ("a&nbsp; &nbsp;b", "a b"), ("soft\u{AD}hyphen", "soft\u{AD}hyphen"), ("&rlm;خبر&lrm;", "\u{200F}خبر\u{200E}"),
    ("&#8238;a&#x2066;b&#8297;", "ab"), ("a\u{0B}b\rc\u{85}d", "a b c d"), ("a<!-- b -->c", "ac"),
    ("<head><title>t</title><style>s</style></head><body>a", "a"), ("a<video src=v>b<p>c</video>d", "ad"),
    ("<object>a", "a"), ("<svg><text>a</text></svg>b", "b"), ("<textarea>a</textarea>b", "b"),
    ("<dl><dt>a<dd>b</dl>", "a\nb"), ("<ol><li>a<ol><li>b</ol></ol>", "- a\n\n- b"), ("中文，。　文", "中文，。 文"),
    ("a\u{2028}b\u{3000}c", "a b c"), ("&#xD800;&#x110000;&#0;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#146;&#x93;", "’“"),
    ("&NotEqualTilde;", "\u{2242}\u{338}"), ("&copy2 &notit; &ampamp;", "©2 ¬it; &amp;"),
  ]) func readsAsAReaderWould(html: String, expected: String) {
    #expect(HTMLText.plainText(html) == expected)
  }

  @Test func longRunsAreReadLikeShortOnes() {
    // Whatever stands before a character that needs care, its place in a word of sixteen bytes does not matter.
    for length in 1..<40 {
      let word = String(repeating: "x", count: length)
      #expect(HTMLText.plainText("\(word)  \n y&amp;z\u{A0}\(word)\u{202E}…") == "\(word) y&z \(word)…")
      #expect(HTMLText.plainText("\(word) <b> \(word) </b> y") == "\(word) \(word) y")
      #expect(HTMLSanitizer.sanitize("\(word)>\u{7}\(word)\u{E9}&") == "\(word)&gt;\(word)\u{E9}&amp;")
    }
  }

  @Test func singleLineCollapses() {
    #expect(HTMLText.singleLine(" a\r\n  b\u{3000}c\u{0}\u{202E}d ") == "a b cd")
    #expect(HTMLText.singleLine("a <b> & c") == "a <b> & c")
    #expect(HTMLText.singleLine("“a” – b…") == "“a” – b…")
    #expect(HTMLText.cleanLines("a  b\r\nc\n\n\n\nd\u{1}") == "a b\nc\n\nd")
  }

  @Test func knowsWhatIsHTML() {
    for html in ["<!DOCTYPE html>", "  <HTML>", "a <b>c</b>", "x<br/>", "</p>"] {
      #expect(HTMLText.looksLikeHTML(html))
    }
    for text in ["", "a < b", "a <b", "<desk@example.org>", "a <3 b", "<unknown>", "1<2 && 3>2"] {
      #expect(!HTMLText.looksLikeHTML(text))
    }
  }

  @Test func plainLinesAreTheirOwnHTML() {
    for line in ["", "a b", "“خبر” – नमस्ते", "Ünïcode…"] {
      #expect(HTMLText.isPlainLine(line))
      #expect(HTMLText.plainText(line) == line)
      #expect(HTMLSanitizer.sanitize(line) == line)
    }
    for line in [
      " a", "a ", "a  b", "a\nb", "a&b", "<", ">", "a\u{A0}b", "a\u{202E}b", "\u{FEFF}a", "a\u{2028}b", "\u{85}",
    ] {
      #expect(!HTMLText.isPlainLine(line))
    }
  }
}
