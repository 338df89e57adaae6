/// The values of one row, made off the writer's queue: texts lie one behind the other in one buffer, so that binding them
/// neither allocates nor copies.
struct EncodedRow: Sendable {
  /// One value; texts and blobs by their place in `bytes`.
  enum Cell: Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(start: Int32, count: Int32)
    case blob(start: Int32, count: Int32)
  }

  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []

  /// Makes room for so many bytes and values.
  init(bytes: Int, cells: Int) {
    self.bytes.reserveCapacity(bytes)
    self.cells.reserveCapacity(cells)
  }

  mutating func add(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    endText(start)
  }

  mutating func add(_ text: String?) {
    if let text { add(text) } else { cells.append(.null) }
  }

  /// Adds a text that `write` appends as UTF-8.
  mutating func addText(_ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    endText(start)
  }

  /// Adds a blob that `write` appends.
  mutating func addBlob(_ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    cells.append(.blob(start: Int32(clamping: start), count: Int32(clamping: bytes.count - start)))
  }

  mutating func add(_ integer: Int) { cells.append(.integer(Int64(integer))) }

  mutating func add(_ flag: Bool) { cells.append(.integer(flag ? 1 : 0)) }

  /// Adds a number; what is not finite becomes 0, since SQLite would make NaN a NULL.
  mutating func add(_ real: Double) { cells.append(.real(real.isFinite ? real : 0)) }

  mutating func add(_ real: Double?) {
    if let real { add(real) } else { cells.append(.null) }
  }

  private mutating func endText(_ start: Int) {
    cells.append(.text(start: Int32(clamping: start), count: Int32(clamping: bytes.count - start)))
  }
}
