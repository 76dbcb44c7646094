import { directionOf } from '../../../emails/direction.ts'
import type { Language } from '../../publication/language.ts'
import { type Html, html } from '../../web/html.ts'

/** A text of a book. `path`: in the book's folder. `title`: what the contents call it. */
export type BookText = {
  path: string
  title: string
  /** Its part in a book (EPUB 3 Structural Semantics Vocabulary). */
  type: 'cover' | 'toc' | 'preface' | 'chapter' | 'colophon'
  body: Html
}

/** A text as an XHTML content document (EPUB 3.3, §6.1). */
export const documentOf = ({ path, title, type, body }: BookText, language: Language): string => {
  const root = '../'.repeat(path.split('/').length - 1)
  return html`<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8"/>
<title>${title}</title>
<link rel="stylesheet" type="text/css" href="${root}style.css"/>
</head>
<body epub:type="${type === 'toc' ? 'frontmatter' : type}">
${body}
</body>
</html>
`.html
}
