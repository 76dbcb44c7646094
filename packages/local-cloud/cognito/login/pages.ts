import { type Html, html } from '../../http/html.ts'
import type { Response } from '../../types.ts'
import { page } from './replies.ts'

type Form = {
  /** The parameters of the authorization request, as they came. */
  query: string
  /** Against forms that another site sends in the user's name. */
  csrf: string
  /** What was wrong with what the user entered. */
  wrong?: string | undefined
}

const form = ({ query, csrf, wrong }: Form, title: string, fields: Html, button: string): Response =>
  page(
    wrong ? `Error: ${title}` : title,
    html`<h1>${title}</h1>
<form method="post" action="/login?${query}">
${wrong && html`<p class="wrong" id="wrong" role="alert">${wrong}</p>`}
<input type="hidden" name="_csrf" value="${csrf}">
${fields}
<button type="submit">${button}</button>
</form>`,
  )

const described = ({ wrong }: Form) =>
  wrong !== undefined && html` aria-describedby="wrong" aria-invalid="true"`

type Named = Form & {
  /** Whether users sign in by e-mail address. */
  byEmail: boolean | undefined
  username: string
}

export const signInPage = (it: Named): Response =>
  form(
    it,
    'Sign in',
    html`<label for="username">${it.byEmail ? 'Email address' : 'Username'}</label>
<input id="username" name="username" type="${it.byEmail ? 'email' : 'text'}" value="${it.username}" autocomplete="username"
  spellcheck="false" required${described(it)}${it.username === '' && html` autofocus`}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"
  required${described(it)}${it.username !== '' && html` autofocus`}>`,
    'Sign in',
  )

type Choice = Named & {
  /** Of the sign-in by the temporary password. */
  session: string
  /** What the new one must have. */
  rules: string
}

export const newPasswordPage = (it: Choice): Response =>
  form(
    it,
    'Choose a new password',
    html`<p>The password that you were given is for your first sign-in alone. ${it.rules}</p>
<input type="hidden" name="session" value="${it.session}">
<label for="username">${it.byEmail ? 'Email address' : 'Username'}</label>
<input id="username" name="username" type="text" value="${it.username}" autocomplete="username" readonly>
<label for="new_password">New password</label>
<input id="new_password" name="new_password" type="password" autocomplete="new-password"
  required${described(it)} autofocus>
<label for="confirm_password">The same again</label>
<input id="confirm_password" name="confirm_password" type="password" autocomplete="new-password"
  required${described(it)}>`,
    'Change password and sign in',
  )

export const errorPage = (error: string): Response =>
  page(
    'Error',
    html`<h1>An error was encountered with the requested page</h1>
<p><code>${error}</code></p>
<p>Go back to the app that sent you here, and try again from there.</p>`,
    400,
  )
