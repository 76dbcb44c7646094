const words = {
  /** The language's own name, for links to another language. */
  name: 'English',
  /** What an imported document does not say itself. */
  imported: {
    /** The section of articles that stand in none. */
    unsectioned: 'In this issue',
    further: 'Also in this issue',
    /** An article of which nothing is left but a prompt to scan a code. */
    onlyInPrint: (page: number) => `This article is in the printed issue, page ${page}.`,
  },
  forms: {
    subscribe: {
      title: (name: string) => `Subscribe to ${name}`,
      address: 'E-mail address',
      language: 'Language',
      topics: 'Sections',
      topicsNote: 'If you choose all of them, new ones will be included.',
      more: 'More choices (optional)',
      timeZone: 'Time zone',
      timeZoneDefault: (offset: string) => `Same as the magazine (${offset})`,
      timeZoneNote: 'It counts when an issue goes out at the same local hour everywhere.',
      noAnswer: 'No answer',
      yes: 'Yes',
      trap: 'Please leave this field empty',
      consent: (name: string, publisher: string) =>
        `By subscribing you agree that ${publisher} sends you ${name} by e-mail. You can end this at any time by the link in every mail.`,
      /** Of a magazine that is its own publisher. */
      consentToName: (name: string) =>
        `By subscribing you agree to receive ${name} by e-mail. You can end this at any time by the link in every mail.`,
      submit: 'Subscribe',
    },
    problem: 'Something has to be corrected. Please look at what is marked.',
    problemTitle: (title: string) => `Please correct: ${title}`,
    problems: {
      tokenStale: 'This form is no longer fresh. Please open it again and send it from there.',
      originUnknown: 'This site is not on our list: the sign-up form cannot be sent from here.',
      addressMissing: 'Please enter your e-mail address.',
      addressWrong: 'This does not look like an e-mail address. It should be like name@example.org.',
      addressTooLong: 'This is longer than an e-mail address can be.',
      addressNotAscii: 'Before the @, an address can hold only plain letters, digits and signs.',
      addressQuoted:
        'We cannot write to an address with quotation marks before the @. Please use another one.',
      addressLiteral: 'After the @ there must be a name such as example.org, not a number.',
      addressSeveral: 'Please enter one address only.',
      addressSame: 'Your issues come to this address already.',
      languageUnknown: 'We do not publish in this language. Please choose one of these.',
      topicUnknown: 'There is no such section. Please choose among these.',
      topicMissing: 'Please choose at least one section.',
      timeZoneUnknown: 'We do not know this time zone. Please choose one of these.',
      optionUnknown: 'This is not among the answers. Please choose one of these.',
      textTooLong: 'Please use at most 200 characters.',
      textWrong: 'This holds signs that cannot stand in one line of text. Please type it anew.',
      pauseDayWrong: 'Please choose a day from tomorrow on, within a year.',
    },
    /** A form that comes from elsewhere is sent once more, from our own page. */
    again: {
      title: 'One more press',
      text: 'This form was filled in on another page, or a while ago. Please look it over and press the button: only then do we write to you.',
      choices: 'What you chose',
    },
    checkInbox: {
      title: 'Please check your inbox',
      text: 'We are writing to the address that you gave. Follow the link in our mail, and your subscription begins.',
      wrong: 'Not your address? Enter it again',
      note: 'Nothing there after some minutes? Look among the junk mail, or sign up again. For your privacy, this page does not say whether we know the address.',
      /** @param service the visitor’s mailbox provider */
      open: (service: string) => `Open ${service}`,
      read: 'While you wait, read an issue',
    },
    /** @param wait such as `12 minutes` */
    tooMany: {
      title: 'Too many at once',
      text: (wait: string) =>
        `More sign-ups have come from your network just now than we take. Nothing was sent. Please try again in ${wait}.`,
    },
    confirm: {
      title: 'One more step',
      text: (name: string) => `Do you want to receive ${name} by e-mail?`,
      language: 'Language',
      topics: 'Sections',
      allTopics: 'all, also those to come',
      submit: 'Yes, subscribe me',
      doneTitle: 'You are subscribed',
      doneText: (name: string) => `Each new issue of ${name} will come to your inbox.`,
      /** Where a new reader gets an issue at once. */
      doneWelcome: (name: string) =>
        `${name} comes to your inbox from now on: an issue to begin with, and then each new one.`,
      expiredTitle: 'This link has ended',
      expiredText: 'This confirmation link works no longer. Sign up again, and we will send you a new one.',
      goneTitle: 'There is nothing left to confirm',
      goneText: 'The sign-up that this link belongs to no longer exists. You can sign up again.',
    },
    preferences: {
      title: 'Your preferences',
      submit: 'Save',
      saved: 'Saved. The next issue will come like this.',
      leaveTitle: 'No longer interested?',
      expiredTitle: 'This link has ended',
      expiredText:
        'A link to your preferences works for 400 days. Enter your address in the sign-up form, and we will mail you a new link; your choices stay as they are.',
      manage: 'Change your preferences',
    },
    move: {
      title: 'Another address',
      text: 'Have your issues come to another address. We mail a link there first; until you confirm it, everything stays as it is.',
      address: 'New e-mail address',
      submit: 'Send me the link',
      askedTitle: 'Please check the new inbox',
      askedText:
        'We have sent a link to this address. Open it there and confirm within seven days. Until then your issues go on coming to the address of before.',
      confirmTitle: 'Receive it at this address?',
      confirmText: (name: string) =>
        `Press the button, and ${name} comes to this address from now on, and no longer to the one of before. Your choices stay as they are.`,
      confirmSubmit: 'Yes, send it here',
      doneTitle: 'Your address is changed',
      doneText: (name: string) =>
        `${name} comes to this address now. A mail on its way may still reach the one of before; links in old mails go on working.`,
      takenTitle: 'This address cannot be used',
      takenText:
        'We may send no mail to it, or its reader has another address by now. Your issues go on coming to the address of before.',
      goneTitle: 'This link no longer works',
      goneText:
        'It works for seven days, and only for the address that was asked for last. You can ask for a new link on the page of your preferences.',
    },
    pause: {
      title: 'Take a break',
      text: 'No issue comes during a pause. After it, they come again by themselves.',
      month: (day: string) => `Pause for a month, until ${day}`,
      quarter: (day: string) => `Pause for three months, until ${day}`,
      day: 'Or until a day of your choice',
      submit: 'Pause until that day',
      on: (day: string) => `You pause until ${day}. From that day on, issues come again by themselves.`,
      end: 'End the pause now',
      ended: 'The pause is over. The next issue will come.',
    },
    unsubscribe: {
      title: 'Unsubscribe',
      text: (name: string) => `Press the button, and you will no longer receive ${name}.`,
      submit: 'Unsubscribe',
      doneTitle: 'You are unsubscribed',
      doneText: (name: string) => `We will not send you ${name} any more. Thank you for having read it.`,
      notTitle: 'You are not subscribed',
      notText: (name: string) => `This address does not receive ${name}.`,
      back: 'Was it a mistake? Subscribe again',
      rather: 'Or rather a little less?',
      fewer: 'Only these sections',
      fewerSubmit: 'Receive only these',
      keptTitle: 'You stay subscribed',
      kept: (topics: string) => `From now on you receive: ${topics}.`,
      why: 'Would you tell us why? One press is enough, and none is needed.',
      reasons: {
        tooMany: 'Too many mails',
        notForMe: 'Not for me',
        neverAsked: 'I never asked for it',
        other: 'Another reason',
      },
      thanks: 'Thank you for telling us.',
    },
    /** A question at the end of each digest, its two answers as links there, and the page to which they lead. */
    rating: {
      title: 'Was this worth reading?',
      yes: 'Yes',
      no: 'Not this time',
      text: 'Press your answer, and it counts. The editors see only how many gave each answer.',
      doneTitle: 'Thank you',
      doneText: 'Your answer is counted. You can change it by the links at the end of the mail.',
    },
    /** What a reader may do with what is known of them. */
    yourData: {
      title: 'Your data',
      text: 'Everything that we hold of you is yours to have as a file, and to have erased.',
      /** Unfolds the evidence of consent. */
      how: 'How you subscribed',
      /** @param form the page that held the form */
      asked: (day: string, form: string) => `You signed up on ${day} by the form at ${form}.`,
      network: (network: string) => `From the network ${network}.`,
      agreed: 'You agreed to this:',
      confirmed: (day: string) => `You confirmed it on ${day}.`,
      imported: (day: string) =>
        `Your subscription was taken over from another service, where you had signed up by ${day}.`,
      left: (day: string) => `You left on ${day}.`,
      download: 'Download my data',
    },
    erase: {
      title: 'Erase my data',
      text: (name: string) =>
        `Press the button, and ${name} erases what it knows of you, for good. You get no more mail. It cannot be taken back.`,
      atOnce:
        'At once: your address, your choices and answers, how you subscribed, and any sign-up that waits.',
      sends:
        'Within a day: that issues went to you. If a mailing stands still half-way, as soon as it goes on.',
      backups: (days: number, day: string) =>
        `Within ${days} days: copies in backups, queues and logs. The last of it is gone by ${day}.`,
      stays:
        'What stays is a code made of your address, from which nobody can read it: by it no imported list brings you back. If your mail bounced or you complained, it is noted with it.',
      submit: 'Erase my data',
      doneTitle: 'Your data are erased',
      doneText: (name: string, day: string) =>
        `${name} knows nothing of you any more. The last copy in a backup is gone by ${day}. If you miss it one day, sign up again: you are then a new reader.`,
      /** For links in mails of before. */
      gone: (day: string) =>
        `All that was known of this link’s reader was erased on ${day}. If that is you, you may sign up again at any time.`,
    },
    toSignUp: 'To the sign-up form',
    forged: {
      title: 'This link does not work',
      text: 'It is incomplete or was altered. Please open the link in our mail itself, or copy all of it.',
    },
    failed: {
      request: {
        title: 'That did not work',
        text: 'We could not read what was sent. Please go back and try again.',
      },
      tooLarge: {
        title: 'That was too much',
        text: 'What was sent is larger than our forms can be. Please shorten it and try again.',
      },
      type: {
        title: 'That did not work',
        text: 'What was sent is not a form that we know. Please use the form on our own page.',
      },
      method: {
        title: 'That did not work',
        text: 'This page can be opened, and its form can be sent; nothing else is possible here.',
      },
      ours: {
        title: 'That did not work',
        text: 'Something is wrong on our side. Please try again in some minutes.',
      },
    },
  },
  mails: {
    confirm: (name: string, site: string, until: string) => ({
      subject: `Please confirm your subscription to ${name}`,
      preheader: 'One click, and each new issue comes to this address.',
      heading: 'Was it you who subscribed?',
      asked: `Somebody, probably you, entered this address at ${site} to receive ${name} by e-mail.`,
      please: 'If it was you, please confirm it here:',
      button: 'Confirm my subscription',
      until: `The link works until ${until}.`,
      otherwise:
        'If it was not you, do nothing. Without your confirmation no issue is sent to you, and the sign-up is deleted.',
    }),
    ask: (name: string, site: string, until: string) => ({
      subject: `Do you want to go on receiving ${name}?`,
      preheader: 'One click, and each new issue goes on coming to this address.',
      heading: 'Shall we go on writing to you?',
      asked: `This address is on the list of readers of ${name}, which is moving to ${site}.`,
      please: 'If you want to go on receiving it by e-mail, please confirm it here:',
      button: 'Yes, go on',
      until: `The link works until ${until}.`,
      otherwise: 'If you do nothing, no issue is sent to you from there, and your address is deleted.',
      no: 'No, thank you',
    }),
    known: (name: string, site: string) => ({
      subject: `You already subscribe to ${name}`,
      preheader: 'Nothing has changed, and you need do nothing.',
      heading: 'You are subscribed already',
      asked: `Somebody, perhaps you, entered this address at ${site} to receive ${name}. You receive it already.`,
      unchanged:
        'Nothing has changed: your preferences are as you chose them. If you want something else, you can change it here; if it was not you, you need do nothing.',
      preferences: 'Change your preferences',
      unsubscribe: 'Unsubscribe',
    }),
    changed: (name: string, language: string, topics: string) => ({
      subject: `Your preferences for ${name} have changed`,
      preheader: 'What you receive from now on.',
      heading: 'Your preferences are saved',
      chosen: [
        `From now on this is how you receive ${name}:`,
        `Language: ${language}`,
        `Sections: ${topics}`,
      ],
      otherwise:
        'If it was not you who changed them, somebody else has one of your mails: change them back here.',
      preferences: 'Change your preferences',
      unsubscribe: 'Unsubscribe',
    }),
    paused: (name: string, until: string) => ({
      subject: `You pause ${name}`,
      preheader: 'No issue comes until then.',
      heading: 'You take a break',
      done: `No issue of ${name} comes until ${until}. From that day on, they come again by themselves.`,
      otherwise: 'If it was not you, or you want to read on sooner, end the pause here.',
      preferences: 'End or change the pause',
      unsubscribe: 'Unsubscribe',
    }),
    move: (name: string, until: string) => ({
      subject: `Please confirm your new address for ${name}`,
      preheader: 'One click, and each new issue comes to this address.',
      heading: 'Is this your new address?',
      asked: `A reader of ${name}, probably you, wants to receive it at this address from now on.`,
      please: 'If it is you, please confirm it here:',
      button: 'Receive it at this address',
      until: `The link works until ${until}.`,
      otherwise: 'If it is not you, do nothing. Without your confirmation nothing is sent to this address.',
    }),
    moved: (name: string) => ({
      subject: `${name} goes to your new address`,
      preheader: 'This address gets no more issues.',
      heading: 'Your address is changed',
      done: `From now on ${name} goes to the address that you gave us and confirmed, and no longer to this one.`,
      otherwise:
        'If it was not you, somebody else has one of your mails: have it come here again by your preferences, or unsubscribe.',
      preferences: 'Change your preferences',
      unsubscribe: 'Unsubscribe',
    }),
    goodbye: (name: string) => ({
      subject: `You have unsubscribed from ${name}`,
      preheader: 'This is our last mail to you.',
      heading: 'Goodbye, and thank you for reading',
      done: `You have unsubscribed from ${name}. No more issues will be sent to this address; this is our last mail to you.`,
      mistake: 'If it was a mistake, or you miss it one day, you can subscribe again at any time.',
      button: 'Subscribe again',
    }),
  },
  /** To the publication's administrator. */
  notices: {
    subject: (name: string, about: string) => `${name}: ${about}`,
    causes: {
      person: 'a person paused it',
      overdue: 'its time was missed by more than six hours',
      reputation: 'too many of its mails bounced, or too many readers complained',
      account: 'Amazon SES refuses this account or its settings',
    },
    noneReady: (day: string) => ({
      subject: 'no issue was ready to be sent',
      lines: [
        `The recurring send of ${day} found no issue that is published, due and not sent yet. Nobody got any mail.`,
        'Publish an issue and send it with: masthead send ISSUE',
      ],
    }),
    held: (send: string, cause: string, because?: string) => ({
      subject: `the send ${send} stands still`,
      lines: [
        `The send ${send} stands still: ${cause}.`,
        ...(because
          ? [
              `Amazon SES says: ${because}`,
              'Put it right at Amazon SES first: resumed before, the send is held again.',
            ]
          : []),
        `Look at it with: masthead status ${send}`,
        `Then go on with: masthead resume ${send} (or end it with: masthead cancel ${send})`,
      ],
    }),
    toApprove: (send: string) => ({
      subject: `the send ${send} waits for a second person`,
      lines: [
        `The send ${send} is for many readers, so somebody approves it who did not ask for it. Nobody gets it before.`,
        `See how it stands: masthead status ${send}`,
        `Approve it: masthead approve ${send} (or end it: masthead cancel ${send})`,
      ],
    }),
    usedUp: (send: string, day: string) => ({
      subject: `the send ${send} has used up the daily quota`,
      lines: [
        `On ${day} the daily quota of this account was used up, and Amazon SES took no more mail of the send ${send}. As this mail comes, it takes some again: the send goes on by itself, and nobody is left out. There is nothing to do.`,
        `Look at it with: masthead status ${send}`,
        'Ask AWS for a larger quota: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-request-increase.html',
      ],
    }),
    leftOver: (send: string, failed: number, uncertain: number) => ({
      subject: `the send ${send} has left readers to you`,
      lines: [
        `The send ${send} has come to its end. Readers for whom it failed: ${failed}. Readers of whom nobody knows whether SES took their message: ${uncertain}.`,
        `See who they are with: masthead recipients ${send}`,
        `Send again to those to whom it failed: masthead retry ${send}`,
        `Decide for the uncertain: masthead resolve ${send} --resend (somebody may get it twice) or --write-off (somebody may never get it)`,
      ],
    }),
    webhookOff: (host: string, day: string) => ({
      subject: `the webhook to ${host} is switched off`,
      lines: [
        `Nothing has reached the webhook to ${host} since ${day}, so it was switched off: it hears of nothing until somebody switches it on.`,
        'See what its program answered: masthead webhooks list, then masthead webhooks log ID',
        'Switch it on again with: masthead webhooks on ID',
      ],
    }),
  },
  digest: {
    /** Subject of an issue of which nothing is left, and its preheader where it has neither number nor day. */
    subject: (name: string, number: number | undefined, line: string) =>
      number === undefined ? `${name}: ${line}` : `${name} No. ${number}: ${line}`,
    advertising: (subject: string) => `AD: ${subject}`,
    /** After the subject in an inbox's list, before the names of the sections. */
    inside: 'In this issue',
    /** Above the issue that a new reader gets. */
    welcome: (name: string) =>
      `Welcome to ${name}. This issue came out before you subscribed; it is yours to begin with.`,
    test: 'A test: this issue is not sent yet.',
    testSubject: (subject: string) => `[Test] ${subject}`,
    correction: 'This mail corrects the one that you got of this issue.',
    correctionSubject: (subject: string) => `Correction: ${subject}`,
    browser: 'View in browser',
    read: 'Read on',
    /** How much an issue holds, always several. */
    pieces: (count: number) => `${count} pieces`,
    /** Articles that a digest has no room for. */
    more: (count: number) => `and ${count} more on the website`,
    why: (name: string) => `You receive this because you signed up for ${name} and confirmed your address.`,
    preferences: 'Preferences',
    unsubscribe: 'Unsubscribe',
    /** At the end of the issue: a link that opens a new mail, and before the issue's other languages. */
    forward: 'Forward to a friend',
    otherLanguage: 'In another language',
    /** When the cadence says that one comes. */
    next: (day: string) => `The next issue is due on ${day}.`,
  },
  site: {
    inThisIssue: 'In this issue',
    navigation: 'Main',
    more: 'More',
    write: 'Write to us',
    issue: (number: number) => `No. ${number}`,
    minutes: (minutes: number) => `${minutes} min read`,
    page: (page: number) => `Page ${page}`,
    /** Between two parts of one line. */
    between: ' · ',
    references: 'References',
    notes: 'Notes',
    backToText: (mark: string) => `Back to reference ${mark} in the text`,
    sources: 'Sources and links',
    /** Parts of a text that scroll by themselves, for who does not see them. */
    table: 'Table',
    code: 'Code',
    formula: 'Formula',
    qr: 'QR code of this page’s short address',
    shortAddress: 'Short address',
    leadsOn: 'Go to the page',
    by: (author: string) => `By ${author}`,
    contents: 'Contents',
    /** Leads to the issue as a file for e-book readers; the other two are parts of it. */
    book: 'This issue as an e-book (EPUB)',
    bookCover: 'Cover',
    bookLetter: 'From the editor',
    previous: 'Previous',
    next: 'Next',
    otherIssues: 'Other issues',
    previousIssue: 'Previous issue',
    nextIssue: 'Next issue',
    archive: 'All issues',
    earlier: 'Earlier issues',
    latest: 'The latest issue',
    readIssue: 'Read this issue',
    signUp: (name: string) => `Get ${name} by e-mail`,
    signUpText: 'One letter an issue: what is new, and a link to each piece. Leave whenever you like.',
    subscribe: 'Subscribe',
    skip: 'Skip to the text',
    feed: 'RSS feed',
    feedText: 'This is a feed. Copy its address into a feed reader, and each new article comes to you there.',
    allFeeds: 'All feeds in one list',
    follow: 'Follow this section:',
    sections: 'Sections',
    years: 'Years',
    sectionText: (section: string, name: string) => `${section}: every article of this section in ${name}.`,
    nothingYet: 'There is nothing here yet.',
    olderInArchive: 'Older articles stand in their issues',
    search: {
      title: 'Search',
      label: 'Search all articles',
      submit: 'Search',
      needsScript:
        'The search itself runs in your browser and needs JavaScript. Without it, these lead to every article:',
      hint: 'Type a word: titles, summaries, authors and sections of all issues are searched, and the texts of the newest.',
      loading: 'Searching…',
      one: '1 article found',
      many: '{count} articles found',
      firstOf: '{count} articles found, the best {shown} are shown',
      near: 'No article has all of these words. Those that have some:',
      none: 'Nothing found. Try another word, or fewer.',
      failed: 'The list of articles could not be loaded. Please try again, or look through the archive.',
    },
    erratum: 'Correction',
    /** Where only text may stand, before what an article says. */
    corrected: (day: string, text: string) => `Correction, ${day}: ${text}`,
    withdrawn: 'This article was withdrawn',
    withdrawnOn: (title: string, day: string) => `We withdrew “${title}” on ${day}.`,
    gone: 'This page was taken down',
    goneText: 'What stood here is no longer part of the issue.',
    issueGone: 'This issue was taken down',
    issueGoneText: 'It can no longer be read here. The other issues are still there.',
    toContents: 'Contents of the issue',
    /** Where the language lacks what others have. */
    elsewhere: 'This is not in English',
    elsewhereText: 'It has not been published in English. It can be read in:',
    notFound: 'There is no such page',
    notFoundText:
      'It may have moved, or the address has a slip in it. Search for it, or start from one of these:',
  },
}
export default words

/** Every text that a reader can meet, in one language. English is the shape that the others must fill. */
export type Words = typeof words
