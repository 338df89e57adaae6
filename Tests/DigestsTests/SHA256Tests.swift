import Digests
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func knownAnswers(_ text: String, _ expected: String) {
    #expect(SHA256.hexadecimal(text) == expected)
    #expect(SHA256.hexadecimal(text, digits: 32) == expected.prefix(32))
  }
}
