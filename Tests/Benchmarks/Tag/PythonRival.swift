import Foundation

/// The same words as one alternation in Python's `re`, run in a process of its own over the same items.
enum PythonRival {
  private static let script = """
    import json, re, sys, time
    job = json.load(open(sys.argv[1], encoding="utf-8"))
    pattern = re.compile(r"\\b(?:" + "|".join(map(re.escape, job["terms"])) + r")\\b")
    start = time.perf_counter()
    hits = sum(len(pattern.findall(item.lower())) for item in job["items"])
    print(len(job["items"]) / (time.perf_counter() - start), hits)
    """

  /// Items a second; `nil` when there is no Python.
  static func itemsPerSecond(terms: [String], items: [String]) throws -> Double? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let job = folder.appending(path: "job.json")
    // Longest first, so that the alternation prefers the longest as the automaton does.
    let words = terms.map { $0.hasSuffix("*") ? String($0.dropLast()) : $0 }.map { $0.lowercased() }
    let sorted = Set(words).sorted { $0.count != $1.count ? $0.count > $1.count : $0 < $1 }
    try JSONEncoder().encode(Job(terms: sorted, items: items)).write(to: job)
    let process = Process()
    let python = ProcessInfo.processInfo.environment["KHABAR_BENCH_PYTHON"] ?? "python3"
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", script, job.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
    return process.terminationStatus == 0 ? fields.first.flatMap { Double($0) } : nil
  }

  private struct Job: Encodable {
    var terms: [String]
    var items: [String]
  }
}
