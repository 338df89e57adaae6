import DeskFiles
import Foundation

/// Keeps two processes from polling for one store at the same time, which would ask publishers twice.
///
/// An advisory lock (flock(2)) on a file beside the store; the system drops it when the process ends, however it ends.
struct StoreLock: ~Copyable {
  private let handle: FileHandle

  /// Takes the lock, or fails when another process has it.
  init(_ session: DeskSession) throws {
    let path = session.desk.storePath + ".lock"
    guard FileManager.default.fileExists(atPath: path) || FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forUpdatingAtPath: path)
    else {
      throw CommandFailure(
        .cannotCreate, "\(path) cannot be written; set $KHABAR_STATE to a folder that you may write to")
    }
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      let text = (try? handle.readToEnd()).flatMap { String(data: $0, encoding: .utf8) } ?? ""
      let holder = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)).map { " (process \($0))" } ?? ""
      throw CommandFailure(
        .unavailable,
        "another khabar\(holder) polls for \(session.desk.storePath); stop it first, or use another "
          + "$KHABAR_STATE")
    }
    try? handle.truncate(atOffset: 0)
    try? handle.write(contentsOf: Data("\(ProcessInfo.processInfo.processIdentifier)\n".utf8))
    self.handle = handle
  }

  deinit { _ = flock(handle.fileDescriptor, LOCK_UN) }
}
