import Diagnostics
import Foundation
import Locking
import Testing

@Suite struct SinkTests {
  private let event = Event(
    .warning, "feed-failed", "Dawn\u{1B}[2J answered\n2026 error forged",
    [.init("feed", "dawn"), .init("why", "a \"b\"")])

  private func lines(_ make: (@escaping @Sendable (String) -> Void) -> any EventSink) -> [String] {
    let written = Locked<[String]>([])
    let sink = make { line in written.withLock { $0.append(line) } }
    sink.record(event)
    sink.record(Event(.debug, "detail", "not written"))
    return written.withLock { $0 }
  }

  @Test func consoleWritesOneLineWithoutControlCharacters() {
    let now = Date(timeIntervalSince1970: 0)
    let written = lines { ConsoleSink(minimum: .info, usesColor: false, clock: { now }, write: $0) }
    #expect(
      written == [
        "00:00:00 warning Dawn [2J answered 2026 error forged feed=dawn why=\"a \\\"b\\\"\"\n"
      ])
  }

  @Test func jsonLinesKeepTheFields() throws {
    let now = Date(timeIntervalSince1970: 0)
    let written = lines { JSONLinesSink(minimum: .info, clock: { now }, write: $0) }
    #expect(written.count == 1)
    let object = try JSONDecoder().decode([String: String].self, from: Data(try #require(written.first).utf8))
    #expect(object["event"] == "feed-failed")
    #expect(object["feed"] == "dawn")
    #expect(object["time"] == "1970-01-01T00:00:00Z")
  }
}
