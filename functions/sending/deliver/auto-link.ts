import { topLevelDomains } from './top-level-domains.ts'

/**
 * Whether a mail client might make a link of something in a text, for which we would then seem to stand: addresses of
 * websites, with a scheme or without, of mailboxes, of hosts by number, and of Windows shares (Outlook). Telephone
 * numbers are not looked for: they lead to nobody's page.
 *
 * Clients know a bare domain by its last part, so `J. R. R. Tolkien`, `J.R.R.Tolkien`, `Dr.Müller` and `Anne.Marie` are
 * no links, while `Dr.Kim` and `M.Sc.` are, since there are `.kim` and `.sc`. A last part that is no domain yet (a few are
 * added each year) counts as one when it begins in lower case. Refusing too much costs a reader the greeting by name,
 * which a space after the dot brings back; refusing too little sends a stranger's link under our name.
 */
export const mayBecomeLink = (text: string): boolean => {
  const plain = asClientsRead(text)
  // Most names, at once.
  if (!/[.@:/\\]/.test(plain)) return false
  return addressLike.some((pattern) => pattern.test(plain)) || hasDomain(plain)
}

/**
 * Without what cannot be seen, since it is lost in copying; with compatible characters as one (full-width letters, dots
 * and slashes); and with the dots that stand between labels in other scripts (UTS #46 §2.3) as such.
 */
const asClientsRead = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replace(/\u3002/g, '.')

const addressLike = [
  /@/,
  /\/\//,
  // A share: \\server\folder.
  /\\\\/,
  // Schemes that are linked without slashes.
  /(?<![\p{L}\p{N}])(?:https?|ftp|file|mailto|tel|callto|sms|sip|skype|xmpp|news|data|javascript|magnet|geo):\S/iu,
  /(?<![\p{L}\p{N}])www\d{0,3}\./iu,
  /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/,
]

/** What follows a dot without a space: letters of Latin script, or of others. Where they change, clients end a domain. */
const partAfterDot = /\.((?:\p{Script=Latin}\p{M}*)+|(?:[\p{L}--\p{Script=Latin}]\p{M}*)+)/gv

const hasDomain = (text: string): boolean =>
  [...text.matchAll(partAfterDot)].some(([, part]) => endsDomain(part!))

const endsDomain = (part: string): boolean => {
  const lower = part.toLowerCase()
  // Marks that are left stand on letters that have no composed form; and who knows ASCII alone ends a domain at the first
  // letter that is not.
  const bare = lower.replace(/\p{M}/gu, '')
  const ascii = /^[a-z]*/.exec(bare)![0]
  if ([lower, bare, ascii].some(isTopLevel)) return true
  if (/^\p{Ll}/u.test(part)) return [...bare].length > 1
  // Chinese, Japanese, Thai write on without a space.
  return /^\p{Lo}/u.test(part) && caseless.some((domain) => lower.startsWith(domain))
}

const isTopLevel = (label: string): boolean => /^[a-z]{2}$/.test(label) || topLevelDomains.has(label)

const caseless = [...topLevelDomains].filter((domain) => /^\p{Lo}/u.test(domain))
