/// Any JSON value, for goldens that show what a document says and no more.
enum JSONTree: Codable {
  case object([String: JSONTree])
  case list([JSONTree])
  case text(String)
  case whole(Int)
  case number(Double)
  case flag(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? value.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else if let object = try? value.decode([String: JSONTree].self) {
      self = .object(object)
    } else {
      self = .null
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .object(let object): try value.encode(object)
    case .list(let list): try value.encode(list)
    case .text(let text): try value.encode(text)
    case .whole(let whole): try value.encode(whole)
    case .number(let number): try value.encode(number)
    case .flag(let flag): try value.encode(flag)
    case .null: try value.encodeNil()
    }
  }

  /// The value without members that are empty lists or objects.
  var withoutEmptyParts: JSONTree {
    switch self {
    case .object(let object): .object(object.mapValues(\.withoutEmptyParts).filter { !$0.value.isEmpty })
    case .list(let list): .list(list.map(\.withoutEmptyParts))
    default: self
    }
  }

  private var isEmpty: Bool {
    switch self {
    case .object(let object): object.isEmpty
    case .list(let list): list.isEmpty
    default: false
    }
  }
}
