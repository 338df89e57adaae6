import Foundation
import Markup
import TestSupport
import Testing

/// What goes around libxml2 is read as libxml2 would have read it.
@Suite struct XMLLiftingTests {
  /// Events with namespaces, and the codes of the defects.
  private func reading(_ bytes: [UInt8], isLifting: Bool) -> (events: [String], defects: [String]) {
    var limits = XMLLimits()
    if !isLifting { limits.liftedBytes = .max }
    let document = XMLDocument(bytes)
    let vocabulary = XMLVocabulary(
      names: [("title", 1), ("link", 2)],
      namespaces: [.init(3, uris: ["http://purl.org/dc/elements/1.1/"], prefixes: ["dc"])])
    return document.read(vocabulary: vocabulary, limits: limits) { reader in
      var events: [String] = []
      while true {
        switch reader.next() {
        case .start:
          var values: [String] = []
          for position in 0..<reader.attributeCount {
            values.append("\(reader.attributeName(at: position)) \(reader.attributeValue(at: position))")
          }
          events.append("<\(reader.prefix ?? "").\(reader.localName) \(reader.namespace) \(reader.name) \(values)")
        case .end: events.append(">\(reader.prefix ?? "").\(reader.localName) \(reader.namespace) \(reader.name)")
        case .text: events.append(reader.text)
        case .endOfDocument: return (events, reader.defects.list.map(\.code).sorted())
        }
      }
    }
  }

  /// Whether both ways agree; `nil` when libxml2 found something not well-formed, after which it leaves text out.
  private func agrees(_ bytes: [UInt8]) -> Bool? {
    let plain = reading(bytes, isLifting: false)
    guard !plain.defects.contains("not-well-formed") else { return nil }
    return reading(bytes, isLifting: true) == plain
  }

  @Test(arguments: [
    "<r xmlns='a'><b>x</b><c xmlns='d'><e>y</e><f>z</f></c><g>w</g> tail tail tail tail tail tail tail tail tail</r>",
    "<r xmlns:p='a'><p:b>x</p:b><q xmlns:p='b'><p:b>x</p:b></q><p:b>x</p:b><z:b>undeclared</z:b></r>",
    "<r><p:q xmlns:p='http://purl.org/dc/elements/1.1/'><p:title>t</p:title></p:q><dc:title>t</dc:title></r>",
    "<r>\n <a>\n<![CDATA[one]]> two &amp; <![CDATA[]]>\r\n</a>\n <b></b> <c>&lt;&#8217;&nbsp;</c> t <d>x</d>u</r>",
    "<r><a-name-of-16byte>x</a-name-of-16byte><a-name-of-17-byte>y</a-name-of-17-byte><seven77>z</seven77></r>",
    "<r><:a>x</:a><a:>y</a:><a:b:c>z</a:b:c><a:1>w</a:1><xml:a>v</xml:a><xmlns:a>u</xmlns:a><1>t</1></r>",
    "<r><a>x<b>y</b></a><a>x<!-- c --></a><a>x</b></a><a >x</a><a>x</a ><a>x<?p q?></a></r>",
    "<r><a><![CDATA[x]]></a><b><![CDATA[no end</b><c>z</c></r>                                              ",
    "<r><a b='1' c=\"&lt;x&#38;\t\">x</a><a b='1' b='2'>y</a><e/><e f='1'/><e f='a\nb' g='&amp;&quot;' /><e h=1/></r>",
    "<r><p:e p:a='1' xml:lang='en' b='é'>z</p:e><e\n a='1'\n b='2'\n>x</e><e a='<'>x</e><e a='1'b='2'/>\r\n<e a='\r'/></r>",
    "<r xmlns='a' xmlns:p='b'><i xmlns='' xmlns:p=''><t>x</t></i><t>y</t></r>",
  ])
  func elementsOfTextAreEqual(_ text: String) {
    // What stands within the last 64 bytes is left to libxml2.
    let bytes = Array(text.replacing("</r>", with: String(repeating: " ", count: 70) + "</r>").utf8)
    #expect(reading(bytes, isLifting: true).events == reading(bytes, isLifting: false).events)
  }

  @Test func referencesStayWhenSomethingElseIsNotWellFormed() {
    let padding = String(repeating: " ", count: 60)
    let events = trace(
      "<r><a:b:c x='1'>]]> A &amp; B</a:b:c><g p='q'>C &amp; D</g><h>E &lt; F ]]> G</h>\(padding)</r>")
    #expect(events.contains("C & D"))
    #expect(events.contains("E < F ]]> G"))
  }

  @Test func linesOfElementsOfText() {
    let padding = String(repeating: " ", count: 60)
    let text = "\n<r>\n<a>x\ny</a>\n\n<b>z</b><c\n>w</c>\n<d>v</d>\n\(padding)</r>"
    let lines = XMLDocument(Array(text.utf8)).read { reader in
      var lines: [String] = []
      while true {
        let event = reader.next()
        if event == .endOfDocument { return lines }
        if event == .start { lines.append("\(reader.localName) \(reader.line)") }
      }
    }
    #expect(lines == ["r 2", "a 3", "b 6", "c 7", "d 8"])
  }

  /// All samples, and each with some bytes changed.
  @Test func samplesAndMutationsAreEqual() throws {
    let inserts = ["<", "&", ">", "/", "\"", " ", "<a>", "</a>", "<![CDATA[", "x:", "&amp;", "\n", "<b/>", "é", "]"]
    var generator = SeededGenerator(seed: 7)
    var compared = 0
    let folder = Samples.repository.appending(path: "Samples").path
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), !data.isEmpty, data.count < 60_000
      else { continue }
      for round in 0..<4 {
        var bytes = [UInt8](data)
        for _ in 0..<round {
          let place = Int.random(in: bytes.indices, using: &generator)
          bytes.insert(contentsOf: inserts.pick(&generator).utf8, at: place)
          bytes[Int.random(in: bytes.indices, using: &generator)] = bytes.pick(&generator)
        }
        guard let isEqual = agrees(bytes) else { continue }
        #expect(isEqual, "\(name), round \(round)")
        compared += 1
      }
    }
    #expect(compared > 200)
  }
}
