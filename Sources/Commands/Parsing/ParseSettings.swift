import FeedFormats
import FeedReports
import Foundation
import WebValues

/// What the options of `khabar parse` say about every document.
struct ParseSettings: Sendable {
  let contentType: String?
  let baseURL: String?
  let country: String?
  let isRaw: Bool
  let now: Date

  init(_ invocation: Invocation) throws {
    contentType = invocation.value("content-type")
    baseURL = invocation.value("base-url")
    if let baseURL, WebURL(baseURL)?.isWeb != true {
      throw UsageError(message: "--base-url '\(baseURL)' is no http or https URL")
    }
    country = invocation.value("country")
    if let country, country.utf8.count != 2 || !country.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) {
      throw UsageError(message: "--country '\(country)' is no ISO 3166-1 code; write PK, AF or the like")
    }
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
    options.country = country
    options.now = now
    options.documentURL = url(of: input)
    return options
  }

  private func url(of input: InputDocument) -> String { baseURL ?? input.url }
}
