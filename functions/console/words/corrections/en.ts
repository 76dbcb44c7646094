/** The texts of corrections of a send that went out with a fault. */
const words = {
  correction: {
    title: 'Corrections',
    source: 'It corrects',
    differs: (languages: string) =>
      `The issue was published again since this went out, in ${languages}. A correction brings what is published now to exactly those who got the mail of before.`,
    same: 'What went out is what is published now. Is something in it wrong? Mend the issue and publish it again: then a correction can go to exactly those who got the fault.',
    notPublished: 'Its issue is not published any more, so there is nothing to correct it with.',
    begin: 'Send a correction…',
    accepted: (count: string) => `${count} accepted`,
    heading: (name: string) => `Correct ${name}`,
    back: 'Back to the send',
    nothingYet:
      'It goes to exactly those who got the mail with the fault and are still readers. Nothing is sent before you have seen how many they are, and have confirmed that.',
    changed: 'What is corrected',
    lookYourself: 'Its subject is the same. What else is other, both mails side by side show.',
    see: 'See the corrected mail',
    compare: 'Compare it with what went out',
    said: 'What it says above the issue',
    saidNote:
      'One or two sentences on what was wrong. Left empty, it says that it corrects an earlier mail. Its subject begins with “Correction” either way, in the reader’s language.',
    saidNothing: 'That it corrects an earlier mail.',
    only: 'Only readers of these languages. None chosen: all of them.',
    rehearse: 'See who would get it',
    rehearsal: (name: string) => `Rehearsal: correction of ${name}`,
    send: 'Send the correction',
    sendNow: 'Send the correction now',
    exists: 'There is this correction already, and it is made only once:',
    wasCancelled: (id: string, at: string) => `${id} was cancelled ${at}. Go on here to send it after all.`,
  },
} as const
export default words
