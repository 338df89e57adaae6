internal import Glibc

/// A growing buffer of bytes with one owner: appending to it costs a copy and a comparison.
@safe struct ByteOutput: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes written.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 32)
    unsafe start = .allocate(capacity: self.capacity)
  }

  deinit { unsafe start.deallocate() }

  /// The last byte, 0 when there is none.
  var last: UInt8 { unsafe count > 0 ? start[count - 1] : 0 }

  /// What was written, until the next change.
  var view: ByteView { unsafe ByteView(UnsafeBufferPointer(start: start, count: count)) }

  /// What was written as text.
  func string() -> String { unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  @inline(__always) private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never) private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = moved
    capacity = larger
  }

  @inline(__always) mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Appends bytes of a view, which must not be this buffer's own.
  @inline(__always) mutating func append(_ bytes: ByteView, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    reserve(range.count)
    guard let source = unsafe bytes.buffer(range).baseAddress else { return }
    unsafe memcpy(start + count, source, range.count)
    count += range.count
  }

  /// Appends ASCII that is part of the program.
  @inline(__always) mutating func append(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    unsafe memcpy(start + count, text.utf8Start, text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Appends a few bytes.
  mutating func append(text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Appends up to 16 bytes.
  @inline(__always) mutating func append(_ name: ShortName) {
    reserve(16)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(of: name.low.littleEndian, as: UInt64.self)
    unsafe UnsafeMutableRawPointer(start + count + 8).storeBytes(of: name.high.littleEndian, as: UInt64.self)
    count += name.count
  }

  /// Takes back all from `length` on.
  mutating func truncate(to length: Int) { count = min(count, max(length, 0)) }
}

extension String {
  /// Lends the text's bytes as long as `body` runs.
  func withBytes<Result>(_ body: (ByteView) -> Result) -> Result {
    var text = self
    return text.withUTF8 { body(unsafe ByteView($0)) }
  }
}
