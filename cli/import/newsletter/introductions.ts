/** Headings for a document's opening text, if it has none, by language. */
const introductions: Record<string, string> = {
  en: 'Introduction',
  de: 'Einleitung',
  fr: 'Introduction',
  es: 'Introducción',
  pt: 'Introdução',
  it: 'Introduzione',
  nl: 'Inleiding',
  sv: 'Inledning',
  da: 'Indledning',
  no: 'Innledning',
  fi: 'Johdanto',
  pl: 'Wstęp',
  cs: 'Úvod',
  tr: 'Giriş',
  ru: 'Вступление',
  uk: 'Вступ',
  el: 'Εισαγωγή',
  zh: '编者的话',
  'zh-TW': '編者的話',
  ja: 'はじめに',
  ko: '들어가며',
  ar: 'مقدمة',
  fa: 'مقدمه',
  he: 'פתיחה',
}

/** Section titles for articles outside any section, for languages without a catalogue of words in Masthead. */
const unsectioned: Record<string, string> = {
  de: 'In dieser Ausgabe',
  fr: 'Dans ce numéro',
  es: 'En este número',
  pt: 'Nesta edição',
  it: 'In questo numero',
  nl: 'In dit nummer',
  sv: 'I detta nummer',
  da: 'I dette nummer',
  no: 'I dette nummeret',
  fi: 'Tässä numerossa',
  pl: 'W tym numerze',
  cs: 'V tomto čísle',
  tr: 'Bu sayıda',
  ru: 'В этом выпуске',
  uk: 'У цьому випуску',
  el: 'Σε αυτό το τεύχος',
  'zh-TW': '本期文章',
  ja: '今号の記事',
  ko: '이번 호',
  ar: 'في هذا العدد',
  fa: 'در این شماره',
  he: 'בגיליון זה',
}

/** Section titles for articles outside any section that come after one, for languages without a catalogue of words. */
const further: Record<string, string> = {
  pt: 'Também nesta edição',
  it: 'Inoltre in questo numero',
  nl: 'Ook in dit nummer',
  sv: 'Även i detta nummer',
  da: 'Også i dette nummer',
  no: 'Også i dette nummeret',
  fi: 'Lisäksi tässä numerossa',
  pl: 'Ponadto w tym numerze',
  cs: 'Dále v tomto čísle',
  tr: 'Bu sayıda ayrıca',
  ru: 'Также в этом выпуске',
  uk: 'Також у цьому випуску',
  el: 'Επίσης σε αυτό το τεύχος',
  he: 'עוד בגיליון זה',
}

const wordIn = (table: Record<string, string>, language: string | undefined): string | undefined => {
  if (!language) return undefined
  const traditional = /^zh-(TW|HK|MO|Hant)/.test(language)
  return table[traditional ? 'zh-TW' : language.split('-')[0]!]
}

/** @returns undefined for an unknown language */
export const introductionIn = (language: string | undefined): string | undefined =>
  wordIn(introductions, language)

/** @returns undefined for an unknown language */
export const unsectionedIn = (language: string | undefined): string | undefined =>
  wordIn(unsectioned, language)

/** @returns undefined for an unknown language */
export const furtherIn = (language: string | undefined): string | undefined => wordIn(further, language)
