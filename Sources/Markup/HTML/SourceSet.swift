/// Pictures of several sizes: `srcset` (HTML Standard §4.8.4.2.1).
struct SourceSet {
  /// One picture, as ranges of the value: its address, and for what width or density it is.
  struct Candidate {
    var address: Range<Int>
    /// `2x`, `300w`, or empty.
    var descriptor: Range<Int>
  }

  private let bytes: ByteView
  private var index = 0

  /// A decoded value.
  init(_ bytes: ByteView) { self.bytes = bytes }

  /// The next candidate with a descriptor that is one; addresses may contain commas, but neither begin nor end with one.
  mutating func next() -> Candidate? {
    let comma = UInt8(ascii: ",")
    while true {
      while index < bytes.count, HTMLTokenizer.isSpace(bytes[index]) || bytes[index] == comma { index += 1 }
      guard index < bytes.count else { return nil }
      let start = index
      while index < bytes.count, !HTMLTokenizer.isSpace(bytes[index]) { index += 1 }
      var end = index
      while end > start, bytes[end - 1] == comma { end -= 1 }
      guard end == index else { return Candidate(address: start..<end, descriptor: end..<end) }
      let descriptorEnd = bytes.index(of: comma, from: index, to: bytes.count)
      let descriptor = trimmed(index..<descriptorEnd)
      index = descriptorEnd
      if isDescriptor(descriptor) { return Candidate(address: start..<end, descriptor: descriptor) }
    }
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, HTMLTokenizer.isSpace(bytes[start]) { start += 1 }
    while end > start, HTMLTokenizer.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether a range is a density, a width, or nothing.
  private func isDescriptor(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    let unit = bytes[range.upperBound - 1]
    guard unit == UInt8(ascii: "x") || unit == UInt8(ascii: "w"), (2...9).contains(range.count),
      bytes[range.lowerBound] != UInt8(ascii: ".")
    else { return false }
    for index in range.dropLast() where bytes[index] &- 0x30 >= 10 && bytes[index] != UInt8(ascii: ".") { return false }
    return true
  }
}
