import { packagedCardFiles } from '../../cli/editions/card-files.ts'
import { createDrawSvg } from '../../functions/edition/card/draw-card.ts'
import { withMailPictures } from '../../functions/edition/digest/mail-pictures.ts'
import type { Edition } from '../../functions/edition/model/edition.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import type { Publication } from '../../functions/publication/publication.ts'
import { aPublication } from '../builders.ts'

const svg = (width: number, height: number, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#d9e4e1"/>${inside}</svg>`
const waves = [0, 1, 2, 3]
  .map(
    (at) =>
      `<path d="M0 ${300 + at * 70}q160 -60 320 0t320 0 320 0 320 0V640H0z" fill="#1f5c5a" opacity="${0.25 + at * 0.2}"/>`,
  )
  .join('')
const images = {
  'images/sea.svg': svg(1280, 640, `<circle cx="960" cy="190" r="90" fill="#e9a23b"/>${waves}`),
  'images/lamp.svg': svg(
    400,
    400,
    '<path d="M170 340h60l-14-180h-32z" fill="#7a2e2e"/><circle cx="200" cy="130" r="44" fill="#e9a23b"/>',
  ),
  'images/editor.svg': svg(
    200,
    200,
    '<circle cx="100" cy="80" r="38" fill="#7a5a44"/><path d="M30 200q70-110 140 0z" fill="#1f5c5a"/>',
  ),
}

const article = (front: Record<string, string>, body = '') =>
  `---\n${Object.entries(front)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n\n${body}`

const english = {
  'issue.yaml': `number: 12
title: { en: The winter of nine boats }
date: 2031-02-06
sections:
  - title: { en: From the harbour }
    articles: [01-boats, 02-lamp, 03-ice]
  - title: { en: Elsewhere on the coast }
    articles: [04-map, 05-terns, 06-prize]
`,
  'letter.md': article(
    { name: 'Niamh Ó Súilleabháin', role: 'Editor, Tidelines', portrait: 'images/editor.svg' },
    'Three storms crossed us in January, and you wrote to us through all of them. **Thank you.** This issue is what you told us, set in order.\n\nIt’s also the first one printed on [the new press](https://example.org/press); the smell is real.\n',
  ),
  '01-boats.md': article(
    {
      title: 'Nine boats went out, and the tenth came back with them',
      author: 'Ciara Byrne',
      kicker: 'Reportage',
      page: '4',
      summary: 'Nobody on the quay could say whose she was. The log says she’d been missing since 1987.',
    },
    `![The bay at dusk](images/sea.svg)\n\nThey came in one after another, as they had gone out, with the light behind them. The harbour master counted, as he always counts, aloud and without looking up; at nine he stopped, and then, after a pause that everybody on the quay remembers, he said ten.\n\n${'She was smaller than the others and sat low, and whoever had painted her had done it by hand. '.repeat(8)}\n`,
  ),
  '02-lamp.md': article(
    {
      title: 'The lamp that nobody lights',
      author: 'Tom Hale',
      page: '11',
      image: 'images/lamp.svg',
      alt: 'A lamp',
      summary:
        'Automatic since 1994, the light at Carn still has a keeper. She isn’t paid, and she isn’t leaving.',
    },
    'Text.\n',
  ),
  '03-ice.md': article(
    {
      title: 'What the ice took',
      author: 'Ciara Byrne',
      page: '16',
      summary: 'A pier, two sheds and the last phone box. An inventory, with prices.',
    },
    'Text.\n',
  ),
  '04-map.md': article({
    title: 'The whole night as a map',
    kind: 'brief',
    summary: 'The weather service has drawn the storm of 14 January, hour by hour.',
    links: '[{ title: The map, url: "https://www.example.org/storm" }]',
  }),
  '05-terns.md': article({
    title: 'Terns, counted',
    kind: 'brief',
    summary: 'Four hundred and six pairs, the most since counting began.',
    links: '[{ title: Count, url: "https://github.com/terns/count" }]',
  }),
  '06-prize.md': article(
    {
      title: 'A prize for the ferry’s timetable',
      kind: 'brief',
      page: '30',
      summary: 'It’s one page, and it’s right.',
    },
    'Text of some length.\n',
  ),
  ...images,
}

const arabic = {
  'issue.yaml': `number: 12
date: 2031-02-06
sections:
  - title: { ar: من المرفأ }
    articles: [01-boats, 02-lamp]
  - title: { ar: على طول الساحل }
    articles: [04-map, 05-ice]
`,
  'letter.md': article(
    { name: 'نوال حداد', role: 'رئيسة التحرير', portrait: 'images/editor.svg' },
    'مرت بنا ثلاث عواصف في يناير، وكتبتم إلينا طوالها. **شكرًا لكم.** هذا العدد هو ما رويتموه لنا، مرتبًا.\n',
  ),
  '01-boats.md': article(
    {
      title: 'خرجت تسعة قوارب وعاد معها العاشر',
      author: 'سلمى ناصر',
      kicker: 'تحقيق',
      page: '4',
      summary: 'لم يعرف أحد على الرصيف لمن هو. يقول السجل إنه مفقود منذ عام 1987.',
    },
    `![الخليج عند الغروب](images/sea.svg)\n\nعادت القوارب واحدًا بعد آخر كما خرجت، والضوء خلفها. كان مدير المرفأ يعد كعادته بصوت عال ودون أن يرفع عينيه؛ عند التسعة توقف، ثم قال بعد صمت يذكره كل من كان على الرصيف: عشرة.\n\n${'كان أصغر من سواه وأقرب إلى الماء، ومن طلاه فعل ذلك بيده. '.repeat(8)}\n`,
  ),
  '02-lamp.md': article(
    {
      title: 'المنارة التي لا يوقدها أحد',
      author: 'كريم منصور',
      page: '11',
      image: 'images/lamp.svg',
      alt: 'منارة',
      summary: 'تعمل آليًا منذ عام 1994، وما زال لها حارس. لا يتقاضى أجرًا ولا ينوي الرحيل.',
    },
    'نص.\n',
  ),
  '04-map.md': article({
    title: 'الليلة كلها على خريطة',
    kind: 'brief',
    summary: 'رسمت الأرصاد عاصفة 14 يناير ساعة بساعة.',
    links: '[{ title: الخريطة, url: "https://www.example.org/storm" }]',
  }),
  '05-ice.md': article(
    { title: 'GPT-4 والبحر', kind: 'brief', page: '16', summary: 'ماذا يعرف النموذج عن المد والجزر؟' },
    'نص أطول من سطر.\n',
  ),
  ...images,
}

const published = async (folder: Record<string, string>, publication: Publication): Promise<Edition[]> => {
  const files = Object.entries(folder).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
  const read = readIssue({ id: 'tidelines-12', files, publication })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  const { issue } = await withMailPictures(read.issue, createDrawSvg(packagedCardFiles), publication.brand)
  return buildEditions({ issue, publication, siteUrl: publication.site })
}

const magazine = (
  language: string,
  texts: { name: string; tagline: string; publisher: string; address: string },
) =>
  aPublication({
    id: 'tidelines',
    languages: [language],
    names: { [language]: texts.name },
    taglines: { [language]: texts.tagline },
    publisher: { [language]: texts.publisher },
    postalAddress: { [language]: texts.address },
    sender: { name: { [language]: texts.name }, address: 'tidelines@news.example.org' },
    site: 'https://tidelines.example.org',
    brand: { ink: '#12201f', paper: '#fdfcf8', accent: '#1f5c5a', accentDark: '#8fd0c8' },
    topics: [],
    cadence: { cron: '0 9 1 * ? *' },
  })

const tidelines = magazine('en', {
  name: 'Tidelines',
  tagline: 'Stories from the edge of the sea',
  publisher: 'Harbour Press',
  address: '1 Quay Street, Galway',
})

/** Without the picture of its lead, and with one cover line. */
const plain = {
  ...english,
  'issue.yaml': english['issue.yaml'].replace(
    'sections:',
    'cover: { lines: { en: [How a harbour counts its boats in the dark] } }\nsections:',
  ),
  '01-boats.md': english['01-boats.md'].replace(/!\[[^\n]*\n\n/, ''),
}

/** Magazines of one language each, an English and an Arabic one, with everything that a digest may have; the last has no picture. */
export const threeMagazines = async (): Promise<{ name: string; editions: Edition[] }[]> => [
  { name: 'magazine', editions: await published(english, tidelines) },
  {
    name: 'magazine',
    editions: await published(
      arabic,
      magazine('ar', {
        name: 'خط المد',
        tagline: 'حكايات من حافة البحر',
        publisher: 'دار المرفأ',
        address: '1 شارع الرصيف، بيروت',
      }),
    ),
  },
  { name: 'magazine-plain', editions: await published(plain, tidelines) },
]
