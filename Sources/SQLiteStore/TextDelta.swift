/// A text as its difference from another one: HTML repeats the words of the plain text that stands beside it.
///
/// Instructions follow one another to the end: a count and so many new bytes, then how far to go on in the source and
/// how many bytes to copy from there. Numbers are LEB128. Any two texts can be encoded; what is alike in the same order
/// becomes short. (The idea is VCDIFF's, RFC 3284, with a source that is read only forward.)
enum TextDelta {
  /// Shorter runs are cheaper as new bytes.
  private static let minimumCopy = 8
  /// So far ahead in the source the next words are looked for.
  private static let window = 256

  /// The instructions that make `target` from `source`.
  ///
  /// - Complexity: O(bytes of the target × window) at worst, O(bytes) for texts that are alike.
  static func encode(_ target: String, from source: String) -> [UInt8] {
    var output: [UInt8] = []
    encode(target, from: source, to: &output)
    return output
  }

  /// The same, behind what `output` holds.
  static func encode(_ target: String, from source: String, to output: inout [UInt8]) {
    let (target, source) = (target.utf8.span, source.utf8.span)
    var encoder = Encoder()
    swap(&encoder.output, &output)
    var index = 0
    var place = 0
    while index < target.count {
      let byte = target[index]
      if byte > 0x20 { place = skippingSpace(source, place) }
      let length = commonLength(target, index, source, place)
      if length >= minimumCopy {
        encoder.copy(target, index, from: place, length)
        index += length
        place += length
      } else if byte == UInt8(ascii: "<") {
        index = end(of: UInt8(ascii: ">"), in: target, index, limit: target.count)
      } else if byte == UInt8(ascii: "&") {
        index = end(of: UInt8(ascii: ";"), in: target, index, limit: min(target.count, index + 12))
        place = min(place + 1, source.count)
      } else if length > 0 {
        index += length
        place += length
      } else {
        let isWordStart = byte > 0x20 && (index == 0 || target[index - 1] <= 0x20 || target[index - 1] == 0x3E)
        if isWordStart, let found = find(target, index, in: source, from: place) { place = found } else { index += 1 }
      }
    }
    encoder.finish(target)
    swap(&encoder.output, &output)
  }

  /// The text that the instructions make from `source`; broken instructions end it early, and never trap.
  static func decode(_ delta: [UInt8], from source: String) -> String {
    let source = source.utf8.span
    var output: [UInt8] = []
    output.reserveCapacity(delta.count + source.count)
    var index = 0
    var place = 0
    while index < delta.count {
      guard let new = number(delta, &index), new <= delta.count - index else { break }
      output.append(contentsOf: delta[index..<(index + new)])
      index += new
      guard index < delta.count, let advance = number(delta, &index), let length = number(delta, &index),
        advance <= source.count - place, length <= source.count - place - advance
      else { break }
      place += advance
      for offset in place..<(place + length) { output.append(source[offset]) }
      place += length
    }
    return String(decoding: output, as: UTF8.self)
  }

  private struct Encoder {
    var output: [UInt8] = []
    private var written = 0
    private var copied = 0

    mutating func copy(_ target: Span<UInt8>, _ index: Int, from place: Int, _ length: Int) {
      add(target, upTo: index)
      TextDelta.append(place - copied, to: &output)
      TextDelta.append(length, to: &output)
      written = index + length
      copied = place + length
    }

    mutating func finish(_ target: Span<UInt8>) {
      if written < target.count { add(target, upTo: target.count) }
    }

    private mutating func add(_ target: Span<UInt8>, upTo end: Int) {
      TextDelta.append(end - written, to: &output)
      for index in written..<end { output.append(target[index]) }
    }
  }

  // MARK: Comparing

  private static func skippingSpace(_ source: Span<UInt8>, _ start: Int) -> Int {
    var place = start
    while place < source.count, source[place] <= 0x20 { place += 1 }
    return place
  }

  @inline(__always)
  private static func commonLength(_ target: Span<UInt8>, _ index: Int, _ source: Span<UInt8>, _ place: Int) -> Int {
    let limit = min(target.count - index, source.count - place)
    var length = 0
    while length < limit, target[index + length] == source[place + length] { length += 1 }
    return length
  }

  /// Past the first `byte` at or behind `index`, or `limit`.
  private static func end(of byte: UInt8, in target: Span<UInt8>, _ index: Int, limit: Int) -> Int {
    var end = index
    while end < limit, target[end] != byte { end += 1 }
    return min(end + 1, limit)
  }

  /// Where the bytes at `index` begin to stand in the source, within the window.
  private static func find(_ target: Span<UInt8>, _ index: Int, in source: Span<UInt8>, from place: Int) -> Int? {
    let end = min(source.count - minimumCopy, place + window)
    guard place <= end, target.count - index >= minimumCopy else { return nil }
    let first = target[index]
    for start in place...end
    where source[start] == first && commonLength(target, index, source, start) >= minimumCopy {
      return start
    }
    return nil
  }

  // MARK: Numbers

  private static func append(_ number: Int, to output: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads one number of at most five bytes.
  private static func number(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard index < bytes.count else { return nil }
      let byte = bytes[index]
      index += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
