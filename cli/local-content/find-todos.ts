import { Lexer } from 'yaml'
import type { IssueFile, Problem } from '../../functions/issue/issue.ts'

/** What somebody, or an import, has noted as still to do, as programmers write it: in comments of YAML and of Markdown. */
export const todosIn = (files: readonly IssueFile[]): Problem[] =>
  files.flatMap(({ path, bytes }) => {
    if (path !== 'issue.yaml' && !/^[^/]+\.md$/.test(path)) return []
    const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')
    if (!text.includes('TODO')) return []
    const body = path === 'issue.yaml' ? text.length : bodyStart(text)
    const found = [...inYaml(text.slice(0, body)), ...inMarkdown(text.slice(body), lineOf(text, body))]
    return found.map(({ line, said }) => ({ file: path, line, reason: said.trim() }))
  })

type Found = { line: number; said: string }

const bodyStart = (text: string): number => /^---\n[\s\S]*?\n---[ \t]*(?=\n|$)/.exec(text)?.[0].length ?? 0
const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

const inYaml = (yaml: string): Found[] => {
  const found: Found[] = []
  let line = 1
  let before = ''
  for (const token of new Lexer().lex(yaml)) {
    // The lexer announces each text by a character of its own: what follows is no comment, whatever it begins with.
    const isText = before === '\u001f'
    const [, said] = (!isText && /^#\s*(TODO\b.*)/.exec(token)) || []
    if (said) found.push({ line, said })
    line += token.split('\n').length - 1
    before = token
  }
  return found
}

/** @param first the number of its first line */
const inMarkdown = (markdown: string, first: number): Found[] => {
  let isCode = false
  return markdown.split('\n').flatMap((line, at) => {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode
    const [, said] = (!isCode && /<!--\s*(TODO\b(?:(?!-->).)*)/.exec(line)) || []
    return said ? [{ line: first + at, said }] : []
  })
}
