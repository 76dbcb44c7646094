/** What kind of address a link or image has. `place` is an anchor within the document. */
export type Address =
  | { kind: 'web'; url: string }
  | { kind: 'mail'; url: string; text: string }
  | { kind: 'phone'; text: string }
  | { kind: 'place' | 'relative' | 'unsafe' | 'broken' }

/** Classifies an address as written in a link. One that starts with `//` or `www.` counts as a web address. */
export const readAddress = (written: string): Address => {
  // Browsers ignore line ends, tabs and spaces around an address, so a check of its protocol must too (WHATWG URL
  // §4.4).
  const bare = written.replace(/[\t\n\r\p{Cc}]/gu, '').trim()
  const address = (
    /^\/\//.test(bare) ? `https:${bare}` : /^www\./i.test(bare) ? `https://${bare}` : bare
  ).replace(/ /g, '%20')
  if (/^https?:/i.test(address)) {
    const url = address
      .replace(/^(https?):\/*/i, (_, protocol: string) => `${protocol.toLowerCase()}://`)
      .replace(/[<>"`\\]/g, (one) => encodeURIComponent(one))
    return URL.canParse(url) && /^https?:\/\/[^\s/?#]/.test(url) ? { kind: 'web', url } : { kind: 'broken' }
  }
  const [, mail] = /^mailto:([^?]+)/i.exec(bare) ?? []
  if (mail) {
    const text = decoded(mail)
    return isMail(text) ? { kind: 'mail', url: `mailto:${text}`, text } : { kind: 'broken' }
  }
  const [, phone] = /^(?:tel|sms):(.+)/i.exec(bare) ?? []
  if (phone) return { kind: 'phone', text: decoded(phone) }
  if (bare === '' || bare.startsWith('#')) return { kind: 'place' }
  return /^[a-z][a-z\d+.-]*:/i.test(bare) ? { kind: 'unsafe' } : { kind: 'relative' }
}

const isMail = (text: string): boolean => /^[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(text)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
