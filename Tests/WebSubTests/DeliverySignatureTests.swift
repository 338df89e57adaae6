import TestSupport
import Testing

@testable import WebSub

@Suite struct DeliverySignatureTests {
  @Test(
    "P49 signatures of all methods are checked over the raw body", arguments: ["sha1", "sha256", "sha384", "sha512"])
  func rightSignaturesMatch(method: String) throws {
    let text = LoopbackHub.signature(of: "body", secret: "key", method)
    let signature = try #require(DeliverySignature(text))
    #expect(signature.matches(Array("body".utf8), secret: "key"))
    #expect(!signature.matches(Array("Body".utf8), secret: "key"))
    #expect(!signature.matches(Array("body".utf8), secret: "Key"))
    #expect(DeliverySignature(text.uppercased().replacing("SHA", with: "sha")) == signature)
  }

  @Test(arguments: ["", "=", "sha256", "sha256=", "sha256=0", "md5=00", "sha256=zz", "sha1=\u{e9}\u{e9}", "sha256= 00"])
  func garbageIsNoSignature(text: String) {
    #expect(DeliverySignature(text) == nil)
    #expect(DeliverySignature("sha256=" + String(repeating: "g", count: 64)) == nil)
  }
}
