import type { AuditAnswer } from '../../api/answers/service.ts'
import { Rule } from '../../subscription/segments/rule.ts'
import { writeRule } from '../../subscription/segments/write-rule.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { type People, peopleIn, personOf } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable, momentOf } from '../frame/table.page.ts'
import { byId, type Issues, issueNamed, issuesOf, type Sends, sendNamed } from '../sends/send-name.ts'
import { consolePath } from '../settings.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'
import { auditPath, serviceTabs } from './tabs.ts'

type Entry = AuditAnswer['entries'][number]
type Asked = { by?: string | undefined; about?: string | undefined; after?: string | undefined }

/** GET /admin/service/audit: who did what, the newest first, for owners. */
export const auditPage: Answerer = async (visit) => {
  const { about, after } = visit.query
  return show({ about: about || undefined, after: after || undefined }, visit)
}

/**
 * POST /admin/service/audit: the same of one person, whose address must not be in a URL. What is about a reader is found by
 * their id.
 */
export const searchAudit: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const [by, typed, after] = ['by', 'about', 'after'].map((name) => textOf(fields, name) || undefined)
  const reader = typed?.includes('@')
    ? await call('POST /api/readers/find', { body: { address: typed } })
    : undefined
  if (reader?.outcome === 'refused')
    return { ...(await show({}, visit, problemsBox(reader, words))), status: 404 }
  const about = reader ? (reader.value.reader ?? reader.value.erased)?.id : typed
  if (by !== undefined) return show({ by, about, after }, visit)
  return { to: about === undefined ? auditPath : `${auditPath}?${new URLSearchParams({ about })}` }
}

const show = async (asked: Asked, visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, words } = visit
  const [reply, issues, sends] = await Promise.all([
    call('GET /api/audit', { query: asked }),
    issuesOf(call),
    call('GET /api/sends'),
  ])
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.audit
  const main = html`<h1>${words.audit.title}</h1>
${serviceTabs(visit, auditPath)}${above}
${filterForm(asked, visit)}
${entryTable(reply.value, { issues, sends: byId(valueIn(sends)?.sends) }, peopleIn(valueIn(sends)?.sends), visit)}
<p class="pages">${(asked.by || asked.about || asked.after) && html`<a href="${auditPath}">${texts.all}</a>`}${reply.value.next && older({ ...asked, after: reply.value.next }, visit)}</p>`
  return { title: texts.title, main }
}

const filterForm = ({ by = '', about = '' }: Asked, { words }: Visit): Html => {
  const texts = words.audit
  return html`<form class="inline" method="post" action="${auditPath}"><label>${texts.by}<input type="text" name="by" value="${by}" placeholder="${texts.byNote}" autocomplete="off" spellcheck="false"></label><label>${texts.about}<input type="text" name="about" value="${about}" placeholder="${texts.aboutNote}" autocomplete="off" spellcheck="false"></label><button class="button second">${texts.filter}</button></form>
`
}

/** A form where an address is asked about, else a link. */
const older = ({ by, about, after = '' }: Asked, { words }: Visit): Html => {
  const texts = words.audit
  if (by === undefined)
    return html`<a href="${auditPath}?${new URLSearchParams({ ...(about && { about }), after }).toString()}" rel="next">${texts.older}</a>`
  return html`<form method="post" action="${auditPath}"><input type="hidden" name="by" value="${by}"><input type="hidden" name="about" value="${about ?? ''}"><input type="hidden" name="after" value="${after}"><button class="plain">${texts.older}</button></form>`
}

/** By what issues and sends are called. */
type Names = { issues: Issues; sends: Sends }

const entryTable = ({ entries, next }: AuditAnswer, names: Names, known: People, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.audit
  if (entries.length === 0) return html`<p>${next ? texts.emptyPage : texts.none}</p>`
  const rows = entries.map((entry) => [
    momentOf(entry.at, format),
    html`${personOf(entry.by, visit, known)}<small>${[entry.role && namedIn(words.roles, entry.role), entry.key && texts.key].filter(Boolean).join(words.comma)}</small>`,
    html`${deedOf(entry, words)} ${aboutOf(entry, names, visit)}${movedOf(entry, visit)}${standings(entry, visit)}`,
    outcomeOf(entry, words),
    entry.from,
  ])
  return dataTable(texts.title, [texts.at, texts.by, texts.deed, texts.outcome, texts.from], rows)
}

