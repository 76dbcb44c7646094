import type { Words } from '../../platform/words.ts'
import type { SearchFile } from './documents.ts'
import { createSearch, type Found } from './search.ts'
import { partsOf } from './tokens.ts'

type Said = Omit<Words['site']['search'], 'title' | 'needsScript'>

const mostShown = 50
/** While a reader types, the answer waits for so many ms of rest. */
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

/** Loaded with the first question; asked for again after it failed. */
let loading: Promise<ReturnType<typeof createSearch>> | undefined
const load = async () => {
  const response = await fetch(list.dataset.articles!)
  if (!response.ok) throw new Error(`${response.status} ${response.url}`)
  return createSearch((await response.json()) as SearchFile)
}

let latest = 0
const answer = async () => {
  const mine = ++latest
  const query = field.value.trim()
  if (!query) return show([], words.hint)
  try {
    if (!loading) status.textContent = words.loading
    loading ??= load()
    const { found, near } = (await loading)(query)
    // Whoever types on has asked something else by now.
    if (mine === latest) show(found.slice(0, mostShown), sentence(found.length, near))
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

/** The finds, or where else to look. */
const show = (found: Found[], said: string) => {
  otherwise.hidden = found.length > 0
  status.textContent = said
  list.replaceChildren(...found.map(entry))
}

const entry = ({ path, title, kicker, section, author, summary, issueName, tokens }: Found): HTMLElement => {
  const link = textElement('a', '', title, tokens)
  link.setAttribute('href', path)
  const facts = [issueName, section, author].filter(Boolean).join(' · ')
  const item = document.createElement('li')
  if (kicker) item.append(textElement('span', 'kicker', kicker, tokens))
  item.append(link, textElement('p', 'meta', facts, tokens))
  if (summary) item.append(textElement('p', '', summary, tokens))
  return item
}

/** An element with a text whose finds are marked; never markup, whatever the text is. */
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
