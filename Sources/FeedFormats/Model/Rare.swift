/// A value that most owners do not have.
public protocol RareValue: Sendable, Equatable, Codable {
  /// Makes the value that says nothing.
  init()
}

/// Keeps a rare value out of line: 8 bytes and no allocation while it says nothing, copied on write.
///
/// Equal to another when the values are; absent from coded forms while it says nothing.
@propertyWrapper public struct Rare<Value: RareValue>: Sendable {
  /// None or one: an array is a box that the compiler knows how to share and to copy on write.
  private var box: [Value] = []

  /// Makes a place that says nothing.
  public init() {}

  /// Makes a place for a value.
  public init(wrappedValue: Value) {
    if wrappedValue != Value() { box = [wrappedValue] }
  }

  /// The value; writing any part of it makes the box.
  public var wrappedValue: Value {
    _read { if box.isEmpty { yield Value() } else { yield box[0] } }
    _modify {
      if box.isEmpty { box.append(Value()) }
      yield &box[0]
    }
  }

  /// Whether nothing was ever written.
  var isUntouched: Bool { box.isEmpty }
}

extension Rare: Equatable {
  /// Whether both say the same.
  public static func == (left: Rare, right: Rare) -> Bool {
    left.box.isEmpty && right.box.isEmpty || left.wrappedValue == right.wrappedValue
  }
}

extension Rare: Codable {
  /// Reads the value itself.
  public init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value(from: decoder)) }

  /// Writes the value itself.
  public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension KeyedEncodingContainer {
  mutating func encode<Value>(_ rare: Rare<Value>, forKey key: Key) throws {
    if !rare.isUntouched, rare.wrappedValue != Value() { try encode(rare.wrappedValue, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  func decode<Value>(_ type: Rare<Value>.Type, forKey key: Key) throws -> Rare<Value> {
    Rare(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? Value())
  }
}
