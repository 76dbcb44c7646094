import type { Request, Response } from '../types.ts'
import type { GetParts } from './answer-get.ts'
import { plain, seeOther } from './answers.ts'
import { checkLinks } from './links/check-links.ts'
import type { FollowDeps, Tried } from './links/follow-link.ts'
import { linksIn } from './links/links-in.ts'
import type { Mark } from './mailbox/read-and-deleted.ts'
import { readMessage } from './message/read-message.ts'

export type PostParts = Pick<GetParts, 'mailbox'> & {
  tried: Map<string, ReadonlyMap<string, Tried>>
  check: FollowDeps
}

/** Carries out a form of the inbox, then redirects back. */
export const answerPost = async (parts: PostParts, request: Request): Promise<Response> => {
  if (!isOurs(request.headers)) return plain(403, 'Only the inbox’s own pages may do that.\n')
  const form = new URLSearchParams(request.body.toString())
  const back = form.get('back') ?? '/'
  const mark = markOf(form.get('mark'))
  if (request.path === '/mark' && mark) {
    parts.mailbox.mark(mark, form.getAll('id'))
    return seeOther(back)
  }
  if (request.path === '/mark-all' && mark) {
    const until = Number(form.get('until') ?? Number.NaN)
    const found = await parts.mailbox.find(form.get('q') ?? '')
    const ids = found.filter(({ message }) => message.at <= until).map(({ message }) => message.id)
    parts.mailbox.mark(mark, ids)
    return seeOther(back)
  }
  const [, id = ''] = /^\/message\/([^/]+)\/links$/.exec(request.path) ?? []
  const mail = parts.mailbox.get(id)
  if (!mail) return plain(404, 'There is no such thing to do.\n')
  const urls = linksIn(await readMessage(mail.message)).map(({ url }) => url)
  parts.tried.set(id, await checkLinks(urls, parts.check))
  return seeOther(back)
}

const markOf = (text: string | null): Mark | undefined =>
  (['read', 'unread', 'deleted'] as const).find((one) => one === text)

/**
 * Whether a form comes from one of our own pages. Pages of other sites can post forms to this machine, but browsers name
 * their origin (Fetch Standard, "Origin header"); a mail in its sandboxed frame has the origin `null`. Programs other
 * than browsers send no such header.
 */
const isOurs = ({ origin, host, 'sec-fetch-site': site = 'same-origin' }: Request['headers']): boolean => {
  if (site !== 'same-origin' && site !== 'none') return false
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}
