// Keyboard shortcuts. Keys typed into a field, or together with a modifier, keep their usual meaning.

import { open, send } from './open.js'
import { currentRow, linkIn, placeOf, rowAt, rowBy, selected, toggle } from './rows.js'

const mail = document.getElementById('mail')
const list = document.getElementById('list')
const dialog = document.getElementById('keys')
const search = document.getElementById('q')

const isMailOpen = () => document.body.classList.contains('has-mail')

/** Moves to another row; if a mail is open, opens the row's mail. */
const go = (step) => {
  const row = rowBy(step)
  const link = linkIn(row)
  if (!link) return
  // On a phone the list is hidden and cannot take the focus.
  link.focus()
  row.scrollIntoView({ block: 'nearest' })
  if (isMailOpen() && !link.hasAttribute('aria-current')) void open(link.href)
}

/** Follows a link of the choices. */
const follow = (link) => link && void open(link.href)
const chooseNext = (title) => {
  const links = [...mail.querySelectorAll(`nav[aria-label="${title}"] a`)]
  follow(links[(links.findIndex((link) => link.hasAttribute('aria-current')) + 1) % links.length])
}

/** Marks the selected mails, else the open mail, else the focused row. */
const mark = (value) => {
  const form = document.getElementById('mails')
  if (selected().length > 0) return press(form, value)
  const own = mail.querySelector('.toolbar form')
  if (own) return press(own, value)
  const id = currentRow()?.dataset.id
  if (id) void sendFrom(form, new URLSearchParams({ mark: value, id, back: form.elements.back.value }))
}
const press = (form, value) => {
  const data = new URLSearchParams(new FormData(form))
  data.set('mark', value)
  void sendFrom(form, data)
}
/** Sends the form, then focuses the row, or the one that took its place. */
const sendFrom = async (form, data) => {
  const place = placeOf(currentRow())
  await send(form, data)
  if (document.activeElement === document.body && place >= 0) linkIn(rowAt(place))?.focus()
}
const isUnread = () => {
  if (selected().length > 0) return selected()[0].closest('li').classList.contains('unread')
  return currentRow()?.classList.contains('unread')
}

const leave = async () => {
  const back = mail.querySelector('.back')
  if (!isMailOpen()) return document.activeElement?.blur()
  const id = mail.querySelector('article')?.dataset.id
  await open(back?.href ?? '/')
  linkIn(list.querySelector(`[data-id="${id}"]`))?.focus()
}

const actions = {
  j: () => go(1),
  k: () => go(-1),
  x: () => toggle(currentRow() ?? rowBy(0)),
  '/': () => {
    if (isMailOpen() && !search.checkVisibility()) return leave()
    search.focus()
    search.select()
  },
  w: () => chooseNext('Width'),
  d: () => chooseNext('Scheme'),
  u: () => mark(isUnread() ? 'read' : 'unread'),
  '#': () => mark('deleted'),
  Delete: () => mark('deleted'),
  Escape: leave,
  '?': () => dialog.showModal(),
}
for (const key of ['1', '2', '3', '4', '5', '6'])
  actions[key] = () => follow(mail.querySelector(`[data-key="${key}"]`))

const isTyping = ({ target }) => target.closest?.('input:not([type="checkbox"]), textarea, select') !== null

export const listenToKeys = () => {
  const help = document.getElementById('help')
  help.hidden = false
  help.addEventListener('click', () => dialog.showModal())
  document.addEventListener('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || dialog.open) return
    if (isTyping(event)) {
      if (event.key === 'Escape') event.target.blur()
      return
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
}
