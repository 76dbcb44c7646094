import fc from 'fast-check'
import { parse } from 'parse5'
import { expect, test } from 'vitest'
import { readImage } from '../../../functions/issue/image.ts'
import { readSvg } from '../../../functions/issue/svg.ts'
import { aNewsletter, anArticle, issueOf, problemsOf } from '../../builders.ts'

const drawn = (inside: string, attributes = 'viewBox="0 0 40 20"') => {
  const read = readSvg(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`))
  return 'svg' in read ? read.svg : read.reason
}

test('a drawing keeps what draws, and has the size of its view box', () => {
  const svg =
    '<?xml version="1.0"?><!-- by hand --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><style>.a{fill:url(#g)}</style><path class="a" d="M0 0h4&#10;z"/><text x="1">5 &lt; 6</text></svg>'
  expect(readSvg(Buffer.from(svg))).toEqual({
    svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><style>.a{fill:url(#g)}</style><path class="a" d="M0 0h4\nz"></path><text x="1">5 &lt; 6</text></svg>',
    width: 40,
    height: 20,
    undrawable: 'text',
  })
})

test.each([
  ['a script', '<script>alert(1)</script>', ''],
  ['a script in CDATA', '<script><![CDATA[alert(1)]]></script>', ''],
  ['a handler', '<g onload="alert(1)" onClick="x"/>', '<g></g>'],
  ['a reference elsewhere', '<use href="https://evil.example/a.svg#x"/>', '<use></use>'],
  ['a style elsewhere', '<g style="fill:url(https://evil.example/x)"/>', '<g></g>'],
  ['a set of images elsewhere', `<g style="fill:image-set('https://evil.example/x' 1x)"/>`, '<g></g>'],
  ['an older set of images', `<g style="fill:-webkit-image-set('/x' 1x)"/>`, '<g></g>'],
  ['a source elsewhere', `<g fill="src('x')"/>`, '<g></g>'],
  ['a fade of images', `<g style="mask:cross-fade('x', 'y')"/>`, '<g></g>'],
  ['an address without a scheme', `<g style="mask:anything('//evil.example/x')"/>`, '<g></g>'],
  ['a link', '<a href="javascript:alert(1)"><path d="M0 0"/></a>', ''],
  ['elements of an editor', '<sodipodi:x xmlns:sodipodi="http://sodipodi.example"/>', ''],
])('%s goes', (_, inside, left) => {
  expect(drawn(inside)).toBe(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">${left}</svg>`)
})

const bomb = Array.from(
  { length: 20 },
  (_, at) => `<g id="g${at + 1}">${`<use href="#g${at}"/>`.repeat(10)}</g>`,
).join('')
/** Each pattern is filled ten times with the one before. */
const nested = (element: string, filled: (at: number) => string) =>
  Array.from(
    { length: 10 },
    (_, at) => `<${element} id="p${at + 1}">${`<rect ${filled(at)}/>`.repeat(10)}</${element}>`,
  ).join('')
const rules = Array.from({ length: 10 }, (_, at) => `.c${at}{fill:url(#p${at})}`).join('')
test.each([
  ['patterns of patterns', nested('pattern', (at) => `fill="url(#p${at})"`), 'repeats its parts too often'],
  ['masks of masks', nested('mask', (at) => `style="mask:url('#p${at}')"`), 'repeats its parts too often'],
  [
    'patterns of patterns, percent-encoded',
    nested('pattern', (at) => `fill="url(#%70${at})"`),
    'repeats its parts too often',
  ],
  [
    'as many rules as elements',
    `<pattern id="p"/><style>${'rect{fill:url(#p)}'.repeat(20_000)}</style>${'<rect/>'.repeat(30_000)}`,
    'repeats its parts too often',
  ],
  [
    'patterns of patterns by style',
    `${nested('pattern', (at) => `class="a c${at}"`)}<style>${rules}</style>`,
    'repeats its parts too often',
  ],
  [
    'a pattern in all that it is of',
    '<style>*{fill:url(#p)}</style><pattern id="p"><rect/></pattern>',
    'repeats its parts too often',
  ],
  [
    'a style of another host’s images',
    '<style>a{fill:image-set("https://evil.example/x" 1x)}</style>',
    'has a style that leads out of it: save it as PNG',
  ],
  ['a page within', '<foreignObject/>', 'holds <foreignObject>, which is not shown: save it as PNG'],
  ['a picture within', '<image href="a.png"/>', 'holds <image>, which is not shown: save it as PNG'],
  ['a style that imports', '<style>@import "x";</style>', 'has a style that leads out of it: save it as PNG'],
  [
    'a style cut in two',
    '<style>@im<![CDATA[port "x";]]></style>',
    'has a style that leads out of it: save it as PNG',
  ],
  ['parts of parts of parts', `<path id="g0"/>${bomb}`, 'repeats its parts too often'],
  ['itself', '<g id="a"><use href="#a"/></g>', 'repeats its parts too often'],
  ['a depth', '<g>'.repeat(200) + '</g>'.repeat(200), 'is nested more than 100 deep'],
  ['no end', '<g>', 'is not a well-formed SVG'],
  ['an entity', '&lol;', 'is not a well-formed SVG'],
])('a drawing with %s is refused', (_, inside, reason) => {
  expect(drawn(inside)).toBe(reason)
})

