/// Names of elements and attributes, both ways.
///
/// Reading a global costs a call each time; what reads a document takes this once.
struct HTMLNames: Sendable {
  /// The names of all.
  static let all = HTMLNames()

  private let elements: ShortNameTable
  private let attributes: ShortNameTable
  private let written: [ShortName]

  private init() {
    let known = HTMLElement.allCases.filter { $0 != .unknown }
    elements = ShortNameTable(known.map { ("\($0)", $0.rawValue) })
    attributes = ShortNameTable(HTMLAttribute.allCases.filter { $0 != .unknown }.map { ($0.name, $0.rawValue) })
    written = HTMLElement.allCases.map { ShortName("\($0)") }
  }

  /// The element that bytes name, in any letter case.
  @inline(__always) func element(_ bytes: ByteView, _ range: Range<Int>) -> HTMLElement {
    guard let name = ShortName(bytes, range) else { return .unknown }
    return HTMLElement(rawValue: elements.value(of: name)) ?? .unknown
  }

  /// The attribute that bytes name, in any letter case.
  @inline(__always) func attribute(_ bytes: ByteView, _ range: Range<Int>) -> HTMLAttribute {
    guard let name = ShortName(bytes, range) else { return .unknown }
    return HTMLAttribute(rawValue: attributes.value(of: name)) ?? .unknown
  }

  /// The name of an element as a tag carries it.
  @inline(__always) func name(of element: HTMLElement) -> ShortName { written[Int(element.rawValue)] }
}
