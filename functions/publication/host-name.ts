import { domainToUnicode } from 'node:url'

/** Scripts whose letters nobody takes for those of another. */
const unmistakable =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々0-9-]+$|^[\p{Script=Hangul}0-9-]+$|^[\p{Script=Arabic}0-9-]+$|^[\p{Script=Hebrew}0-9-]+$|^[\p{Script=Thai}0-9-]+$|^[\p{Script=Devanagari}0-9-]+$/u
/** Latin letters with the marks of European languages. */
const latin = /^[a-z0-9ß-öø-ÿāăąćĉčďđēĕėęěğģīįķļľłńņňőœŕřśşšţťūůűųźżž-]+$/u
/** Scripts with letters that look Latin: their names are shown where the whole domain is in that script. */
const lookalikes = [/^[\p{Script=Cyrillic}0-9-]+$/u, /^[\p{Script=Greek}0-9-]+$/u]

/**
 * The name of the site to which a link leads, as a reader knows it: without `www.`, in letters rather than Punycode where
 * no letter can be taken for another's (Unicode Technical Standard #39, §5).
 */
export const hostName = (url: string): string => {
  const host = new URL(url).host.replace(/^www\./, '')
  if (!host.includes('xn--')) return host
  const labels = host.split('.')
  const names = labels.map((label) => domainToUnicode(label.replace(/:\d+$/, '')) || label)
  const isSafe = (name: string): boolean =>
    unmistakable.test(name) ||
    latin.test(name) ||
    lookalikes.some((script) => script.test(name) && script.test(names.at(-1)!))
  return labels
    .map((label, at) => (label.startsWith('xn--') && isSafe(names[at]!) ? names[at] : label))
    .join('.')
}
