import { readFileSync } from 'node:fs'

/** A fenced block of a page of the manual. `meta` is what stands behind its language. */
export type Block = { page: string; line: number; language: string; meta: string[]; text: string }

/** The fenced blocks of a Markdown file, in order. */
export const blocksOf = (page: string): Block[] => {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map((found) => ({
    page,
    line: text.slice(0, found.index).split('\n').length,
    language: found[1]!,
    meta: found[2]!.trim().split(/\s+/).filter(Boolean),
    text: found[3]!.trimEnd(),
  }))
}

/** The file that a block is the text of. */
export const fileOf = ({ meta }: Block): string | undefined =>
  meta.find((one) => one.startsWith('file='))?.slice('file='.length)

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether an output is as a page shows it: `…` stands for anything in a line, and alone in one for any lines. */
export const isAsShown = (output: string, shown: string): boolean => {
  const pattern = shown
    .split('\n')
    .map((line) =>
      line.trim() === '…' ? '(?:.*\n)*?' : `${line.trimEnd().split('…').map(escaped).join('.*')} *\n`,
    )
  return new RegExp(`^${pattern.join('')}$`).test(`${output.trimEnd()}\n`)
}
