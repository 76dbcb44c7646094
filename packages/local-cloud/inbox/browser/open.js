// Opens pages rendered by the server without reloading.

import { mergeList } from './rows.js'

const root = document.documentElement
const mail = document.getElementById('mail')
/** Number of the latest request. Answers to earlier ones are ignored. */
let latest = 0
/** On narrow screens: how far the list was scrolled before a mail replaced it. */
let listScroll = 0

const fetchPage = async (url, options) => {
  const answer = await fetch(url, options)
  return { url: answer.url, page: new DOMParser().parseFromString(await answer.text(), 'text/html') }
}

const hasMail = (page) => page.body.classList.contains('has-mail')
const idOf = (part) => part.querySelector('article')?.dataset.id

/** Identifies a search and the page of its results. */
const listOf = (page) => {
  const { searchParams } = new URL(page.querySelector('#mails [name="back"]').value, location.origin)
  return `${searchParams.get('q')} ${searchParams.get('start')}`
}

const showMail = (page) => {
  const [had, has] = [hasMail(document), hasMail(page)]
  const next = page.getElementById('mail')
  const isOther = idOf(mail) !== idOf(next)
  if (!had && has) listScroll = scrollY
  const focused = mail.contains(document.activeElement) && document.activeElement.dataset.key
  mail.replaceChildren(...next.childNodes)
  document.body.classList.toggle('has-mail', has)
  // The focused element was replaced.
  if (focused) mail.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true })
  if (isOther) mail.scrollTop = 0
  if (isOther && has) scrollTo(0, 0)
  if (had && !has) scrollTo(0, listScroll)
}

const show = ({ url, page }, focus) => {
  const isOtherList = listOf(document) !== listOf(page)
  showMail(page)
  mergeList(page)
  if (isOtherList) document.getElementById('list').scrollTop = 0
  document.title = page.title
  const q = document.getElementById('q')
  if (document.activeElement !== q) q.value = page.getElementById('q').value
  if (focus === 'mail') mail.querySelector('h1')?.focus({ preventScroll: true })
  if (hasMail(document)) document.querySelector('.rows [aria-current]')?.scrollIntoView({ block: 'nearest' })
  root.dataset.shown = url.slice(location.origin.length)
}

/** Marks the open mail as read. */
export const markRead = () => {
  const article = mail.querySelector('article[data-unread]')
  if (!article) return
  delete article.dataset.unread
  const button = article.querySelector('button[name="mark"][value="read"]')
  if (button) Object.assign(button, { value: 'unread', textContent: 'Mark unread' })
  void fetch('/mark', { method: 'POST', body: new URLSearchParams({ mark: 'read', id: article.dataset.id }) })
}

/** Shows another place. @param focus 'mail' to move the focus there */
export const open = async (url, { focus, isBack = false } = {}) => {
  latest += 1
  const mine = latest
  const found = await fetchPage(url).catch(() => undefined)
  if (mine !== latest) return
  if (!found) return void location.assign(url)
  if (!isBack) history.pushState(null, '', found.url)
  show(found, focus)
  markRead()
}

/** Sends a form and shows the page it leads to. */
export const send = async (form, body) => {
  latest += 1
  const mine = latest
  for (const button of form.querySelectorAll('button')) button.disabled = true
  form.setAttribute('aria-busy', 'true')
  const found = await fetchPage(form.action, { method: 'POST', body }).catch(() => undefined)
  form.removeAttribute('aria-busy')
  // The user has moved on; the result will show when they return.
  if (mine !== latest) return
  if (!found) return void location.reload()
  if (found.url !== location.href) history.pushState(null, '', found.url)
  show(found)
}

let isRefreshing = false
let isOutdated = false
/** Updates the list and leaves the open mail as it is. */
export const refresh = async () => {
  isOutdated = true
  if (isRefreshing) return
  isRefreshing = true
  while (isOutdated) {
    isOutdated = false
    const mine = latest
    const found = await fetchPage(location.href).catch(() => undefined)
    if (!found || mine !== latest) continue
    mergeList(found.page)
    if (!hasMail(document)) document.title = found.page.title
  }
  isRefreshing = false
}
