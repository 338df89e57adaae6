/// The first eight bytes of a name in one word, zero behind its end: two names that differ there differ.
struct XMLNameKey: BitwiseCopyable, Equatable {
  private let word: UInt64

  /// The key of a name that ends with a zero byte.
  @inline(__always) init(_ name: UnsafePointer<UInt8>?) {
    var word: UInt64 = 0
    if let name = unsafe name {
      var shift: UInt64 = 0
      var index = 0
      while shift < 64, case let byte = unsafe name[index], byte != 0 {
        word |= UInt64(byte) << shift
        shift += 8
        index += 1
      }
    }
    self.word = word
  }

  /// Whether the key is the whole name.
  @inline(__always) var isWhole: Bool { word >> 56 == 0 }
}
