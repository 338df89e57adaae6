import CFuzzDriver
import Foundation

/// Runs one of libFuzzer's loops: `Fuzz xml -max_total_time=60 CORPUS...`; `make fuzz` runs them all.
///
/// Each loop hands its bytes to one reader and checks what must hold for any bytes; a broken promise ends the process,
/// and libFuzzer then writes the input beside it.
@main
enum Fuzz {
  /// The loops by name.
  private static let loops: [(name: String, callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt)] = unsafe [
    ("xml", { unsafe run(FeedFuzzer.xml, $0, $1) }),
    ("json", { unsafe run(FeedFuzzer.json, $0, $1) }),
    ("opml", { unsafe run(OPMLFuzzer.check, $0, $1) }),
    ("html", { unsafe run(HTMLFuzzer.check, $0, $1) }),
    ("dates", { unsafe run(DateFuzzer.check, $0, $1) }),
    ("urls", { unsafe run(URLFuzzer.check, $0, $1) }),
  ]

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let loop = unsafe loops.first(where: { unsafe $0.name == arguments[1] }) else {
      let names = unsafe loops.map { unsafe $0.name }.joined(separator: "|")
      print("usage: Fuzz \(names) [libFuzzer options] [CORPUS...]")
      return
    }
    // libFuzzer starts itself again by argv, so the loop's name must not stand there.
    var count = CInt(arguments.count - 1)
    var vector: [UnsafeMutablePointer<CChar>?] = unsafe ([arguments[0]] + arguments.dropFirst(2)).map {
      unsafe strdup($0)
    }
    unsafe vector.append(nil)
    unsafe vector.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      _ = unsafe withUnsafeMutablePointer(to: &base) { pointer in
        unsafe pointer.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) {
          unsafe LLVMFuzzerRunDriver(&count, $0, loop.callback)
        }
      }
    }
  }

  private static func run(_ check: ([UInt8]) -> Void, _ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    check(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}

/// Ends the process when a promise is broken.
func promise(_ holds: Bool, _ text: @autoclosure () -> String) {
  if !holds { fatalError("promise broken: \(text())") }
}
