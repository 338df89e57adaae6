import CBrotli

/// Brotli (RFC 7932).
@safe final class BrotliStream: DecodingStream {
  private let decoder: OpaquePointer?

  init() { unsafe decoder = BrotliDecoderCreateInstance(nil, nil, nil) }

  deinit { unsafe BrotliDecoderDestroyInstance(decoder) }

  func step(_ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) -> DecodingStep {
    guard let decoder = unsafe decoder else { return DecodingStep(state: .damaged, count: 0) }
    var available = input.count
    var next = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var room = output.count
    var target = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let result = unsafe BrotliDecoderDecompressStream(decoder, &available, &next, &room, &target, nil)
    let count = output.count - room
    unsafe input = UnsafeRawBufferPointer(rebasing: input[(input.count - available)...])
    switch result {
    case BROTLI_DECODER_RESULT_SUCCESS: return DecodingStep(state: .finished, count: count)
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return DecodingStep(state: .hungry, count: count)
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return DecodingStep(state: .busy, count: count)
    default: return DecodingStep(state: .damaged, count: count)
    }
  }
}