test('a drawing as editors write it is taken: patterns, masks and thousands of gradients, by attribute and by style', () => {
  const inside = `<style>@media print{.a{fill:none}}.b,.c{fill:url(#sea);mask:url(#m)}</style>
<linearGradient id="sky"><stop class="b" offset="1"/></linearGradient>
<pattern id="sea"><rect class="a"/></pattern><mask id="m"><g class="a"><rect fill="url(#sky)"/></g></mask>
${'<path class="b" stroke="url(#sky)"/>'.repeat(3_000)}`
  expect(drawn(inside)).toContain('<path class="b" stroke="url(#sky)">')
  expect(drawn(`${'<path fill="url(#sky)"/>'.repeat(30_000)}<linearGradient id="sky"/>`)).toMatch(/^<svg/)
})

test('entities that multiply are refused before they do', () => {
  const text = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text>&b;</text></svg>`
  expect(readSvg(Buffer.from(text))).toEqual({ reason: 'is not a well-formed SVG' })
})

test('a drawing without a size is refused, and so is one of a megabyte', () => {
  expect(drawn('', '')).toBe('has neither a width and a height in pixels nor a viewBox')
  expect(drawn('<g/>'.repeat(300_000))).toMatch(/^has \d+ KB; an SVG may have 1000 KB$/)
})

test('a reference that is written twice, for old programs too, is kept once: the newer', () => {
  const spaces = 'width="4" height="4" xmlns:xlink="http://www.w3.org/1999/xlink"'
  const twice = drawn('<path id="a"/><path id="b"/><use xlink:href="#a" href="#b"/>', spaces)
  expect(twice).toContain('<use href="#b">')
  expect(drawn('<path id="a"/><use xlink:href="#a"/>', spaces)).toContain('<use href="#a">')
})

test('whatever is drawn, nothing that acts or leads out is left, and it reads the same again', () => {
  const name = fc.constantFrom(
    'g',
    'path',
    'use',
    'script',
    'a',
    'style',
    'text',
    'iframe',
    'x:script',
    'SCRIPT',
  )
  const attribute = fc.tuple(
    fc.constantFrom('href', 'xlink:href', 'onload', 'ONLOAD', 'style', 'd', 'id', 'src', 'fill'),
    fc.constantFrom('#a', 'javascript:alert(1)', 'url(http://x)', 'url(#a)', 'http://x', '"><script>', '&<>'),
  )
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('text', ']]&gt;', '<!-- <script> -->', '<![CDATA[<script>alert(1)</script>]]>'),
      fc
        .tuple(
          name,
          fc.uniqueArray(attribute, { maxLength: 2, selector: ([one]) => one }),
          fc.array(tie('node'), { maxLength: 3 }),
        )
        .map(([tag, attributes, inside]) => {
          const said = attributes.map(
            ([key, value]) => ` ${key}="${value.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)}"`,
          )
          return `<${tag}${said.join('')}>${inside.join('')}</${tag}>`
        }),
    ),
  }))
  const spaces = 'width="4" height="4" xmlns:x="http://x.example" xmlns:xlink="http://www.w3.org/1999/xlink"'
  fc.assert(
    fc.property(node, (inside) => {
      const svg = drawn(String(inside), spaces)
      if (!svg.startsWith('<svg')) return
      const names: string[] = []
      const visit = (one: {
        nodeName: string
        attrs?: { name: string; value: string }[]
        childNodes?: never[]
      }) => {
        names.push(one.nodeName, ...(one.attrs ?? []).map((each) => each.name))
        for (const { name, value } of one.attrs ?? [])
          if (name === 'href') expect(value).toMatch(/^#/)
          else if (name !== 'xmlns') expect(value).not.toMatch(/javascript:|url\(http/)
        for (const child of one.childNodes ?? []) visit(child)
      }
      visit(parse(svg) as never)
      for (const one of names) expect(one).not.toMatch(/^(script|iframe|a|on.*)$/i)
      expect(readSvg(Buffer.from(svg))).toMatchObject({ svg })
    }),
    { numRuns: 500 },
  )
})

const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')

test('a picture is what its bytes say, whatever it is called', () => {
  const jpeg = Buffer.from('ffd8ffc0000b08000100010101110000ffd9', 'hex')
  const issue = issueOf(
    aNewsletter({
      articles: {
        '001-first.md': anArticle({ title: 'One', page: undefined }, '![a](a.png) ![b](b.png)\n'),
        'a.png': jpeg,
        'b.png': webp,
      },
    }),
  )
  expect([...issue.images.values()].map(({ type }) => type)).toEqual(['image/jpeg', 'image/webp'])
})

test('what goes into mail is what Outlook shows', () => {
  expect(problemsOf({ 'images/cover.png': webp })).toEqual([
    'issue.yaml:5 the image images/cover.png goes into mail, where Outlook does not show WebP: save it as PNG or JPEG',
  ])
})

const chunk = (kind: string, ...parts: number[][]) => {
  const body = Buffer.from(parts.flat())
  const head = Buffer.alloc(8)
  head.write(kind, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return [...head, ...body]
}
const riff = (...chunks: number[][]) => Buffer.from(chunk('RIFF', [...Buffer.from('WEBP')], ...chunks))
const one = [0, 0, 0]
const canvas = chunk('VP8X', [0, 0, 0, 0], one, one)
const huge = chunk('VP8 ', [0x30, 1, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f])
const gif = (flags: number, ...frame: number[]) =>
  Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    ...[0x21, 0xf9, 4, 1, 0, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, ...frame, flags, ...(flags ? Array(6).fill(7) : [])],
    ...[2, 2, 0x44, 1, 0, 0x3b],
  ])

test.each([
  ['a GIF', gif(0, 0x60, 0xea, 0x60, 0xea), '60000 × 60000'],
  [
    'a GIF whose second frame it is',
    Buffer.concat([gif(0x80, 1, 0, 1, 0).subarray(0, -1), gif(0, 0x60, 0xea, 0x60, 0xea).subarray(27)]),
    '60000 × 60000',
  ],
  ['a WebP', riff(canvas, huge), '16383 × 16383'],
  [
    'an animated WebP',
    riff(canvas, chunk('ANMF', Array(6).fill(0), one, one, Array(4).fill(0), huge)),
    '16383 × 16383',
  ],
  [
    'an animated WebP by its frame',
    riff(canvas, chunk('ANMF', Array(6).fill(0), [255, 255, 0], [255, 255, 0], Array(4).fill(0))),
    '65536 × 65536',
  ],
  [
    'an SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="99999999"/>'),
    '99999999 × 99999999',
  ],
])('what is drawn may not be larger than a picture, whatever the picture says: %s', (_, bytes, size) => {
  expect(readImage(bytes)).toEqual({ reason: `has ${size} pixels; the most is 50 million` })
})

test('frames that are as small as they say are taken', () => {
  expect(readImage(gif(0x80, 1, 0, 1, 0))).toMatchObject({ type: 'image/gif', width: 1, height: 1 })
  expect(readImage(riff(canvas, [...webp.subarray(12)]))).toMatchObject({ type: 'image/webp', width: 1 })
})

test('whatever bytes are given, they are a picture or a reason', () => {
  const start = fc.constantFrom(
    'GIF89a',
    'RIFF....WEBPVP8X',
    'RIFF....WEBPVP8 ',
    '\x89PNG',
    '\xff\xd8\xff',
    '<svg',
    '',
  )
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), (begin, rest) => {
      const read = readImage(Buffer.concat([Buffer.from(begin, 'latin1'), rest]))
      expect('reason' in read ? read.reason : read.width * read.height).toBeTruthy()
    }),
  )
})
