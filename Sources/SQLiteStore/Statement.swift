import CSQLite

/// A value for a parameter of a statement that is put together at run time.
enum SQLiteValue: Sendable, Equatable {
  case text(String), integer(Int), real(Double)
}

/// A prepared statement, noncopyable so that it goes back to its cache, or is finalized, exactly once.
///
/// Parameters are bound and columns are read in order, so that lists of columns are written only once:
/// `add` binds the next parameter, `next…` reads the next column of the row that `step` stopped at.
@safe struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let sql: String
  private let cache: StatementCache
  private var parameter: CInt = 0
  private var column: CInt = 0

  init(_ handle: OpaquePointer, on connection: OpaquePointer, sql: String, cache: StatementCache) {
    unsafe self.handle = unsafe handle
    unsafe self.connection = unsafe connection
    self.sql = sql
    self.cache = cache
  }

  deinit {
    _ = unsafe sqlite3_reset(handle)
    _ = unsafe sqlite3_clear_bindings(handle)
    unsafe cache.put(handle, for: sql)
  }

  /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
  private static var transient: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  mutating func add(_ text: String) throws(SQLiteError) {
    parameter += 1
    // A C string parameter would copy the text once more.
    let code = unsafe text.utf8.withContiguousStorageIfAvailable { buffer in unsafe bind(UnsafeRawBufferPointer(buffer))
    }
    if let code { return try check(code) }
    try check(unsafe Array(text.utf8).withUnsafeBytes { buffer in unsafe bind(buffer) })
  }

  /// Binds bytes that are UTF-8 as text.
  mutating func add(utf8 bytes: [UInt8]) throws(SQLiteError) {
    parameter += 1
    try check(unsafe bytes.withUnsafeBytes { buffer in unsafe bind(buffer) })
  }

  private func bind(_ text: UnsafeRawBufferPointer) -> CInt {
    // A null pointer would bind NULL.
    guard let start = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self) else {
      return unsafe sqlite3_bind_text64(handle, parameter, "", 0, nil, UInt8(SQLITE_UTF8))
    }
    let count = sqlite3_uint64(text.count)
    return unsafe sqlite3_bind_text64(handle, parameter, start, count, Self.transient, UInt8(SQLITE_UTF8))
  }

  /// Binds bytes as a blob.
  mutating func add(blob bytes: [UInt8]) throws(SQLiteError) {
    parameter += 1
    let code = unsafe bytes.withUnsafeBytes { buffer in
      // A null pointer would bind NULL.
      guard let start = buffer.baseAddress else { return unsafe sqlite3_bind_zeroblob(handle, parameter, 0) }
      return unsafe sqlite3_bind_blob64(handle, parameter, start, sqlite3_uint64(buffer.count), Self.transient)
    }
    try check(code)
  }

  mutating func add(_ integer: Int) throws(SQLiteError) {
    parameter += 1
    try check(unsafe sqlite3_bind_int64(handle, parameter, Int64(integer)))
  }

  /// Binds a number; what is not finite becomes 0, since SQLite would make NaN a NULL.
  mutating func add(_ real: Double) throws(SQLiteError) {
    parameter += 1
    try check(unsafe sqlite3_bind_double(handle, parameter, real.isFinite ? real : 0))
  }

  mutating func addNull() throws(SQLiteError) {
    parameter += 1
    try check(unsafe sqlite3_bind_null(handle, parameter))
  }

  mutating func add(_ text: String?) throws(SQLiteError) {
    if let text { try add(text) } else { try addNull() }
  }

  mutating func add(_ real: Double?) throws(SQLiteError) {
    if let real { try add(real) } else { try addNull() }
  }

  mutating func add(_ integer: Int?) throws(SQLiteError) {
    if let integer { try add(integer) } else { try addNull() }
  }

  mutating func add(_ flag: Bool) throws(SQLiteError) { try add(flag ? 1 : 0) }

  mutating func add(_ value: SQLiteValue) throws(SQLiteError) {
    switch value {
    case .text(let text): try add(text)
    case .integer(let integer): try add(integer)
    case .real(let real): try add(real)
    }
  }

  /// Runs a statement that returns no rows with the values of `row`, and then `last`, as its parameters.
  ///
  /// SQLite reads the texts where they stand: the statement is done with them when this returns.
  mutating func run(_ row: EncodedRow, _ last: Int? = nil) throws(SQLiteError) {
    let code = unsafe row.bytes.withUnsafeBytes { bytes in
      for (index, cell) in row.cells.enumerated() {
        let code = unsafe bind(cell, CInt(truncatingIfNeeded: index + 1), bytes)
        if code != SQLITE_OK { return code }
      }
      if let last {
        let code = unsafe sqlite3_bind_int64(
          handle, CInt(truncatingIfNeeded: row.cells.count + 1), Int64(last))
        if code != SQLITE_OK { return code }
      }
      return unsafe sqlite3_step(handle)
    }
    let error = code == SQLITE_DONE || code == SQLITE_ROW ? nil : failure(code)
    _ = unsafe sqlite3_reset(handle)
    parameter = 0
    if let error { throw error }
  }

  private func bind(_ cell: EncodedRow.Cell, _ parameter: CInt, _ bytes: UnsafeRawBufferPointer) -> CInt {
    switch cell {
    case .null: return unsafe sqlite3_bind_null(handle, parameter)
    case .integer(let integer): return unsafe sqlite3_bind_int64(handle, parameter, integer)
    case .real(let real): return unsafe sqlite3_bind_double(handle, parameter, real)
    case .text(let start, let count):
      guard count > 0, let base = bytes.baseAddress else {
        return unsafe sqlite3_bind_text64(handle, parameter, "", 0, nil, UInt8(SQLITE_UTF8))
      }
      let text = unsafe (base + Int(start)).assumingMemoryBound(to: CChar.self)
      return unsafe sqlite3_bind_text64(handle, parameter, text, sqlite3_uint64(count), nil, UInt8(SQLITE_UTF8))
    case .blob(let start, let count):
      guard count > 0, let base = bytes.baseAddress else { return unsafe sqlite3_bind_zeroblob(handle, parameter, 0) }
      return unsafe sqlite3_bind_blob64(handle, parameter, base + Int(start), sqlite3_uint64(count), nil)
    }
  }

  /// Goes to the next row; false when there is none, and the statement can be bound anew.
  mutating func step() throws(SQLiteError) -> Bool {
    column = 0
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    // The reset repeats a failure's code; the failure is thrown below.
    let error = code == SQLITE_DONE ? nil : failure(code)
    _ = unsafe sqlite3_reset(handle)
    parameter = 0
    if let error { throw error }
    return false
  }

  /// Runs a statement that returns no rows, or drops them.
  mutating func run() throws(SQLiteError) { while try step() {} }

  /// Leaves the remaining rows, so that the statement can be bound anew.
  mutating func rewind() {
    _ = unsafe sqlite3_reset(handle)
    parameter = 0
  }

  mutating func nextText() -> String? {
    defer { column += 1 }
    guard let start = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  mutating func nextBytes() -> [UInt8] {
    defer { column += 1 }
    guard let start = unsafe sqlite3_column_text(handle, column) else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: Int(unsafe sqlite3_column_bytes(handle, column))))
  }

  mutating func nextBlob() -> [UInt8] {
    defer { column += 1 }
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  mutating func nextInt() -> Int {
    defer { column += 1 }
    return Int(unsafe sqlite3_column_int64(handle, column))
  }

  mutating func nextDouble() -> Double {
    defer { column += 1 }
    return unsafe sqlite3_column_double(handle, column)
  }

  mutating func nextOptionalDouble() -> Double? {
    if unsafe sqlite3_column_type(handle, column) != SQLITE_NULL { return nextDouble() }
    column += 1
    return nil
  }

  mutating func nextOptionalInt() -> Int? {
    if unsafe sqlite3_column_type(handle, column) != SQLITE_NULL { return nextInt() }
    column += 1
    return nil
  }

  mutating func skip(_ columns: Int) { column += CInt(clamping: columns) }

  mutating func nextFlag() -> Bool { nextInt() != 0 }

  private func check(_ code: CInt) throws(SQLiteError) {
    if code != SQLITE_OK { throw failure(code) }
  }

  private func failure(_ code: CInt) -> SQLiteError {
    SQLiteError(code: code, message: unsafe String(cString: sqlite3_errmsg(connection)), sql: sql)
  }
}
