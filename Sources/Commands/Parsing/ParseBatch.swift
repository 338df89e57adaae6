import FeedFormats
import FeedReports
import Foundation
import HTTPTransfer

/// Parses many documents on all cores and prints one line of JSON for each, in order.
struct ParseBatch: Sendable {
  let settings: ParseSettings
  let invocation: Invocation

  /// The line of one document.
  private struct Line: Sendable {
    let bytes: [UInt8]
    let isFailure: Bool
  }

  /// Prints a line for each name; whatever one document is, the others follow.
  ///
  /// - Throws: `CommandFailure` with status 65 at the end, when any could not be read.
  func run(_ names: [String]) async throws {
    guard names.contains(where: InputDocument.isURL) else { return try await run(names, nil) }
    try await RequestJournal.withTransport(invocation) { try await run(names, $0) }
  }

  private func run(_ names: [String], _ transport: DeskTransport?) async throws {
    let window = max(ProcessInfo.processInfo.activeProcessorCount * 4, 4)
    var failures = 0
    try await withThrowingTaskGroup(of: (Int, Line).self) { group in
      var waiting: [Int: Line] = [:]
      var started = 0
      var printed = 0
      func start() {
        guard started < names.count, started < printed + window else { return }
        let index = started
        started += 1
        group.addTask { @concurrent in (index, await line(names[index], transport)) }
      }
      for _ in 0..<window { start() }
      while let (index, line) = try await group.next() {
        waiting[index] = line
        while let next = waiting.removeValue(forKey: printed) {
          printed += 1
          if next.isFailure { failures += 1 }
          invocation.console.write(bytes: next.bytes)
          start()
        }
      }
    }
    guard failures > 0 else { return }
    throw CommandFailure(
      .badData, "\(failures) of \(names.count) documents are no feeds; see the key error in their lines")
  }

  private func line(_ name: String, _ transport: DeskTransport?) async -> Line {
    do {
      let input: InputDocument
      if let transport, InputDocument.isURL(name) {
        input = try await InputDocument(url: name, through: transport)
      } else {
        input = try InputDocument(file: name)
      }
      let feed = try settings.read(input)
      var bytes = FeedReport.json(of: feed, file: name, options: settings.report(for: input))
      bytes.append(0x0A)
      return Line(bytes: bytes, isFailure: false)
    } catch let error as FeedFormatError {
      return failure(name, error.code.rawValue, error.message)
    } catch let error as CommandFailure {
      return failure(name, "unreadable-file", error.message)
    } catch {
      return failure(name, "unreadable-file", "\(error)")
    }
  }

  private func failure(_ name: String, _ code: String, _ message: String) -> Line {
    Line(bytes: FeedReport.json(ofFailure: code, message: message, file: name) + [0x0A], isFailure: true)
  }
}
