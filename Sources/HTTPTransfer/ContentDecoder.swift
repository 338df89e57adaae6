/// Undoes the one `Content-Encoding` of a body (RFC 9110 §8.4.1) as it comes in, and knows whether its end has come.
///
/// libcurl could decode too, but takes a compressed body that breaks off for a whole one when the framing does not tell:
/// `Content-Length` is the broken file's, or the connection's end is the body's.
@safe final class ContentDecoder {
  /// Why a body cannot be decoded.
  enum Failure: Error {
    /// It passes the limit.
    case tooLarge
    /// It is not what its coding says.
    case damaged
  }

  private let stream: any DecodingStream
  private var hasInput = false
  private var isFinished = false

  /// Makes a decoder for a coding in lower case; `nil` for one that is not known.
  init?(coding: String) {
    switch coding {
    case "gzip", "x-gzip": stream = InflatingStream(.gzip)
    case "deflate": stream = InflatingStream(.deflate)
    case "br": stream = BrotliStream()
    default: return nil
    }
  }

  /// Names of codings that are offered to servers.
  static let offered = "gzip, br"

  /// Whether a coding leaves the bytes as they are, the name of no coding at all included, which some servers send.
  static func isIdentity(_ coding: String) -> Bool { ["", "identity", "none", "utf-8"].contains(coding) }

  /// Whether the body has come to its end; an empty one has.
  var isComplete: Bool { isFinished || !hasInput }

  /// Decodes what came next and adds it to `body`, which never grows beyond `limit`.
  ///
  /// What follows the end of the compressed stream is left out.
  func decode(_ bytes: UnsafeRawBufferPointer, into body: inout [UInt8], limit: Int) throws(Failure) {
    var input = unsafe bytes
    hasInput = unsafe hasInput || !input.isEmpty
    let failure: Failure? = unsafe withUnsafeTemporaryAllocation(byteCount: 32 << 10, alignment: 16) { output in
      while !isFinished {
        let step = unsafe stream.step(&input, output)
        guard step.state != .damaged else { return .damaged }
        guard body.count + step.count <= limit else { return .tooLarge }
        unsafe body.append(contentsOf: output[..<step.count])
        isFinished = step.state == .finished
        if step.state == .hungry { return nil }
      }
      return nil
    }
    if let failure { throw failure }
  }
}

/// What one step of decoding came to.
struct DecodingStep {
  enum State {
    /// There is more to come of the input that it has.
    case busy
    /// All input is used up.
    case hungry
    /// The stream has ended.
    case finished
    case damaged
  }
  let state: State
  /// Bytes of output.
  let count: Int
}

/// A decompressor of the system.
protocol DecodingStream {
  /// Takes from the front of `input` and writes to the front of `output`.
  func step(_ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) -> DecodingStep
}
