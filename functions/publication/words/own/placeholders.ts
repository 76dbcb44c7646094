import type { Words } from '../en.ts'

/**
 * What a text is given to fill in. By a `count` the plural form is chosen; of what ends in `?` there may be none, and
 * the text has two forms, with it and without.
 */
export type Kind = 'text' | 'number' | 'count' | 'text?' | 'number?'
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
  'forms.subscribe.title': { name: 'text' },
  'forms.subscribe.timeZoneDefault': { offset: 'text' },
  'forms.subscribe.consent': { name: 'text', publisher: 'text' },
  'forms.subscribe.consentToName': { name: 'text' },
  'forms.problemTitle': { title: 'text' },
  'forms.tooMany.text': { wait: 'text' },
  'forms.confirm.text': { name: 'text' },
  'forms.confirm.doneText': { name: 'text' },
  'forms.pause.month': { day: 'text' },
  'forms.pause.quarter': { day: 'text' },
  'forms.pause.on': { day: 'text' },
  'forms.unsubscribe.text': { name: 'text' },
  'forms.unsubscribe.doneText': { name: 'text' },
  'forms.unsubscribe.notText': { name: 'text' },
  'forms.unsubscribe.kept': { topics: 'text' },
  'mails.confirm': { name: 'text', site: 'text', until: 'text' },
  'mails.known': { name: 'text', site: 'text' },
  'mails.changed': { name: 'text', language: 'text', topics: 'text' },
  'mails.paused': { name: 'text', until: 'text' },
  'mails.goodbye': { name: 'text' },
  'notices.subject': { name: 'text', about: 'text' },
  'notices.noneReady': { day: 'text' },
  'notices.held': { send: 'text', cause: 'text', because: 'text?' },
  'notices.usedUp': { send: 'text', day: 'text' },
  'notices.leftOver': { send: 'text', failed: 'number', uncertain: 'number' },
  'digest.subject': { name: 'text', number: 'number?', line: 'text' },
  'digest.advertising': { subject: 'text' },
  'digest.welcome': { name: 'text' },
  'digest.testSubject': { subject: 'text' },
  'digest.more': { count: 'count' },
  'digest.why': { name: 'text' },
  'site.issue': { number: 'number' },
  'site.minutes': { minutes: 'count' },
  'site.page': { page: 'number' },
  'site.backToText': { mark: 'text' },
  'site.by': { author: 'text' },
  'site.signUp': { name: 'text' },
  'site.sectionText': { section: 'text', name: 'text' },
  'site.corrected': { day: 'text', text: 'text' },
  'site.withdrawnOn': { title: 'text', day: 'text' },
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

export const optionalOf = (given: Given): string | undefined =>
  Object.keys(given).find((name) => given[name]!.endsWith('?'))
export const countOf = (given: Given): string | undefined =>
  Object.keys(given).find((name) => given[name] === 'count')
export const withIt = (name: string): string => `with ${name}`
export const withoutIt = (name: string): string => `without ${name}`
