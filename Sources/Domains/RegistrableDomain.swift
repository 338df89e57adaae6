import CLibPSL

/// The part of a host name that one owner registers, by the Public Suffix List: the unit of manners.
public enum RegistrableDomain {
  /// The registrable domain of `host`: `feeds.bbci.co.uk` → `bbci.co.uk`.
  ///
  /// A host without one stands for itself: an IP address, `localhost`, a public suffix. `host` is lower-case ASCII, as
  /// `HTTPURL.host` has it.
  public static func of(_ host: String) -> String {
    if host.utf8.contains(UInt8(ascii: ":")) || isDottedQuad(host) { return host }
    guard let list = unsafe psl_builtin() else { return host }
    return unsafe host.withCString { name in
      // The result points into `name`.
      guard let domain = unsafe psl_registrable_domain(list, name) else { return host }
      return unsafe String(cString: domain)
    }
  }

  private static func isDottedQuad(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
