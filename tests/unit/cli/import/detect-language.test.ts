import { expect, test } from 'vitest'
import { detectLanguage } from '../../../../cli/import/detect-language.ts'

const told = (text: string) => detectLanguage(text.split('\n'))

test.each([
  ['en', 'The old crane stays on the quay, and nobody knows who should paint it this year.'],
  ['de', 'Der alte Kran bleibt am Kai stehen, und niemand weiß, wer ihn in diesem Jahr streichen soll.'],
  ['fr', 'La vieille grue reste sur le quai et personne ne sait qui va la repeindre cette année.'],
  ['es', 'La vieja grúa se queda en el muelle y nadie sabe quién la pintará este año.'],
  ['pt', 'O velho guindaste fica no cais e ninguém sabe quem vai pintá-lo este ano.'],
  ['it', 'La vecchia gru resta sul molo e nessuno sa chi la dipingerà quest’anno.'],
  ['nl', 'De oude kraan blijft op de kade staan en niemand weet wie hem dit jaar gaat verven.'],
  ['ru', 'Старый кран остаётся на причале, и никто не знает, кто его покрасит в этом году.'],
  ['uk', 'Старий кран залишається на причалі, і ніхто не знає, хто його пофарбує цього року.'],
  ['zh-CN', '这台旧起重机还在码头上，没有人知道今年谁来给它上漆。'],
  ['zh-TW', '這台舊起重機還在碼頭上，沒有人知道今年誰來給它上漆。'],
  ['ja', '古いクレーンは埠頭に残り、今年は誰が塗るのか誰も知りません。'],
  ['ko', '낡은 크레인은 부두에 남아 있고 올해 누가 칠할지 아무도 모릅니다.'],
  ['ar', 'تبقى الرافعة القديمة على الرصيف ولا أحد يعرف من سيطليها هذه السنة.'],
  ['fa', 'جرثقیل قدیمی روی اسکله می‌ماند و کسی نمی‌داند امسال چه کسی آن را رنگ می‌کند.'],
  ['ur', 'پرانی کرین گودی پر کھڑی ہے اور کوئی نہیں جانتا کہ اس سال اسے کون رنگے گا۔'],
  ['he', 'העגורן הישן נשאר על הרציף ואיש אינו יודע מי יצבע אותו השנה.'],
  ['el', 'Ο παλιός γερανός μένει στην προβλήτα και κανείς δεν ξέρει ποιος θα τον βάψει φέτος.'],
  ['th', 'ปั้นจั่นเก่ายังอยู่ที่ท่าเรือและไม่มีใครรู้ว่าปีนี้ใครจะทาสี'],
])('%s is told by its words and letters', (language, text) => {
  expect(told(text)).toBe(language)
})

test('code, addresses and markup say nothing', () => {
  expect(
    told(
      '```js\nconst the = when(this.is) // not the language of the text\n```\nhttps://example.org/the-old-crane-stays-here',
    ),
  ).toBeUndefined()
  expect(
    told('[起重机](https://example.org/the-old-crane) `the crane` <b class="the">还在码头上，没有人知道</b>'),
  ).toBe('zh-CN')
})

test('names in Latin letters do not outweigh a text in others', () => {
  expect(told('本周我们介绍 GitHub、Kubernetes 和 PostgreSQL 的新版本，还有一些有意思的文章。')).toBe('zh-CN')
})

test('too little text tells nothing', () => {
  expect(told('')).toBeUndefined()
  expect(told('12 34 — 5')).toBeUndefined()
  expect(told('Quay 7')).toBeUndefined()
})

test('titles and addresses of English pages do not outweigh Japanese notes on them', () => {
  expect(
    told(
      '## Release 3.9.0 of the crane library\n[quay.example/release/v3.9.0](https://quay.example/release/v3.9.0)\n港のライブラリのリリース。\n\n## The definitive guide to ropes and nets\n[quay.example/guide](https://quay.example/guide)\nロープについての解説。',
    ),
  ).toBe('ja')
})
