import type { Words } from '../../publication/words.ts'
import { type Loaded, load } from './load.browser.ts'
import type { Answer, Found } from './search.ts'
import { partsOf } from './tokens.ts'

type Said = Omit<Words['site']['search'], 'title' | 'needsScript'>

const mostShown = 50
/** While a reader types, the search waits for a pause of this many ms. */
const rest = 150

const element = <Type extends HTMLElement>(id: string): Type => document.getElementById(id) as Type
const form = document.querySelector<HTMLFormElement>('form.search')!
const [field, status, list, otherwise] = [
  element<HTMLInputElement>('q'),
  element('status'),
  element('found'),
  element('otherwise'),
]
const words = JSON.parse(list.dataset.words!) as Said

/** Loaded with the first query; loaded again after a failure. */
let loading: Promise<Loaded> | undefined
/** The texts load once the first query has been answered from the list. */
let reading: Promise<void> | undefined

let latest = 0
const answer = async () => {
  const mine = ++latest
  const query = field.value.trim()
  if (!query) return show([], words.hint)
  try {
    if (!loading) status.textContent = words.loading
    loading ??= load(list.dataset.articles!)
    const { search, texts, readTexts } = await loading
    const say = (answer: Answer) => {
      // A reader who kept typing has asked a newer query.
      if (mine === latest) show(answer.found.slice(0, mostShown), sentence(answer.found.length, answer.near))
    }
    const first = search(query, texts)
    // Show what was not typed so only when no better results can follow.
    if (first.exact) say(first)
    else status.textContent = words.loading
    reading ??= readTexts()
    await reading
    say(search(query, texts))
  } catch (error) {
    loading = undefined
    console.error(error)
    show([], words.failed)
  }
}

const sentence = (count: number, near: boolean): string => {
  if (count === 0) return words.none
  if (near) return words.near
  if (count === 1) return words.one
  return (count > mostShown ? words.firstOf : words.many)
    .replace('{count}', String(count))
    .replace('{shown}', String(mostShown))
}

/** Shows the results, or other places to look. Results already shown stay in place, so keyboard focus is kept. */
const show = (found: Found[], said: string) => {
  otherwise.hidden = found.length > 0
  if (status.textContent !== said) status.textContent = said
  const same = shown.length <= found.length && shown.every((one, at) => isSame(one, found[at]!))
  if (!same) list.replaceChildren()
  list.append(...found.slice(same ? shown.length : 0).map(entry))
  shown = found
}
let shown: Found[] = []

const isSame = (a: Found, b: Found): boolean => JSON.stringify(a) === JSON.stringify(b)

const entry = ({
  path,
  title,
  kicker,
  section,
  author,
  summary,
  issueName,
  tokens,
  excerpt,
}: Found): HTMLElement => {
  const link = textElement('a', '', title, tokens)
  link.setAttribute('href', path)
  const facts = [issueName, section, author].filter(Boolean).join(' · ')
  const item = document.createElement('li')
  if (kicker) item.append(textElement('span', 'kicker', kicker, tokens))
  item.append(link, textElement('p', 'meta', facts, tokens))
  const text = excerpt ?? summary
  if (text) item.append(textElement('p', '', text, tokens))
  return item
}

/** An element whose text has its matches highlighted; the text is never parsed as markup. */
const textElement = (name: string, className: string, text: string, tokens: string[]): HTMLElement => {
  const made = document.createElement(name)
  if (className) made.className = className
  made.dir = 'auto'
  for (const part of partsOf(text, tokens)) {
    const node = part.hit ? document.createElement('mark') : document.createTextNode(part.text)
    if (part.hit) node.textContent = part.text
    made.append(node)
  }
  return made
}

const queryInAddress = () => new URLSearchParams(location.search).get('q') ?? ''

const begin = () => {
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(answer, rest)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(timer)
    history.pushState(null, '', `?q=${encodeURIComponent(field.value)}`)
    void answer()
  })
  addEventListener('popstate', () => {
    field.value = queryInAddress()
    void answer()
  })
  otherwise.querySelector('p')!.hidden = true
  field.value = queryInAddress()
  void answer()
}

begin()
