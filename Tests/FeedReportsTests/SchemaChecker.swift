import Foundation

/// A JSON value whose kinds stay apart.
enum JSONSample: Decodable, Equatable {
  case object([String: JSONSample])
  case array([JSONSample])
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .boolean(flag)
    } else if let whole = try? value.decode(Int.self) {
      self = .integer(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let list = try? value.decode([JSONSample].self) {
      self = .array(list)
    } else {
      self = .object(try value.decode([String: JSONSample].self))
    }
  }

  init(json: [UInt8]) throws { self = try JSONDecoder().decode(JSONSample.self, from: Data(json)) }

  var members: [String: JSONSample] { if case .object(let members) = self { members } else { [:] } }
  var elements: [JSONSample] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }

  fileprivate func isOf(_ type: String?) -> Bool {
    switch (self, type) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.boolean, "boolean"), (.integer, "integer"),
      (.integer, "number"), (.number, "number"):
      true
    default: false
    }
  }
}

/// Checks a JSON value against the keywords of JSON Schema that our schema uses.
struct SchemaChecker {
  let root: JSONSample

  init(_ text: String) throws { root = try JSONSample(json: Array(text.utf8)) }

  /// What is wrong with a value, each with its place; empty when it conforms.
  func problems(_ value: JSONSample) -> [String] { problems(value, root, "") }

  private func problems(_ value: JSONSample, _ schema: JSONSample, _ place: String) -> [String] {
    let keywords = schema.members
    if let reference = keywords["$ref"]?.text { return problems(value, definition(reference), place) }
    if let choices = keywords["oneOf"]?.elements {
      let results = choices.map { problems(value, $0, place) }
      return results.contains([]) ? [] : results.min { $0.count < $1.count } ?? []
    }
    if let values = keywords["enum"]?.elements {
      return values.contains(value) ? [] : ["\(place): not in the list of values"]
    }
    let type = keywords["type"]
    let types = type.map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    guard types.contains(where: { value.isOf($0.text) }) else { return ["\(place): wrong type"] }
    switch value {
    case .object(let object): return problems(object, keywords, place)
    case .array(let list):
      guard let items = keywords["items"] else { return [] }
      return list.enumerated().flatMap { problems($0.element, items, "\(place)[\($0.offset)]") }
    default: return []
    }
  }

  /// A misspelled reference fails every value.
  private func definition(_ reference: String) -> JSONSample {
    let name = String(reference.split(separator: "/").last ?? "")
    return root.members["$defs"]?.members[name] ?? .object(["enum": .array([])])
  }

  private func problems(
    _ object: [String: JSONSample], _ keywords: [String: JSONSample], _ place: String
  ) -> [String] {
    let properties = keywords["properties"]?.members ?? [:]
    let missing = (keywords["required"]?.elements ?? []).compactMap(\.text).filter { object[$0] == nil }
    let known = object.sorted { $0.key < $1.key }.flatMap { key, value in
      properties[key].map { problems(value, $0, "\(place).\(key)") } ?? ["\(place).\(key): not in the schema"]
    }
    return missing.map { "\(place).\($0): missing" } + known
  }
}
