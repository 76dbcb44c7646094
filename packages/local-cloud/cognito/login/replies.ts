import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Html, html } from '../../http/html.ts'
import type { Response } from '../../types.ts'

const always = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const style = readFileSync(new URL('login.css', import.meta.url), 'utf8')
const styleHash = createHash('sha256').update(style).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`

/** A page of the domain. It says that it is not Cognito's. */
export const page = (title: string, content: Html, status = 200): Response => ({
  status,
  headers: { ...always, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
${content}
</main>
<footer>
<p>This page is the local cloud’s stand-in for the one that Amazon Cognito shows on AWS. Its accounts are on this
machine alone.</p>
</footer>
</body>
</html>
`.html,
})

export const redirect = (location: string, headers: Response['headers'] = {}): Response => ({
  status: 302,
  headers: { ...always, ...headers, location },
  body: '',
})

/** An address with more parameters; those without a value are left out. */
export const withQuery = (address: string, parameters: Record<string, string | undefined>): string => {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.append(name, value)
  return url.href
}

/** To the page for errors that no app may be told of: nobody knows whether it is one of ours. */
export const toErrorPage = (error: string, client: string): Response =>
  redirect(`/error?${new URLSearchParams({ error, client_id: client })}`)

export const json = (status: number, value: object, headers: Record<string, string> = {}): Response => ({
  status,
  headers: { ...always, 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
})

/** An error for an app, in the form of RFC 6749 §5.2. */
export const refusal = (error: string, status = 400): Response => json(status, { error })

export const notFound = page('Not found', html`<h1>There is no such page</h1>`, 404)

export const onlyBy = (methods: string[]): Response => ({
  status: 405,
  headers: { ...always, allow: methods.join(', ') },
  body: '',
})
