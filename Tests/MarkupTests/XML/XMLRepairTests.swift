import Markup
import Testing

@Suite struct XMLRepairTests {
  @Test(
    arguments: [
      (
        "<a>Tom & Jerry &unknown; x</a>", ["<a>", "Tom & Jerry &unknown; x", "</a>"],
        ["bare-ampersand:1", "bare-ampersand:1"]
      ),
      ("<a>1 < 2 <3</a>", ["<a>", "1 < 2 <3", "</a>"], ["bare-less-than:1", "bare-less-than:1"]),
      ("<a>x <b and c</a>", ["<a>", "x <b and c", "</a>"], ["bare-less-than:1"]),
      (
        "<a>&nbsp;&eacute;&hellip;</a>", ["<a>", "\u{A0}é…", "</a>"],
        ["html-entity:1", "html-entity:1", "html-entity:1"]
      ),
      (
        "<a>&#146;&#x93;</a>", ["<a>", "\u{2019}\u{201C}", "</a>"],
        ["windows-1252-reference:1", "windows-1252-reference:1"]
      ),
      (
        "<a>&#0;&#8;&#xD800;&#99999999999;</a>", ["<a>", "\u{FFFD}\u{FFFD}\u{FFFD}", "</a>"],
        ["invalid-reference:1", "invalid-reference:1", "invalid-reference:1", "invalid-reference:1"]
      ),
      ("<a u=\"?b=1&c=2\"/>", ["<a u=[?b=1&c=2]>", "</a>"], ["bare-ampersand:1"]),
      ("<a u=\"x<y\"/>", ["<a u=[x<y]>", "</a>"], ["bare-less-than:1"]),
      ("<a u=1 v/>", ["<a u=[1] v=[v]>", "</a>"], ["unquoted-attribute:1", "unquoted-attribute:1"]),
      ("<a u='1'v=\"2\"/>", ["<a u=[1] v=[2]>", "</a>"], []),
      ("<a><b>x<c>y</b>z</a>", ["<a>", "<b>", "x", "<c>", "y", "</c>", "</b>", "z", "</a>"], ["mismatched-end-tag:1"]),
      ("<a>x</b>y</a>", ["<a>", "xy", "</a>"], ["unmatched-end-tag:1"]),
      ("<A>x</a>", ["<A>", "x", "</A>"], ["malformed-end-tag:1"]),
      ("<a>\n<b>x", ["<a>", "\n", "<b>", "x", "</b>", "</a>"], ["truncated:2"]),
      ("<a>x<b", ["<a>", "x", "</a>"], ["truncated:1"]),
      ("<a><b><![CDATA[x</b><c/></a>", ["<a>", "<b>", "x", "</b>", "<c>", "</c>", "</a>"], ["unclosed-cdata:1"]),
      ("<a>x<!-- y <b>z</b></a>", ["<a>", "xz", "</a>"], ["unclosed-comment:1", "unmatched-end-tag:1"]),
      (
        "<rss><b>1<p><item>2</item></rss>",
        ["<rss>", "<b>", "1", "<p>", "</p>", "</b>", "<item>", "2", "</item>", "</rss>"],
        ["missing-end-tag:1"]
      ),
      (
        "<feed><odd><entry>1</entry></odd>2</feed>",
        ["<feed>", "<odd>", "</odd>", "<entry>", "1", "</entry>", "2", "</feed>"],
        ["missing-end-tag:1", "unmatched-end-tag:1"]
      ),
      (
        "<feed><o xmlns='urn:o'><entry>1</entry></o></feed>",
        ["<feed>", "<o>", "<entry>", "1", "</entry>", "</o>", "</feed>"], []
      ),
      (
        "<rss><item>1</rss><item>2</item></rss>",
        ["<rss>", "<item>", "1", "</item>", "<item>", "2", "</item>", "</rss>"],
        ["mismatched-end-tag:1", "entries-behind-root:1"]
      ),
      (
        "<rss><![CDATA[1<item>2</item></rss>", ["<rss>", "1", "<item>", "2", "</item>", "</rss>"], ["unclosed-cdata:1"]
      ),
      ("<rss><!--1<item>2</item></rss>", ["<rss>", "<item>", "2", "</item>", "</rss>"], ["unclosed-comment:1"]),
      ("junk <br /> here\n<?xml version='1.0'?>\n<a/>", ["<a>", "</a>"], ["leading-junk:1"]),
      ("<!-- c --><?xml version='1.0'?><a/>", ["<a>", "</a>"], ["leading-junk:1"]),
      ("<a/>trailing", ["<a>", "</a>"], ["trailing-content:1"]),
      ("<a>x\u{0}y\u{8}</a>", ["<a>", "xy", "</a>"], ["control-character:1"]),
      ("\u{FEFF}\u{FEFF}<a/>", ["<a>", "</a>"], ["second-byte-order-mark:1"]),
      ("<rss><?l?><?php echo 1 ?>x<?xml version='1.0'?></rss>", ["<rss>", "x", "</rss>"], ["misplaced-declaration:1"]),
      ("<!DOCTYPE rss SYSTEM \"http://feeds.example/rss.dtd\"><a>x</a>", ["<a>", "x", "</a>"], []),
      ("<!DOCTYPE a [<!ENTITY me \"Desk\">]><a>&me;</a>", ["<a>", "Desk", "</a>"], []),
      (
        """
        <!DOCTYPE a PUBLIC "-//x>y//" 'z' [<!-- it's ]> --><!ELEMENT a (#PCDATA)><!ATTLIST a b CDATA "]>">
        <!ENTITY me 'Desk'>]><a>&me;</a>
        """, ["<a>", "Desk", "</a>"], []
      ),
      (
        "<!DOCTYPE a [<!ENTITY me \"Desk\">]><!DOCTYPE a [<!ENTITY me \"Other\">]><a>&me;</a>",
        ["<a>", "Desk", "</a>"],
        ["misplaced-doctype:1", "text-outside-root:1"]
      ),
      ("<a>x<!DOCTYPE html>y</a>", ["<a>", "xy", "</a>"], ["misplaced-doctype:1"]),
      ("<!DOCTYPE a [><a>x</a>", ["<a>", "x", "</a>"], ["unclosed-doctype:1"]),
      ("<!DOCTYPE a [<!-- ><a>x</a>", ["<a>", "x", "</a>"], ["unclosed-doctype:1"]),
      (
        "<!DOCTYPE a [<!ENTITY me \"Desk><a>x &me;</a>", ["<a>", "x &me;", "</a>"],
        ["entity-refused:1", "unclosed-doctype:1", "bare-ampersand:1"]
      ),
      ("<a><q:b/></a>", ["<a>", "<q:b>", "</b>", "</a>"], ["undeclared-prefix:1"]),
      ("<a>b[0]]>c</a>", ["<a>", "b[0]]>c", "</a>"], ["section-end-in-text:1"]),
      ("<a><![cdata[x & y]]></a>", ["<a>", "x & y", "</a>"], ["malformed-cdata:1"]),
      ("<a>x</ a><b/>", ["<a>", "x", "</a>"], ["malformed-end-tag:1", "trailing-content:1"]),
      ("<a><b>x</b/>y</a>", ["<a>", "<b>", "x", "</b>", "y", "</a>"], ["malformed-end-tag:1"]),
      ("<a><b>x</b<c/></a>", ["<a>", "<b>", "x", "</b>", "<c>", "</c>", "</a>"], ["malformed-end-tag:1"]),
      (
        "<a><title <b>x</b></title></a>", ["<a>", "<title>", "<b>", "x", "</b>", "</title>", "</a>"], ["unclosed-tag:1"]
      ),
      (
        "<a><b u=\"x>t</b><c v=\"y\">z</c></a>", ["<a>", "<b u=[x]>", "t", "</b>", "<c v=[y]>", "z", "</c>", "</a>"],
        ["unquoted-attribute:1"]
      ),
      ("<a><b u=\"x<y>z\"/></a>", ["<a>", "<b u=[x<y>z]>", "</b>", "</a>"], ["bare-less-than:1"]),
      // What a tag taken as text searched for must not be believed by the tags within it.
      (
        "<a><b u=\"1\" v='2' < c><d w=\"3\" x='4'y=\"5\"/></a>",
        ["<a>", "<b u=\"1\" v='2' < c>", "<d w=[3] x=[4] y=[5]>", "</d>", "</a>"],
        ["bare-less-than:1", "bare-less-than:1"]
      ),
      (
        "<a>&#8217s &#x41 &#7 </a>", ["<a>", "\u{2019}s A  ", "</a>"],
        Array(repeating: "reference-without-semicolon:1", count: 3)
      ),
      ("<a>&#226;&#128;&#153;s &#201;&#187;</a>", ["<a>", "\u{2019}s É»", "</a>"], ["bytes-as-references:1"]),
      ("<a><![CDATA[x <![CDATA[ y]]></a>", ["<a>", "x <![CDATA[ y", "</a>"], []),
      (
        "<a><b><![CDATA[x</b><b><![CDATA[y]]></b></a>", ["<a>", "<b>", "x", "</b>", "<b>", "y", "</b>", "</a>"],
        ["unclosed-cdata:1"]
      ),
      ("<a>x<![CDA", ["<a>", "x", "</a>"], ["truncated:1"]),
      ("<a>x<!-", ["<a>", "x", "</a>"], ["truncated:1"]),
      (
        "<!DOCTYPE a [<?x ]> ?><!ENTITY e '&#8364;'><!ENTITY e 'no'><!ENTITY f '&#60;'>]><a>&e;&f;</a>",
        ["<a>", "€&f;", "</a>"], ["entity-refused:1", "bare-ampersand:1"]
      ),
      // Feeds go on where the next entry or field starts.
      (
        "<rss><item><description>x<p>y<item>z</item></rss>",
        [
          "<rss>", "<item>", "<description>", "x", "<p>", "y", "</p>", "</description>", "</item>", "<item>", "z",
          "</item>", "</rss>",
        ],
        ["missing-end-tag:1"]
      ),
      (
        "<rss><item><x:list><item>z</item></x:list></item></rss>",
        ["<rss>", "<item>", "<x:list>", "<item>", "z", "</item>", "</list>", "</item>", "</rss>"],
        ["undeclared-prefix:1"]
      ),
      (
        "<item><title>x<link>y<guid>z</item>",
        ["<item>", "<title>", "x", "</title>", "<link>", "y", "</link>", "<guid>", "z", "</guid>", "</item>"],
        ["missing-end-tag:1", "missing-end-tag:1", "mismatched-end-tag:1"]
      ),
      (
        "<item><description>x <title lang='en'>y</title></description></item>",
        ["<item>", "<description>", "x ", "<title lang=[en]>", "y", "</title>", "</description>", "</item>"], []
      ),
      (
        "<rss><item>1</item></rss> <?xml version='1.0'?><!-- <rss> --><rss v='2'><item>2</item></rss>",
        ["<rss>", "<item>", "1", "</item>", "<item>", "2", "</item>", "</rss>"], ["second-root:1"]
      ),
      (
        "<rss><item>1</item></rss>\n<item>2</item></rss>",
        ["<rss>", "<item>", "1", "</item>", "<item>", "2", "</item>", "</rss>"], ["entries-behind-root:2"]
      ),
      ("<rss>1</rss><script>'<item>'</script>", ["<rss>", "1", "</rss>"], ["trailing-content:1"]),
      ("<a>1</a><a>2</a>", ["<a>", "1", "</a>"], ["trailing-content:1"]),
    ] as [(String, [String], [String])])
  func documentIsRepaired(_ text: String, events: [String], codes: [String]) {
    #expect(trace(text) == events)
    #expect(defects(text) == codes)
  }

