import FeedFormats
import FeedReports
import Foundation

/// What the options of `khabar parse` say about every document.
struct ParseSettings: Sendable {
  let contentType: String?
  let baseURL: String?
  let isRaw: Bool
  let now: Date

  init(_ invocation: Invocation) throws {
    contentType = invocation.value("content-type")
    baseURL = invocation.value("base-url")
    isRaw = invocation.has("raw")
    now = try DeskSession.clock(invocation)()
  }

  /// The feed in a document.
  func read(_ input: InputDocument) throws(FeedFormatError) -> FeedDocument {
    let url = url(of: input)
    return try FeedReader.read(
      input.bytes, contentType: contentType ?? input.contentType, documentURL: url.isEmpty ? nil : url)
  }

  /// How to report a document.
  func report(for input: InputDocument) -> FeedReportOptions {
    var options = FeedReportOptions()
    options.isRaw = isRaw
    options.now = now
    options.documentURL = url(of: input)
    return options
  }

  private func url(of input: InputDocument) -> String { baseURL ?? input.url }
}
