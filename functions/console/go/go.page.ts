import { type Html, html } from '../../web/html.ts'
import { parts, pathOfPart } from '../frame/shell.page.ts'
import { besideName, nameOfIssue } from '../issues/issue-name.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'

type Place = { path: string; name: string; kind: string }

/** As many as are worth looking through. */
const most = 12

/** GET /admin/go?q=…: pages, issues and sends whose name has these letters. The palette shows the same list. */
export const goPage: Answerer = async (visit) => {
  const { words, query } = visit
  const wanted = (query.q ?? '').trim().slice(0, 100)
  const found = await placesFor(wanted.toLowerCase(), visit)
  const texts = words.nav
  return {
    title: texts.go,
    main: html`<h1>${texts.go}</h1>
<form class="inline" method="get" action="${consolePath}/go" role="search"><label>${texts.goNote}<input type="search" name="q" value="${wanted}" autocomplete="off"></label><button class="button">${texts.go}</button></form>
<ul id="places" class="todo">${found.map(placeLink)}${found.length === 0 && html`<li>${texts.nothingFound}</li>`}</ul>`,
  }
}

const placeLink = ({ path, name, kind }: Place): Html =>
  html`<li><a href="${path}">${name} <small>${kind}</small></a></li>`

const placesFor = async (wanted: string, visit: Visit): Promise<Place[]> => {
  const { call, words } = visit
  const [issues, sends] = await Promise.all([call('GET /api/issues'), call('GET /api/sends')])
  const all: Place[] = [
    ...parts.map((part) => ({ path: pathOfPart(part), name: words.nav[part], kind: words.nav.label })),
    ...(issues.outcome === 'done' ? issues.value.issues : []).map((issue) => ({
      path: `${consolePath}/issues/${issue.id}`,
      name: nameOfIssue(issue, visit),
      kind: besideName(issue, visit) || words.nav.issues,
    })),
    ...(sends.outcome === 'done' ? sends.value.sends : []).map(({ send }) => ({
      path: `${consolePath}/sends/${send.id}`,
      name: send.id,
      kind: words.nav.sends,
    })),
  ]
  const has = ({ name, kind }: Place) => `${name} ${kind}`.toLowerCase().includes(wanted)
  return all.filter(has).slice(0, most)
}
