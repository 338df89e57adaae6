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

  /// The key of a name that is in the program, in few loads.
  @inline(__always) init(literal name: StaticString) {
    let count = name.utf8CodeUnitCount
    let start = unsafe UnsafeRawPointer(name.utf8Start)
    switch count {
    case 8...: word = UInt64(littleEndian: unsafe start.loadUnaligned(as: UInt64.self))
    case 4...:
      let low = UInt64(UInt32(littleEndian: unsafe start.loadUnaligned(as: UInt32.self)))
      let high = UInt64(UInt32(littleEndian: unsafe start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
      word = low | high << UInt64(8 * (count - 4))
    case 2...:
      let low = UInt64(UInt16(littleEndian: unsafe start.loadUnaligned(as: UInt16.self)))
      let high = UInt64(UInt16(littleEndian: unsafe start.loadUnaligned(fromByteOffset: count - 2, as: UInt16.self)))
      word = low | high << UInt64(8 * (count - 2))
    case 1: word = UInt64(unsafe start.load(as: UInt8.self))
    default: word = 0
    }
  }

  /// Whether the key is the whole name.
  @inline(__always) var isWhole: Bool { word >> 56 == 0 }
}
