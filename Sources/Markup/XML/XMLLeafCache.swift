internal import CLibXML2

/// What the names of lifted elements mean in the namespaces that are declared around them.
///
/// libxml2 does not see these elements, so what it says of the declarations of others is kept here.
@safe struct XMLLeafCache: ~Copyable {
  /// A name as libxml2 would have given it.
  @safe struct Name: BitwiseCopyable {
    var local: UnsafePointer<UInt8>?
    var prefix: UnsafePointer<UInt8>?
    var entry: XMLNameCache.Entry
    var isUndeclared: Bool
    /// The state of the declarations that this was found in.
    fileprivate var generation: UInt32
  }

  /// A prefix, or `nil` for the default namespace, that an element at `depth` binds.
  @safe struct Binding: BitwiseCopyable {
    let prefix: UnsafePointer<UInt8>?
    let uri: UnsafePointer<UInt8>?
    let depth: Int
  }

  private let list: [XMLLeafName]
  private var names: TapeBuffer<Name>
  private var bindings = TapeBuffer<Binding>(capacity: 16)
  private var generation: UInt32 = 1
  private var depth = 0

  init(_ list: [XMLLeafName]) {
    self.list = list
    names = TapeBuffer(capacity: list.count + 1)
    let unknown = unsafe Name(
      local: nil, prefix: nil, entry: .init(namespace: 0, name: 0), isUndeclared: false, generation: 0)
    for _ in 0...list.count { names.append(unknown) }
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

  /// The name with this id.
  @inline(__always) mutating func name(
    _ id: UInt16, _ context: xmlParserCtxtPtr?, _ cache: inout XMLNameCache
  ) -> Name {
    let known = names[Int(id)]
    return known.generation == generation ? known : unsafe find(id, context, &cache)
  }

  @inline(never) private mutating func find(
    _ id: UInt16, _ context: xmlParserCtxtPtr?, _ cache: inout XMLNameCache
  ) -> Name {
    let bytes = list[Int(id) - 1].bytes
    let colon = bytes.firstIndex(of: 0x3A)
    let prefix = unsafe interned(colon.map { bytes[..<$0] }, context)
    let local = unsafe interned(bytes[(colon.map { $0 + 1 } ?? 0)...], context)
    let uri = unsafe self.uri(of: prefix)
    let name = unsafe Name(
      local: local, prefix: prefix, entry: cache.find(local, prefix, uri),
      isUndeclared: prefix != nil && uri == nil, generation: generation)
    names[Int(id)] = name
    return name
  }

  /// The text in libxml2's dictionary, where equal texts have equal addresses.
  private func interned(_ text: ArraySlice<UInt8>?, _ context: xmlParserCtxtPtr?) -> UnsafePointer<UInt8>? {
    guard let text, let dictionary = unsafe context?.pointee.dict else { return nil }
    return unsafe text.withUnsafeBufferPointer { unsafe xmlDictLookup(dictionary, $0.baseAddress, CInt($0.count)) }
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
