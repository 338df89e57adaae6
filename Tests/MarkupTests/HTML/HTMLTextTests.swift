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
  ]) func readsAsAReaderWould(html: String, expected: String) {
    #expect(HTMLText.plainText(html) == expected)
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
    for text in ["", "a < b", "<desk@example.org>", "a <3 b", "<unknown>", "1<2 && 3>2"] {
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
