import { expect, test } from 'vitest'
import { catalogues } from '../functions/publication/words/catalogues.ts'
import { everyMail } from './every-mail.ts'
import { mailFaultsOf } from './mail-accessibility.ts'

test('no mail in any language keeps anybody from it, by the rules of the Email Markup Consortium', async () => {
  const mails = await everyMail()
  expect(mails.length).toBeGreaterThan(8 * Object.keys(catalogues).length)
  expect(mails.flatMap(([name, html]) => mailFaultsOf(html).map((fault) => `${name}: ${fault}`))).toEqual([])
})

const sound = `<!doctype html><html lang="en" dir="ltr"><head><title>T</title><style>
@media (prefers-color-scheme: dark) { .desk, .desk > div { background-color: #000000 !important }
.ink { color: #eeeeee !important } }
</style></head><body class="desk"><div lang="en" dir="ltr"><h1 class="ink">H</h1><h2 class="ink">I</h2>
<table role="presentation"><tr><td><a class="ink" href="https://m.example/">The tide tables</a></td></tr></table>
<img src="a.png" alt="Boats at low tide" /></div></body></html>`

test.each([
  ['a child of body without a language', '<div lang="en" dir', '<div dir', 'has no lang'],
  ['a child of body without a direction', ' dir="ltr"><h1', '><h1', 'has no dir'],
  ['a page without a language', '<html lang="en"', '<html', 'has no lang'],
  [
    'a second child of body that is hidden',
    '<body class="desk">',
    '<body class="desk"><div style="display:none">x</div>',
    'has no lang',
  ],
  ['a table that is read as one', ' role="presentation"', '', 'has no role'],
  ['a table for Outlook that is read as one', '<h1', '<!--[if mso]><table><![endif]--><h1', 'has no role'],
  ['a mail without a heading', /h1/g, 'p', 'level-one'],
  ['a heading that skips a level', /h2/g, 'h4', 'skips a level'],
  ['a mail without a title', '<title>T</title>', '', 'no title'],
  ['a link without words', 'The tide tables', '<img src="b.png" alt="">', 'has no text'],
  ['a link like every other', 'The tide tables', 'Read more →', 'says nothing'],
  ['our own words to read on, in Chinese', 'The tide tables', '阅读全文', 'says nothing'],
  ['a picture without a text', 'alt="Boats at low tide"', '', 'has no alt'],
  [
    'a picture that is called as its file',
    'Boats at low tide',
    'Screenshot 2025 10 09',
    'an alt says nothing',
  ],
  ['pale letters', 'class="ink" href', 'class="ink" style="color:#999999" href', 'light: #999999'],
  ['letters that stay black in the dark', '<h2 class="ink"', '<h2', 'dark: #000000 on #000000'],
  [
    'a screen that cannot be zoomed',
    '<title>',
    '<meta name="viewport" content="user-scalable=no"><title>',
    'zooming',
  ],
])('%s is a fault', (_, from, to, fault) => {
  expect(mailFaultsOf(sound)).toEqual([])
  expect(mailFaultsOf(sound.replace(from, to)).join('\n')).toContain(fault)
})
