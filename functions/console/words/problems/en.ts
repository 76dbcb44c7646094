/** Why the API refused what was asked, by the `type` of its answer, and by what was wrong in it. */
const words = {
  /**
   * The language in which the API says more, where that may stand on a page in this one; elsewhere empty: then what is said is
   * what stands here.
   */
  apiSpeaks: 'en',
  types: {
    'not-valid': 'Something that was filled in cannot be so.',
    'not-signed-in': 'Your sign-in has ended: sign in, and press again.',
    'not-allowed': 'Your role does not allow this.',
    'not-found': 'That is not here, or not any more.',
    'name-taken': 'Something else has this name: choose another.',
    'not-possible': 'As things stand, this cannot be done.',
    'under-way': 'The same is being done already. Look again in some seconds.',
    'try-again': 'Not in this moment: press again in some seconds.',
    'key-of-another-call': 'This form was used for something else before: open the page anew.',
    forgotten: 'That is not kept any more.',
    changed: 'Somebody changed it meanwhile: look at it anew.',
    'too-many': 'That was asked too often: wait a minute.',
    'too-large': 'That is too large.',
    'not-json': 'The console asked in a way that the service does not understand.',
    'not-audited': 'The audit log cannot be written just now, so nothing was done: press again.',
    failed: 'The service failed, and nothing is said to be done: look how it stands before you press again.',
  } as Record<string, string>,
  unknown: 'The service refused this, without a reason that the console knows.',
  request: (id: string) => `If it stays so, say this to whoever runs the service: ${id}`,
  wrong: (field: string) => `Look at: ${field}`,
  /** What a form calls each part of a call. */
  fields: {
    at: 'the time',
    to: 'the address',
    address: 'the address',
    name: 'the name',
    role: 'the role',
    days: 'the days',
    url: 'the URL',
    types: 'what it is told of',
    issue: 'the issue',
    send: 'the send',
    purpose: 'the purpose',
    language: 'the language',
    languages: 'the languages',
    topics: 'the sections',
    segment: 'the segment',
    rule: 'the rule',
    queue: 'the queue',
    action: 'what is to be done',
    reader: 'the reader',
    after: 'the place in the list',
    consent: 'the consent',
    columns: 'the columns',
    file: 'the file',
    id: 'the name',
  } as Record<string, string>,
  /** Of one part of a call alone: `type part`. */
  particular: {
    'not-found issue': 'The issue is not published, or not any more.',
    'not-found segment': 'There is no such segment any more.',
    'not-found address': 'Nobody has this address: they never signed up, or did not confirm in time.',
    'not-valid at': 'The time is past, or cannot be read: choose a later one.',
    'not-valid to': 'That is no address to which mail can go.',
    'not-valid address': 'That is no address to which mail can go.',
    'not-valid url': 'Give an address that begins with https:// and that everybody can reach.',
    'name-taken name': 'This name is taken: choose another.',
    'not-possible queue': 'The failed work of this queue cannot be done anew from here.',
  } as Record<string, string>,
} as const
export default words
