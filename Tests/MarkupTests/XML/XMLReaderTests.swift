import Markup
import Testing

@Suite struct XMLReaderTests {
  @Test func eventsComeInOrder() {
    let text = "<?xml version=\"1.0\"?>\n<a x=\"1\" y='2'><b>t</b><c/></a>"
    #expect(trace(text) == ["<a x=[1] y=[2]>", "<b>", "t", "</b>", "<c>", "</c>", "</a>"])
    #expect(defects(text) == [])
  }

  @Test func textSectionsAndCommentsAreOneRun() {
    #expect(trace("<a>x &amp; <![CDATA[y < z]]><!-- no --> w</a>") == ["<a>", "x & y < z w", "</a>"])
  }

  @Test func longTextIsLiftedAndEqual() {
    let long = String(repeating: "The harbor was closed on Monday. ", count: 20)
    for body in [long, "<![CDATA[\(long)]]>", "a &lt;b&gt; \(long) &#8217;", "\r\n\(long)\r\n"] {
      var unlifted = XMLLimits()
      unlifted.liftedBytes = .max
      let inner = body.hasPrefix("<") ? body : "<![CDATA[\(body)]]>"
      let text = "<a><b>\(body)</b>\n<c>\(body)\(inner)\(body)</c></a>"
      #expect(trace(text) == trace(text, limits: unlifted))
      #expect(trace(text).count > 6)
    }
  }

  @Test func shortTextBeyondASCIIIsLiftedAndEqual() {
    var unlifted = XMLLimits()
    unlifted.liftedBytes = .max
    for count in 1...60 {
      let word = String(repeating: "ж", count: count)
      let text = "<a>\(word) &lt;i&gt;&amp;amp;&quot;\(word)&apos;&#39;&quot</a>"
      #expect(trace(text) == ["<a>", "\(word) <i>&amp;\"\(word)''&quot", "</a>"])
      #expect(trace(text) == trace(text, limits: unlifted))
    }
  }

  @Test func moreEventsThanOnePieceHoldsAreComplete() {
    let attributes = (0..<40).map { " a\($0)='\($0)'" }.joined()
    let elements = (0..<3_000).map { "<e\(attributes)>t\($0)</e>" }.joined()
    let events = trace("<r>\(elements)</r>")
    #expect(events.count == 2 + 3 * 3_000)
    #expect(events[3 * 2_999 + 2] == "t2999")
    #expect(Set(events.filter { $0.hasPrefix("<e") }).count == 1)
  }

  @Test func linesCountLiftedAndDroppedParts() {
    let long = String(repeating: "line\n", count: 50)
    let text = "\n\n<?xml version='1.0'?>\n<!DOCTYPE a [\n]>\n<a>\n<b>\(long)</b><c/>\n<d/></a>"
    let lines = XMLDocument(Array(text.utf8)).read { reader in
      var lines: [String] = []
      while true {
        let event = reader.next()
        if event == .endOfDocument { return lines }
        if event == .start { lines.append("\(reader.localName) \(reader.line)") }
      }
    }
    #expect(lines == ["a 6", "b 7", "c 57", "d 58"])
  }

  @Test func attributesKeepTheirAmpersands() {
    #expect(trace("<a u=\"?x=1&amp;y=2&#38;z\" v='&#38;amp;'/>") == ["<a u=[?x=1&y=2&z] v=[&amp;]>", "</a>"])
  }

  @Test func vocabularyGivesTokensInAnyCaseAndByPrefix() {
    let vocabulary = XMLVocabulary(
      names: [("pubDate", 3), ("thumbnail", 4)],
      namespaces: [.init(7, uris: ["http://search.yahoo.com/mrss/"], prefixes: ["media"])])
    let text = "<r xmlns:m='HTTPS://search.yahoo.com/mrss'><pubdate/><m:thumbnail/><media:thumbnail/><x:y/></r>"
    let tokens = XMLDocument(Array(text.utf8)).read(vocabulary: vocabulary) { reader in
      var tokens: [[Int]] = []
      while true {
        let event = reader.next()
        if event == .endOfDocument { return tokens }
        if event == .start { tokens.append([Int(reader.namespace), Int(reader.name)]) }
      }
    }
    #expect(tokens == [[0, 0], [0, 3], [7, 4], [7, 4], [255, 0]])
  }

  @Test func elementHelpersStopAtTheirEnd() {
    let text = "<r><a> one <b>two</b> three </a><s><t/>x</s><e/><z>end</z></r>"
    let found = XMLDocument(Array(text.utf8)).read { reader in
      var found: [String] = []
      while true {
        let event = reader.next()
        if event == .endOfDocument { return found }
        guard event == .start, reader.depth > 1 else { continue }
        if reader.localName == "s" { reader.skipElement() } else { found.append(reader.trimmedElementText() ?? "nil") }
      }
    }
    #expect(found == ["one two three", "nil", "end"])
  }

  @Test func documentsAreReadConcurrently() async {
    let text = "<a>" + String(repeating: "<b c='d'>text &amp; more</b>", count: 200) + "</a>"
    let expected = trace(text)
    await withTaskGroup(of: [String].self) { group in
      for _ in 0..<32 { group.addTask { trace(text) } }
      for await events in group { #expect(events == expected) }
    }
  }
}
