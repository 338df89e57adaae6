/// Up to 16 bytes of an element's name in two words, the first byte lowest; those behind `count` are zero.
struct XMLLeafName: BitwiseCopyable {
  var first: UInt64
  var second: UInt64
  var count: Int

  /// The byte at `index`, which is less than 16.
  @inline(__always) subscript(index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: (index < 8 ? first : second) >> UInt64(8 * (index & 7)))
  }

  /// The name as text.
  var bytes: [UInt8] { (0..<count).map { self[$0] } }

  /// Index of the first colon, or `nil`.
  var colon: Int? { (0..<count).first { self[$0] == 0x3A } }
}

/// The names of elements that were taken out of the document, each once.
struct XMLLeafNames: ~Copyable {
  /// Names in the order of their ids, which start at 1; the first is none.
  private var list = TapeBuffer<XMLLeafName>(capacity: 32)
  private var prefixed = TapeBuffer<Bool>(capacity: 32)
  /// Ids by their hash; 0 where there is none.
  private var slots = TapeBuffer<UInt8>(repeating: 0, count: slotCount)
  private static let slotCount = 256

  init() {
    list.append(XMLLeafName(first: 0, second: 0, count: 0))
    prefixed.append(false)
  }

  /// One more than the highest id.
  var count: Int { list.count }

  /// The name with this id.
  subscript(id: Int) -> XMLLeafName { list[id] }

  /// Whether the name has no colon.
  @inline(__always) func hasNoPrefix(_ id: UInt8) -> Bool { !prefixed[Int(id)] }

  /// The id of a name; 0 when it is none that may be taken out, or when there are too many.
  @inline(__always) mutating func id(of name: XMLLeafName) -> UInt8 {
    let mixed = (name.first ^ name.second &* 0x9E37_79B9_7F4A_7C15) &* 0xC2B2_AE3D_27D4_EB4F
    var index = Int(truncatingIfNeeded: mixed >> 56)
    while true {
      let id = slots[index]
      guard id > 0 else { return add(name, at: index) }
      let known = list[Int(id)]
      if known.first == name.first, known.second == name.second { return id }
      index = (index + 1) & (Self.slotCount - 1)
    }
  }

  @inline(never) private mutating func add(_ name: XMLLeafName, at index: Int) -> UInt8 {
    guard list.count < Self.slotCount / 2, Self.isUsual(name) else { return 0 }
    let id = UInt8(list.count)
    list.append(name)
    prefixed.append(name.colon != nil)
    slots[index] = id
    return id
  }

  /// An ASCII name with one colon at most, in a place where namespaces allow it, and none of XML's own.
  private static func isUsual(_ name: XMLLeafName) -> Bool {
    var isStart = true
    var colons = 0
    for index in 0..<name.count {
      let byte = name[index]
      if byte == 0x3A {
        guard !isStart, colons == 0 else { return false }
        colons += 1
        isStart = true
      } else {
        guard byte < 0x80, isStart ? isNameStart(byte) : isNameByte(byte) else { return false }
        isStart = false
      }
    }
    let isReserved = lowercased(name[0]) == 0x78 && lowercased(name[1]) == 0x6D && lowercased(name[2]) == 0x6C
    return !isStart && !isReserved
  }
}
