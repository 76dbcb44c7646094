import type { Words } from '../en.ts'

/**
 * What a text is given to fill in. A `name` may be in any language and is set apart (`isolate-names.ts`); a `text` is in
 * the catalogue's own, an address of the site, or a place for what is filled in later. By a `count` the plural form is
 * chosen; of what ends in `?` there may be none, and the text has two forms, with it and without.
 */
export type Kind = 'name' | 'text' | 'number' | 'count' | 'text?' | 'number?'
/** By the names that stand in `{…}`, in the order in which the function takes them. */
export type Given = Record<string, Kind>

type PathsOfFunctions<Tree, Before extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? never
    : Tree[Key] extends (...given: never[]) => unknown
      ? `${Before}${Key}`
      : PathsOfFunctions<Tree[Key], `${Before}${Key}.`>
}[keyof Tree & string]

const given: Record<PathsOfFunctions<Words>, Given> = {
  'imported.onlyInPrint': { page: 'number' },
  'forms.subscribe.title': { name: 'name' },
  'forms.subscribe.timeZoneDefault': { offset: 'name' },
  'forms.subscribe.consent': { name: 'name', publisher: 'name' },
  'forms.subscribe.consentToName': { name: 'name' },
  'forms.problemTitle': { title: 'text' },
  'forms.checkInbox.open': { service: 'name' },
  'forms.tooMany.text': { wait: 'text' },
  'forms.confirm.text': { name: 'name' },
  'forms.confirm.doneText': { name: 'name' },
  'forms.confirm.doneWelcome': { name: 'name' },
  'forms.move.confirmText': { name: 'name' },
  'forms.move.doneText': { name: 'name' },
  'forms.pause.month': { day: 'text' },
  'forms.pause.quarter': { day: 'text' },
  'forms.pause.on': { day: 'text' },
  'forms.unsubscribe.text': { name: 'name' },
  'forms.unsubscribe.doneText': { name: 'name' },
  'forms.unsubscribe.notText': { name: 'name' },
  'forms.unsubscribe.kept': { topics: 'text' },
  'forms.yourData.network': { network: 'name' },
  'forms.yourData.asked': { day: 'text', form: 'name' },
  'forms.yourData.confirmed': { day: 'text' },
  'forms.yourData.imported': { day: 'text' },
  'forms.yourData.left': { day: 'text' },
  'forms.erase.text': { name: 'name' },
  'forms.erase.backups': { days: 'number', day: 'text' },
  'forms.erase.doneText': { name: 'name', day: 'text' },
  'forms.erase.gone': { day: 'text' },
  'mails.confirm': { name: 'name', site: 'text', until: 'text' },
  'mails.ask': { name: 'name', site: 'text', until: 'text' },
  'mails.known': { name: 'name', site: 'text' },
  'mails.changed': { name: 'name', language: 'text', topics: 'text' },
  'mails.paused': { name: 'name', until: 'text' },
  'mails.move': { name: 'name', until: 'text' },
  'mails.moved': { name: 'name' },
  'mails.goodbye': { name: 'name' },
  'notices.subject': { name: 'name', about: 'text' },
  'notices.noneReady': { day: 'text' },
  'notices.held': { send: 'text', cause: 'text', because: 'text?' },
  'notices.toApprove': { send: 'text' },
  'notices.usedUp': { send: 'text', day: 'text' },
  'notices.leftOver': { send: 'text', failed: 'number', uncertain: 'number' },
  'notices.webhookOff': { host: 'text', day: 'text' },
  'digest.subject': { name: 'name', number: 'number?', line: 'name' },
  'digest.advertising': { subject: 'text' },
  'digest.welcome': { name: 'name' },
  'digest.testSubject': { subject: 'text' },
  'digest.correctionSubject': { subject: 'text' },
  'digest.pieces': { count: 'count' },
  'digest.more': { count: 'count' },
  'digest.next': { day: 'text' },
  'digest.why': { name: 'name' },
  'site.issue': { number: 'number' },
  'site.minutes': { minutes: 'count' },
  'site.page': { page: 'number' },
  'site.backToText': { mark: 'name' },
  'site.by': { author: 'name' },
  'site.signUp': { name: 'name' },
  'site.sectionText': { section: 'name', name: 'name' },
  'site.corrected': { day: 'text', text: 'name' },
  'site.withdrawnOn': { title: 'name', day: 'text' },
}

/** @param path of a function in a catalogue, such as `digest.subject` */
export const givenTo = (path: string): Given => {
  const found = (given as Record<string, Given>)[path]
  if (!found) throw new Error(`No catalogue has a function ${path}`)
  return found
}

/** The names in `{…}` that stand in a text. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!)

const pluralForms: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other']

/** What the forms are called of a text that has several; undefined for one that has none. */
export const formNames = (given: Given): readonly string[] | undefined => {
  const optional = optionalOf(given)
  if (optional) return [withIt(optional), withoutIt(optional)]
  return countOf(given) === undefined ? undefined : pluralForms
}

export const isName = (kind: Kind | undefined): boolean => kind === 'name'
/** Whether it is filled in with letters, not with a number. */
export const isText = (kind: Kind): boolean => kind === 'name' || kind.startsWith('text')

export const optionalOf = (given: Given): string | undefined =>
  Object.keys(given).find((name) => given[name]!.endsWith('?'))
export const countOf = (given: Given): string | undefined =>
  Object.keys(given).find((name) => given[name] === 'count')
export const withIt = (name: string): string => `with ${name}`
export const withoutIt = (name: string): string => `without ${name}`
