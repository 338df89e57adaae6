import Articles
import Markup

/// Text with the words that tags rest on marked in it.
enum Highlighting {
  /// The whole text, the spans in `mark`; spans that do not fit the text are left out.
  static func append(_ text: String, spans: [TextSpan], to output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    append(bytes, from: 0, to: bytes.count, ranges: ranges(spans, in: bytes), to: &output)
  }

  /// About `length` bytes of the text around its first span, or from its start when there is none.
  static func appendExcerpt(_ text: String, spans: [TextSpan], length: Int, to output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    let ranges = ranges(spans, in: bytes)
    var start = max(0, (ranges.first?.lowerBound ?? 0) - length / 3)
    var end = min(bytes.count, start + length)
    start = boundary(start, in: bytes)
    end = boundary(end, in: bytes)
    if start > 0 { output.append(contentsOf: "… ".utf8) }
    append(bytes, from: start, to: end, ranges: ranges, to: &output)
    if end < bytes.count { output.append(contentsOf: " …".utf8) }
  }

  private static func append(_ bytes: [UInt8], from: Int, to end: Int, ranges: [Range<Int>], to output: inout [UInt8]) {
    var position = from
    for range in ranges where range.lowerBound >= position && range.upperBound <= end {
      escape(bytes[position..<range.lowerBound], to: &output)
      output.append(contentsOf: "<mark>".utf8)
      escape(bytes[range], to: &output)
      output.append(contentsOf: "</mark>".utf8)
      position = range.upperBound
    }
    if position < end { escape(bytes[position..<end], to: &output) }
  }

  private static func escape(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    XMLEscaping.appendHTML(String(decoding: bytes, as: UTF8.self), to: &output)
  }

  /// Spans inside the text and on character boundaries, in order, those that meet joined.
  private static func ranges(_ spans: [TextSpan], in bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard span.start >= 0, span.start < span.end, span.end <= bytes.count,
        isBoundary(span.start, in: bytes), isBoundary(span.end, in: bytes)
      else { continue }
      if let last = ranges.last, span.start <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, span.end)
      } else {
        ranges.append(span.start..<span.end)
      }
    }
    return ranges
  }

  private static func isBoundary(_ index: Int, in bytes: [UInt8]) -> Bool {
    index >= bytes.count || bytes[index] & 0xC0 != 0x80
  }

  private static func boundary(_ index: Int, in bytes: [UInt8]) -> Int {
    var index = index
    while index > 0, !isBoundary(index, in: bytes) { index -= 1 }
    return index
  }
}
