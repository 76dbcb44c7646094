import { plainName } from './column-names.ts'

/** What became of a reader elsewhere; `unconfirmed` = never opted in. */
export type Standing = 'active' | 'paused' | 'unconfirmed' | 'unsubscribed' | 'admin' | 'bounce' | 'complaint'

const words: Record<Standing, string> = {
  active: `active subscribed confirmed enabled regular premium free paid gifted trialed comped yes y true t on 1 aktiv
    abonniert bestätigt ja actif abonné oui activo suscrito sí si 是 已订阅 订阅 订阅中 正常 有效 活跃 已訂閱 訂閱 はい 購読中 有効
    예 구독 구독중 نعم مشترك بله مشترک`,
  paused: 'paused snoozed pausiert 暂停 暫停',
  unconfirmed: `pending unconfirmed unactivated validating nonsubscribed transactional new unbestätigt 待确认 未确认 待確認
    未確認`,
  unsubscribed: `unsubscribed cancelled canceled inactive optedout optout removed deleted disabled archived churned past left
    no n false f off 0 abgemeldet inaktiv gekündigt nein désabonné désinscrit inactif non baja inactivo cancelado 否 退订 已退订
    未订阅 取消订阅 已取消 退訂 已退訂 取消訂閱 いいえ 配信停止 解除 退会 아니요 수신거부 구독취소 لا نه`,
  admin: 'suppressed suppression blocklisted blacklisted blocked banned gesperrt 黑名单 黑名單',
  bounce: 'bounced bounce cleaned undeliverable invalid hardbounced hardbounce upset 退信 バウンス 반송',
  complaint: 'complained complaint complainer spam spammed spamcomplaint markedasspam abuse 投诉 投訴 苦情',
}

const standings = new Map(
  (Object.keys(words) as Standing[]).flatMap((standing) =>
    words[standing].split(/\s+/).map((word) => [word, standing] as const),
  ),
)

/** How a word for a subscriber's state is meant; undefined for one that is not known. */
export const standingOf = (word: string): Standing | undefined => standings.get(plainName(word))

/** Answers to a question that only the column's name tells. */
const answers = new Set([
  'no',
  'n',
  'false',
  'f',
  'off',
  '0',
  'left',
  'past',
  'non',
  'nein',
  '否',
  'いいえ',
  '아니요',
  'لا',
  'نه',
])

/** Whether a word says by itself, under whatever name of a column, that a reader is to get no mail. */
export const saysLeft = (word: string): boolean =>
  !answers.has(plainName(word)) &&
  ['unsubscribed', 'admin', 'bounce', 'complaint'].includes(standingOf(word) ?? '')
