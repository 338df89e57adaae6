/// A place between 0 and 1 that depends on a feed's URL alone: so polls spread out, and the same way each time.
struct HashedPlace {
  let fraction: Double

  /// FNV-1a with a final mixing (Fowler, Noll, Vo; murmur3's finalizer).
  init(_ url: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in url.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    fraction = Double(hash >> 11) / Double(1 << 53)
  }
}

extension PollPolicy {
  /// The feed's own part of the jitter, 0 to `jitter`.
  func spread(_ place: HashedPlace) -> Double { min(max(jitter, 0), 1) * place.fraction }
}
