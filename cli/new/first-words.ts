import { type Language, textFor } from '../../functions/publication/language.ts'

/** What stands in a first issue until its editor writes something. */
export type FirstWords = { section: string; title: string; summary: string; text: string; coverAlt: string }

const inAll: Record<Language, FirstWords> = {
  en: {
    section: 'To begin with',
    title: 'Hello, readers',
    summary: 'The first article of a new magazine.',
    text: 'This is **Markdown**: change it, and look at `npm start` again.',
    coverAlt: 'Cover: the name of the magazine',
  },
  'zh-CN': {
    section: '开篇',
    title: '读者们好',
    summary: '新刊的第一篇文章。',
    text: '这里是 **Markdown** 文本：改一改，再运行 `npm start` 看看。',
    coverAlt: '封面：刊名',
  },
  'zh-TW': {
    section: '開篇',
    title: '各位讀者好',
    summary: '新刊物的第一篇文章。',
    text: '這裡是 **Markdown** 文字：改一改，再執行 `npm start` 看看。',
    coverAlt: '封面：刊名',
  },
  ja: {
    section: 'はじめに',
    title: '読者のみなさまへ',
    summary: '新しい雑誌の最初の記事です。',
    text: 'これは **Markdown** です。書きかえて、もう一度 `npm start` をご覧ください。',
    coverAlt: '表紙：誌名',
  },
  ko: {
    section: '여는 글',
    title: '독자 여러분께',
    summary: '새 잡지의 첫 번째 글입니다.',
    text: '이것은 **Markdown**입니다. 고친 뒤 `npm start`를 다시 실행해 보세요.',
    coverAlt: '표지: 잡지 이름',
  },
  fr: {
    section: 'Pour commencer',
    title: 'Bonjour à tous',
    summary: 'Le premier article d’un nouveau magazine.',
    text: 'Ceci est du **Markdown** : changez-le, puis relancez `npm start`.',
    coverAlt: 'Couverture : le nom du magazine',
  },
  es: {
    section: 'Para empezar',
    title: 'Hola, lectores',
    summary: 'El primer artículo de una revista nueva.',
    text: 'Esto es **Markdown**: cámbielo y vuelva a ejecutar `npm start`.',
    coverAlt: 'Portada: el nombre de la revista',
  },
  de: {
    section: 'Zum Anfang',
    title: 'Guten Tag',
    summary: 'Der erste Artikel eines neuen Magazins.',
    text: 'Das ist **Markdown**: Ändern Sie es, und starten Sie `npm start` noch einmal.',
    coverAlt: 'Titelbild: der Name des Magazins',
  },
  fa: {
    section: 'آغاز',
    title: 'سلام به خوانندگان',
    summary: 'نخستین نوشتهٔ یک مجلهٔ تازه.',
    text: 'این **Markdown** است: آن را تغییر دهید و دوباره `npm start` را اجرا کنید.',
    coverAlt: 'جلد: نام مجله',
  },
  ar: {
    section: 'البداية',
    title: 'مرحبًا بالقرّاء',
    summary: 'المقال الأول في مجلة جديدة.',
    text: 'هذا نصّ **Markdown**: غيّره ثم شغّل `npm start` من جديد.',
    coverAlt: 'الغلاف: اسم المجلة',
  },
}

/** In a language, or in English. */
export const firstWordsIn = (language: Language): FirstWords => {
  const pick = (of: (words: FirstWords) => string) =>
    textFor(Object.fromEntries(Object.entries(inAll).map(([tag, words]) => [tag, of(words)])), language, 'en')
  return {
    section: pick(({ section }) => section),
    title: pick(({ title }) => title),
    summary: pick(({ summary }) => summary),
    text: pick(({ text }) => text),
    coverAlt: pick(({ coverAlt }) => coverAlt),
  }
}