  @Test(arguments: [201, 300, 5_000])
  func deepElementsAreFlattenedAndTheirTextKept(_ depth: Int) {
    let open = (0..<depth).map { "<b\($0 % 7)>" }.joined()
    let close = (0..<depth).reversed().map { "</b\($0 % 7)>" }.joined()
    let events = trace("<a>\(open)deep\n\(close)<c>next</c></a>")
    #expect(events.filter { $0.hasPrefix("<b") }.count == 199)
    #expect(events.contains("deep\n"))
    #expect(events.suffix(4) == ["<c>", "next", "</c>", "</a>"])
    #expect(defects("<a>\(open)x\(close)</a>") == ["too-deep:1"])
    // The end tag of an outer element ends all within, and the document's end what is left.
    #expect(trace("<a><i>\(open)x</i><c/></a>").suffix(4) == ["</i>", "<c>", "</c>", "</a>"])
    #expect(trace("<a>\(open)x").count == 2 * 200 + 1)
  }

  /// Long texts go around libxml2, and must be repaired as short ones are.
  @Test(arguments: [
    "Tom & Jerry", "&nbsp;&eacute;", "&#146;", "&amp;amp;", "&#0;x", "&LT;b&GT;", "a\r\nb\rc", "&lt;p&gt;",
  ])
  func liftedTextIsRepairedAlike(_ text: String) {
    var lifting = XMLLimits()
    lifting.liftedBytes = 1
    #expect(trace("<a>\(text)</a>", limits: lifting) == trace("<a>\(text)</a>"))
  }

