import type { Draft } from '../../../packages/local-cloud/tests/an-inbox.ts'

const page = (language: string, title: string, body: string) => `<!doctype html>
<html lang="${language}"${language === 'ar' ? ' dir="rtl"' : ''}><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title>
<style>:root { color-scheme: light dark } body { margin: 0; background: #f2f3f4; color: #1b2330; font: 16px/1.6 "Segoe UI", "Noto Sans SC", sans-serif }
.sheet { max-width: 600px; margin: 0 auto; padding: 24px; background: #fff }
@media (prefers-color-scheme: dark) { body { background: #090c11; color: #e6e9ee } .sheet { background: #161b22 } a { color: #7ab8ff } }</style></head>
<body><div class="sheet"><h1>${title}</h1>${body}</div></body></html>`

const unsubscribe = [
  'List-Unsubscribe: <https://tides.example/unsubscribe?token=x>, <mailto:leave@tides.example>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'List-Id: The Tides <list.tides.example>',
]

/** Mails as a magazine sends them, and such as nobody should. The newest comes last. @param at Unix ms of the last */
export const sampleMails = (at: number): Draft[] => {
  const mails: Draft[] = [
    {
      subject: 'A quarterly report',
      text: 'See the file.',
      attachment: { name: '第三季度 报告.pdf', type: 'application/pdf', content: '%PDF-1.4' },
    },
    { subject: '', text: 'This one has no subject.', to: ['Grace Hopper <grace@readers.example>'] },
    {
      subject: `A subject that goes on and on, ${'far beyond what anybody reads, '.repeat(9)}and ends`,
      text: 'Long.',
      html: page('en', 'Long', '<p>Long</p>'),
    },
    {
      subject: 'Bounced',
      text: 'Nobody there.',
      to: ['bounce@simulator.amazonses.com'],
      outcome: 'bounced',
      tags: { kind: 'digest' },
    },
    {
      subject: 'To all at once',
      text: 'Hello all',
      to: Array.from({ length: 10_000 }, (_, at) => `Reader ${at} <reader-${at}@readers.example>`),
    },
    {
      subject: '潮汐季刊 第 7 期｜新的海图',
      from: '潮汐 <news@tides.example>',
      to: ['林悦 <lin.yue@readers.example>'],
      html: page(
        'zh-CN',
        '新的海图',
        '<p>本期内容：潮水的方向、灯塔的历史。<a href="https://tides.example/zh/7/">阅读全文</a></p>',
      ),
      text: '新的海图\n\n本期内容：潮水的方向、灯塔的历史。\n\nhttps://tides.example/zh/7/',
      headers: unsubscribe,
      tags: { kind: 'digest', send: 'tides-7' },
    },
    {
      subject: 'المدّ: العدد السابع، خرائط البحر الجديدة',
      from: 'المدّ <news@tides.example>',
      to: ['ليلى <layla@readers.example>'],
      html: page(
        'ar',
        'خرائط البحر الجديدة',
        '<p>في هذا العدد: اتجاه المدّ وتاريخ المنارات. <a href="https://tides.example/ar/7/">اقرأ المزيد</a></p>',
      ),
      text: 'خرائط البحر الجديدة\n\nفي هذا العدد: اتجاه المدّ وتاريخ المنارات.\n\nhttps://tides.example/ar/7/',
      headers: unsubscribe,
      tags: { kind: 'digest', send: 'tides-7' },
    },
    {
      subject: '潮汐 第7号：新しい海図',
      to: ['山田 花子 <hanako@readers.example>'],
      html: page('ja', '新しい海図', '<p>今号の内容：潮の向き、灯台の歴史。</p>'),
      text: '新しい海図\n\n今号の内容：潮の向き、灯台の歴史。',
      headers: unsubscribe,
      tags: { kind: 'digest', send: 'tides-7' },
    },
    {
      subject: 'The Tides No. 7: the boats came home',
      to: ['Ada Lovelace <ada@readers.example>'],
      html: page(
        'en',
        'The boats came home',
        '<p>In this issue: where the tide turns, and a history of lighthouses. <a href="https://tides.example/en/7/">Read on</a></p><p><a href="http://10.0.0.1/admin">The harbour</a> <a href="{{unfilled}}">Leave</a> <img src="https://tides.example/boat.png"></p>',
      ),
      text: 'The boats came home\n\nIn this issue: where the tide turns, and a history of lighthouses.\n\nRead on: https://tides.example/en/7/',
      headers: unsubscribe,
      tags: { kind: 'digest', send: 'tides-7' },
    },
  ]
  return mails.map((mail, index) => ({ ...mail, at: at - (mails.length - index) * 47 * 60_000 }))
}
