import type { Response } from '../types.ts'

/** Keeps pages of other sites from reading ours: no cache, no sniffing, no embedding, no handle on our window. */
export const always = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * A mail is a stranger's markup: no script runs, no form is sent, and it leads nowhere but into new tabs. It may bring
 * styles and fonts with it and show pictures of the local service. Anything else it asks for would tell somebody that
 * it was opened, or find out what is in this network.
 */
const mailPolicy = (pictureOrigins: readonly string[]) =>
  [
    "default-src 'none'",
    `img-src ${['data:', ...pictureOrigins].join(' ')}`,
    'font-src data:',
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ')

const markup = (status: number, body: string, policy: string): Response => ({
  status,
  headers: { ...always, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  body,
})

export const page = (body: string, status = 200): Response => {
  const answer = markup(status, body, pagePolicy)
  // With `no-referrer`, the origin of our own forms would be `null` (Fetch Standard, "append a request Origin header").
  return { ...answer, headers: { ...answer.headers, 'referrer-policy': 'same-origin' } }
}

/** @param pictureOrigins where its pictures may be fetched from */
export const mailPage = (body: string, pictureOrigins: readonly string[]): Response =>
  markup(200, body, mailPolicy(pictureOrigins))

/** A file to download. The browser never shows it, whatever it contains. */
export const download = (name: string, contentType: string, body: Buffer): Response => ({
  status: 200,
  headers: {
    ...always,
    'content-type': contentType,
    // RFC 6266 §4.3: `filename` is for clients that do not know `filename*`.
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`,
    'content-security-policy': "default-src 'none'; sandbox",
  },
  body,
})

export const plain = (status: number, body: string, headers: Record<string, string> = {}): Response => ({
  status,
  headers: { ...always, 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
})

/** Redirects after a form was carried out (RFC 9110 §15.4.4). @param to one of our paths, else the list */
export const seeOther = (to: string): Response =>
  plain(303, '', { location: /^\/(?![/\\])/.test(to) ? to : '/' })
