import type { Mailer, MailOutcome } from '../../mail/mailer.ts'
import { buildMessage } from '../../mail/mime.ts'
import type { Publication } from '../../publication/publication.ts'
import { wordsOf } from '../../publication/words.ts'
import { isoDayAt } from '../../runtime/local-time.ts'
import { html } from '../../web/html.ts'
import type { Notice } from '../ledger/admin-notice.ts'

export type NoticeMailDeps = { mailer: Pick<Mailer, 'send'>; publication: Publication }

/** Mails a notice to the publication's administrator, in its first language. */
export const createNoticeMail =
  ({ mailer, publication }: NoticeMailDeps) =>
  async (notice: Notice): Promise<MailOutcome> => {
    const { sender, admin, languages, names, timeZone } = publication
    const language = languages[0]!
    const words = wordsOf(language).notices
    const { subject, lines } = textOf(notice, words, timeZone)
    const raw = buildMessage({
      from: { name: sender.name[language]!, address: sender.address },
      to: admin,
      subject: words.subject(names[language]!, subject),
      headers: {
        // RFC 3834 §5.1: the mail is automatic and wants no automatic reply.
        'Auto-Submitted': 'auto-generated',
        'Content-Language': language,
      },
      text: `${lines.join('\n\n')}\n`,
      html: html`<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head><body>${lines.map((line) => html`<p>${line}</p>`)}</body></html>`
        .html,
    })
    return mailer.send({ from: sender.address, to: admin, raw, tags: { kind: 'notice', language } })
  }

type Words = ReturnType<typeof wordsOf>['notices']

const textOf = (notice: Notice, words: Words, timeZone: string): { subject: string; lines: string[] } => {
  switch (notice.about) {
    case 'none-ready':
      return words.noneReady(notice.at.slice(0, 10))
    case 'held':
      if (notice.cause === 'approval') return words.toApprove(notice.send)
      return notice.cause === 'quota'
        ? words.usedUp(notice.send, isoDayAt(new Date(notice.since), timeZone))
        : words.held(notice.send, words.causes[notice.cause], notice.because)
    case 'left-over':
      return words.leftOver(notice.send, notice.failed, notice.uncertain)
    case 'webhook-off':
      return words.webhookOff(notice.host, isoDayAt(new Date(notice.since), timeZone))
  }
}
