import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { messageOf, reader, realDigests } from './real-digests.ts'

const linksIn = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url.replace(/&amp;/g, '&'))
const lined = (text: string) => text.replace(/\r\n/g, '\n').trimEnd()

test.each(['zh-CN', 'en'])(
  'two parsers read the %s digest back to the same subject, parts and links',
  async (language) => {
    const digest = (await realDigests()).get(language)!
    const raw = messageOf(digest)
    const [one, other] = [await simpleParser(raw), await PostalMime.parse(raw)]
    const [oneHtml, otherHtml] = [String(one.html), String(other.html)]
    expect([one.subject, other.subject]).toEqual([digest.subject, digest.subject])
    expect(other.from).toEqual(one.from!.value[0])
    expect(other.to).toEqual([expect.objectContaining({ address: reader.email })])
    expect(lined(other.text!)).toBe(lined(one.text!))
    expect(lined(otherHtml)).toBe(lined(oneHtml))
    const links = linksIn(oneHtml)
    expect(links.length).toBeGreaterThan(20)
    expect(linksIn(otherHtml)).toEqual(links)
    expect(links.filter((url) => !URL.canParse(url))).toEqual([])
    expect(one.text).toContain(links.find((url) => url.includes('/unsubscribe?'))!)
  },
)