const deedOf = ({ route, action }: Entry, { audit: texts }: Visit['words']): string => {
  const decision = action !== undefined && Object.hasOwn(texts.decisions, action) && action
  return decision ? namedIn(texts.decisions, decision) : namedIn(texts.deeds, route)
}

/** What it was about, with the page of that where there is one. A key has a name and an id. */
const aboutOf = ({ route, about, result }: Entry, names: Names, visit: Visit): Html | false => {
  const made = result?.about
  const name = route === 'POST /api/keys' && made ? `${about} (${made})` : (made ?? about)
  if (name === undefined) return false
  const [, folder] = Object.entries(folders).find(([begin]) => route.startsWith(begin)) ?? []
  const isPath = /^[a-z0-9][a-z0-9-]*$/.test(name)
  const called = calledIn(folder, name, names, visit)
  const beside = called !== name && html` <small>${name}</small>`
  return folder && isPath
    ? html`<a href="${consolePath}/${folder}/${name}">${called}</a>${beside}`
    : html`<strong>${called}</strong>${beside}`
}

/** An issue and a send are called by the issue’s title. What is asked for of an issue is about that, until there is a send. */
const calledIn = (
  folder: string | undefined,
  name: string,
  { issues, sends }: Names,
  visit: Visit,
): string => {
  if (folder === 'sends') return sendNamed(name, issues, visit, sends)
  return issues.has(name) ? issueNamed(name, issues, visit) : name
}

const folders = {
  'POST /api/issues/': 'issues',
  'POST /api/sends': 'sends',
  'POST /api/readers/': 'readers',
  'POST /api/segments': 'readers/segments',
  'POST /api/imports': 'readers/imports',
  'POST /api/webhooks': 'service/webhooks',
  'PUT /api/webhooks/': 'service/webhooks',
}

/** From when to when a send was moved. */
const movedOf = ({ action, result }: Entry, { words, format }: Visit): Html | false => {
  if (action !== 'reschedule' || !result?.after) return false
  const when = ({ at, ownZones }: Record<string, unknown> = {}) => {
    if (typeof ownZones === 'string') return words.send.own(ownZones.replace('T', ' '))
    return typeof at === 'string' ? format.time(at) : words.send.at
  }
  return html`<small>${when(result.before)} → ${when(result.after)}</small>`
}

/** `name shop, role viewer`: what programs read as JSON. A segment’s rule is as people write it. */
const plainly = (value: Record<string, unknown>, timeZone: string): string =>
  Object.entries(value)
    .map(([name, one]) => {
      const rule = name === 'rule' ? Rule.safeParse(one).data : undefined
      if (rule) return `${name} ${writeRule(rule, timeZone)}`
      return `${name} ${typeof one === 'string' ? one : JSON.stringify(one)}`
    })
    .join(', ')

/** How it stood before and after, as the log notes it. */
const standings = ({ result }: Entry, { words: { audit: texts }, publication }: Visit): (Html | false)[] =>
  [[texts.before, result?.before] as const, [texts.after, result?.after] as const].map(
    ([name, value]) =>
      value !== undefined && html`<small>${name}: ${plainly(value, publication.timeZone)}</small>`,
  )

const outcomeOf = ({ result }: Entry, { audit: { outcomes: texts } }: Visit['words']): Html => {
  const mark = (kind: string, text: string) => html`<span class="state ${kind}">${text}</span>`
  if (!result) return mark('held', texts.unknown)
  const { status, outcome, why } = result
  if (status < 300) {
    const done = status === 202 ? texts.asked : texts.done
    return mark('finished', outcome === 'already' ? texts.already : done)
  }
  if (status === 403) return mark('failed', texts.notAllowed)
  const word = `${status < 500 ? texts.refused : texts.failed} (${status})`
  return html`${mark('failed', word)}${why && html`<small lang="en">${why}</small>`}`
}
