import type { DnsRecord } from './settings.ts'

/** @returns what DNS has under a name, `[]` for nothing; undefined when it did not answer in time */
export type AskDns = (name: string, type: DnsRecord['type']) => Promise<string[] | undefined>

export type RecordState = 'right' | 'other' | 'missing' | 'unknown'

/** Whether what DNS has does what is wanted: a stricter policy, or an SPF record with more in it, does, too. */
export const stateOfRecord = (wanted: DnsRecord, found: readonly string[] | undefined): RecordState => {
  if (!found) return 'unknown'
  const own = wanted.type === 'TXT' ? found.filter((one) => begins[wanted.kind]?.test(one)) : found
  if (own.length === 0) return 'missing'
  // Of SPF and DMARC records a name may have one each (RFC 7208 §3.2, RFC 7489 §6.6.3): with two, none counts.
  if (wanted.type === 'TXT' && own.length > 1) return 'other'
  return own.some((one) => isEnough(wanted, one)) ? 'right' : 'other'
}

const begins: Partial<Record<DnsRecord['kind'], RegExp>> = { spf: /^v=spf1( |$)/i, dmarc: /^v=DMARC1\b/i }

const isEnough = ({ kind, value }: DnsRecord, found: string): boolean => {
  if (kind === 'spf') return /(^|\s)\+?include:amazonses\.com(\s|$)/i.test(found)
  if (kind === 'dmarc') return /;\s*p=(none|quarantine|reject)\b/i.test(found)
  return plain(found) === plain(value)
}

/** Names are the same in capitals and with the dot of the root. */
const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '')
