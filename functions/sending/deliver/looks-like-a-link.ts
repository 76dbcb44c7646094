import { topLevelDomains } from './top-level-domains.ts'

/**
 * Whether a mail client might turn part of a text into a link, for which the publication would then seem to vouch.
 * Covers addresses of websites, with or without a scheme, of mailboxes, of hosts by number, and of Windows shares
 * (Outlook). Telephone numbers are ignored: they lead to nobody's page.
 *
 * Clients recognise a bare domain by its last label. So `J. R. R. Tolkien`, `J.R.R.Tolkien`, `Dr.Müller` and
 * `Anne.Marie` are not links, while `Dr.Kim` and `M.Sc.` are, because `.kim` and `.sc` exist. An unknown last label
 * counts as a domain when it begins in lower case, because a few are added each year. A false positive costs a reader
 * the greeting by name, which a space after the dot restores; a false negative sends a stranger's link under the
 * publication's name.
 */
export const mayBecomeLink = (text: string): boolean => {
  const plain = asClientsRead(text)
  // Most names, decided quickly.
  if (!/[.@:/\\]/.test(plain)) return false
  return addressLike.some((pattern) => pattern.test(plain)) || hasDomain(plain)
}

/**
 * Normalises a text: removes invisible characters, which copying may lose; unifies compatible characters (full-width
 * letters, dots and slashes); and maps the label separators of other scripts to dots (UTS #46 §2.3).
 */
const asClientsRead = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replace(/\u3002/g, '.')

const addressLike = [
  /@/,
  /\/\//,
  // A Windows share: \\server\folder.
  /\\\\/,
  // Schemes that are linked even without slashes.
  /(?<![\p{L}\p{N}])(?:https?|ftp|file|mailto|tel|callto|sms|sip|skype|xmpp|news|data|javascript|magnet|geo):\S/iu,
  /(?<![\p{L}\p{N}])www\d{0,3}\./iu,
  /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/,
]

/** Letters after a dot, either all Latin or all of other scripts: clients end a domain where the script changes. */
const partAfterDot = /\.((?:\p{Script=Latin}\p{M}*)+|(?:[\p{L}--\p{Script=Latin}]\p{M}*)+)/gv

const hasDomain = (text: string): boolean =>
  [...text.matchAll(partAfterDot)].some(([, part]) => endsDomain(part!))

const endsDomain = (part: string): boolean => {
  const lower = part.toLowerCase()
  // Remaining marks are on letters without a composed form. And a client that knows only ASCII ends a domain at the
  // first other letter.
  const bare = lower.replace(/\p{M}/gu, '')
  const ascii = /^[a-z]*/.exec(bare)![0]
  if ([lower, bare, ascii].some(isTopLevel)) return true
  if (/^\p{Ll}/u.test(part)) return [...bare].length > 1
  // Chinese, Japanese and Thai continue without a space.
  return /^\p{Lo}/u.test(part) && caseless.some((domain) => lower.startsWith(domain))
}

const isTopLevel = (label: string): boolean => /^[a-z]{2}$/.test(label) || topLevelDomains.has(label)

const caseless = [...topLevelDomains].filter((domain) => /^\p{Lo}/u.test(domain))
