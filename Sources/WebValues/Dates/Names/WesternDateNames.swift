extension DateNameGroup {
  /// French, German, Spanish, Italian, Portuguese, Dutch, Hungarian, Greek.
  static let western = [french, german, spanish, italian, portuguese, dutch, hungarian, greek]

  private static let french = DateNameGroup(
    months: [
      "janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août aou",
      "septembre sept", "octobre", "novembre", "décembre déc",
    ],
    weekdays: "lundi lun mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim",
    morning: "matin", afternoon: "soir", fillers: "le à heures heure er publié mis jour")

  private static let german = DateNameGroup(
    months: [
      "januar jänner jän", "februar feber", "märz maerz mrz mär", "april", "mai", "juni", "juli", "august", "september",
      "oktober okt", "november", "dezember dez",
    ],
    weekdays: """
      montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so mon die mit don fre son
      """,
    fillers: "am um uhr den der vom")

  private static let spanish = DateNameGroup(
    months: [
      "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre setiembre set",
      "octubre", "noviembre", "diciembre dic",
    ],
    weekdays: "lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom",
    morning: "mañana", afternoon: "tarde", night: "noche", fillers: "de del el la las a horas hs")

  private static let italian = DateNameGroup(
    months: [
      "gennaio gen", "febbraio", "marzo", "aprile", "maggio mag", "giugno giu", "luglio lug", "agosto",
      "settembre sett", "ottobre ott", "novembre", "dicembre",
    ],
    weekdays: "lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica", fillers: "alle ore il")

  private static let portuguese = DateNameGroup(
    months: [
      "janeiro", "fevereiro fev", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro out",
      "novembro", "dezembro",
    ],
    weekdays: "segunda terça quarta quinta sexta feira seg ter qua qui sex", fillers: "às")

  private static let dutch = DateNameGroup(
    months: [
      "januari", "februari", "maart mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
      "november", "december",
    ],
    weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", fillers: "om uur")

  private static let hungarian = DateNameGroup(
    months: [
      "január", "február", "március márc", "április ápr", "május máj", "június jún", "július júl", "augusztus",
      "szeptember szept", "október", "november", "december",
    ],
    weekdays: "hétfő kedd szerda csütörtök péntek szombat vasárnap", fillers: "óra órakor perc")

  private static let greek = DateNameGroup(
    months: [
      "Ιανουάριος Ιανουαρίου Ιαν", "Φεβρουάριος Φεβρουαρίου Φεβ", "Μάρτιος Μαρτίου Μάρ", "Απρίλιος Απριλίου Απρ",
      "Μάιος Μαΐου Μάι", "Ιούνιος Ιουνίου Ιούν Ιον", "Ιούλιος Ιουλίου Ιούλ Ιολ", "Αύγουστος Αυγούστου Αύγ",
      "Σεπτέμβριος Σεπτεμβρίου Σεπ Σεπτ", "Οκτώβριος Οκτωβρίου Οκτ", "Νοέμβριος Νοεμβρίου Νοέ",
      "Δεκέμβριος Δεκεμβρίου Δεκ",
    ],
    weekdays: """
      Δευτέρα Δευ Τρίτη Τρι Τετάρτη Τετ Πέμπτη Πεμ Παρασκευή Παρ Σάββατο Σαβ Κυριακή Κυρ
      """,
    morning: "πμ π", afternoon: "μμ μ", fillers: "στις ώρα")
}
