import { mayDo } from '../../access/role.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { parts, pathOfPart } from '../frame/shell.page.ts'
import { besideName, nameOfIssue } from '../issues/issue-name.ts'
import { readersPath } from '../readers/tabs.ts'
import { byId, nameOfSend } from '../sends/send-name.ts'
import { consolePath } from '../settings.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'

type Place = { path: string; name: string; kind: string }

/** The longest address (RFC 5321 §4.5.3.1.3). */
const mostLetters = 254

/** As many as are worth looking through. */
const most = 12

/** GET /admin/go: all the pages, and where to look for more. */
export const goPage: Answerer = (visit) => show('', visit)

/**
 * POST /admin/go: pages, issues and sends whose name has these letters, and the reader whose address it is. A form that posts,
 * so that no URL, history or log has what is typed. The palette shows the same list.
 */
export const findPlaces: Answerer = (visit) => show(textOf(visit.fields, 'q').slice(0, mostLetters), visit)

const show = async (wanted: string, visit: Visit): Promise<Shown> => {
  const { words } = visit
  const found = isAddress(wanted)
    ? await readerWith(wanted, visit)
    : await placesFor(wanted.toLowerCase(), visit)
  const texts = words.nav
  return {
    title: texts.go,
    main: html`<h1>${texts.go}</h1>
<form class="inline" method="post" action="${consolePath}/go" role="search"><label>${texts.goNote}<input type="search" name="q" value="${wanted}" autocomplete="off"></label><button class="button">${texts.go}</button></form>
<ul id="places" class="todo">${found.map(placeLink)}${found.length === 0 && html`<li>${texts.nothingFound}</li>`}</ul>`,
  }
}

const placeLink = ({ path, name, kind }: Place): Html =>
  html`<li><a href="${path}">${name} <small>${kind}</small></a></li>`

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

/** Whose address it is. Who may see no addresses is told as little as where there is nobody. */
const readerWith = async (address: string, { call, words, who }: Visit): Promise<Place[]> => {
  if (!who.role || !mayDo(who.role, 'editor')) return []
  const found = valueIn(await call('POST /api/readers/find', { body: { address } }))
  const id = (found?.reader ?? found?.erased)?.id
  return id === undefined ? [] : [{ path: `${readersPath}/${id}`, name: address, kind: words.nav.reader }]
}

const placesFor = async (wanted: string, visit: Visit): Promise<Place[]> => {
  const { call, words } = visit
  const [issues, sends] = await Promise.all([call('GET /api/issues'), call('GET /api/sends')])
  const named = new Map(valueIn(issues)?.issues.map((issue) => [issue.id, issue]))
  const known = byId(valueIn(sends)?.sends)
  const all: Place[] = [
    ...parts.map((part) => ({ path: pathOfPart(part), name: words.nav[part], kind: words.nav.label })),
    ...(issues.outcome === 'done' ? issues.value.issues : []).map((issue) => ({
      path: `${consolePath}/issues/${issue.id}`,
      name: nameOfIssue(issue, visit),
      kind: besideName(issue, visit) || words.nav.issues,
    })),
    ...(sends.outcome === 'done' ? sends.value.sends : []).map(({ send }) => ({
      path: `${consolePath}/sends/${send.id}`,
      name: nameOfSend(send, named, visit, known),
      kind: `${words.nav.sends} · ${send.id}`,
    })),
  ]
  const has = ({ name, kind }: Place) => `${name} ${kind}`.toLowerCase().includes(wanted)
  return all.filter(has).slice(0, most)
}
