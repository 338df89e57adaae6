import Testing

@testable import HTTPTransfer

@Suite struct HeaderCollectorTests {
  /// What the collector holds after the lines, and whether it took the last one.
  private func collect(_ lines: [[UInt8]]) -> (fields: [HTTPField], tookLast: Bool) {
    var headers = HeaderCollector(maximumBytes: 10_000)
    var tookLast = true
    for line in lines { tookLast = headers.take(line) }
    return (headers.fields, tookLast)
  }

  @Test func lastBlockAndFoldedLinesAreUnderstood() {
    let lines = [
      "HTTP/1.1 100 Continue\r\n", "A: 1\r\n", "\r\n", "HTTP/2 200 \r\n", "B:2 \r\n", "C: a\r\n", " b\r\n",
      "no colon\r\n", "\r\n", "Trailer: x\r\n",
    ]
    #expect(collect(lines.map { Array($0.utf8) }).fields == [HTTPField("B", "2"), HTTPField("C", "a b")])
  }

  @Test func valueOutsideUTF8IsLatin1() {
    let (fields, _) = collect([Array("HTTP/1.1 200\r\n".utf8), [0x44, 0x3A, 0xE9, 0x0D, 0x0A]])
    #expect(fields == [HTTPField("D", "é")])
  }

  @Test(arguments: [
    ("identity, gzip", true), ("gzip", true), ("gzip , br", false), (", ,gzip", true), ("GZIP,\tgzip", false),
  ])
  func oneRealCodingBesideHarmlessOnesPasses(_ coding: String, _ passes: Bool) {
    let lines = ["HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: \(coding)\r\n", "\r\n"]
    #expect(collect(lines.map { Array($0.utf8) }).tookLast == passes)
  }

  @Test func tooManyLinesEndTheTransfer() {
    let line = Array("a:\n".utf8)
    #expect(collect(Array(repeating: line, count: HeaderCollector.maximumLines)).tookLast)
    #expect(!collect(Array(repeating: line, count: HeaderCollector.maximumLines + 1)).tookLast)
  }
}
