import Articles

/// What a hub is sent (WebSub §5.1).
struct HubRequest: Sendable {
  /// The hub's address.
  var hub: String
  /// `hub.mode`.
  var mode: PushSubscription.Request.Mode
  /// `hub.topic`.
  var topic: String
  /// `hub.callback`.
  var callback: String
  /// `hub.secret`.
  var secret: String?
  /// `hub.lease_seconds`.
  var leaseSeconds: Int

  /// The form, `application/x-www-form-urlencoded`.
  var body: [UInt8] {
    var fields = [("hub.mode", mode.rawValue), ("hub.topic", topic), ("hub.callback", callback)]
    if mode == .subscribe {
      fields.append(("hub.lease_seconds", "\(leaseSeconds)"))
      if let secret { fields.append(("hub.secret", secret)) }
    }
    return FormEncoding.bytes(fields)
  }
}

/// `application/x-www-form-urlencoded` (WHATWG URL §5.2).
enum FormEncoding {
  /// The fields in order; everything but letters, digits and `*-._` is percent-encoded, a blank too.
  static func bytes(_ fields: [(name: String, value: String)]) -> [UInt8] {
    var output: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(UInt8(ascii: "&")) }
      append(field.name, to: &output)
      output.append(UInt8(ascii: "="))
      append(field.value, to: &output)
    }
    return output
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        output.append(byte)
      default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }
}
