import Digests
import Testing

@Suite struct KeyedDigestTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// RFC 2202 and RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?".
  @Test(arguments: [
    (KeyedDigest.Algorithm.sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    (.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (
      .sha384, "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
    ),
    (
      .sha512,
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    ),
  ])
  func knownAnswers(_ algorithm: KeyedDigest.Algorithm, _ expected: String) {
    let key = Array("Jefe".utf8)
    let data = Array("what do ya want for nothing?".utf8)
    let digest = KeyedDigest.digest(algorithm, key: key.span, data.span)
    #expect(hexadecimal(digest) == expected)
    #expect(digest.count == algorithm.byteCount)
  }

  @Test func emptyKeyAndEmptyDataHaveADigest() {
    let none: [UInt8] = []
    #expect(
      hexadecimal(KeyedDigest.digest(.sha256, key: none.span, none.span))
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test func equalityLooksAtEveryByteAndAtTheLength() {
    #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
    #expect(ConstantTime.areEqual([], []))
    #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 4]))
    #expect(!ConstantTime.areEqual([0, 2, 3], [1, 2, 3]))
    #expect(!ConstantTime.areEqual([1, 2], [1, 2, 3]))
    #expect(!ConstantTime.areEqual([], [1]))
  }
}
