public import FeedFormats
public import Foundation

/// How a document is reported.
public struct FeedReportOptions: Sendable, Equatable {
  /// Texts, dates and references as published, nothing sanitized and nothing resolved.
  public var isRaw = false
  /// Where the document came from: the base of relative references; empty when unknown.
  public var documentURL = ""
  /// ISO 3166-1 alpha-2 code of the feed's country, whose zone counts for dates that name none.
  public var country: String?
  /// The time against which dates are in the future; without it none is.
  public var now: Date?
  /// One member a line.
  public var isIndented = false

  /// The default: sanitized, resolved, on one line.
  public init() {}
}

/// Writes a whole `FeedDocument` as JSON whose schema is stable: `FeedReportSchema`.
///
/// Absent values are absent keys, lists are always there, and keys come in the order of the schema, so that the same
/// document and options give the same bytes.
public enum FeedReport {
  /// The report of one document.
  ///
  /// - Parameters:
  ///   - document: As a reader returned it.
  ///   - file: What to call the document; the key `file` is left out without it.
  ///   - options: What to resolve, and against what.
  /// - Returns: One JSON object in UTF-8, without a line feed at its end.
  /// - Complexity: O(bytes of the document).
  public static func json(
    of document: FeedDocument, file: String? = nil, options: FeedReportOptions = FeedReportOptions()
  ) -> [UInt8] {
    var writer = ReportWriter(document: document, options: options)
    writer.write(document, file: file)
    return writer.json.bytes
  }

  /// The report of a document that could not be read.
  ///
  /// - Parameters:
  ///   - code: Stable kebab-case code: one of `FeedFormatError.Code`, or `unreadable-file`.
  ///   - message: For people.
  ///   - file: What the document is called.
  ///   - isIndented: One member a line.
  /// - Returns: One JSON object in UTF-8, without a line feed at its end.
  public static func json(
    ofFailure code: String, message: String, file: String?, isIndented: Bool = false
  ) -> [UInt8] {
    var json = JSONWriter(style: .init(isIndented: isIndented, escapesControls: true))
    json.startObject()
    json.string("file", file)
    json.startObject("error")
    json.string("code", code)
    json.string("message", message)
    json.endObject()
    json.endObject()
    return json.bytes
  }
}
