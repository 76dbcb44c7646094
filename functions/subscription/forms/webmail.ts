import type { Language } from '../../publication/language.ts'

/** A mailbox on the web: what a visitor calls it, and where it is. */
export type Webmail = { name: string; url: string }

type Provider = {
  name: string
  /** By which it is known where it is at home, by the first part of a language's tag. */
  names?: Record<string, string>
  domains: RegExp
  /** Its inbox, or a search for a sender in all folders, spam too, where an address can ask for one. */
  url: string | ((encodedSender: string) => string)
}

/**
 * The large mailbox providers, whose domains nobody else has. Searches by address are undocumented and work as the
 * `sniper-link` project (github.com/buttondown/sniper-link) collects them; a provider that forgets one shows its inbox.
 */
const providers: readonly Provider[] = [
  {
    name: 'Gmail',
    domains: /^(gmail|googlemail)\.com$/,
    url: (sender) =>
      `https://mail.google.com/mail/u/0/#search/from%3A${sender}+in%3Aanywhere+newer_than%3A1d`,
  },
  {
    name: 'Outlook',
    domains: /^((outlook|hotmail|live)\.(com|[a-z]{2}|com?\.[a-z]{2})|msn\.com)$/,
    url: 'https://outlook.live.com/mail/0/',
  },
  {
    name: 'Yahoo! Mail',
    names: { ja: 'Yahoo!メール' },
    domains: /^yahoo\.co\.jp$/,
    url: 'https://mail.yahoo.co.jp/',
  },
  {
    name: 'Yahoo Mail',
    domains: /^(yahoo\.(com|[a-z]{2}|com?\.[a-z]{2})|(ymail|rocketmail)\.com)$/,
    // What follows “keyword=” is read as encoded twice.
    url: (sender) => `https://mail.yahoo.com/d/search/keyword=from%253A${encodeURIComponent(sender)}`,
  },
  { name: 'iCloud Mail', domains: /^(icloud|me|mac)\.com$/, url: 'https://www.icloud.com/mail/' },
  {
    name: 'QQ Mail',
    names: { zh: 'QQ 邮箱', 'zh-TW': 'QQ 信箱' },
    domains: /^(qq|foxmail)\.com$/,
    url: 'https://mail.qq.com/',
  },
  {
    name: '163 Mail',
    names: { zh: '163 邮箱', 'zh-TW': '163 信箱' },
    domains: /^163\.com$/,
    url: 'https://mail.163.com/',
  },
  {
    name: '126 Mail',
    names: { zh: '126 邮箱', 'zh-TW': '126 信箱' },
    domains: /^126\.com$/,
    url: 'https://mail.126.com/',
  },
  { name: 'GMX', domains: /^gmx\.(de|net|at|ch)$/, url: 'https://www.gmx.net/' },
  { name: 'GMX', domains: /^gmx\.(com|us|co\.uk|fr|es)$/, url: 'https://www.gmx.com/' },
  { name: 'WEB.DE', domains: /^web\.de$/, url: 'https://web.de/' },
  {
    name: 'Proton Mail',
    domains: /^(proton\.me|protonmail\.(com|ch)|pm\.me)$/,
    url: (sender) => `https://mail.proton.me/u/0/all-mail#from=${sender}`,
  },
  {
    name: 'Yandex Mail',
    domains: /^(ya\.ru|yandex\.(com|[a-z]{2}|com?\.[a-z]{2}))$/,
    url: 'https://mail.yandex.com/',
  },
  {
    name: 'Mail.ru',
    domains: /^(mail|inbox|list|bk|internet)\.ru$/,
    url: (sender) => `https://e.mail.ru/search/?q_from=${sender}`,
  },
  {
    name: 'Naver Mail',
    names: { ko: '네이버 메일' },
    domains: /^naver\.com$/,
    url: 'https://mail.naver.com/',
  },
  {
    name: 'Daum Mail',
    names: { ko: '다음 메일' },
    domains: /^(daum|hanmail)\.net$/,
    url: 'https://mail.daum.net/',
  },
]

/**
 * Where the owner of an address reads mail on the web, by its domain alone.
 * @param address normalised
 * @param sender the address that our mails come from
 * @returns undefined for a provider that is not known
 */
export const webmailOf = (address: string, sender: string, language: Language): Webmail | undefined => {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const provider = providers.find(({ domains }) => domains.test(domain))
  if (!provider) return undefined
  const { name, names = {}, url } = provider
  return {
    name: names[language] ?? names[language.split('-')[0]!] ?? name,
    url: typeof url === 'string' ? url : url(encodeURIComponent(sender)),
  }
}
