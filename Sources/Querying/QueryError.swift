/// Why a query was refused, and where.
public struct QueryError: Error, Sendable, Equatable {
  /// First character of the place, counted from 0 in the query.
  public let offset: Int
  /// Characters of the place, at least 1.
  public let length: Int
  /// What is wrong there, for people.
  public let message: String
  /// What was probably meant.
  public let suggestion: String?

  /// Makes an error.
  public init(offset: Int, length: Int, message: String, suggestion: String? = nil) {
    self.offset = offset
    self.length = length
    self.message = message
    self.suggestion = suggestion
  }

  init(_ place: Range<Int>, _ message: String, suggestion: String? = nil) {
    self.init(offset: place.lowerBound, length: max(1, place.count), message: message, suggestion: suggestion)
  }

  /// The message, the query with a caret line under the place, and the suggestion; lines end without a newline.
  ///
  /// A query longer than a line is cut to the part around the place; line breaks in it are shown as spaces.
  public func rendered(_ query: String) -> String {
    let shown = Array(query).map { $0.isNewline || $0 == "\t" ? " " : $0 }
    let start = min(max(0, offset), shown.count)
    let first = start > 60 ? start - 40 : 0
    let last = min(shown.count, first + 100)
    let opening = first > 0 ? "…" : ""
    let line = opening + String(shown[first..<last]) + (last < shown.count ? "…" : "")
    let margin = String(repeating: " ", count: start - first + opening.count)
    let carets = String(repeating: "^", count: max(1, min(length, max(1, last - start))))
    let lines = [message, "  " + line, "  " + margin + carets]
    return (lines + (suggestion.map { ["Did you mean \($0)?"] } ?? [])).joined(separator: "\n")
  }
}
