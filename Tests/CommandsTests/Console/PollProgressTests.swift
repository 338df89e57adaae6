import Articles
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Commands
@testable import Ingestion

@Suite struct PollProgressTests {
  private static func results(_ count: Int, news: Int = 0, failed: Bool = false) -> [PollResult] {
    (0..<count).map { number in
      PollResult(
        state: FeedState(id: FeedID("f\(number)"), url: ""), succeeded: !failed, entryCount: news, storedCount: news)
    }
  }

  /// What progress writes on a terminal of so many columns, or elsewhere, each drawing one element.
  private static func shown(
    columns: Int?, _ body: (PollProgress, ManualClock, Console) -> Void
  ) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appending(path: "khabar-progress-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let console = Console(
      output: FileHandle.nullDevice, errors: try FileHandle(forWritingTo: file), columns: columns)
    let clock = ManualClock()
    let sink = ConsoleSink(minimum: .info, usesColor: false, clock: { Date(timeIntervalSince1970: 0) }) {
      console.log($0)
    }
    let progress = PollProgress(
      console: console, sink: sink, now: { Date(timeIntervalSince1970: clock.now.offset / .seconds(1)) },
      sleep: { try await clock.sleep(until: clock.now.advanced(by: $0)) })
    body(progress, clock, console)
    return try String(contentsOf: file, encoding: .utf8).replacing("\r\u{1B}[K", with: "\n").split(separator: "\n")
      .map(String.init)
  }

  @Test func barShowsCountsPaceAndTimeLeft() throws {
    let lines = try Self.shown(columns: 100) { progress, clock, _ in
      progress.begin(total: 200)
      clock.advance(by: .seconds(2))
      progress.advance(Self.results(20, news: 3))
      clock.advance(by: .seconds(2))
      progress.advance(Self.results(78))
      clock.advance(by: .seconds(1))
      progress.advance(Self.results(2, failed: true))
    }
    #expect(
      lines.last == String(repeating: "█", count: 15) + String(repeating: "░", count: 15)
        + " 100/200 · 60 new · 78 same · 2 failed · 20/s · 5 s left")
    #expect(lines.first?.contains("20/200 · 60 new · 0 same · 0 failed · 10/s · 18 s left") == true)
    #expect(lines.count == 3)
  }

  @Test(arguments: [40, 60, 80, 100, 120, 200]) func barFitsTheTerminal(_ columns: Int) throws {
    let lines = try Self.shown(columns: columns) { progress, clock, _ in
      progress.begin(total: 100_000)
      for _ in 0..<20 {
        clock.advance(by: .seconds(3))
        progress.advance(Self.results(4_000, news: 7))
      }
    }
    #expect(lines.count == 20)
    for line in lines { #expect(TerminalText.width(line) < columns, "\(line)") }
    #expect(lines.last?.contains("80000/100000") == true)
    #expect(lines.last?.contains("/s") == (columns >= 60))
  }

  @Test("80 columns hold all counts, rate and time left", arguments: [10, 1_000])
  func nothingIsDroppedInEightyColumns(_ pause: Int) throws {
    let lines = try Self.shown(columns: 80) { progress, clock, _ in
      progress.begin(total: 99_999)
      for _ in 0..<5 {
        clock.advance(by: .seconds(pause))
        progress.advance(Self.results(2_345, failed: true) + Self.results(2_500, news: 4) + Self.results(4_155))
      }
    }
    let line = try #require(lines.last)
    #expect(line.contains("45000/99999 · 50000 new · 20775 same · 11725 failed · "))
    #expect(line.hasSuffix(pause == 10 ? "900/s · 62 s left" : "9.0/s · 101 min left"))
    #expect(TerminalText.width(line) < 80)
  }

  @Test("A pass that stands still says so each minute") func aStalledPassIsTold() async throws {
    let sink = MemorySink()
    let clock = ManualClock()
    let progress = PollProgress(
      console: Console(output: FileHandle.nullDevice, errors: FileHandle.nullDevice), sink: sink,
      now: { Date(timeIntervalSince1970: clock.now.offset / .seconds(1)) },
      sleep: { try await clock.sleep(until: clock.now.advanced(by: $0)) })
    progress.begin(total: 10)
    for minute in 1...3 {
      let next = Duration.seconds(60 * minute)
      for _ in 0..<5_000 where clock.nextDeadline != next { try await Task.sleep(for: .milliseconds(1)) }
      #expect(sink.events.count == minute - 1)
      clock.advance(by: .seconds(60))
      for _ in 0..<5_000 where sink.events.count < minute { try await Task.sleep(for: .milliseconds(1)) }
    }
    #expect(sink.events.map(\.name) == ["poll-progress", "poll-progress", "poll-progress"])
    #expect(sink.events.last?.message == "polling: 0 of 10 feeds, 0.0/s")
    progress.finish()
    for _ in 0..<5_000 where clock.sleeperCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(clock.sleeperCount == 0)
  }

  @Test func barIsDrawnTenTimesASecondAtMost() throws {
    let lines = try Self.shown(columns: 80) { progress, clock, _ in
      progress.begin(total: 10_000)
      for _ in 0..<2_000 {
        clock.advance(by: .milliseconds(1))
        progress.advance(Self.results(1))
      }
    }
    #expect((19...20).contains(lines.count))
  }

  @Test func elsewhereThereIsAnEventAMinute() throws {
    let lines = try Self.shown(columns: nil) { progress, clock, _ in
      progress.begin(total: 1_000)
      for _ in 0..<300 {
        clock.advance(by: .seconds(1))
        progress.advance(Self.results(2, news: 1))
      }
    }
    #expect(lines.count == 5)
    #expect(
      lines.first
        == "00:00:00 info polling: 120 of 1000 feeds, 2.0/s, 7 min left done=120 of=1000 news=120 unchanged=0 failed=0 "
        + "postponed=0")
  }

  @Test func messagesStandAboveTheBarWhichGoesInTheEnd() throws {
    let lines = try Self.shown(columns: 80) { progress, clock, console in
      progress.begin(total: 2)
      clock.advance(by: .seconds(1))
      progress.advance(Self.results(1))
      console.message("a feed failed")
      clock.advance(by: .seconds(1))
      progress.advance(Self.results(1))
      progress.advance(Self.results(1))
      console.message("done")
    }
    #expect(lines.filter { $0 == "a feed failed" || $0 == "done" } == ["a feed failed", "done"])
    let bars = lines.filter { $0.contains("/2 · ") }
    // Drawn, drawn anew below the message, drawn full, taken away.
    #expect(bars.count == 3 && lines.last == "done")
  }

  @Test func whatIsPutOffIsNoFailure() throws {
    var results = Self.results(3, failed: true)
    results[0].isPostponed = true
    let lines = try Self.shown(columns: nil) { progress, clock, _ in
      progress.begin(total: 10)
      clock.advance(by: .seconds(60))
      progress.advance(results)
    }
    #expect(lines.first?.hasSuffix("unchanged=0 failed=2 postponed=1") == true)
    var pass = PollPass()
    (pass.polledCount, pass.failedCount, pass.postponedCount) = (1, 1, 2)
    #expect(PollSummary(pass, feedCount: 3).isAllInVain)
    (pass.polledCount, pass.failedCount) = (0, 0)
    let summary = PollSummary(pass, feedCount: 3)
    #expect(!summary.isAllInVain && summary.text.hasPrefix("polled 0 of 3 feeds, 0 failed, 2 put off; "))
  }

  @Test func nothingToDoShowsNothing() throws {
    let lines = try Self.shown(columns: 80) { progress, _, _ in
      progress.begin(total: 0)
      progress.advance(Self.results(3))
      progress.finish()
    }
    #expect(lines.isEmpty)
  }
}
