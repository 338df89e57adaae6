/// Brings a database file to the newest schema, one numbered step after the other.
///
/// `application_id` tells that the file is ours, `user_version` how many steps it has taken
/// (https://www.sqlite.org/pragma.html#pragma_application_id). A step that is out is never edited; a new one is added.
enum Migrations {
  /// The scripts in order; the first is number 1.
  static let scripts = [
    migration1, migration2, migration3, migration4, migration5, migration6, migration7, migration8,
    migration9, migration10, migration11, migration12, migration13,
  ]
  /// “KHBR” in ASCII.
  static let applicationID = 0x4B48_4252

  /// Number of the newest step.
  static var newest: Int { scripts.count }

  /// Refuses files of other programs and of newer versions of this one, before anything is written.
  static func checkOwner(of database: Database) throws(SQLiteError) {
    let owner = try database.integer("PRAGMA application_id")
    let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
    guard owner == applicationID || (owner == 0 && isEmpty) else { throw SQLiteError(.foreign) }
    let version = try database.integer("PRAGMA user_version")
    guard version <= newest else { throw SQLiteError(.newer(schema: version, known: newest)) }
  }

  /// Applies the steps that are missing, all in one transaction, and makes the search index anew when it must be.
  ///
  /// A file that needs nothing is only read, so that it opens while another process writes.
  static func migrate(_ database: Database) throws(SQLiteError) {
    if try database.integer("PRAGMA user_version") == newest, try SearchIndex.isCurrent(database) { return }
    try database.transaction { () throws(SQLiteError) in
      let version = try database.integer("PRAGMA user_version")
      for script in scripts.dropFirst(version) { try database.execute(script) }
      if version < newest {
        try database.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(newest)")
      }
      try SearchIndex.rebuildIfOutdated(database)
    }
  }
}
