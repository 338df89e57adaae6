internal import CLibXML2

/// What the names of lifted elements mean in the namespaces that are declared around them.
///
/// libxml2 does not see these elements, so what it says of the declarations of others is kept here.
@safe struct XMLLeafCache: ~Copyable {
  /// A name as libxml2 would have given it.
  @safe struct Name: BitwiseCopyable {
    fileprivate let text: XMLLeafName
    /// Its start tag, but for line and attributes.
    fileprivate(set) var start: XMLRecord
    fileprivate(set) var isUndeclared = false
    /// The local name's first bytes.
    fileprivate(set) var key = XMLNameKey(literal: "")
    /// The namespace that the prefix was bound to.
    fileprivate var uri: UnsafePointer<UInt8>?
    /// The state of the declarations that this was found in.
    fileprivate var generation: UInt32 = 0
  }

  /// A prefix, or `nil` for the default namespace, that an element at `depth` binds.
  @safe struct Binding: BitwiseCopyable {
    let prefix: UnsafePointer<UInt8>?
    let uri: UnsafePointer<UInt8>?
    let depth: Int
  }

  private var names: TapeBuffer<Name>
  private var bindings = TapeBuffer<Binding>(capacity: 16)
  private var generation: UInt32 = 1
  private var depth = 0

  init(_ list: borrowing XMLLeafNames) {
    names = TapeBuffer(capacity: list.count)
    for id in 0..<list.count {
      unsafe names.append(Name(text: list[id], start: XMLRecord(.start)))
    }
  }

  // MARK: Declarations

  /// An element of libxml2's starts with `count` declarations, two pointers each: prefix and URI.
  @inline(__always) mutating func start(_ count: Int, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    depth += 1
    if count > 0, let fields = unsafe fields { unsafe bind(count, fields) }
  }

  @inline(never) private mutating func bind(_ count: Int, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    for index in 0..<count {
      bindings.append(unsafe Binding(prefix: fields[2 * index], uri: fields[2 * index + 1], depth: depth))
    }
    generation &+= 1
  }

  /// An element of libxml2's ends.
  @inline(__always) mutating func end() {
    if bindings.count > 0, bindings[bindings.count - 1].depth >= depth { unbind() }
    depth -= 1
  }

  @inline(never) private mutating func unbind() {
    while bindings.count > 0, bindings[bindings.count - 1].depth >= depth { bindings.truncate(to: bindings.count - 1) }
    generation &+= 1
  }

  // MARK: Names

  /// The name with this id, which has to be made known in the present state of the declarations.
  @inline(__always) subscript(id: UInt8) -> Name { names[Int(id)] }

  /// Finds what the name with this id means where the parser is.
  @inline(__always) mutating func makeKnown(_ id: UInt8, _ context: xmlParserCtxtPtr?, _ cache: inout XMLNameCache) {
    if names[Int(id)].generation != generation { unsafe find(id, context, &cache) }
  }

  @inline(never) private mutating func find(_ id: UInt8, _ context: xmlParserCtxtPtr?, _ cache: inout XMLNameCache) {
    var name = names[Int(id)]
    let isNew = unsafe name.start.local == nil
    if isNew {
      let colon = name.text.colon
      unsafe name.start.prefix = unsafe colon.flatMap { unsafe interned(name.text, 0..<$0, context) }
      unsafe name.start.local = unsafe interned(name.text, (colon.map { $0 + 1 } ?? 0)..<name.text.count, context)
      name.key = unsafe XMLNameKey(name.start.local)
    }
    let uri = unsafe self.uri(of: name.start.prefix)
    // Most declarations bind a prefix to what it was bound to before.
    if unsafe isNew || name.uri != uri {
      let entry = unsafe cache.find(name.start.local, name.start.prefix, uri)
      name.start.namespace = entry.namespace
      name.start.name = entry.name
      name.isUndeclared = unsafe name.start.prefix != nil && uri == nil
      unsafe name.uri = unsafe uri
    }
    name.generation = generation
    names[Int(id)] = name
  }

  /// The text in libxml2's dictionary, where equal texts have equal addresses.
  private func interned(
    _ name: XMLLeafName, _ part: Range<Int>, _ context: xmlParserCtxtPtr?
  ) -> UnsafePointer<UInt8>? {
    guard let dictionary = unsafe context?.pointee.dict else { return nil }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { bytes in
      for index in part { unsafe bytes[index - part.lowerBound] = name[index] }
      return unsafe xmlDictLookup(dictionary, bytes.baseAddress, CInt(part.count))
    }
  }

  private func uri(of prefix: UnsafePointer<UInt8>?) -> UnsafePointer<UInt8>? {
    for index in stride(from: bindings.count - 1, through: 0, by: -1) {
      let binding = bindings[index]
      guard unsafe binding.prefix == prefix else { continue }
      return unsafe binding.uri.flatMap { uri in unsafe uri.pointee == 0 ? nil : uri }
    }
    return nil
  }
}
