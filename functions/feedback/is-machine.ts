import type { Mail, Seen } from './ses-event.ts'

/**
 * Programs that fetch the pictures of every mail, or follow its links, before anybody reads it. Apple's Mail Privacy
 * Protection calls itself `Mozilla/5.0` and nothing more. Gmail's and Yahoo's picture proxies fetch when a person opens
 * the mail, so they are none of these.
 */
const machines =
  /^Mozilla\/5\.0$|bot\b|crawl|spider|preview|scan|barracuda|proofpoint|mimecast|safelinks|headlesschrome|python|curl\/|wget|go-http-client|java\//i

/** Nobody opens a mail within so many seconds after SES took it: it has yet to arrive. */
const tooSoonSeconds = 10

/** Whether a machine opened a mail or followed its link. SES's own judgement counts where there is one. */
export const isMachine = (
  { timestamp: taken }: Mail,
  { timestamp, userAgent, isBotEvent }: Seen,
): boolean => {
  if (isBotEvent === 'Likely' || isBotEvent === 'Unlikely') return isBotEvent === 'Likely'
  if (machines.test(userAgent ?? '')) return true
  const seconds = (Date.parse(timestamp ?? '') - Date.parse(taken ?? '')) / 1_000
  return seconds < tooSoonSeconds
}