  @Test func documentTypeIsReadUpToItsBound() {
    let doctype = "<!DOCTYPE a [<!ENTITY me \"Desk\">]>"
    var limits = XMLLimits()
    for bytes in 0...doctype.utf8.count + 1 {
      limits.documentTypeBytes = bytes
      let isWhole = bytes >= doctype.utf8.count
      #expect(trace("\(doctype)<a>x</a>", limits: limits) == ["<a>", "x", "</a>"])
      #expect(defects("\(doctype)<a/>", limits: limits).contains("doctype-too-large:1") == !isWhole, "\(bytes)")
    }
    let padding = String(repeating: "<!ELEMENT b ANY>", count: 60_000)
    #expect(defects("<!DOCTYPE a [\(padding)]><a/>") == [])
    #expect(defects("<!DOCTYPE a [\(padding)\(padding)]><a/>").first == "doctype-too-large:1")
    #expect(trace("<!DOCTYPE a [\(padding)\(padding)]><a>x</a>") == ["<a>", "x", "</a>"])
  }

  @Test func everyPrefixHasAnEndForEachStart() {
    let text = """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a b="c&d" e=f><!-- g --><h>&amp;&x;&#8217;<i/>
      <![CDATA[ j ]]></h><?k l?><m>\(String(repeating: "ünïcode ", count: 20))</M></a>
      """
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      let depths = XMLDocument(Array(bytes[..<count])).read { reader in
        var depths = [0]
        while true {
          switch reader.next() {
          case .start: depths.append((depths.last ?? 0) + 1)
          case .end: depths.append((depths.last ?? 0) - 1)
          case .text: continue
          case .endOfDocument: return depths
          }
        }
      }
      #expect(depths.last == 0, "\(count) bytes")
      #expect(!depths.contains { $0 < 0 }, "\(count) bytes")
    }
  }
}
