/// Tokens of the names seen so far, found by the addresses of libxml2's interned strings.
///
/// libxml2 keeps each name and URI once in a dictionary that lives as long as the parser, so equal addresses mean
/// equal names, and a name is compared as text only the first time.
@safe struct XMLNameCache: ~Copyable {
  struct Entry {
    var namespace: UInt8
    var name: UInt16
  }

  @safe struct Slot {
    var local: UnsafePointer<UInt8>?
    var prefix: UnsafePointer<UInt8>?
    var uri: UnsafePointer<UInt8>?
    var entry: Entry
  }

  private let vocabulary: XMLVocabulary
  private var slots: TapeBuffer<Slot>

  init(vocabulary: XMLVocabulary) {
    self.vocabulary = vocabulary
    let empty = unsafe Slot(local: nil, prefix: nil, uri: nil, entry: Entry(namespace: 0, name: 0))
    slots = TapeBuffer(repeating: empty, count: 256)
  }

  @inline(__always) mutating func find(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> Entry {
    let mixed = UInt(bitPattern: local) &* 31 &+ UInt(bitPattern: uri)
    let index = Int((mixed ^ (mixed >> 8)) & 255)
    let slot = slots[index]
    if unsafe slot.local == local, unsafe slot.uri == uri, unsafe slot.prefix == prefix { return slot.entry }
    return unsafe compute(local, prefix, uri, index)
  }

  @inline(never) private mutating func compute(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?, _ index: Int
  ) -> Entry {
    let name = unsafe local.map { unsafe String(cString: $0) } ?? ""
    let entry = Entry(
      namespace: vocabulary.token(
        uri: unsafe uri.map { unsafe String(cString: $0) }, prefix: unsafe prefix.map { unsafe String(cString: $0) }),
      name: vocabulary.token(name: name))
    slots[index] = unsafe Slot(local: local, prefix: prefix, uri: uri, entry: entry)
    return entry
  }
}
