// The inbox's own script: the list keeps itself up to date, mails open beside it, and all goes by keyboard, too.
// Every page is there without it; what it shows is what the server rendered.

import { listenToKeys } from './keys.js'
import { markRead, open, refresh, send } from './open.js'
import { watchSelection } from './rows.js'

const root = document.documentElement
const live = document.getElementById('live')

/** Links of ours that lead to the list or a mail. */
const leadsWithin = (link) =>
  link.origin === location.origin &&
  /^\/(message\/[^/]+)?$/.test(link.pathname) &&
  !link.target &&
  !link.download

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]')
  if (!link || !leadsWithin(link) || event.button !== 0) return
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const isTab = link.closest('.tabs') !== null
  void open(link.href, { focus: isTab ? undefined : 'mail' })
})
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event
  if (form.method === 'dialog') return
  event.preventDefault()
  const data = new URLSearchParams(new FormData(form, submitter))
  if (form.method === 'post') return void send(form, data)
  void open(data.get('q') ? `/?${data}` : '/')
})
addEventListener('popstate', () => void open(location.href, { isBack: true }))

const say = (text, isLost) => {
  if (live.textContent !== text) live.textContent = text
  live.classList.toggle('lost', isLost)
}
let version
const events = new EventSource('/events')
events.addEventListener('message', ({ data }) => {
  say('Live', false)
  // The first says what this page shows, as far as anybody knows.
  if (data !== version) void refresh()
  version = data
})
events.addEventListener('error', () => say('The service has ended: start it again', true))

markRead()
watchSelection()
listenToKeys()
root.dataset.ready = ''
