import Articles
import Testing

@Suite struct IdentityPolicyTests {
  private let size = 20

  private func evidence(
    sharedGuids: Int = 0, missingLinks: Int = 0, sharedLinks: Int = 0, undated: Int = 0, guid: String = "g"
  ) -> IdentityEvidence {
    var evidence = IdentityEvidence(entries: size)
    evidence.guid.shared = sharedGuids
    evidence.link.missing = missingLinks
    evidence.link.shared = sharedLinks
    evidence.titleAndDate.missing = undated
    evidence.sample = ["a:\(guid)", "b:h"]
    return evidence
  }

  private func policy(_ evidence: IdentityEvidence...) -> IdentityPolicy {
    var policy = IdentityPolicy()
    for one in evidence { policy.learn(one) }
    return policy
  }

  @Test func goodGuidsLeaveNoTrace() {
    #expect(policy(evidence(), evidence(sharedLinks: 20)) == IdentityPolicy())
  }

  @Test func aSharedGuidDescendsToWhatServesBest() {
    #expect(policy(evidence(sharedGuids: 2)).rung == .link)
    #expect(policy(evidence(sharedGuids: 20, missingLinks: 20)).rung == .titleAndDate)
    #expect(policy(evidence(sharedGuids: 20, sharedLinks: 19)).rung == .titleAndDate)
    #expect(policy(evidence(sharedGuids: 20, sharedLinks: 20, undated: 20)).rung == .content)
    // Guids that fail two entries are better than links that fail all.
    #expect(policy(evidence(sharedGuids: 2, missingLinks: 20, undated: 20)).rung == .guid)
  }

  @Test func aFewSharedLinksAreNoReasonToDescend() {
    #expect(policy(evidence(sharedGuids: 2), evidence(sharedLinks: 5)).rung == .link)
    #expect(policy(evidence(sharedGuids: 2), evidence(sharedLinks: 6)).rung == .titleAndDate)
  }

  @Test func climbingTakesManyGoodDocumentsInARow() {
    var policy = policy(evidence(sharedGuids: 2))
    for _ in 1..<IdentityPolicy.documentsToClimb { policy.learn(evidence()) }
    #expect(policy.rung == .link)
    var interrupted = policy
    policy.learn(evidence())
    #expect(policy.rung == .guid)
    interrupted.learn(evidence(sharedGuids: 2))
    interrupted.learn(evidence())
    #expect(interrupted.rung == .link && interrupted.goodDocuments == 1)
  }

  @Test func aSecondDescentTakesLongerToForget() {
    var policy = policy(evidence(sharedGuids: 2))
    for _ in 0..<IdentityPolicy.documentsToClimb { policy.learn(evidence()) }
    policy.learn(evidence(sharedGuids: 2))
    for _ in 1..<(2 * IdentityPolicy.documentsToClimb) { policy.learn(evidence()) }
    #expect(policy.rung == .link)
    policy.learn(evidence())
    #expect(policy.rung == .guid)
  }

  @Test func guidsThatChangeKeepAFeedDown() {
    var policy = policy(evidence(sharedGuids: 2))
    for number in 0..<(3 * IdentityPolicy.documentsToClimb) { policy.learn(evidence(guid: "g\(number)")) }
    #expect(policy.rung == .link && policy.goodDocuments == 0)
  }

  @Test func guidsThatChangeTwiceInARowAreNone() {
    var policy = IdentityPolicy()
    policy.learn(renamed: 20, evidence())
    policy.learn(renamed: 0, evidence())
    policy.learn(renamed: 11, evidence())
    #expect(policy.rung == .guid)
    policy.learn(renamed: 11, evidence())
    #expect(policy.rung == .link)
  }

  @Test func theLastSharedNamesAreRemembered() {
    var policy = IdentityPolicy()
    for number in 0..<200 {
      var evidence = evidence()
      evidence.sharedNames = ["always", "name-\(number)"]
      policy.learn(evidence)
    }
    #expect(policy.distrusted.count == IdentityPolicy.distrustedNames)
    #expect(policy.distrusts("always") && policy.distrusts("name-199") && !policy.distrusts("name-0"))
  }
}
