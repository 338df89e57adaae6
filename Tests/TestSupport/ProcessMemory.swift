import Foundation

/// What this process uses, as the kernel counts it.
public enum ProcessMemory {
  /// Resident bytes; 0 when the kernel does not say.
  public static var residentBytes: Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
  }

  /// Open files and sockets.
  public static var descriptorCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }
}
