import { createHash } from 'node:crypto'

/**
 * The script of the sign-up box: one press of its button then signs up, where it takes two without. It fetches a fresh
 * form token (`FormTokens`) once a visitor turns to the box, so that who only reads costs nothing, and puts it into the form.
 * Whatever goes wrong, the form is sent as it is, and our own page asks for the second press. No other site's page can
 * read a token: its answer has no CORS headers.
 */
export const signUpBoxScript = `for (const form of document.querySelectorAll('.sign-up form')) {
  let asked
  const fetchToken = async () => {
    const answer = await fetch(form.action, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(4000) })
    const { token: value } = await answer.json()
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'token', value }))
  }
  const ask = () => (asked ??= fetchToken().catch(() => {}))
  form.addEventListener('focusin', ask)
  form.addEventListener('submit', (event) => {
    if (form.elements.token) return
    event.preventDefault()
    ask().then(() => form.submit())
  })
}
`

/** Named by its content, so that it can be cached for ever. */
export const signUpBoxScriptPath = `/assets/sign-up-box-${createHash('sha256').update(signUpBoxScript).digest('hex').slice(0, 12)}.js`
