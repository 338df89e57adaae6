import CZlib

/// gzip (RFC 1952) and what servers send as `deflate` (RFC 1950, or RFC 1951 alone), with zlib.
@safe final class InflatingStream: DecodingStream {
  enum Format {
    /// One member or several, each with its checksum.
    case gzip
    case deflate
  }

  private let format: Format
  /// Outside of the object, since zlib remembers where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isStarted = false

  init(_ format: Format) {
    self.format = format
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
  }

  deinit {
    if isStarted { _ = unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  func step(_ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) -> DecodingStep {
    guard let first = unsafe input.first else { return DecodingStep(state: .hungry, count: 0) }
    guard isStarted || start(first) else { return DecodingStep(state: .damaged, count: 0) }
    let available = min(input.count, Int(UInt32.max >> 1))
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe stream.pointee.avail_in = UInt32(available)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let code = unsafe inflate(stream, Z_NO_FLUSH)
    let count = unsafe output.count - Int(stream.pointee.avail_out)
    let used = unsafe available - Int(stream.pointee.avail_in)
    unsafe input = UnsafeRawBufferPointer(rebasing: input[used...])
    switch code {
    case Z_STREAM_END: return DecodingStep(state: unsafe endOfMember(input), count: count)
    case Z_OK where unsafe input.isEmpty && stream.pointee.avail_out > 0:
      return DecodingStep(state: .hungry, count: count)
    case Z_OK: return DecodingStep(state: .busy, count: count)
    // Nothing left to give although the output was full the last time.
    case Z_BUF_ERROR where unsafe input.isEmpty: return DecodingStep(state: .hungry, count: count)
    default: return DecodingStep(state: .damaged, count: count)
    }
  }

  /// Another member of gzip may follow (RFC 1952 §2.2); what else does is padding.
  private func endOfMember(_ rest: UnsafeRawBufferPointer) -> DecodingStep.State {
    guard format == .gzip, unsafe rest.first == 0x1F, unsafe inflateReset(stream) == Z_OK else { return .finished }
    return .busy
  }

  private func start(_ first: UInt8) -> Bool {
    let bits: Int32 =
      switch format {
      case .gzip: 15 + 16
      // A zlib header begins with method 8 and a window of at most 32 kB.
      case .deflate: first & 0x0F == 8 && first >> 4 <= 7 ? 15 : -15
      }
    isStarted = unsafe inflateInit2_(stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    return isStarted
  }
}
