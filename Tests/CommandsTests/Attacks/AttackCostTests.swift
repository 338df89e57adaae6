import Foundation
import TestSupport
import Testing

/// What hostile documents cost the built program: time in proportion to their length, and bounded memory.
///
/// Every document is read by a process of its own, `khabar parse --json FILE`; its processor time and its peak of
/// resident memory are what the kernel says. Without `KHABAR_RELEASE` that is the debug build, which is about ten times
/// slower, on small documents: only ratios count then. With it, the path of a release build (`make check-attacks`),
/// documents of 5 MB must keep the limits themselves: 100 ms per MB.
@Suite struct AttackCostTests {
  private static let release = ProcessInfo.processInfo.environment["KHABAR_RELEASE"]
  private static let program = release ?? Samples.repository.appending(path: ".build/debug/khabar").path
  private static let size = release == nil ? 200_000 : 5_000_000

  /// Waits for one process and says what it used; python3 has the system call that Foundation lacks.
  private static let meter = """
    import resource, subprocess, sys
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
    """

  private struct Cost {
    var seconds: Double
    var memory: Int
  }

  private static func cost(of text: String, in folder: URL) throws -> Cost {
    let file = folder.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-S", "-c", meter, program, "parse", "--json", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let numbers = String(decoding: answer, as: UTF8.self).split { $0.isWhitespace }.compactMap { Double($0) }
    try #require(numbers.count == 2, "the program did not end in two minutes")
    return Cost(seconds: numbers[0], memory: Int(numbers[1]))
  }

  @Test func hostileDocumentsTakeLinearTimeAndBoundedMemory() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "khabar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tiny = "<rss version=\"2.0\"><channel><item><title>A</title></item></channel></rss>"
    let bases = try (0..<3).map { _ in try Self.cost(of: tiny, in: folder) }
    let base = try #require(bases.min { $0.seconds < $1.seconds })
    // One by one where milliseconds count.
    let width = Self.release == nil ? 4 : 1
    try await withThrowingTaskGroup(of: String.self) { group in
      for (index, document) in AttackDocument.all.enumerated() {
        if index >= width, let line = try await group.next() { report(line) }
        group.addTask { @concurrent in try await Self.check(document, base: base, in: folder) }
      }
      for try await line in group { report(line) }
    }
  }

  private func report(_ line: String) {
    if Self.release != nil { print(line) }
  }

  /// Measures one document; a machine under load may be slow at any one time, what is quadratic is so each time.
  @concurrent private static func check(_ document: AttackDocument, base: Cost, in folder: URL) async throws -> String {
    let (small, large) = (document.text(size: size / 4), document.text(size: size))
    var (ratio, perMegabyte, memory) = (Double.infinity, Double.infinity, 0)
    for _ in 0..<3 {
      let before = try cost(of: small, in: folder)
      let cost = try cost(of: large, in: folder)
      let seconds = max(0, cost.seconds - base.seconds)
      // What takes no time at all is in no proportion to anything.
      ratio = min(ratio, seconds / max(before.seconds - base.seconds, 0.03))
      perMegabyte = min(perMegabyte, seconds * 1_000 / (Double(large.utf8.count) / 1e6))
      memory = cost.memory - base.memory
      if ratio <= 8, release == nil || perMegabyte <= 100 { break }
    }
    #expect(ratio <= 8, "\(document): four times the length takes \(ratio) times as long")
    if release != nil { #expect(perMegabyte <= 100, "\(document): \(perMegabyte) ms per MB") }
    let most = large.utf8.count * 20 + (16 << 20)
    #expect(memory <= most, "\(document): \(memory) bytes of memory, at most \(most)")
    let figures = [ratio, perMegabyte, Double(memory) / Double(large.utf8.count)].map { String(format: "%7.1f", $0) }
    return "\(figures[0]) x \(figures[1]) ms/MB \(figures[2]) x memory  \(document)"
  }
}
