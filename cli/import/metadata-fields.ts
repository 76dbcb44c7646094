import { dayIn, westernDigits } from './metadata-date.ts'

/** The front matter of a document, as far as an issue can use it. */
export type Metadata = {
  title?: string | undefined
  number?: number | undefined
  date?: string | undefined
  language?: string | undefined
  author?: string | undefined
  description?: string | undefined
  /** Path or address of a picture. */
  image?: string | undefined
  /** What the picture shows. */
  imageAlt?: string | undefined
}

/** Keys in order of precedence, in lower case and without punctuation. Newsletters are written in many languages. */
const keys: Record<keyof Metadata, string> = {
  title: `
    title subject headline titel betreff titre título titulo asunto titolo oggetto заголовок тема 标题
    標題 主题 タイトル 件名 제목 العنوان عنوان כותרת
  `,
  number: `
    number issue edition volume no issuenumber editionnumber nummer ausgabe numéro numero número
    выпуск номер 期号 期數 号 호 العدد شماره גיליון
  `,
  date: `
    date published pubdate publishdate publishedat publicationdate datum fecha data дата 日期 日付 날짜
    التاريخ تاریخ תאריך created updated
  `,
  language: `
    lang language locale sprache langue idioma lingua язык 语言 言語
  `,
  author: `
    author authors by editor editors autor auteur autore redaktion автор 作者 著者 編集 저자 الكاتب نویسنده
    מאת
  `,
  description: `
    description summary subtitle excerpt preheader preview beschreibung résumé descripción resumen
    descrição описание 摘要 描述 概要
  `,
  image: `
    image cover coverimage featuredimage featureimage thumbnail hero banner titelbild 封面 カバー画像
  `,
  imageAlt: `
    imagealt coveralt alt featuredimagealt imagedescription
  `,
}

/** Keys that an issue has no use for, but that tell front matter from prose. */
const others = new Set(
  `
    slug category categories tags status layout permalink draft url from to template type
    weight aliases modified keywords kategorie 分类 标签
  `.split(/\s+/),
)

const plainKey = (key: string): string => key.toLowerCase().replace(/[\s_\-"']/g, '')

const wanted = new Map(
  Object.entries(keys).flatMap(([field, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name, rank) => [name, { field, rank }] as const),
  ),
)

/** Whether a key is common in front matter. */
export const isKnownKey = (key: string): boolean => wanted.has(plainKey(key)) || others.has(plainKey(key))

/** Picks what an issue can use from key-value pairs; values that make no sense are left out. */
export const fieldsOf = (given: Iterable<readonly [string, unknown]>): Metadata => {
  const pairs = [...given]
  const best = new Map<string, { rank: number; value: string }>()
  for (const [key, one] of pairs) {
    const match = wanted.get(plainKey(key))
    const value = match?.field === 'image' ? pathOf(one) : textOf(one)
    if (!match || !value || (best.get(match.field)?.rank ?? Infinity) <= match.rank) continue
    if (match.field !== 'number' || numberOf(value) !== undefined)
      best.set(match.field, { rank: match.rank, value })
  }
  const found = (field: keyof Metadata) => best.get(field)?.value
  return {
    title: found('title'),
    number: numberOf(found('number') ?? ''),
    date: dayIn(found('date') ?? ''),
    language: tagOf(found('language') ?? ''),
    author: found('author'),
    description: found('description'),
    image: found('image'),
    imageAlt: found('imageAlt') ?? altIn(pairs),
  }
}

/** The path of a picture, which may be one of several, or have details. */
const pathOf = (value: unknown): string => {
  if (Array.isArray(value)) return pathOf(value[0])
  if (!value || typeof value !== 'object') return textOf(value)
  const details = value as Record<string, unknown>
  return textOf(['path', 'src', 'url', 'image', 'file', 'feature'].map((key) => details[key]).find(Boolean))
}

/** The text of a picture with details: `image: { path: quay.png, alt: The quay }`. */
const altIn = (pairs: readonly (readonly [string, unknown])[]): string | undefined =>
  pairs
    .filter(
      ([key, value]) => wanted.get(plainKey(key))?.field === 'image' && value && typeof value === 'object',
    )
    .map(([, value]) => textOf((value as Record<string, unknown>).alt))
    .find(Boolean)

/** A value as one line. Lists are joined; of objects, such as authors with details, only the name is taken. */
const textOf = (value: unknown): string => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ').slice(0, 500)
  if (value && typeof value === 'object') return 'name' in value ? textOf(value.name) : ''
  return value === null || value === undefined ? '' : String(value).slice(0, 2000).replace(/\s+/g, ' ').trim()
}

/** Accepts `12`, `#12` and `Issue 12`, but no year and month and no version number. */
const numberOf = (value: string): number | undefined => {
  const digits = /^\D{0,20}?(\d{1,6})\D{0,12}$/u.exec(westernDigits(value))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** A canonical BCP 47 tag: `zh_CN` → `zh-CN`. */
const tagOf = (value: string): string | undefined => {
  const tag = value.replaceAll('_', '-').replace(/\..*$/, '')
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
