import Articles
import Markup

/// Text with the words that tags rest on marked in it, and otherwise those that lower a score.
enum Highlighting {
  /// A stretch of text to mark.
  struct Mark {
    var span: TextSpan
    /// Whether the words lower a score: a negation, a denial, mere background.
    var isAgainst = false
  }

  /// The marks of some tags; words that one tag rests on are support whatever they do to another.
  static func marks(_ tags: [Tag]) -> [Mark] {
    tags.flatMap { $0.evidence.map { Mark(span: $0.span, isAgainst: $0.share < 0) } }
  }

  /// The whole text, the spans in `mark`; spans that do not fit the text are left out.
  static func append(_ text: String, marks: [Mark], to output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    append(bytes, from: 0, to: bytes.count, stretches: stretches(marks, in: bytes), to: &output)
  }

  /// About `length` bytes of the text around the first words that support a tag, or from its start without any.
  static func appendExcerpt(_ text: String, marks: [Mark], length: Int, to output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    let stretches = stretches(marks, in: bytes)
    let focus = stretches.first { !$0.isAgainst } ?? stretches.first
    var start = max(0, (focus?.range.lowerBound ?? 0) - length / 3)
    var end = min(bytes.count, start + length)
    start = boundary(start, in: bytes)
    end = boundary(end, in: bytes)
    if start > 0 { output.append(contentsOf: "… ".utf8) }
    append(bytes, from: start, to: end, stretches: stretches, to: &output)
    if end < bytes.count { output.append(contentsOf: " …".utf8) }
  }

  private struct Stretch {
    var range: Range<Int>
    var isAgainst: Bool
  }

  private static func append(
    _ bytes: [UInt8], from: Int, to end: Int, stretches: [Stretch], to output: inout [UInt8]
  ) {
    var position = from
    for stretch in stretches where stretch.range.lowerBound >= position && stretch.range.upperBound <= end {
      escape(bytes[position..<stretch.range.lowerBound], to: &output)
      let tag = stretch.isAgainst ? "<mark class=\"against\" title=\"lowers the score\">" : "<mark>"
      output.append(contentsOf: tag.utf8)
      escape(bytes[stretch.range], to: &output)
      output.append(contentsOf: "</mark>".utf8)
      position = stretch.range.upperBound
    }
    if position < end { escape(bytes[position..<end], to: &output) }
  }

  private static func escape(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    XMLEscaping.appendHTML(String(decoding: bytes, as: UTF8.self), to: &output)
  }

  /// Supporting stretches, and of the others those that touch none of them; in order.
  private static func stretches(_ marks: [Mark], in bytes: [UInt8]) -> [Stretch] {
    let support = ranges(marks.filter { !$0.isAgainst }.map(\.span), in: bytes)
    let against = ranges(marks.filter(\.isAgainst).map(\.span), in: bytes)
      .filter { range in !support.contains { $0.overlaps(range) } }
    return (support.map { Stretch(range: $0, isAgainst: false) } + against.map { Stretch(range: $0, isAgainst: true) })
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
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
