extension DateNameGroup {
  /// English; months are found by their first letters.
  static let english = [
    DateNameGroup(
      weekdays: """
        mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday
        """,
      morning: "morning", afternoon: "afternoon evening noon",
      fillers: """
        the of at on and by in from etc standard time daylight updated published posted date hrs hours hr h t ad ce
        """)
  ]
}
