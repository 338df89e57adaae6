import Foundation

/// Runs the named benchmarks, or all; each checks its own result, and a wrong result ends the run with status 1.
///
/// One line a benchmark, tab-separated: name, what was measured, figure, rival or limit, ratio, goal, verdict.
@main enum Main {
  static let all: [(name: String, run: @Sendable () async throws -> Void)] = [
    ("parse", ParseBenchmark.run),
    ("html", SafeHTMLBenchmark.run),
    ("language", LanguageBenchmark.run),
    ("tag", TagBenchmark.run),
    ("store", StoreBenchmark.run),
    ("log", RequestLogBenchmark.run),
    ("poll", PollBenchmark.run),
    ("schedule", ScheduleBenchmark.run),
  ]

  static func main() async {
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == ParseMemory.childArgument {
      do { try ParseMemory.measureAlone(CommandLine.arguments[2]) } catch { exit(1) }
      return
    }
    if CommandLine.arguments.count > 3, CommandLine.arguments[1] == TagProgram.childArgument {
      do { try TagProgram.tellPeak(Array(CommandLine.arguments.dropFirst(2))) } catch { exit(1) }
      return
    }
    let names = CommandLine.arguments.dropFirst()
    let unknown = names.filter { name in !all.contains { $0.name == name } }
    guard unknown.isEmpty else {
      print("unknown benchmark: \(names.joined(separator: " ")); there are: \(all.map(\.name).joined(separator: ", "))")
      exit(64)
    }
    for benchmark in all where names.isEmpty || names.contains(benchmark.name) {
      do {
        try await benchmark.run()
      } catch {
        print(benchmark.name, "FAILED", "\(error)", separator: "\t")
        exit(1)
      }
    }
  }
}
