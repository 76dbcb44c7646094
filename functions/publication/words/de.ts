import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('de')

const words: Words = {
  name: 'Deutsch',
  imported: {
    unsectioned: 'In dieser Ausgabe',
    further: 'Außerdem in dieser Ausgabe',
    onlyInPrint: (page) => `Dieser Beitrag steht in der gedruckten Ausgabe auf Seite ${page}.`,
  },
  forms: {
    subscribe: {
      title: (name) => `${name} abonnieren`,
      address: 'E-Mail-Adresse',
      language: 'Sprache',
      topics: 'Rubriken',
      topicsNote: 'Wenn Sie alle wählen, kommen neue von selbst hinzu.',
      more: 'Weitere Angaben (freiwillig)',
      timeZone: 'Zeitzone',
      timeZoneDefault: (offset) => `Wie die Zeitschrift (${offset})`,
      timeZoneNote: 'Sie zählt, wenn eine Ausgabe überall zur selben Ortszeit erscheint.',
      noAnswer: 'Keine Angabe',
      yes: 'Ja',
      trap: 'Bitte dieses Feld leer lassen',
      consent: (name, publisher) =>
        `Mit dem Abonnement willigen Sie ein, dass ${publisher} Ihnen ${name} per E-Mail sendet. Sie können es jederzeit über den Link in jeder E-Mail beenden.`,
      consentToName: (name) =>
        `Mit dem Abonnement willigen Sie ein, ${name} per E-Mail zu erhalten. Sie können es jederzeit über den Link in jeder E-Mail beenden.`,
      submit: 'Abonnieren',
    },
    problem: 'Etwas ist noch zu berichtigen. Bitte sehen Sie sich die markierten Felder an.',
    problemTitle: (title) => `Bitte berichtigen: ${title}`,
    problems: {
      tokenStale: 'Dieses Formular ist abgelaufen. Bitte öffnen Sie es neu und senden Sie es von dort.',
      originUnknown: 'Diese Website steht nicht auf unserer Liste: Von hier ist keine Anmeldung möglich.',
      addressMissing: 'Bitte geben Sie Ihre E-Mail-Adresse ein.',
      addressWrong: 'Das sieht nicht wie eine E-Mail-Adresse aus. Sie sollte wie name@example.org aussehen.',
      addressTooLong: 'Das ist zu lang für eine E-Mail-Adresse.',
      addressNotAscii:
        'Vor dem @ darf eine Adresse nur Buchstaben ohne Umlaute und Akzente, Ziffern und Zeichen enthalten.',
      addressQuoted:
        'An eine Adresse mit Anführungszeichen vor dem @ können wir nicht schreiben. Bitte verwenden Sie eine andere.',
      addressLiteral: 'Nach dem @ muss ein Name wie example.org stehen, keine Zahl.',
      addressSeveral: 'Bitte geben Sie nur eine Adresse ein.',
      addressSame: 'Ihre Ausgaben kommen bereits an diese Adresse.',
      languageUnknown: 'In dieser Sprache erscheinen wir nicht. Bitte wählen Sie eine von diesen.',
      topicUnknown: 'Diese Rubrik gibt es nicht. Bitte wählen Sie unter diesen.',
      topicMissing: 'Bitte wählen Sie mindestens eine Rubrik.',
      timeZoneUnknown: 'Diese Zeitzone kennen wir nicht. Bitte wählen Sie eine von diesen.',
      optionUnknown: 'Diese Antwort steht nicht zur Wahl. Bitte wählen Sie eine von diesen.',
      textTooLong: 'Bitte verwenden Sie höchstens 200 Zeichen.',
      textWrong: 'Das enthält Zeichen, die nicht in eine Textzeile passen. Bitte geben Sie es neu ein.',
      pauseDayWrong: 'Bitte wählen Sie einen Tag ab morgen, höchstens ein Jahr voraus.',
    },
    again: {
      title: 'Bitte noch einmal drücken',
      text: 'Dieses Formular wurde auf einer anderen Seite oder schon vor einer Weile ausgefüllt. Bitte sehen Sie es durch und drücken Sie den Knopf: Erst dann schreiben wir Ihnen.',
      choices: 'Ihre Auswahl',
    },
    checkInbox: {
      title: 'Bitte sehen Sie in Ihr Postfach',
      text: 'Wir schreiben an die Adresse, die Sie angegeben haben. Folgen Sie dem Link in unserer E-Mail und bestätigen Sie, dann beginnt Ihr Abonnement.',
      wrong: 'Nicht Ihre Adresse? Geben Sie sie noch einmal ein',
      note: 'Nach einigen Minuten noch nichts da? Sehen Sie im Spam-Ordner nach oder melden Sie sich noch einmal an. Zu Ihrem Schutz sagt diese Seite nicht, ob wir die Adresse kennen.',
      open: (service) => `${service} öffnen`,
      read: 'Lesen Sie inzwischen eine Ausgabe',
    },
    tooMany: {
      title: 'Zu viele auf einmal',
      // After “in” stands the dative, which the time does not have: “in 2 Tage”.
      text: (wait) =>
        `Aus Ihrem Netz kamen gerade mehr Anmeldungen, als wir annehmen. Es wurde nichts versendet. Bitte versuchen Sie es später noch einmal (Wartezeit: ${wait}).`,
    },
    confirm: {
      title: 'Noch ein Schritt',
      text: (name) => `Möchten Sie ${name} per E-Mail erhalten?`,
      language: 'Sprache',
      topics: 'Rubriken',
      allTopics: 'alle, auch künftige',
      submit: 'Ja, ich möchte abonnieren',
      doneTitle: 'Ihr Abonnement hat begonnen',
      doneText: (name) => `Jede neue Ausgabe von ${name} kommt in Ihr Postfach.`,
      doneWelcome: (name) =>
        `${name} kommt von jetzt an in Ihr Postfach: eine Ausgabe zum Anfangen und dann jede neue.`,
      expiredTitle: 'Dieser Link ist abgelaufen',
      expiredText:
        'Dieser Link zum Bestätigen gilt nicht mehr. Melden Sie sich noch einmal an, dann senden wir Ihnen einen neuen.',
      goneTitle: 'Hier ist nichts mehr zu bestätigen',
      goneText: 'Die Anmeldung zu diesem Link gibt es nicht mehr. Sie können sich neu anmelden.',
    },
    preferences: {
      title: 'Ihre Einstellungen',
      submit: 'Speichern',
      saved: 'Gespeichert. So kommt die nächste Ausgabe.',
      leaveTitle: 'Kein Interesse mehr?',
      expiredTitle: 'Dieser Link ist abgelaufen',
      expiredText:
        'Ein Link zu Ihren Einstellungen gilt 400 Tage. Geben Sie Ihre Adresse im Anmeldeformular ein, dann senden wir Ihnen einen neuen; Ihre Auswahl bleibt, wie sie ist.',
      manage: 'Einstellungen ändern',
    },
    move: {
      title: 'Eine andere Adresse',
      text: 'Lassen Sie sich Ihre Ausgaben an eine andere Adresse schicken. Wir senden zuerst einen Link dorthin; bis Sie ihn bestätigen, bleibt alles, wie es ist.',
      address: 'Neue E-Mail-Adresse',
      submit: 'Link senden',
      askedTitle: 'Bitte sehen Sie im neuen Postfach nach',
      askedText:
        'Wir haben einen Link an diese Adresse gesandt. Öffnen Sie ihn dort und bestätigen Sie binnen sieben Tagen. Bis dahin kommen Ihre Ausgaben weiter an die bisherige Adresse.',
      confirmTitle: 'An diese Adresse senden?',
      confirmText: (name) =>
        `Drücken Sie den Knopf, und ${name} kommt von jetzt an an diese Adresse und nicht mehr an die bisherige. Ihre Auswahl bleibt, wie sie ist.`,
      confirmSubmit: 'Ja, hierher senden',
      doneTitle: 'Ihre Adresse ist geändert',
      doneText: (name) =>
        `${name} kommt jetzt an diese Adresse. Eine Mail, die schon unterwegs ist, kann noch die bisherige erreichen; Links in alten Mails gelten weiter.`,
      takenTitle: 'Diese Adresse geht nicht',
      takenText:
        'Wir dürfen keine Mail dorthin senden, oder wer sie hatte, hat inzwischen eine andere. Ihre Ausgaben kommen weiter an die bisherige Adresse.',
      goneTitle: 'Dieser Link gilt nicht mehr',
      goneText:
        'Er gilt sieben Tage und nur für die zuletzt genannte Adresse. Auf der Seite mit Ihren Einstellungen können Sie einen neuen anfordern.',
    },
    pause: {
      title: 'Eine Pause machen',
      text: 'Während der Pause kommt keine Ausgabe. Danach kommen sie von selbst wieder.',
      month: (day) => `Einen Monat pausieren, bis zum ${day}`,
      quarter: (day) => `Drei Monate pausieren, bis zum ${day}`,
      day: 'Oder bis zu einem Tag Ihrer Wahl',
      submit: 'Bis zu diesem Tag pausieren',
      on: (day) => `Sie pausieren bis zum ${day}. Von diesem Tag an kommen die Ausgaben von selbst wieder.`,
      end: 'Pause jetzt beenden',
      ended: 'Die Pause ist beendet. Die nächste Ausgabe kommt.',
    },
    unsubscribe: {
      title: 'Abbestellen',
      text: (name) => `Drücken Sie den Knopf, und Sie erhalten ${name} nicht mehr.`,
      submit: 'Jetzt abbestellen',
      doneTitle: 'Sie haben abbestellt',
      doneText: (name) => `Wir senden Ihnen ${name} nicht mehr. Danke fürs Lesen.`,
      notTitle: 'Hier besteht kein Abonnement',
      notText: (name) => `Diese Adresse erhält ${name} nicht.`,
      back: 'War es ein Versehen? Wieder abonnieren',
      rather: 'Oder lieber etwas weniger?',
      fewer: 'Nur diese Rubriken',
      fewerSubmit: 'Nur diese erhalten',
      keptTitle: 'Ihr Abonnement bleibt bestehen',
      kept: (topics) => `Von jetzt an erhalten Sie: ${topics}.`,
      why: 'Möchten Sie uns sagen, warum? Ein Klick genügt, und keiner ist nötig.',
      reasons: {
        tooMany: 'Zu viele E-Mails',
        notForMe: 'Nichts für mich',
        neverAsked: 'Nie bestellt',
        other: 'Ein anderer Grund',
      },
      thanks: 'Danke, dass Sie es uns gesagt haben.',
    },
    rating: {
      title: 'War diese Ausgabe lesenswert?',
      yes: 'Ja',
      no: 'Diesmal nicht',
      text: 'Mit einem Klick auf Ihre Antwort zählt sie. Die Redaktion sieht nur, wie viele wie geantwortet haben.',
      doneTitle: 'Vielen Dank',
      doneText: 'Ihre Antwort ist gezählt. Über die Links am Ende der E-Mail können Sie sie ändern.',
    },
    yourData: {
      title: 'Ihre Daten',
      text: 'Alles, was wir über Sie gespeichert haben, können Sie als Datei erhalten und löschen lassen.',
      how: 'Wie Sie abonniert haben',
      asked: (day, form) => `Sie haben sich am ${day} mit dem Formular unter ${form} angemeldet.`,
      network: (network) => `Aus dem Netz ${network}.`,
      agreed: 'Sie haben dem zugestimmt:',
      confirmed: (day) => `Sie haben es am ${day} bestätigt.`,
      imported: (day) =>
        `Ihr Abonnement wurde von einem anderen Dienst übernommen, bei dem Sie sich bis zum ${day} angemeldet hatten.`,
      left: (day) => `Sie haben am ${day} abbestellt.`,
      download: 'Meine Daten herunterladen',
    },
    erase: {
      title: 'Meine Daten löschen',
      text: (name) =>
        `Drücken Sie den Knopf, und ${name} löscht endgültig, was über Sie bekannt ist. Sie erhalten keine E-Mails mehr. Das lässt sich nicht zurücknehmen.`,
      atOnce:
        'Sofort: Ihre Adresse, Ihre Auswahl und Ihre Antworten, wie Sie abonniert haben und jede Anmeldung, die noch wartet.',
      sends:
        'Binnen eines Tages: dass Ausgaben an Sie gingen. Steht ein Versand auf halbem Weg still, sobald er weitergeht.',
      backups: (days, day) =>
        `Binnen ${days} Tagen: Kopien in Sicherungen, Warteschlangen und Protokollen. Die letzte ist spätestens am ${day} verschwunden.`,
      stays:
        'Was bleibt, ist ein Code aus Ihrer Adresse, aus dem niemand sie lesen kann: Seinetwegen bringt Sie keine importierte Liste zurück. Kamen E-Mails zurück oder haben Sie sich beschwert, ist das dabei vermerkt.',
      submit: 'Endgültig löschen',
      doneTitle: 'Ihre Daten sind gelöscht',
      doneText: (name, day) =>
        `${name} weiß nichts mehr über Sie. Die letzte Kopie in einer Sicherung ist spätestens am ${day} verschwunden. Fehlt es Ihnen eines Tages, melden Sie sich wieder an: Sie sind dann neu dabei.`,
      gone: (day) =>
        `Alles, was über die Person zu diesem Link bekannt war, wurde am ${day} gelöscht. Sind Sie das, können Sie sich jederzeit wieder anmelden.`,
    },
    toSignUp: 'Zum Anmeldeformular',
    forged: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Er ist unvollständig oder wurde verändert. Bitte öffnen Sie den Link in unserer E-Mail selbst, oder kopieren Sie ihn ganz.',
    },
    failed: {
      request: {
        title: 'Das hat nicht geklappt',
        text: 'Wir konnten das Gesendete nicht lesen. Bitte gehen Sie zurück und versuchen Sie es noch einmal.',
      },
      tooLarge: {
        title: 'Das war zu viel',
        text: 'Das Gesendete ist größer, als unsere Formulare erlauben. Bitte kürzen Sie es und versuchen Sie es noch einmal.',
      },
      type: {
        title: 'Das hat nicht geklappt',
        text: 'Das Gesendete ist kein Formular, das wir kennen. Bitte benutzen Sie das auf unserer Seite.',
      },
      method: {
        title: 'Das hat nicht geklappt',
        text: 'Diese Seite lässt sich öffnen und ihr Formular senden; mehr ist hier nicht möglich.',
      },
      ours: {
        title: 'Das hat nicht geklappt',
        text: 'Bei uns stimmt etwas nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.',
      },
    },
  },
  mails: {
    confirm: (name, site, until) => ({
      subject: `Bitte bestätigen Sie Ihr Abonnement von ${name}`,
      preheader: 'Ein Klick, und jede neue Ausgabe kommt an diese Adresse.',
      heading: 'Haben Sie das Abonnement bestellt?',
      asked: `Jemand, wahrscheinlich Sie, hat diese Adresse auf ${site} eingegeben, um ${name} per E-Mail zu erhalten.`,
      please: 'Wenn Sie es waren, bestätigen Sie es bitte hier:',
      button: 'Abonnement bestätigen',
      until: `Der Link gilt bis: ${until}.`,
      otherwise:
        'Wenn Sie es nicht waren, brauchen Sie nichts zu tun. Ohne Ihre Bestätigung erhalten Sie keine Ausgabe, und die Anmeldung wird gelöscht.',
    }),
    ask: (name, site, until) => ({
      subject: `Möchten Sie ${name} weiterhin erhalten?`,
      preheader: 'Ein Klick, und jede neue Ausgabe kommt weiterhin an diese Adresse.',
      heading: 'Dürfen wir Ihnen weiter schreiben?',
      asked: `Diese Adresse steht im Verteiler von ${name}. Er zieht um zu ${site}.`,
      please: 'Wenn Sie es weiterhin per E-Mail erhalten möchten, bestätigen Sie es bitte hier:',
      button: 'Ja, weiterhin',
      until: `Der Link gilt bis: ${until}.`,
      otherwise: 'Wenn Sie nichts tun, erhalten Sie von dort keine Ausgabe, und Ihre Adresse wird gelöscht.',
      no: 'Nein, danke',
    }),
    known: (name, site) => ({
      subject: `Sie haben ${name} bereits abonniert`,
      preheader: 'Nichts hat sich geändert, Sie brauchen nichts zu tun.',
      heading: 'Sie sind schon dabei',
      asked: `Jemand, vielleicht Sie, hat diese Adresse auf ${site} eingegeben, um ${name} zu erhalten. Das Abonnement besteht bereits.`,
      unchanged:
        'Nichts hat sich geändert: Ihre Einstellungen sind, wie Sie sie gewählt haben. Wenn Sie etwas anderes möchten, können Sie es hier ändern; wenn Sie es nicht waren, brauchen Sie nichts zu tun.',
      preferences: 'Einstellungen ändern',
      unsubscribe: 'Abbestellen',
    }),
    changed: (name, language, topics) => ({
      subject: `Ihre Einstellungen für ${name} wurden geändert`,
      preheader: 'Was Sie von jetzt an erhalten.',
      heading: 'Ihre Einstellungen sind gespeichert',
      chosen: [`So erhalten Sie ${name} von jetzt an:`, `Sprache: ${language}`, `Rubriken: ${topics}`],
      otherwise:
        'Wenn nicht Sie es waren, hat jemand anders eine Ihrer E-Mails: Machen Sie die Änderung hier rückgängig.',
      preferences: 'Einstellungen ändern',
      unsubscribe: 'Abbestellen',
    }),
    paused: (name, until) => ({
      subject: `Sie pausieren ${name}`,
      preheader: 'Bis dahin kommt keine Ausgabe.',
      heading: 'Sie machen eine Pause',
      done: `Bis zum ${until} kommt keine Ausgabe von ${name}. Von diesem Tag an kommen sie von selbst wieder.`,
      otherwise:
        'Wenn nicht Sie es waren oder wenn Sie früher weiterlesen möchten, beenden Sie die Pause hier.',
      preferences: 'Pause beenden oder ändern',
      unsubscribe: 'Abbestellen',
    }),
    move: (name, until) => ({
      subject: `Bitte bestätigen Sie Ihre neue Adresse für ${name}`,
      preheader: 'Ein Klick, und jede neue Ausgabe kommt an diese Adresse.',
      heading: 'Ist das Ihre neue Adresse?',
      asked: `Jemand, der ${name} liest, wahrscheinlich Sie, möchte es von jetzt an unter dieser Adresse erhalten.`,
      please: 'Wenn Sie es sind, bestätigen Sie es bitte hier:',
      button: 'Hier erhalten',
      until: `Der Link gilt bis: ${until}.`,
      otherwise:
        'Wenn Sie es nicht sind, brauchen Sie nichts zu tun. Ohne Ihre Bestätigung wird nichts an diese Adresse gesandt.',
    }),
    moved: (name) => ({
      subject: `${name} kommt an Ihre neue Adresse`,
      preheader: 'An diese Adresse kommen keine Ausgaben mehr.',
      heading: 'Ihre Adresse ist geändert',
      done: `Von jetzt an kommt ${name} an die Adresse, die Sie genannt und bestätigt haben, und nicht mehr an diese.`,
      otherwise:
        'Wenn nicht Sie es waren, hat jemand anders eine Ihrer Mails: Holen Sie es in Ihren Einstellungen hierher zurück, oder bestellen Sie es ab.',
      preferences: 'Einstellungen ändern',
      unsubscribe: 'Abbestellen',
    }),
    goodbye: (name) => ({
      subject: `Sie haben ${name} abbestellt`,
      preheader: 'Dies ist unsere letzte E-Mail an Sie.',
      heading: 'Auf Wiedersehen, und danke fürs Lesen',
      done: `Sie haben ${name} abbestellt. An diese Adresse geht keine Ausgabe mehr; dies ist unsere letzte E-Mail an Sie.`,
      mistake:
        'War es ein Versehen, oder fehlt Ihnen eines Tages etwas? Sie können jederzeit wieder abonnieren.',
      button: 'Wieder abonnieren',
    }),
  },
  notices: {
    subject: (name, about) => `${name}: ${about}`,
    causes: {
      person: 'jemand hat ihn angehalten',
      overdue: 'seine Zeit ist seit mehr als sechs Stunden verstrichen',
      reputation: 'zu viele seiner E-Mails kamen zurück, oder zu viele Leser haben sich beschwert',
      account: 'Amazon SES lehnt dieses Konto oder seine Einstellungen ab',
    },
    noneReady: (day) => ({
      subject: 'keine Ausgabe war zum Versand bereit',
      lines: [
        `Der regelmäßige Versand vom ${day} fand keine Ausgabe, die veröffentlicht, fällig und noch nicht versandt ist. Niemand hat etwas erhalten.`,
        'Veröffentlichen Sie eine Ausgabe und versenden Sie sie mit: masthead send ISSUE',
      ],
    }),
    held: (send, cause, because) => ({
      subject: `der Versand ${send} steht still`,
      lines: [
        `Der Versand ${send} steht still: ${cause}.`,
        ...(because
          ? [
              `Amazon SES sagt: ${because}`,
              'Beheben Sie das zuerst bei Amazon SES: Vorher fortgesetzt, wird der Versand wieder angehalten.',
            ]
          : []),
        `Ansehen: masthead status ${send}`,
        `Fortsetzen: masthead resume ${send} (oder beenden: masthead cancel ${send})`,
      ],
    }),
    toApprove: (send) => ({
      subject: `der Versand ${send} wartet auf eine zweite Person`,
      lines: [
        `Der Versand ${send} geht an viele Leser; deshalb gibt ihn jemand frei, der ihn nicht selbst verlangt hat. Vorher bekommt ihn niemand.`,
        `Ansehen: masthead status ${send}`,
        `Freigeben: masthead approve ${send} (oder beenden: masthead cancel ${send})`,
      ],
    }),
    usedUp: (send, day) => ({
      subject: `der Versand ${send} hat das Tageskontingent aufgebraucht`,
      lines: [
        `Am ${day} war das Tageskontingent dieses Kontos aufgebraucht, und Amazon SES nahm keine E-Mails des Versands ${send} mehr an. Da diese E-Mail ankommt, nimmt es wieder welche an: Der Versand geht von selbst weiter, und niemand wird ausgelassen. Es ist nichts zu tun.`,
        `Ansehen: masthead status ${send}`,
        'Bei AWS ein größeres Kontingent beantragen: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-request-increase.html',
      ],
    }),
    leftOver: (send, failed, uncertain) => ({
      subject: `der Versand ${send} hat Ihnen Leser überlassen`,
      lines: [
        `Der Versand ${send} ist zu Ende. Fehlgeschlagen: ${failed}. Leser, bei denen niemand weiß, ob SES ihre E-Mail angenommen hat: ${uncertain}.`,
        `Wer es ist: masthead recipients ${send}`,
        `Den Fehlgeschlagenen noch einmal senden: masthead retry ${send}`,
        `Über die Ungewissen entscheiden: masthead resolve ${send} --resend (jemand kann es zweimal erhalten) oder --write-off (jemand kann es nie erhalten)`,
      ],
    }),
    webhookOff: (host, day) => ({
      subject: `der Webhook zu ${host} ist abgeschaltet`,
      lines: [
        `Seit dem ${day} hat den Webhook zu ${host} nichts erreicht. Deshalb wurde er abgeschaltet: Er erfährt nichts, bis ihn jemand wieder einschaltet.`,
        'Sehen Sie, was sein Programm geantwortet hat: masthead webhooks list, dann masthead webhooks log ID',
        'Wieder einschalten: masthead webhooks on ID',
      ],
    }),
  },
  digest: {
    subject: (name, number, line) =>
      number === undefined ? `${name}: ${line}` : `${name} Nr. ${number}: ${line}`,
    advertising: (subject) => `Anzeige: ${subject}`,
    inside: 'In dieser Ausgabe',
    welcome: (name) =>
      `Willkommen bei ${name}. Diese Ausgabe erschien vor Ihrem Abonnement; sie ist für Sie zum Anfangen.`,
    test: 'Ein Test: Diese Ausgabe ist noch nicht versandt.',
    testSubject: (subject) => `[Test] ${subject}`,
    correction: 'Diese Mail berichtigt die, die Sie zu dieser Ausgabe bekommen haben.',
    correctionSubject: (subject) => `Berichtigung: ${subject}`,
    browser: 'Im Browser ansehen',
    read: 'Weiterlesen',
    pieces: (count) => `${count} Beiträge`,
    more: (count) =>
      plural(count, {
        one: `und ${count} weiterer Beitrag auf der Website`,
        other: `und ${count} weitere Beiträge auf der Website`,
      }),
    why: (name) => `Sie erhalten diese E-Mail, weil Sie ${name} abonniert und Ihre Adresse bestätigt haben.`,
    preferences: 'Einstellungen',
    unsubscribe: 'Abbestellen',
    forward: 'An Freunde weiterleiten',
    otherLanguage: 'In einer anderen Sprache',
    next: (day) => `Die nächste Ausgabe ist für den ${day} geplant.`,
  },
  site: {
    inThisIssue: 'In dieser Ausgabe',
    navigation: 'Hauptmenü',
    more: 'Mehr',
    write: 'Schreiben Sie uns',
    issue: (number) => `Nr. ${number}`,
    minutes: (minutes) => `${minutes} Min. Lesezeit`,
    page: (page) => `Seite ${page}`,
    between: ' · ',
    references: 'Literatur',
    notes: 'Anmerkungen',
    backToText: (mark) => `Zurück zum Verweis ${mark} im Text`,
    sources: 'Quellen und Links',
    table: 'Tabelle',
    code: 'Programmcode',
    formula: 'Formel',
    qr: 'QR-Code der Kurzadresse dieser Seite',
    shortAddress: 'Kurzadresse',
    leadsOn: 'Zur Seite',
    by: (author) => `Von ${author}`,
    contents: 'Inhalt',
    book: 'Diese Ausgabe als E-Book (EPUB)',
    bookCover: 'Titelseite',
    bookLetter: 'Zu dieser Ausgabe',
    previous: 'Zurück',
    next: 'Weiter',
    otherIssues: 'Andere Ausgaben',
    previousIssue: 'Vorige Ausgabe',
    nextIssue: 'Nächste Ausgabe',
    archive: 'Alle Ausgaben',
    earlier: 'Frühere Ausgaben',
    latest: 'Die neueste Ausgabe',
    readIssue: 'Diese Ausgabe lesen',
    signUp: (name) => `${name} per E-Mail`,
    signUpText:
      'Ein Brief je Ausgabe: was neu ist, mit einem Link zu jedem Beitrag. Abbestellen können Sie jederzeit.',
    subscribe: 'Abonnieren',
    skip: 'Zum Text springen',
    feed: 'RSS-Feed',
    feedText:
      'Dies ist ein Feed. Kopieren Sie seine Adresse in einen Feedreader, und jeder neue Artikel erscheint dort.',
    allFeeds: 'Alle Feeds in einer Liste',
    follow: 'Dieser Rubrik folgen:',
    sections: 'Rubriken',
    years: 'Jahrgänge',
    sectionText: (section, name) => `${section}: alle Beiträge dieser Rubrik in ${name}.`,
    nothingYet: 'Hier steht noch nichts.',
    olderInArchive: 'Ältere Beiträge stehen in ihren Ausgaben',
    search: {
      title: 'Suche',
      label: 'Alle Beiträge durchsuchen',
      submit: 'Suchen',
      needsScript:
        'Die Suche läuft in Ihrem Browser und braucht JavaScript. Ohne es führen diese Seiten zu jedem Beitrag:',
      hint: 'Geben Sie ein Wort ein: Durchsucht werden Titel, Zusammenfassungen, Autoren und Rubriken aller Ausgaben und die Texte der neuesten.',
      loading: 'Suche läuft…',
      one: '1 Beitrag gefunden',
      many: '{count} Beiträge gefunden',
      firstOf: '{count} Beiträge gefunden, die {shown} besten werden gezeigt',
      near: 'Kein Beitrag enthält alle diese Wörter. Diese enthalten einige davon:',
      none: 'Nichts gefunden. Versuchen Sie es mit einem anderen Wort oder mit weniger Wörtern.',
      failed:
        'Die Liste der Beiträge konnte nicht geladen werden. Bitte versuchen Sie es noch einmal, oder sehen Sie ins Archiv.',
    },
    erratum: 'Berichtigung',
    corrected: (day, text) => `Berichtigung, ${day}: ${text}`,
    withdrawn: 'Dieser Beitrag wurde zurückgezogen',
    withdrawnOn: (title, day) => `Wir haben „${title}“ am ${day} zurückgezogen.`,
    gone: 'Diese Seite wurde entfernt',
    goneText: 'Was hier stand, gehört nicht mehr zur Ausgabe.',
    issueGone: 'Diese Ausgabe wurde zurückgezogen',
    issueGoneText: 'Sie kann hier nicht mehr gelesen werden. Die anderen Ausgaben sind weiterhin da.',
    toContents: 'Inhalt der Ausgabe',
    elsewhere: 'Das gibt es nicht auf Deutsch',
    elsewhereText: 'Es ist nicht auf Deutsch erschienen. Hier kann man es lesen:',
    notFound: 'Diese Seite gibt es nicht',
    notFoundText:
      'Vielleicht ist sie umgezogen, oder die Adresse enthält einen Fehler. Suchen Sie danach, oder beginnen Sie hier:',
  },
}
export default words
